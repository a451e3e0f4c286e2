export type MetricSource = 'CGROUP' | 'ENGINE' | 'PROC' | 'EMBEDDED';

export type WorkloadState =
  | 'CREATED'
  | 'RUNNING'
  | 'PAUSED'
  | 'RESTARTING'
  | 'STOPPED'
  | 'REMOVING'
  | 'FAILED';

/** What telemetry needs to know of a workload beside its figures. Immutable. */
export interface WorkloadFacts {
  /** Global id. */
  readonly id: string;
  readonly endpoint: string;
  readonly nativeId: string;
  readonly name: string;
  /** Reference it was created from. */
  readonly image: string;
  readonly state: WorkloadState;
  /** Its processes exist, frozen or not. */
  readonly running: boolean;
  /** Processors that it may use; undefined without a limit. */
  readonly cpuLimitCores: number | undefined;
  /** False: its health check fails. Undefined: there is no verdict. */
  readonly healthy: boolean | undefined;
}

/** Counters of one workload at one moment, since it started. Undefined: the platform does not say. */
export interface WorkloadReading {
  /** As it was known when it was read. */
  readonly workload: WorkloadFacts;
  /** Tells runs apart: counters of another run are not comparable. */
  readonly run: string;
  readonly source: MetricSource;
  /** When it was read, ms since 1970. */
  readonly at: number;
  /** The same on a clock that never jumps, ms. */
  readonly monotonicMs: number;
  /** When to expect the next one, ms; undefined: at the sampler's rhythm. */
  readonly intervalMs: number | undefined;
  readonly cpuSeconds: number;
  /** Processors in use as the platform itself measured just now, where it does; for the first reading of a run. */
  readonly cpuCoresTold?: number | undefined;
  /** Scheduling periods that the CPU limit was applied to, and those in which it held the workload back. */
  readonly cpuPeriods: number | undefined;
  readonly cpuThrottledPeriods: number | undefined;
  readonly memoryBytes: number | undefined;
  readonly memoryLimitBytes: number | undefined;
  readonly oomKills: number | undefined;
  readonly pids: number | undefined;
  readonly networkReceivedBytes: number | undefined;
  readonly networkTransmittedBytes: number | undefined;
  readonly blockReadBytes: number | undefined;
  readonly blockWrittenBytes: number | undefined;
}

/** A reading and what follows from it and the one before. */
export interface WorkloadFigures {
  readonly reading: WorkloadReading;
  /** Mean over the interval since the reading before; undefined for the first of a run. */
  readonly cpuCores: number | undefined;
  /** 0 to 1. */
  readonly cpuThrottledRatio: number | undefined;
  /** 0 to 1; undefined without a limit. */
  readonly memoryRatio: number | undefined;
  readonly networkReceivedBytesPerSecond: number | undefined;
  readonly networkTransmittedBytesPerSecond: number | undefined;
  readonly blockReadBytesPerSecond: number | undefined;
  readonly blockWrittenBytesPerSecond: number | undefined;
  /** OOM kills between the two readings. */
  readonly newOomKills: number;
}

/** Figures of a workload from two readings; a reading of another run, or none, gives no rates. */
export function deriveWorkloadFigures(
  reading: WorkloadReading,
  before: WorkloadReading | undefined,
): WorkloadFigures {
  const previous =
    before && before.run === reading.run && before.source === reading.source ? before : undefined;
  const seconds = previous ? (reading.monotonicMs - previous.monotonicMs) / 1000 : 0;
  const rate = (key: CounterKey) => rateOf(previous?.[key], reading[key], seconds);
  return {
    reading,
    cpuCores: rate('cpuSeconds') ?? reading.cpuCoresTold,
    cpuThrottledRatio: throttledRatio(reading, previous),
    memoryRatio: ratioOf(reading.memoryBytes, reading.memoryLimitBytes),
    networkReceivedBytesPerSecond: rate('networkReceivedBytes'),
    networkTransmittedBytesPerSecond: rate('networkTransmittedBytes'),
    blockReadBytesPerSecond: rate('blockReadBytes'),
    blockWrittenBytesPerSecond: rate('blockWrittenBytes'),
    newOomKills: Math.max(0, (reading.oomKills ?? 0) - (previous?.oomKills ?? reading.oomKills ?? 0)),
  };
}

type CounterKey =
  | 'cpuSeconds'
  | 'networkReceivedBytes'
  | 'networkTransmittedBytes'
  | 'blockReadBytes'
  | 'blockWrittenBytes';

/** Undefined when a counter is missing or went backwards (a device or interface that left takes its share with it). */
function rateOf(before: number | undefined, now: number | undefined, seconds: number): number | undefined {
  if (before === undefined || now === undefined || seconds <= 0 || now < before) return undefined;
  return (now - before) / seconds;
}

