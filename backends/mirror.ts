import type { RevisionClock } from './revision-clock.ts';

/**
 * One change of one object, as the mirror applied it. `value` is absent after a deletion; `previous` before an addition.
 * Values are immutable: a change replaces the object, so derived data can hang on it in a WeakMap.
 */
export type Change<T> =
  | { readonly type: 'ADDED'; readonly key: string; readonly value: T; readonly revision: number }
  | {
      readonly type: 'MODIFIED';
      readonly key: string;
      readonly value: T;
      readonly previous: T;
      readonly revision: number;
    }
  | { readonly type: 'DELETED'; readonly key: string; readonly previous: T; readonly revision: number };

export interface CollectionOptions<T> {
  /** What the collection holds, in the platform's word: `containers`. */
  readonly kind: string;
  readonly clock: RevisionClock;
  readonly keyOf: (value: T) => string;
  /** Whether two states of one object are the same to every reader; an equal one changes nothing and emits nothing. */
  readonly same: (left: T, right: T) => boolean;
  /** Secondary indexes: name → the values under which an object is found. */
  readonly indexes?: Readonly<Record<string, (value: T) => readonly string[]>>;
  /** Changes kept for resuming watchers; older cursors are answered with "resync". */
  readonly historyLength?: number;
}

/**
 * The live state of one kind of object on one endpoint, in memory. Reads are synchronous and never reach the engine.
 * Listeners run synchronously inside the change; they must be quick and must not throw.
 */
export class Collection<T extends object> {
  readonly kind: string;
  readonly #options: CollectionOptions<T>;
  readonly #entries = new Map<string, { readonly value: T; readonly revision: number }>();
  readonly #indexes = new Map<string, Map<string, Set<string>>>();
  readonly #listeners = new Set<(change: Change<T>) => void>();
  readonly #history: Change<T>[] = [];
  #forgotten = 0;
  #values: readonly T[] | undefined;

  constructor(options: CollectionOptions<T>) {
    this.kind = options.kind;
    this.#options = options;
    this.#forgotten = options.clock.current;
    for (const name of Object.keys(options.indexes ?? {})) this.#indexes.set(name, new Map());
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: string): T | undefined {
    return this.#entries.get(key)?.value;
  }

  /** Revision at which the object last changed; undefined when there is none. */
  revisionOf(key: string): number | undefined {
    return this.#entries.get(key)?.revision;
  }

  /** All objects; the same array until something changes. */
  values(): readonly T[] {
    return (this.#values ??= Array.from(this.#entries.values(), (entry) => entry.value));
  }

  /** Objects found under `value` of the index `name`, in no promised order. */
  by(name: string, value: string): readonly T[] {
    const index = this.#indexes.get(name);
    if (!index) throw new TypeError(`${this.kind} has no index "${name}"`);
    const found: T[] = [];
    for (const key of index.get(value) ?? []) {
      const object = this.get(key);
      if (object) found.push(object);
    }
    return found;
  }

  /** Takes in one object's state. Returns whether anything changed. */
  put(value: T): boolean {
    const key = this.#options.keyOf(value);
    const previous = this.#entries.get(key)?.value;
    if (previous !== undefined && this.#options.same(previous, value)) return false;
    const revision = this.#options.clock.next();
    this.#entries.set(key, { value, revision });
    this.#reindex(key, previous, value);
    this.#emit(
      previous === undefined
        ? { type: 'ADDED', key, value, revision }
        : { type: 'MODIFIED', key, value, previous, revision },
    );
    return true;
  }

  delete(key: string): boolean {
    const previous = this.get(key);
    if (previous === undefined) return false;
    const revision = this.#options.clock.next();
    this.#entries.delete(key);
    this.#reindex(key, previous, undefined);
    this.#emit({ type: 'DELETED', key, previous, revision });
    return true;
  }

  /** Takes in a full list: emits what was added, changed and, for what is missing from it, the deletions nobody told us of. */
  replaceAll(values: readonly T[]): void {
    const keys = new Set(values.map(this.#options.keyOf));
    for (const key of this.#entries.keys()) if (!keys.has(key)) this.delete(key);
    for (const value of values) this.put(value);
  }

  /** Calls `listener` for every later change; returns how to stop. */
  listen(listener: (change: Change<T>) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Changes after `revision`, oldest first, or undefined when some of them are forgotten (resync). */
  changesSince(revision: number): readonly Change<T>[] | undefined {
    if (revision < this.#forgotten) return undefined;
    return this.#history.filter((change) => change.revision > revision);
  }

  #emit(change: Change<T>): void {
    this.#values = undefined;
    this.#history.push(change);
    const limit = this.#options.historyLength ?? 2048;
    if (this.#history.length > limit * 2) {
      const dropped = this.#history.splice(0, this.#history.length - limit);
      this.#forgotten = dropped.at(-1)?.revision ?? this.#forgotten;
    }
    for (const listener of this.#listeners) listener(change);
  }

  #reindex(key: string, previous: T | undefined, value: T | undefined): void {
    for (const [name, valuesOf] of Object.entries(this.#options.indexes ?? {})) {
      const index = this.#indexes.get(name)!;
      for (const old of previous === undefined ? [] : valuesOf(previous)) {
        const keys = index.get(old);
        keys?.delete(key);
        if (keys?.size === 0) index.delete(old);
      }
      for (const now of value === undefined ? [] : valuesOf(value)) {
        const keys = index.get(now);
        if (keys) keys.add(key);
        else index.set(now, new Set([key]));
      }
    }
  }
}
