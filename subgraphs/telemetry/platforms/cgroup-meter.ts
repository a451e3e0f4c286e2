import type { CgroupReader, HostEndpoint } from '#backends/host/index.ts';
import type { WorkloadFacts, WorkloadReading } from '../domain.ts';

/** A process of a workload on this machine. */
export interface MeteredProcess {
  readonly workload: WorkloadFacts;
  readonly run: string;
  readonly pid: number;
  /** Its interfaces are the machine's own: their counters are not the workload's. */
  readonly machineNetwork: boolean;
}

/**
 * Opens the control group of a workload's process. Undefined when the process cannot be seen from here (another pid namespace), is gone,
 * or is in another workload's group: a process id may have been given to something else meanwhile.
 */
export function openCgroupMeter(host: HostEndpoint, process: MeteredProcess): CgroupMeter | undefined {
  const paths = host.cgroupOf(process.pid);
  if (!paths || (paths.containerId !== undefined && paths.containerId !== process.workload.nativeId))
    return undefined;
  return new CgroupMeter(host, process, host.cgroupReader(paths));
}

/** Keeps the files of one run of a workload open. */
export class CgroupMeter implements Disposable {
  readonly run: string;
  /** Readings so far, and when the last was, on the clock of `performance.now()`. */
  readings = 0;
  lastMs = 0;
  readonly #host: HostEndpoint;
  readonly #process: MeteredProcess;
  readonly #reader: CgroupReader;

  constructor(host: HostEndpoint, process: MeteredProcess, reader: CgroupReader) {
    this.run = process.run;
    this.#host = host;
    this.#process = process;
    this.#reader = reader;
  }

  /** Counters now; undefined once the group is gone. */
  read(workload: WorkloadFacts): WorkloadReading | undefined {
    const sample = this.#reader.read();
    if (!sample) return undefined;
    const monotonicMs = performance.now();
    const network = this.#process.machineNetwork ? undefined : this.#network();
    this.readings += 1;
    this.lastMs = monotonicMs;
    return {
      workload,
      run: this.run,
      source: 'CGROUP',
      at: Date.now(),
      monotonicMs,
      intervalMs: undefined,
      cpuSeconds: sample.cpuUsageNs / 1e9,
      cpuPeriods: sample.cpuPeriods,
      cpuThrottledPeriods: sample.throttledPeriods,
      memoryBytes: sample.memoryWorkingSetBytes,
      memoryLimitBytes: sample.memoryLimitBytes,
      oomKills: sample.oomKills,
      pids: sample.pids,
      networkReceivedBytes: network?.received,
      networkTransmittedBytes: network?.transmitted,
      blockReadBytes: sample.blkioReadBytes,
      blockWrittenBytes: sample.blkioWrittenBytes,
    };
  }

  [Symbol.dispose](): void {
    this.#reader[Symbol.dispose]();
  }

  #network(): { readonly received: number; readonly transmitted: number } | undefined {
    const interfaces = this.#host.networkCounters(this.#process.pid);
    return interfaces && sumTraffic(interfaces);
  }
}

/** Bytes over all interfaces but the loopback, which leads nowhere. */
export function sumTraffic(
  interfaces: readonly { readonly name: string; readonly rxBytes: number; readonly txBytes: number }[],
): { readonly received: number; readonly transmitted: number } {
  let received = 0;
  let transmitted = 0;
  for (const { name, rxBytes, txBytes } of interfaces) {
    if (name === 'lo') continue;
    received += rxBytes;
    transmitted += txBytes;
  }
  return { received, transmitted };
}
