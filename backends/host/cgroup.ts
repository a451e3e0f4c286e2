import type { Pressure } from './sample.ts';

/** Directories of one process's control groups, by what they account. A missing one is not mounted here. */
export interface CgroupPaths {
  /** v1: separate hierarchies; v2: one; hybrid: v1 controllers beside an unified tree without controllers. */
  readonly version: 'v1' | 'v2' | 'hybrid';
  /** Path inside the hierarchy, as the kernel prints it: `/system.slice/docker-….scope`. */
  readonly path: string;
  /** Full id of the container that this group belongs to, when its path tells one. */
  readonly containerId?: string;
  readonly unified?: string;
  readonly cpu?: string;
  readonly cpuacct?: string;
  readonly memory?: string;
  readonly pids?: string;
  readonly blkio?: string;
}

export interface CgroupSample {
  readonly cpuUsageNs: number;
  readonly cpuUserNs?: number;
  readonly cpuSystemNs?: number;
  readonly throttledNs?: number;
  readonly throttledPeriods?: number;
  /** Scheduling periods that a CPU limit was applied to; 0 without a limit. */
  readonly cpuPeriods?: number;
  /** Absent, with the other memory figures, where the kernel accounts no memory per group. */
  readonly memoryBytes?: number;
  /** Usage without inactive file cache: what `docker stats` and cAdvisor show. */
  readonly memoryWorkingSetBytes?: number;
  /** Undefined when unlimited. */
  readonly memoryLimitBytes?: number;
  readonly oomKills?: number;
  readonly pids?: number;
  readonly pidsLimit?: number;
  readonly blkioReadBytes?: number;
  readonly blkioWrittenBytes?: number;
  /** Where there is a v2 tree and PSI. */
  readonly pressure?: { readonly cpu?: Pressure; readonly memory?: Pressure; readonly io?: Pressure };
}

/** Keeps the files of one control group open. Not for use after disposal. */
export interface CgroupReader extends Disposable {
  /** Counters now; undefined once the group is gone. Never throws. */
  read(): CgroupSample | undefined;
}
