import { chance } from './fingerprint.ts';
import { isActive } from './networks.ts';
import type { EmbeddedStats } from './records.ts';
import { findContainer, type World } from './world.ts';

/** Length of the wave that loads follow, seconds. */
const WAVE_SECONDS = 240;

/**
 * Counters as a function of the container's id and the time it was at work in its present run, so that they never fall while it runs,
 * stand still while it is paused and begin at nothing after a restart. Undefined when it is stopped.
 */
export function containerStats(world: World, name: string): EmbeddedStats | undefined {
  const container = findContainer(world, name);
  if (!isActive(container)) return undefined;
  const { id, limits } = container;
  const at = world.now();
  const seconds = secondsAtWork(world, id, at);
  const phase = chance('phase', id) * 2 * Math.PI;
  const cores = Math.min(0.02 + chance('cores', id) * 0.5, (limits.cpuCores ?? 4) * 0.9);
  const usageSeconds = cores * wave(seconds, phase);
  const fullBytes = Math.min(
    2e7 + chance('memory', id) * 3e8,
    (limits.memoryBytes ?? Number.POSITIVE_INFINITY) * 0.9,
  );
  const memoryBytes = Math.round(
    fullBytes * (0.8 + 0.2 * Math.sin((2 * Math.PI * seconds) / WAVE_SECONDS + phase)),
  );
  const bytesPerSecond = 2_000 + chance('network', id) * 80_000;
  return {
    at,
    cpuUsageNs: Math.round(usageSeconds * 1e9),
    cpuUserNs: Math.round(usageSeconds * 0.7e9),
    cpuSystemNs: Math.round(usageSeconds * 0.3e9),
    throttledNs: 0,
    throttledPeriods: 0,
    memoryBytes,
    memoryWorkingSetBytes: Math.round(memoryBytes * 0.85),
    ...(limits.memoryBytes !== undefined && { memoryLimitBytes: limits.memoryBytes }),
    pids: 1 + Math.floor(chance('pids', id) * 12),
    ...(limits.pids !== undefined && { pidsLimit: limits.pids }),
    blkioReadBytes: Math.round(4e6 + seconds * 300),
    blkioWrittenBytes: Math.round(wave(seconds, phase) * 4_000 * chance('writes', id)),
    networks: container.networks.map(({ networkId }, index) => {
      const sent = bytesPerSecond * (0.5 + chance('share', id, networkId)) * wave(seconds, phase);
      return {
        name: `eth${index}`,
        rxBytes: Math.round(sent * 0.6),
        rxPackets: Math.round((sent * 0.6) / 700),
        rxErrors: 0,
        rxDrops: 0,
        txBytes: Math.round(sent),
        txPackets: Math.round(sent / 900),
        txErrors: 0,
        txDrops: 0,
      };
    }),
  };
}

function secondsAtWork(world: World, id: string, at: Date): number {
  const activities = world.activity.get(id) ?? [];
  const run = activities.at(-1)?.run;
  let milliseconds = 0;
  for (const activity of activities) {
    if (activity.run === run) milliseconds += (activity.until ?? at).getTime() - activity.from.getTime();
  }
  return milliseconds / 1000;
}

/** Integral of 1 + 0.6·sin from 0: a rate that swings by 60 % and never turns negative. */
function wave(seconds: number, phase: number): number {
  const frequency = (2 * Math.PI) / WAVE_SECONDS;
  return seconds - (0.6 / frequency) * (Math.cos(frequency * seconds + phase) - Math.cos(phase));
}
