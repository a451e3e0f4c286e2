/** Slots that reads in bulk leave to the others. */
const RESERVED = 2;

/**
 * Re-reads objects by key, a few at a time. A burst of wishes for one key costs two reads at most: wishes made while a read is
 * waiting share it; wishes made while one is running share the next one, because the running one may have looked too early.
 * Wishes in bulk (a whole list) wait behind the others, so that an event shows at once while a thousand objects are compared.
 */
export class Refresher {
  readonly #read: (key: string) => Promise<void>;
  readonly #parallel: number;
  readonly #waiting = new Map<string, PromiseWithResolvers<void>>();
  readonly #bulk = new Map<string, PromiseWithResolvers<void>>();
  readonly #running = new Set<string>();

  constructor(options: { readonly parallel: number; readonly read: (key: string) => Promise<void> }) {
    this.#read = options.read;
    this.#parallel = options.parallel;
  }

  /** Reads in progress and waiting. */
  get pending(): number {
    return this.#waiting.size + this.#bulk.size + this.#running.size;
  }

  /** Resolves after a read of `key` that began after this call; rejects with that read's error. */
  refresh(key: string, options: { readonly bulk?: boolean } = {}): Promise<void> {
    const shared = this.#waiting.get(key) ?? this.#bulk.get(key);
    const wish = shared ?? Promise.withResolvers<void>();
    if (!options.bulk) {
      this.#bulk.delete(key);
      this.#waiting.set(key, wish);
    } else if (!shared) {
      this.#bulk.set(key, wish);
    }
    this.#next();
    return wish.promise;
  }

  #next(): void {
    this.#take(this.#waiting, this.#parallel);
    this.#take(this.#bulk, Math.max(1, this.#parallel - RESERVED));
  }

  #take(queue: Map<string, PromiseWithResolvers<void>>, parallel: number): void {
    for (const [key, wish] of queue) {
      if (this.#running.size >= parallel) return;
      if (this.#running.has(key)) continue;
      queue.delete(key);
      this.#running.add(key);
      void this.#run(key, wish);
    }
  }

  async #run(key: string, wish: PromiseWithResolvers<void>): Promise<void> {
    try {
      await this.#read(key);
      wish.resolve();
    } catch (error) {
      wish.reject(error);
    } finally {
      this.#running.delete(key);
      this.#next();
    }
  }
}
