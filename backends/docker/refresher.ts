/**
 * Re-reads objects by key, a few at a time. A burst of wishes for one key costs two reads at most: wishes made while a read is
 * waiting share it; wishes made while one is running share the next one, because the running one may have looked too early.
 */
export class Refresher {
  readonly #read: (key: string) => Promise<void>;
  readonly #parallel: number;
  readonly #waiting = new Map<string, PromiseWithResolvers<void>>();
  readonly #running = new Set<string>();

  constructor(options: { readonly parallel: number; readonly read: (key: string) => Promise<void> }) {
    this.#read = options.read;
    this.#parallel = options.parallel;
  }

  /** Reads in progress and waiting. */
  get pending(): number {
    return this.#waiting.size + this.#running.size;
  }

  /** Resolves after a read of `key` that began after this call; rejects with that read's error. */
  refresh(key: string): Promise<void> {
    let wish = this.#waiting.get(key);
    if (!wish) {
      wish = Promise.withResolvers<void>();
      this.#waiting.set(key, wish);
      this.#next();
    }
    return wish.promise;
  }

  #next(): void {
    for (const [key, wish] of this.#waiting) {
      if (this.#running.size >= this.#parallel) return;
      if (this.#running.has(key)) continue;
      this.#waiting.delete(key);
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
