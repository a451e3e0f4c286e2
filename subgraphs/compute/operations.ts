import { randomUUID } from 'node:crypto';
import { IzaError, toIzaError } from '#kernel/errors.ts';
import { encodeId } from '#kernel/ids.ts';
import { Queue } from '#kernel/queue.ts';
import type { OperationState } from './domain.ts';
import type { Progress } from './port.ts';

/** An operation as it is now; immutable, a change replaces it. */
export interface OperationRecord {
  readonly __typename: 'Operation';
  readonly id: string;
  readonly kind: string;
  readonly state: OperationState;
  readonly progress?: Omit<Progress, 'log'> | undefined;
  readonly targets: readonly string[];
  readonly result?: unknown;
  readonly error?: { readonly code: string; readonly message: string } | undefined;
  readonly log: readonly string[];
  readonly createdAt: Date;
  readonly startedAt?: Date | undefined;
  readonly finishedAt?: Date | undefined;
  readonly actor: string;
  readonly cancellable: boolean;
}

/** What the one who does the work holds. */
export interface RunningOperation {
  readonly id: string;
  /** Aborts with CANCELLED when somebody cancels it, with SHUTTING_DOWN when IzaOS ends. */
  readonly signal: AbortSignal;
  progress(progress: Progress): void;
  succeed(outcome: { readonly result?: unknown; readonly targets?: readonly string[] }): void;
  /** FAILED, or CANCELLED when `error` is the cancellation. */
  fail(error: unknown): void;
}

export interface OperationRequest {
  readonly kind: string;
  readonly actor: string;
  readonly targets: readonly string[];
  readonly cancellable: boolean;
}

/** Where operations are kept. A durable store can take this one's place. */
export interface Operations {
  /** Begins one. RATE_LIMITED when too many are under way. */
  begin(request: OperationRequest): RunningOperation;
  get(id: string): OperationRecord | undefined;
  /** Newest first. */
  list(): readonly OperationRecord[];
  /**
   * The operation now and at every change until it ends; changes a slow client has not taken fold into the newest (COALESCE). Empty for one
   * that is not known.
   */
  watch(id: string): AsyncIterableIterator<OperationRecord>;
  /** Asks it to end. NOT_FOUND, CONFLICT when it has ended or cannot be cancelled. Returns the operation after it. */
  cancel(id: string): OperationRecord;
  /** Asks all to end and waits until they have, at most `deadlineMs`. */
  stop(deadlineMs: number): Promise<void>;
}

const LOG_LINES = 1000;

/** Operations in memory: the last `limit` that ended and all that are under way, at most as many again. */
export class OperationRegistry implements Operations {
  readonly #limit: number;
  readonly #entries = new Map<string, Entry>();
  readonly #underWay = new Set<Entry>();

  constructor(limit = 1000) {
    this.#limit = limit;
  }

  begin(request: OperationRequest): RunningOperation {
    if (this.#underWay.size >= this.#limit)
      throw new IzaError('RATE_LIMITED', 'Too many operations are under way.');
    const now = new Date();
    const id = encodeId('Operation', 'izaos', randomUUID());
    const entry: Entry = {
      record: {
        __typename: 'Operation',
        id,
        ...request,
        state: 'RUNNING',
        log: [],
        createdAt: now,
        startedAt: now,
      },
      controller: new AbortController(),
      watchers: new Set(),
      ended: Promise.withResolvers(),
    };
    this.#entries.set(id, entry);
    this.#underWay.add(entry);
    return {
      id,
      signal: entry.controller.signal,
      progress: (progress) => this.#progress(entry, progress),
      succeed: ({ result, targets }) =>
        this.#end(entry, { state: 'SUCCEEDED', result, ...(targets && { targets }) }),
      fail: (error) => this.#fail(entry, error),
    };
  }

  get(id: string): OperationRecord | undefined {
    return this.#entries.get(id)?.record;
  }

  list(): readonly OperationRecord[] {
    return Array.from(this.#entries.values(), ({ record }) => record).toReversed();
  }

  watch(id: string): AsyncIterableIterator<OperationRecord> {
    const entry = this.#entries.get(id);
    const queue = new Queue<OperationRecord>({
      rule: 'COALESCE',
      limit: 1,
      keyOf: () => id,
      onClose: () => entry?.watchers.delete(queue),
    });
    if (entry) void queue.push(entry.record);
    if (entry && this.#underWay.has(entry)) entry.watchers.add(queue);
    else queue.close();
    return queue;
  }

  cancel(id: string): OperationRecord {
    const entry = this.#entries.get(id);
    if (!entry) throw new IzaError('NOT_FOUND', 'There is no such operation.', { field: 'input.id' });
    const { state, kind, cancellable } = entry.record;
    if (!this.#underWay.has(entry))
      throw new IzaError('CONFLICT', `The ${kind} has ended already: ${state}.`, { field: 'input.id' });
    if (!cancellable)
      throw new IzaError('CONFLICT', `The ${kind} cannot be cancelled.`, { field: 'input.id' });
    entry.controller.abort(new IzaError('CANCELLED', 'The operation was cancelled.'));
    return entry.record;
  }

  async stop(deadlineMs: number): Promise<void> {
    const all = [...this.#underWay];
    for (const entry of all) entry.controller.abort(new IzaError('SHUTTING_DOWN', 'IzaOS is shutting down.'));
    const { promise: late, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, deadlineMs);
    await Promise.race([late, Promise.all(all.map((entry) => entry.ended.promise))]);
    clearTimeout(timer);
    for (const entry of all) for (const watcher of entry.watchers) watcher.close();
  }

  #progress(entry: Entry, { log, ...progress }: Progress): void {
    if (!this.#underWay.has(entry)) return;
    const lines = log === undefined ? entry.record.log : [...entry.record.log.slice(1 - LOG_LINES), log];
    const said =
      Object.keys(progress).length > 0 ? { ...entry.record.progress, ...progress } : entry.record.progress;
    this.#change(entry, { log: lines, progress: said });
  }

  #fail(entry: Entry, thrown: unknown): void {
    const error = toIzaError(thrown);
    const cancelled = entry.controller.signal.aborted && error.code === 'CANCELLED';
    this.#end(entry, {
      state: cancelled ? 'CANCELLED' : 'FAILED',
      error: { code: error.code, message: error.message },
    });
  }

  #end(entry: Entry, outcome: Partial<OperationRecord>): void {
    if (!this.#underWay.delete(entry)) return;
    this.#change(entry, { ...outcome, finishedAt: new Date(), cancellable: false });
    for (const watcher of entry.watchers) watcher.close();
    entry.ended.resolve();
    this.#forget();
  }

  #change(entry: Entry, changes: Partial<OperationRecord>): void {
    entry.record = { ...entry.record, ...changes };
    for (const watcher of entry.watchers) void watcher.push(entry.record);
  }

  #forget(): void {
    let surplus = this.#entries.size - this.#underWay.size - this.#limit;
    for (const [id, entry] of this.#entries) {
      if (surplus <= 0) return;
      if (this.#underWay.has(entry)) continue;
      this.#entries.delete(id);
      surplus--;
    }
  }
}

interface Entry {
  record: OperationRecord;
  readonly controller: AbortController;
  readonly watchers: Set<Queue<OperationRecord>>;
  readonly ended: PromiseWithResolvers<void>;
}
