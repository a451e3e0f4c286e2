import type { CgroupPaths, CgroupReader, CgroupSample } from './cgroup.ts';
import { KeptFile } from './kept-file.ts';
import { parsePressure } from './read-pressure.ts';

/** Opens the files of a control group; of each controller in v1 where it is mounted so, else in v2. */
export function openCgroup(paths: CgroupPaths): CgroupReader {
  const cpu = paths.cpuacct ? cpuV1(paths.cpuacct, paths.cpu) : cpuV2(paths.unified);
  const parts: readonly Part[] = [
    paths.memory ? memoryV1(paths.memory) : memoryV2(paths.unified),
    pids(paths.pids ?? paths.unified),
    paths.blkio ? blkioV1(paths.blkio) : ioV2(paths.unified),
    // On a hybrid machine a process may sit at the root of the v2 tree, whose pressure is not its own; a container's is.
    paths.version === 'v2' || paths.containerId !== undefined ? pressure(paths.unified) : NOTHING,
  ];
  return {
    read() {
      const times = cpu.read();
      if (times.cpuUsageNs === undefined) return undefined;
      const sample = { ...times } as { cpuUsageNs: number };
      for (const part of parts) Object.assign(sample, part.read());
      return sample satisfies CgroupSample;
    },
    [Symbol.dispose]() {
      for (const part of [cpu, ...parts]) for (const file of part.files) file[Symbol.dispose]();
    },
  };
}

/** Some figures and the files that they come from. */
interface Part {
  readonly files: readonly KeptFile[];
  read(): Partial<CgroupSample>;
}

const NOTHING: Part = { files: [], read: () => ({}) };

function cpuV1(cpuacct: string, cpu: string | undefined): Part {
  const usage = new KeptFile(`${cpuacct}/cpuacct.usage`);
  const user = new KeptFile(`${cpuacct}/cpuacct.usage_user`);
  const system = new KeptFile(`${cpuacct}/cpuacct.usage_sys`);
  const stat = cpu === undefined ? undefined : new KeptFile(`${cpu}/cpu.stat`);
  return {
    files: [usage, user, system, ...(stat ? [stat] : [])],
    read() {
      const throttling = stat?.read();
      return defined({
        cpuUsageNs: toNumber(usage.read()),
        cpuUserNs: toNumber(user.read()),
        cpuSystemNs: toNumber(system.read()),
        throttledNs: numberAfter(throttling, 'throttled_time '),
        throttledPeriods: numberAfter(throttling, 'nr_throttled '),
        cpuPeriods: numberAfter(throttling, 'nr_periods '),
      });
    },
  };
}

function cpuV2(folder: string | undefined): Part {
  if (folder === undefined) return NOTHING;
  const stat = new KeptFile(`${folder}/cpu.stat`);
  return {
    files: [stat],
    read() {
      const text = stat.read();
      return defined({
        cpuUsageNs: microseconds(numberAfter(text, 'usage_usec ')),
        cpuUserNs: microseconds(numberAfter(text, 'user_usec ')),
        cpuSystemNs: microseconds(numberAfter(text, 'system_usec ')),
        throttledNs: microseconds(numberAfter(text, 'throttled_usec ')),
        throttledPeriods: numberAfter(text, 'nr_throttled '),
        cpuPeriods: numberAfter(text, 'nr_periods '),
      });
    },
  };
}

function memoryV1(folder: string): Part {
  const usage = new KeptFile(`${folder}/memory.usage_in_bytes`);
  const stat = new KeptFile(`${folder}/memory.stat`);
  const limit = new KeptFile(`${folder}/memory.limit_in_bytes`);
  const oom = new KeptFile(`${folder}/memory.oom_control`);
  return {
    files: [usage, stat, limit, oom],
    read: () =>
      memoryFigures({
        usage: toNumber(usage.read()),
        inactiveFile: numberAfter(stat.read(), 'total_inactive_file '),
        limit: toNumber(limit.read()),
        oomKills: numberAfter(oom.read(), 'oom_kill '),
      }),
  };
}

function memoryV2(folder: string | undefined): Part {
  if (folder === undefined) return NOTHING;
  const usage = new KeptFile(`${folder}/memory.current`);
  const stat = new KeptFile(`${folder}/memory.stat`);
  const limit = new KeptFile(`${folder}/memory.max`);
  const events = new KeptFile(`${folder}/memory.events`);
  return {
    files: [usage, stat, limit, events],
    read: () =>
      memoryFigures({
        usage: toNumber(usage.read()),
        inactiveFile: numberAfter(stat.read(), 'inactive_file '),
        limit: toNumber(limit.read()),
        oomKills: numberAfter(events.read(), 'oom_kill '),
      }),
  };
}

