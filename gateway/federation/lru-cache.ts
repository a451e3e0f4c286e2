/**
 * A map of at most `limit` entries that forgets what was not used for long. In two generations, so that reading what is in use writes nothing: a Map
 * whose entries are moved to its end at every use makes tables as fast as requests come, which live until the next full garbage collection.
 */
export class LruCache<K, V> {
  readonly #half: number;
  #recent = new Map<K, V>();
  #older = new Map<K, V>();

  constructor(limit: number) {
    this.#half = Math.max(1, Math.floor(limit / 2));
  }

  get(key: K): V | undefined {
    const value = this.#recent.get(key);
    if (value !== undefined) return value;
    const found = this.#older.get(key);
    if (found !== undefined) this.set(key, found);
    return found;
  }

  set(key: K, value: V): void {
    this.#older.delete(key);
    this.#recent.set(key, value);
    if (this.#recent.size <= this.#half) return;
    this.#recent.delete(key);
    this.#older = this.#recent;
    this.#recent = new Map([[key, value]]);
  }
}