function throttledRatio(reading: WorkloadReading, previous: WorkloadReading | undefined): number | undefined {
  const { cpuPeriods, cpuThrottledPeriods } = reading;
  if (cpuPeriods === undefined || cpuThrottledPeriods === undefined || cpuPeriods === 0) return undefined;
  if (previous?.cpuPeriods === undefined || previous.cpuThrottledPeriods === undefined) return undefined;
  const periods = cpuPeriods - previous.cpuPeriods;
  if (periods < 0) return undefined;
  return periods === 0 ? 0 : clampRatio((cpuThrottledPeriods - previous.cpuThrottledPeriods) / periods);
}

export interface CpuTimes {
  readonly userSeconds: number;
  readonly niceSeconds: number;
  readonly systemSeconds: number;
  readonly idleSeconds: number;
  readonly iowaitSeconds: number;
  readonly irqSeconds: number;
  readonly stealSeconds: number;
}

export interface PressureLine {
  readonly avg10: number;
  readonly avg60: number;
  readonly totalUs: number;
}

export interface PressureReading {
  readonly some: PressureLine;
  readonly full?: PressureLine;
}

export type PressureResource = 'cpu' | 'memory' | 'io';

/** Counters of one machine at one moment, since it was booted. */
export interface MachineReading {
  readonly at: Date;
  readonly uptimeSeconds: number;
  readonly cpu: {
    readonly total: CpuTimes;
    readonly cores: readonly (CpuTimes & { readonly core: number })[];
  };
  readonly memory: {
    readonly totalBytes: number;
    readonly freeBytes: number;
    readonly availableBytes: number;
    readonly buffersBytes: number;
    readonly cachedBytes: number;
    readonly swapTotalBytes: number;
    readonly swapFreeBytes: number;
  };
  readonly pressure: { readonly [Resource in PressureResource]?: PressureReading };
  readonly load: { readonly one: number; readonly five: number; readonly fifteen: number };
  readonly processes: { readonly total: number };
  readonly disks: readonly {
    readonly name: string;
    readonly readBytes: number;
    readonly writtenBytes: number;
    readonly reads: number;
    readonly writes: number;
    readonly busyMs: number;
  }[];
  readonly filesystems: readonly {
    readonly source: string;
    readonly mountPoint: string;
    readonly type: string;
    readonly readOnly: boolean;
    readonly responding: boolean;
    readonly sizeBytes?: number;
    readonly usedBytes?: number;
    readonly availableBytes?: number;
  }[];
  readonly interfaces: readonly {
    readonly name: string;
    readonly kind: string;
    readonly rxBytes: number;
    readonly rxErrors: number;
    readonly rxDrops: number;
    readonly txBytes: number;
    readonly txErrors: number;
    readonly txDrops: number;
  }[];
}

export interface MachineFigures {
  readonly id: string;
  readonly name: string;
  readonly endpoint: string;
  readonly reading: MachineReading;
  /** Share of all processors in use since the reading before, 0 to 1. */
  readonly cpuRatio: number | undefined;
  readonly coreRatios: ReadonlyMap<number, number>;
  /** Share of memory that could not be had, 0 to 1. */
  readonly memoryRatio: number;
}

/** Figures of a machine from two readings. */
export function deriveMachineFigures(
  machine: { readonly id: string; readonly name: string; readonly endpoint: string },
  reading: MachineReading,
  previous: MachineReading | undefined,
): MachineFigures {
  const before = new Map(previous?.cpu.cores.map((times) => [times.core, times]));
  const coreRatios = new Map<number, number>();
  for (const times of reading.cpu.cores) {
    const ratio = busyRatio(before.get(times.core), times);
    if (ratio !== undefined) coreRatios.set(times.core, ratio);
  }
  const { totalBytes, availableBytes } = reading.memory;
  return {
    id: machine.id,
    name: machine.name,
    endpoint: machine.endpoint,
    reading,
    cpuRatio: busyRatio(previous?.cpu.total, reading.cpu.total),
    coreRatios,
    memoryRatio: ratioOf(totalBytes - availableBytes, totalBytes) ?? 0,
  };
}

/** Waiting for input and output is idle time: another task could have run. The kernel may correct idle times backwards. */
function busyRatio(before: CpuTimes | undefined, now: CpuTimes): number | undefined {
  if (!before) return undefined;
  const idle = Math.max(0, now.idleSeconds + now.iowaitSeconds - before.idleSeconds - before.iowaitSeconds);
  const busy = busySeconds(now) - busySeconds(before);
  const total = idle + busy;
  return total <= 0 ? undefined : clampRatio(busy / total);
}

function busySeconds(times: CpuTimes): number {
  return times.userSeconds + times.niceSeconds + times.systemSeconds + times.irqSeconds + times.stealSeconds;
}

function ratioOf(part: number | undefined, whole: number | undefined): number | undefined {
  return part === undefined || whole === undefined || whole <= 0 ? undefined : clampRatio(part / whole);
}

function clampRatio(ratio: number): number {
  return Math.min(1, Math.max(0, ratio));
}
