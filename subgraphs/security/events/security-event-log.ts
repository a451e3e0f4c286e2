import { IzaError } from '#kernel/errors.ts';
import { followJournal, type Journal, type JournalRecord } from '#kernel/journal/index.ts';
import type { Log } from '#kernel/log.ts';
import type { NewSecurityEvent, SecurityEvent } from '../domain.ts';

/** Time over which alike events are gathered into one. */
const GATHER_MS = 10_000;
/** Kinds of alike events gathered at the same time; beyond it the rest is one kind. */
const MAXIMUM_GATHERED = 1000;

interface Gathering {
  count: number;
  readonly describe: (count: number) => NewSecurityEvent;
  readonly timer: NodeJS.Timeout;
}

/** The durable history of denied attempts and risky events. */
export class SecurityEventLog {
  readonly #journal: Journal;
  readonly #log: Log;
  readonly #gatherMs: number;
  readonly #gathered = new Map<string, Gathering>();
  readonly #under = new Set<Promise<void>>();

  constructor(options: { readonly journal: Journal; readonly log: Log; readonly gatherMs?: number }) {
    this.#journal = options.journal;
    this.#log = options.log;
    this.#gatherMs = options.gatherMs ?? GATHER_MS;
  }

  /** Notes an event; a store that fails is told to the log and delays nobody. */
  record(event: NewSecurityEvent): void {
    const keys = [`kind:${event.kind}`, ...(event.target === undefined ? [] : [`target:${event.target}`])];
    const writing = this.#journal.append(event, { keys }).then(
      () => undefined,
      (error: unknown) => this.#log.error('A security event could not be kept', { event, error }),
    );
    this.#under.add(writing);
    void writing.finally(() => this.#under.delete(writing));
  }

  /** Notes the first of alike events at once, and how many followed it when the time is over. */
  recordGathered(likeness: string, describe: (count: number) => NewSecurityEvent): void {
    const key = this.#gathered.has(likeness) || this.#gathered.size < MAXIMUM_GATHERED ? likeness : 'others';
    const known = this.#gathered.get(key);
    if (known) {
      known.count++;
      return;
    }
    this.record(describe(1));
    const timer = setTimeout(() => this.#release(key), this.#gatherMs).unref();
    this.#gathered.set(key, { count: 0, describe, timer });
  }

  /** Newest first; what was recorded before the question is among the answers. */
  async list(limit: number): Promise<readonly SecurityEvent[]> {
    await Promise.all(this.#under);
    return (await this.#journal.read({ limit, newestFirst: true })).map(eventOf);
  }

  /** Every event after the cursor (absent: from now), none left out. */
  async *follow(
    after: string | null | undefined,
    signal?: AbortSignal,
  ): AsyncGenerator<SecurityEvent, void, undefined> {
    for await (const record of followJournal(this.#journal, { after: readSequence(after), signal }))
      yield eventOf(record);
  }

  /** Writes what was gathered and waits for what is under way. */
  async flush(): Promise<void> {
    for (const key of this.#gathered.keys()) this.#release(key);
    await Promise.all(this.#under);
  }

  #release(key: string): void {
    const gathering = this.#gathered.get(key);
    if (!gathering) return;
    clearTimeout(gathering.timer);
    this.#gathered.delete(key);
    if (gathering.count > 0) this.record(gathering.describe(gathering.count));
  }
}

/** A sequence given as a cursor. BAD_USER_INPUT when it is none. */
export function readSequence(cursor: string | null | undefined): number | undefined {
  if (cursor == null) return undefined;
  if (/^\d{1,15}$/.test(cursor)) return Number(cursor);
  throw new IzaError('BAD_USER_INPUT', 'after is not a cursor of this history.', { field: 'after' });
}

function eventOf({ sequence, at, entry }: JournalRecord): SecurityEvent {
  return { ...(entry as NewSecurityEvent), sequence, at };
}
