import type { EmbeddedLogLine, EmbeddedLogsOptions } from './embedded-endpoint.ts';
import { chance } from './fingerprint.ts';
import { isActive } from './networks.ts';
import { findContainer, type Activity, type World } from './world.ts';

/**
 * Lines that a pretended program would have written: a function of the container's id and of when it was at work, so that
 * every reader sees the same. Ends quietly when `signal` aborts.
 */
export async function* readLogs(
  world: World,
  name: string,
  options: EmbeddedLogsOptions = {},
): AsyncGenerator<EmbeddedLogLine, void, void> {
  const { id } = findContainer(world, name);
  const { follow = false, tail, since, until, signal } = options;
  let shownUntil = Math.min(world.now().getTime(), until?.getTime() ?? Number.POSITIVE_INFINITY);
  yield* select({
    world,
    id,
    options,
    after: (since?.getTime() ?? 0) - 1,
    to: shownUntil,
    ...(tail !== undefined && { tail }),
  });
  if (!follow) return;
  for (let isOver = false; !isOver;) {
    const container = world.containers.get(id);
    isOver = !container || !isActive(container) || (until !== undefined && shownUntil >= until.getTime());
    if (!isOver) await nextOccasion(world, id, signal);
    if (signal?.aborted) return;
    const to = Math.min(world.now().getTime(), until?.getTime() ?? Number.POSITIVE_INFINITY);
    yield* select({ world, id, options, after: shownUntil, to });
    shownUntil = to;
  }
}

interface Selection {
  readonly world: World;
  readonly id: string;
  readonly options: EmbeddedLogsOptions;
  /** Time stamps, ms: later than `after`, up to `to`. */
  readonly after: number;
  readonly to: number;
  readonly tail?: number;
}

function select({
  world,
  id,
  options,
  after,
  to,
  tail = Number.POSITIVE_INFINITY,
}: Selection): readonly EmbeddedLogLine[] {
  const { stdout = true, stderr = true } = options;
  const service = world.containers.get(id)?.labels['com.docker.compose.service'] ?? 'app';
  const lines: EmbeddedLogLine[] = [];
  // Newest first, so that a short tail of a long log is cheap.
  for (const activity of (world.activity.get(id) ?? []).toReversed()) {
    const from = activity.from.getTime();
    const interval = intervalMs(id);
    const last = Math.min(to, activity.until?.getTime() ?? Number.POSITIVE_INFINITY);
    for (let index = Math.floor((last - from) / interval); index >= 0 && lines.length < tail; index--) {
      const at = from + index * interval;
      if (at <= after) break;
      const line = writeLine({ id, service, activity, index });
      if (line.stream === 'stdout' ? stdout : stderr) lines.push({ ...line, at: new Date(at) });
    }
  }
  return lines.toReversed();
}

/** Time between two lines: one to five seconds, by container. */
function intervalMs(id: string): number {
  return 1000 + Math.round(chance('log interval', id) * 4000);
}

interface LineNumber {
  readonly id: string;
  readonly service: string;
  readonly activity: Activity;
  readonly index: number;
}

function writeLine({ id, service, activity, index }: LineNumber): Omit<EmbeddedLogLine, 'at'> {
  if (index === 0) return { stream: 'stderr', line: 'embedded: nothing runs here, these lines are made up' };
  const dice = chance('log', id, activity.from.getTime(), index);
  if (dice > 0.97)
    return { stream: 'stderr', line: `warning: request ${index} took ${Math.round(dice * 2000)} ms` };
  const templates = TEMPLATES[service] ?? [`tick ${index}`];
  return {
    stream: 'stdout',
    line: templates[index % templates.length]!.replace('%n', String(Math.round(dice * 9000))),
  };
}

const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  web: ['"GET / HTTP/1.1" 200 %n', '"GET /cart HTTP/1.1" 200 %n', '"POST /orders HTTP/1.1" 201 %n'],
  api: [
    '{"level":"info","path":"/orders","status":201,"bytes":%n}',
    '{"level":"info","path":"/items","status":200,"bytes":%n}',
  ],
  db: ['LOG:  checkpoint complete: wrote %n buffers', 'LOG:  automatic vacuum of table "orders": removed %n'],
  cache: ['DB saved on disk (%n keys)', 'Background saving started by pid %n'],
};

/** Resolves when the next line is due, when the container changes, or when `signal` aborts. */
async function nextOccasion(world: World, id: string, signal: AbortSignal | undefined): Promise<void> {
  if (signal?.aborted) return;
  const from = world.activity.get(id)?.at(-1)?.from.getTime() ?? world.now().getTime();
  const interval = intervalMs(id);
  const dueMs = interval - ((world.now().getTime() - from) % interval);
  const { promise, resolve } = Promise.withResolvers<void>();
  const wake = () => resolve();
  const timer = setTimeout(wake, dueMs).unref();
  const stopListening = world.containers.listen(({ key }) => {
    if (key === id) resolve();
  });
  signal?.addEventListener('abort', wake);
  await promise;
  clearTimeout(timer);
  stopListening();
  signal?.removeEventListener('abort', wake);
}
