import { encodeId } from '#kernel/ids.ts';
import type { CpuTimes, MachineReading, PressureReading, WorkloadFacts, WorkloadReading } from '../domain.ts';

/** Readings for tests: everything is quiet but for what a test says. */
export function workloadFacts(facts: Partial<WorkloadFacts> & { readonly name: string }): WorkloadFacts {
  const { endpoint = 'engine', nativeId = facts.name } = facts;
  return {
    id: encodeId('Container', endpoint, nativeId),
    endpoint,
    nativeId,
    image: 'image:1',
    state: 'RUNNING',
    running: true,
    cpuLimitCores: undefined,
    healthy: undefined,
    ...facts,
  };
}

export function workloadReading(
  workload: WorkloadFacts,
  figures: Partial<WorkloadReading> = {},
): WorkloadReading {
  return {
    workload,
    run: 'first',
    source: 'CGROUP',
    at: Date.now(),
    monotonicMs: 0,
    intervalMs: undefined,
    cpuSeconds: 0,
    cpuPeriods: undefined,
    cpuThrottledPeriods: undefined,
    memoryBytes: 1_000,
    memoryLimitBytes: undefined,
    oomKills: undefined,
    pids: 1,
    networkReceivedBytes: undefined,
    networkTransmittedBytes: undefined,
    blockReadBytes: undefined,
    blockWrittenBytes: undefined,
    ...figures,
  };
}

export interface MachineSays {
  readonly cores?: readonly { readonly busy: number; readonly idle: number; readonly iowait: number }[];
  readonly availableBytes?: number;
  readonly filesystems?: MachineReading['filesystems'];
  readonly pressure?: {
    readonly cpu?: PressureReading;
    readonly memory?: PressureReading;
    readonly io?: PressureReading;
  };
}

/** 1,000 bytes of memory, half of them free. */
export function machineReading(says: MachineSays = {}): MachineReading {
  const cores = (says.cores ?? [{ busy: 0, idle: 0, iowait: 0 }]).map(({ busy, idle, iowait }, core) => ({
    core,
    ...times({ userSeconds: busy, idleSeconds: idle, iowaitSeconds: iowait }),
  }));
  const sum = (key: keyof CpuTimes) => cores.reduce((total, core) => total + core[key], 0);
  return {
    at: new Date(),
    uptimeSeconds: 1,
    cpu: {
      total: times({
        userSeconds: sum('userSeconds'),
        idleSeconds: sum('idleSeconds'),
        iowaitSeconds: sum('iowaitSeconds'),
      }),
      cores,
    },
    memory: {
      totalBytes: 1_000,
      freeBytes: 500,
      availableBytes: says.availableBytes ?? 500,
      buffersBytes: 0,
      cachedBytes: 0,
      swapTotalBytes: 0,
      swapFreeBytes: 0,
    },
    pressure: says.pressure ?? {},
    load: { one: 0, five: 0, fifteen: 0 },
    processes: { total: 1 },
    disks: [],
    filesystems: says.filesystems ?? [],
    interfaces: [],
  };
}

function times(given: Partial<CpuTimes>): CpuTimes {
  return {
    userSeconds: 0,
    niceSeconds: 0,
    systemSeconds: 0,
    idleSeconds: 0,
    iowaitSeconds: 0,
    irqSeconds: 0,
    stealSeconds: 0,
    ...given,
  };
}
