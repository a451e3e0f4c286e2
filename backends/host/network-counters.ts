import type { InterfaceCounters } from './sample.ts';

/** `/proc/PID/net/dev`: `  eth0: bytes packets errs drop fifo frame compressed multicast` for received, then sent. */
export function parseNetDev(text: string): readonly InterfaceCounters[] {
  const counters: InterfaceCounters[] = [];
  for (const line of text.split('\n').slice(2)) {
    const colon = line.lastIndexOf(':');
    if (colon < 0) continue;
    const numbers = line
      .slice(colon + 1)
      .trim()
      .split(/\s+/);
    const number = (index: number) => Number(numbers[index] ?? 0);
    counters.push({
      name: line.slice(0, colon).trim(),
      rxBytes: number(0),
      rxPackets: number(1),
      rxErrors: number(2),
      rxDrops: number(3),
      txBytes: number(8),
      txPackets: number(9),
      txErrors: number(10),
      txDrops: number(11),
    });
  }
  return counters;
}
