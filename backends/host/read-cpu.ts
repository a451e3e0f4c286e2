import type { CpuTimes, HostSample } from './sample.ts';

/** Unit of times in /proc, per second. Fixed at 100 for user space on every architecture we run on (`getconf CLK_TCK`). */
export const TICKS_PER_SECOND = 100;

export interface StatFile {
  readonly cpu: HostSample['cpu'];
  readonly bootedAt: Date;
  readonly running: number;
  readonly blocked: number;
}

/** The parts of `/proc/stat` that we show. */
export function parseStat(text: string): StatFile {
  const cores: (CpuTimes & { readonly core: number })[] = [];
  let total = parseTimes([]);
  let bootSeconds = 0;
  let running = 0;
  let blocked = 0;
  for (const line of text.split('\n')) {
    if (line.startsWith('cpu')) {
      const [label, ...ticks] = line.split(/\s+/);
      if (label === 'cpu') total = parseTimes(ticks);
      else cores.push({ core: Number(label!.slice(3)), ...parseTimes(ticks) });
    } else if (line.startsWith('btime ')) bootSeconds = Number(line.slice(6));
    else if (line.startsWith('procs_running ')) running = Number(line.slice(14));
    else if (line.startsWith('procs_blocked ')) blocked = Number(line.slice(14));
  }
  return { cpu: { total, cores }, bootedAt: new Date(bootSeconds * 1000), running, blocked };
}

/** Fields of proc(5): user nice system idle iowait irq softirq steal; guest time is already inside user and nice. */
function parseTimes(ticks: readonly string[]): CpuTimes {
  const seconds = (field: number) => Number(ticks[field] ?? 0) / TICKS_PER_SECOND;
  return {
    userSeconds: seconds(0),
    niceSeconds: seconds(1),
    systemSeconds: seconds(2),
    idleSeconds: seconds(3),
    iowaitSeconds: seconds(4),
    irqSeconds: (Number(ticks[5] ?? 0) + Number(ticks[6] ?? 0)) / TICKS_PER_SECOND,
    stealSeconds: seconds(7),
  };
}