function memoryFigures(read: {
  readonly usage: number | undefined;
  readonly inactiveFile: number | undefined;
  readonly limit: number | undefined;
  readonly oomKills: number | undefined;
}): Partial<CgroupSample> {
  const { usage, inactiveFile = 0, limit, oomKills } = read;
  if (usage === undefined) return {};
  return defined({
    memoryBytes: usage,
    memoryWorkingSetBytes: Math.max(0, usage - inactiveFile),
    // v1 says "unlimited" as the largest multiple of a page below 2^63.
    memoryLimitBytes: limit !== undefined && limit < 2 ** 62 ? limit : undefined,
    oomKills,
  });
}

/** The same files in v1 and v2; `max` is not a number and means no limit. */
function pids(folder: string | undefined): Part {
  if (folder === undefined) return NOTHING;
  const current = new KeptFile(`${folder}/pids.current`);
  const limit = new KeptFile(`${folder}/pids.max`);
  return {
    files: [current, limit],
    read: () => defined({ pids: toNumber(current.read()), pidsLimit: toNumber(limit.read()) }),
  };
}

/** Lines `8:0 Read 4096`, one block per device. */
function blkioV1(folder: string): Part {
  const recursive = new KeptFile(`${folder}/blkio.throttle.io_service_bytes_recursive`);
  const bytes = recursive.exists ? recursive : new KeptFile(`${folder}/blkio.throttle.io_service_bytes`);
  return {
    files: [bytes],
    read() {
      const text = bytes.read();
      return text === undefined
        ? {}
        : { blkioReadBytes: sumAfter(text, ' Read '), blkioWrittenBytes: sumAfter(text, ' Write ') };
    },
  };
}

/** Lines `8:0 rbytes=1 wbytes=2 rios=…`, one per device. */
function ioV2(folder: string | undefined): Part {
  if (folder === undefined) return NOTHING;
  const stat = new KeptFile(`${folder}/io.stat`);
  return {
    files: [stat],
    read() {
      const text = stat.read();
      return text === undefined
        ? {}
        : { blkioReadBytes: sumAfter(text, ' rbytes='), blkioWrittenBytes: sumAfter(text, ' wbytes=') };
    },
  };
}

function pressure(folder: string | undefined): Part {
  if (folder === undefined) return NOTHING;
  const files = {
    cpu: new KeptFile(`${folder}/cpu.pressure`),
    memory: new KeptFile(`${folder}/memory.pressure`),
    io: new KeptFile(`${folder}/io.pressure`),
  };
  return {
    files: Object.values(files),
    read() {
      const cpu = parsePressure(files.cpu.read());
      const memory = parsePressure(files.memory.read());
      const io = parsePressure(files.io.read());
      if (!cpu && !memory && !io) return {};
      return { pressure: { ...(cpu && { cpu }), ...(memory && { memory }), ...(io && { io }) } };
    },
  };
}

function toNumber(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = Number.parseInt(text, 10);
  return Number.isNaN(number) ? undefined : number;
}

/** The number behind `label` where that begins a line. */
function numberAfter(text: string | undefined, label: string): number | undefined {
  if (text === undefined) return undefined;
  const at = text.startsWith(label) ? 0 : text.indexOf(`\n${label}`) + 1;
  if (at === 0 && !text.startsWith(label)) return undefined;
  return toNumber(text.slice(at + label.length, at + label.length + 24));
}

function sumAfter(text: string, label: string): number {
  let sum = 0;
  for (let at = text.indexOf(label); at >= 0; at = text.indexOf(label, at + 1)) {
    sum += toNumber(text.slice(at + label.length, at + label.length + 24)) ?? 0;
  }
  return sum;
}

function microseconds(value: number | undefined): number | undefined {
  return value === undefined ? undefined : value * 1000;
}

/** Without the members that are undefined. */
function defined<T extends object>(members: { readonly [K in keyof T]: T[K] | undefined }): T {
  const kept: Partial<T> = {};
  for (const key in members) if (members[key] !== undefined) kept[key] = members[key];
  return kept as T;
}
