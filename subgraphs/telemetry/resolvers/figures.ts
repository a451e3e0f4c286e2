import type { CpuTimes, MachineFigures, PressureReading, WorkloadFigures } from '../domain.ts';
import type { SeriesPoint } from '../series.ts';
import { inRange } from './check-arguments.ts';
import type { Parts } from './parts.ts';

interface WindowArguments {
  readonly seconds?: number | null;
  readonly points?: number | null;
}

/** Fields of figures and of their windows. Parents are the sampler's figures; a window's are points of its series. */
export function figureResolvers({ sampler }: Parts) {
  return {
    WorkloadMetrics: {
      sampledAt: ({ reading }: WorkloadFigures) => new Date(reading.at),
      source: ({ reading }: WorkloadFigures) => reading.source,
      stale: ({ reading }: WorkloadFigures) => sampler.isStale(reading.at, reading.intervalMs),
      cpuSeconds: ({ reading }: WorkloadFigures) => reading.cpuSeconds,
      memoryBytes: ({ reading }: WorkloadFigures) => reading.memoryBytes,
      memoryLimitBytes: ({ reading }: WorkloadFigures) => reading.memoryLimitBytes,
      oomKills: ({ reading }: WorkloadFigures) => reading.oomKills,
      pids: ({ reading }: WorkloadFigures) => reading.pids,
      networkReceivedBytes: ({ reading }: WorkloadFigures) => reading.networkReceivedBytes,
      networkTransmittedBytes: ({ reading }: WorkloadFigures) => reading.networkTransmittedBytes,
      blockReadBytes: ({ reading }: WorkloadFigures) => reading.blockReadBytes,
      blockWrittenBytes: ({ reading }: WorkloadFigures) => reading.blockWrittenBytes,
      window: ({ reading }: WorkloadFigures, wanted: WindowArguments) => {
        const { seconds, points } = checkWindow(wanted);
        return sampler.workloadWindow(reading.workload.id, seconds, points).map(workloadPoint);
      },
    },
    HostMetrics: {
      sampledAt: ({ reading }: MachineFigures) => reading.at,
      source: () => 'PROC',
      stale: ({ reading }: MachineFigures) => sampler.isStale(reading.at.getTime(), undefined),
      cores: ({ reading, coreRatios }: MachineFigures) =>
        reading.cpu.cores.map(({ core }: CpuTimes & { readonly core: number }) => ({
          core,
          ratio: coreRatios.get(core),
        })),
      load1: ({ reading }: MachineFigures) => reading.load.one,
      load5: ({ reading }: MachineFigures) => reading.load.five,
      load15: ({ reading }: MachineFigures) => reading.load.fifteen,
      memoryTotalBytes: ({ reading }: MachineFigures) => reading.memory.totalBytes,
      memoryAvailableBytes: ({ reading }: MachineFigures) => reading.memory.availableBytes,
      swapTotalBytes: ({ reading }: MachineFigures) => reading.memory.swapTotalBytes,
      swapUsedBytes: ({ reading }: MachineFigures) =>
        reading.memory.swapTotalBytes - reading.memory.swapFreeBytes,
      pressure: ({ reading: { pressure } }: MachineFigures) =>
        pressure.cpu || pressure.memory || pressure.io ? pressure : null,
      uptimeSeconds: ({ reading }: MachineFigures) => reading.uptimeSeconds,
      processCount: ({ reading }: MachineFigures) => reading.processes.total,
      window: ({ id }: MachineFigures, wanted: WindowArguments) => {
        const { seconds, points } = checkWindow(wanted);
        return sampler.machineWindow(id, seconds, points).map(machinePoint);
      },
    },
    Pressure: {
      someAvg10: ({ some }: PressureReading) => some.avg10,
      someAvg60: ({ some }: PressureReading) => some.avg60,
      fullAvg10: ({ full }: PressureReading) => full?.avg10,
      fullAvg60: ({ full }: PressureReading) => full?.avg60,
    },
  };
}

function checkWindow({ seconds, points }: WindowArguments): {
  readonly seconds: number;
  readonly points: number;
} {
  return {
    seconds: inRange(seconds, { field: 'seconds', fallback: 300, least: 1, most: 3600 }),
    points: inRange(points, { field: 'points', fallback: 60, least: 1, most: 500 }),
  };
}

/** In the order of WORKLOAD_COLUMNS. */
function workloadPoint({ at, values }: SeriesPoint) {
  const [cpuCores, memoryBytes, received, transmitted, read, written] = values;
  return {
    at: new Date(at),
    cpuCores,
    memoryBytes: memoryBytes === undefined ? null : Math.round(memoryBytes),
    networkReceivedBytesPerSecond: received,
    networkTransmittedBytesPerSecond: transmitted,
    blockReadBytesPerSecond: read,
    blockWrittenBytesPerSecond: written,
  };
}

/** In the order of MACHINE_COLUMNS. */
function machinePoint({ at, values }: SeriesPoint) {
  const [cpuRatio, memoryRatio, load1] = values;
  return { at: new Date(at), cpuRatio, memoryRatio: memoryRatio ?? 0, load1: load1 ?? 0 };
}
