/** One process, without its command line: arguments and environment carry secrets. */
export interface HostProcess {
  readonly pid: number;
  readonly parentPid: number;
  /** The kernel's `comm`, at most 15 bytes. */
  readonly name: string;
  /** Name from the password file, else the number. */
  readonly user: string;
  readonly state:
    | 'RUNNING'
    | 'SLEEPING'
    | 'DISK_SLEEP'
    | 'STOPPED'
    | 'TRACED'
    | 'ZOMBIE'
    | 'DEAD'
    | 'IDLE'
    | 'UNKNOWN';
  /** User and system time since it started. */
  readonly cpuSeconds: number;
  readonly residentBytes: number;
  readonly threads: number;
  readonly startedAt: Date;
  readonly cgroup?: string;
  readonly containerId?: string;
}

export interface ProcessQuery {
  /** Most to return; 1 to 1,000, default 50. */
  readonly limit?: number;
  /** `cpu`: most CPU time since it started first; `memory`: most resident first; `pid`: ascending. */
  readonly orderBy?: 'cpu' | 'memory' | 'pid';
  /** Full container id: only processes in its control group. */
  readonly container?: string;
  readonly signal?: AbortSignal;
}
