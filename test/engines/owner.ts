import { readFileSync } from 'node:fs';

/**
 * Who made a thing on a shared engine: this process, as `pid.startTicks`. A pid alone is used again by later processes; with the
 * start time it is one process for the life of the machine.
 */
export function owner(): string {
  return `${process.pid}.${startTicks(process.pid)}`;
}

/** Whether the process behind an owner text still lives. Anything that is no owner text counts as alive: it is not ours to judge. */
export function ownerLives(text: string): boolean {
  const parts = /^(\d+)\.(\d+)$/.exec(text);
  if (!parts) return true;
  return startTicks(Number(parts[1])) === Number(parts[2]);
}

/** Clock ticks from boot to the start of the process; undefined when there is none. Field 22 of proc_pid_stat(5). */
function startTicks(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the command in brackets and may hold spaces and brackets itself.
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]);
  } catch {
    return undefined;
  }
}
