import { readdirSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { IzaError } from '#kernel/errors.ts';
import { containerOfCgroup } from './container-id.ts';
import type { HostProcess, ProcessQuery } from './process.ts';
import { TICKS_PER_SECOND } from './read-cpu.ts';
import { readText } from './read-text.ts';

/** Processes read before other work gets its turn: about 2 ms. */
const BATCH = 100;

/** Reads one small file of every process, three more of those that are returned. */
export async function readProcesses(
  roots: { readonly procRoot: string; readonly etcRoot: string; readonly bootedAt: Date },
  query: ProcessQuery = {},
): Promise<readonly HostProcess[]> {
  const { limit = 50, orderBy = 'cpu', container, signal } = query;
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000) {
    throw new IzaError('BAD_USER_INPUT', 'limit must be from 1 to 1000.', { field: 'limit' });
  }
  const { procRoot, etcRoot } = roots;
  const found: ProcessStat[] = [];
  for (const [index, pid] of listProcesses(procRoot).entries()) {
    if (index % BATCH === BATCH - 1) await setImmediate();
    signal?.throwIfAborted();
    if (container !== undefined && containerOf(procRoot, pid)?.containerId !== container) continue;
    const stat = parseProcessStat(readText(`${procRoot}/${pid}/stat`));
    if (stat) found.push(stat);
  }
  found.sort(ORDERS[orderBy]);
  const users = parsePasswd(readText(`${etcRoot}/passwd`) ?? '');
  const processes: HostProcess[] = [];
  for (const stat of found) {
    const process = complete(stat, { procRoot, users, bootedAt: roots.bootedAt });
    if (process) processes.push(process);
    if (processes.length === limit) break;
  }
  return processes;
}

/** Process ids, ascending. */
export function listProcesses(procRoot: string): readonly number[] {
  try {
    return readdirSync(procRoot)
      .filter((name) => name.charCodeAt(0) <= 57 && /^\d+$/.test(name))
      .map(Number)
      .sort((left, right) => left - right);
  } catch {
    return [];
  }
}

interface ProcessStat {
  readonly pid: number;
  readonly parentPid: number;
  readonly name: string;
  readonly state: string;
  readonly ticks: number;
  readonly threads: number;
  readonly startTicks: number;
  readonly residentPages: number;
}

const ORDERS: Readonly<
  Record<NonNullable<ProcessQuery['orderBy']>, (left: ProcessStat, right: ProcessStat) => number>
> = {
  cpu: (left, right) => right.ticks - left.ticks || left.pid - right.pid,
  memory: (left, right) => right.residentPages - left.residentPages || left.pid - right.pid,
  pid: (left, right) => left.pid - right.pid,
};

/** `/proc/PID/stat` (proc(5)). The name stands in parentheses and may hold blanks and parentheses itself. */
function parseProcessStat(text: string | undefined): ProcessStat | undefined {
  if (text === undefined) return undefined;
  const open = text.indexOf('(');
  const close = text.lastIndexOf(')');
  if (open < 0 || close < open) return undefined;
  // Field numbers of proc(5) begin at 3 behind the name.
  const fields = text.slice(close + 2).split(' ');
  const number = (field: number) => Number(fields[field - 3] ?? 0);
  return {
    pid: Number.parseInt(text, 10),
    name: printable(Buffer.from(text.slice(open + 1, close), 'latin1').toString()),
    state: fields[0] ?? '',
    parentPid: number(4),
    ticks: number(14) + number(15),
    threads: number(20),
    startTicks: number(22),
    residentPages: number(24),
  };
}

/** A process names itself; control characters would reach terminals. */
function printable(name: string): string {
  return name.replace(/\p{Cc}/gu, '?');
}

const STATES: Readonly<Record<string, HostProcess['state']>> = {
  R: 'RUNNING',
  S: 'SLEEPING',
  D: 'DISK_SLEEP',
  T: 'STOPPED',
  t: 'TRACED',
  Z: 'ZOMBIE',
  X: 'DEAD',
  x: 'DEAD',
  I: 'IDLE',
};

interface Completion {
  readonly procRoot: string;
  readonly users: ReadonlyMap<string, string>;
  readonly bootedAt: Date;
}

/** Undefined when the process ended meanwhile. */
function complete(stat: ProcessStat, { procRoot, users, bootedAt }: Completion): HostProcess | undefined {
  const status = readText(`${procRoot}/${stat.pid}/status`);
  if (status === undefined) return undefined;
  const userId = /^Uid:\s+\d+\s+(\d+)/m.exec(status)?.[1] ?? '0';
  const cgroup = containerOf(procRoot, stat.pid);
  return {
    pid: stat.pid,
    parentPid: stat.parentPid,
    name: stat.name,
    user: users.get(userId) ?? userId,
    state: STATES[stat.state] ?? 'UNKNOWN',
    cpuSeconds: stat.ticks / TICKS_PER_SECOND,
    // In pages in `stat`, whose size we would not know; kernel threads have none.
    residentBytes: Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024,
    threads: stat.threads,
    startedAt: new Date(bootedAt.getTime() + (stat.startTicks / TICKS_PER_SECOND) * 1000),
    ...cgroup,
  };
}

/** The group that tells most: one of a container, else the deepest. */
function containerOf(
  procRoot: string,
  pid: number,
): { readonly cgroup?: string; readonly containerId?: string } | undefined {
  let cgroup: string | undefined;
  for (const line of (readText(`${procRoot}/${pid}/cgroup`) ?? '').split('\n')) {
    const path = line.split(':').slice(2).join(':');
    const container = containerOfCgroup(path);
    if (container) return { cgroup: path, containerId: container.containerId };
    if (path.length > (cgroup?.length ?? 0)) cgroup = path;
  }
  return cgroup === undefined ? undefined : { cgroup };
}

function parsePasswd(text: string): ReadonlyMap<string, string> {
  const users = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [name, , userId] = line.split(':');
    if (name && userId !== undefined && !users.has(userId)) users.set(userId, name);
  }
  return users;
}
