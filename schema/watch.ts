import { IzaError } from '#kernel/errors.ts';
import { Queue } from '#kernel/queue.ts';

/** A change of one object, as a source tells it. `value` is the last known state for DELETED. */
export interface SourceChange<T> {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly id: string;
  readonly value: T;
  /** State before; absent for ADDED. */
  readonly previous?: T;
  readonly revision: number;
}

/** Live objects of one type over any number of endpoints, with one order of changes. */
export interface WatchSource<T> {
  /** Tells cursors of another server life apart. */
  readonly epoch: string;
  /** Revision of the newest change. */
  currentRevision(): number;
  snapshot(): readonly { readonly id: string; readonly value: T }[];
  /** Calls `listener` synchronously for every later change; returns how to stop. */
  listen(listener: (change: SourceChange<T>) => void): () => void;
  /** Changes after `revision` in order, or undefined when some are forgotten. */
  changesSince(revision: number): readonly SourceChange<T>[] | undefined;
}

export interface WatchEvent<T> {
  readonly type: 'SNAPSHOT' | 'SYNCED' | 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'RESYNC';
  readonly cursor: string;
  readonly id?: string;
  readonly value?: T;
}

export interface WatchOptions<T> {
  readonly source: WatchSource<T>;
  readonly matches?: (value: T) => boolean;
  /** Cursor of an earlier event to go on from. */
  readonly after?: string | null | undefined;
  /** Time without an event after which a BOOKMARK is sent, ms. */
  readonly bookmarkMs?: number;
  /** Objects waiting for one slow client before the watch is closed with RATE_LIMITED. */
  readonly limit?: number;
  /** Ends the watch, without an error: the client went away. */
  readonly signal?: AbortSignal;
}

/**
 * The watch contract: SNAPSHOT …, SYNCED, then ADDED/MODIFIED/DELETED, BOOKMARK when idle; `after` resumes, or says RESYNC and begins anew.
 * Delivery class "state": changes of one object that wait for a slow client fold into the newest; none is lost, order per object is kept. A
 * client with more than `limit` objects waiting is told (RATE_LIMITED) and closed. `return()` and `signal` end it at once, also while it waits.
 * Throws BAD_USER_INPUT for an `after` that is no cursor.
 */
export function watch<T>(options: WatchOptions<T>): AsyncGenerator<WatchEvent<T>, void, undefined> {
  if (options.after) parseCursor(options.after);
  const end = new AbortController();
  const signal = options.signal ? AbortSignal.any([end.signal, options.signal]) : end.signal;
  const events = follow({ ...options, signal });
  const finish = events.return.bind(events);
  // A generator that waits inside does not hear of `return()` until it is woken.
  events.return = (value) => {
    end.abort();
    return finish(value);
  };
  return events;
}

async function* follow<T>(
  options: WatchOptions<T> & { readonly signal: AbortSignal },
): AsyncGenerator<WatchEvent<T>, void, undefined> {
  const { signal, source, matches = () => true, after, bookmarkMs = 30_000, limit = 100_000 } = options;
  const cursorOf = (revision: number) => `${source.epoch}.${revision}`;
  const queue = new Queue<WatchEvent<T>>({
    rule: 'COALESCE',
    limit,
    keyOf: (event) => event.id!,
    merge: fold,
    overflow: () =>
      new IzaError(
        'RATE_LIMITED',
        'This client reads too slowly for the watch; resume from its last cursor.',
      ),
  });
  const push = (change: SourceChange<T>) => {
    const event = visible(change, matches, cursorOf(change.revision));
    if (event) void queue.push(event);
  };
  if (signal.aborted) return;
  const resumed = after ? resume(source, after) : undefined;
  const onAbort = () => void queue.return();
  signal.addEventListener('abort', onAbort, { once: true });
  const stop = source.listen(push);
  const start = cursorOf(source.currentRevision());
  const idle = bookmarks(queue, bookmarkMs, () => cursorOf(source.currentRevision()));
  try {
    if (resumed) {
      for (const change of resumed) {
        const event = visible(change, matches, cursorOf(change.revision));
        if (event) yield event;
      }
    } else {
      if (after) yield { type: 'RESYNC', cursor: cursorOf(UNSYNCED) };
      for (const { id, value } of source.snapshot())
        if (matches(value)) yield { type: 'SNAPSHOT', cursor: cursorOf(UNSYNCED), id, value };
    }
    yield { type: 'SYNCED', cursor: start };
    for await (const event of queue) {
      idle.touch();
      yield event;
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    stop();
    idle.stop();
    await queue.return();
  }
}

/** Revision of a snapshot under way: a client that breaks off inside it has to begin anew. */
const UNSYNCED = 0;

/** What a watcher with this filter sees of a change: an object that begins to fit is ADDED, one that ceases to is DELETED. */
function visible<T>(
  change: SourceChange<T>,
  matches: (value: T) => boolean,
  cursor: string,
): WatchEvent<T> | undefined {
  const { id, value } = change;
  const before = change.type === 'ADDED' ? false : matches(change.previous ?? value);
  const now = change.type === 'DELETED' ? false : matches(value);
  if (!before && !now) return undefined;
  return { type: before && now ? 'MODIFIED' : now ? 'ADDED' : 'DELETED', cursor, id, value };
}

function fold<T>(older: WatchEvent<T>, newer: WatchEvent<T>): WatchEvent<T> | undefined {
  if (older.type === 'ADDED') return newer.type === 'DELETED' ? undefined : { ...newer, type: 'ADDED' };
  if (older.type === 'DELETED') return newer.type === 'DELETED' ? newer : { ...newer, type: 'MODIFIED' };
  return newer;
}

function resume<T>(source: WatchSource<T>, cursor: string): readonly SourceChange<T>[] | undefined {
  const { epoch, revision } = parseCursor(cursor);
  if (epoch !== source.epoch || revision === UNSYNCED || revision > source.currentRevision())
    return undefined;
  return source.changesSince(revision);
}

function parseCursor(cursor: string): { readonly epoch: string; readonly revision: number } {
  const match = /^([0-9a-f]{1,32})\.(\d{1,16})$/.exec(cursor);
  if (!match) throw new IzaError('BAD_USER_INPUT', 'after is not a cursor of a watch.', { field: 'after' });
  return { epoch: match[1]!, revision: Number(match[2]) };
}

function bookmarks<T>(queue: Queue<WatchEvent<T>>, everyMs: number, cursor: () => string) {
  const timer = setInterval(
    () => void queue.push({ type: 'BOOKMARK', cursor: cursor(), id: '' }),
    everyMs,
  ).unref();
  return { touch: () => void timer.refresh(), stop: () => clearInterval(timer) };
}
