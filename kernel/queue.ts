/**
 * What a bounded queue does when its consumer is slower than its producer:
 * COALESCE keeps the newest item per key (state), LATEST keeps only the newest item (metrics), CLOSE ends the stream
 * with `overflow` so that the consumer is told (alerts, audit: it resumes from the store), BLOCK makes `push` wait (logs).
 */
export type OverflowRule = 'COALESCE' | 'LATEST' | 'CLOSE' | 'BLOCK';

export interface QueueOptions<T> {
  readonly rule: OverflowRule;
  /** Items held before the rule applies. For COALESCE: distinct keys; beyond it the stream closes. */
  readonly limit: number;
  readonly keyOf?: (item: T) => string;
  /** Joins a waiting item with a newer one of the same key (COALESCE); undefined drops both. Default: the newer one. */
  readonly merge?: (older: T, newer: T) => T | undefined;
  /** The error a consumer sees when the queue closes on overflow. */
  readonly overflow?: () => Error;
  readonly onClose?: () => void;
}

/** A single-consumer async queue with one stated overflow rule. Items arrive in the order of their (under COALESCE: newest) push. */
export class Queue<T> implements AsyncIterableIterator<T>, AsyncDisposable {
  readonly #options: QueueOptions<T>;
  readonly #items = new Map<string | number, T>();
  #sequence = 0;
  #waiter: PromiseWithResolvers<IteratorResult<T>> | undefined;
  #space: PromiseWithResolvers<void> | undefined;
  #closed = false;
  #error: Error | undefined;

  constructor(options: QueueOptions<T>) {
    this.#options = options;
  }

  get size(): number {
    return this.#items.size;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Hands an item to the consumer. Returns a promise only under BLOCK while the queue is full. */
  push(item: T): void | Promise<void> {
    if (this.#closed) return;
    if (this.#waiter) {
      this.#waiter.resolve({ value: item, done: false });
      this.#waiter = undefined;
      return;
    }
    const { rule, limit, keyOf, merge } = this.#options;
    if (rule === 'LATEST' && this.#items.size >= limit) this.#items.delete(this.#items.keys().next().value!);
    if (rule === 'COALESCE') {
      const key = keyOf!(item);
      const older = this.#items.get(key);
      if (older !== undefined) {
        const joined = merge ? merge(older, item) : item;
        // To the end, so that items leave in the order of their newest push: what a cursor covers was delivered before it.
        this.#items.delete(key);
        if (joined !== undefined) this.#items.set(key, joined);
        return;
      }
      if (this.#items.size >= limit) return this.fail(this.#overflowError());
      this.#items.set(key, item);
      return;
    }
    if (rule === 'CLOSE' && this.#items.size >= limit) return this.fail(this.#overflowError());
    this.#items.set(this.#sequence++, item);
    if (rule === 'BLOCK' && this.#items.size >= limit)
      return (this.#space ??= Promise.withResolvers<void>()).promise;
  }

  /** Ends the stream after what is queued. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#space?.resolve();
    this.#options.onClose?.();
    if (this.#waiter) this.#finish(this.#waiter);
  }

  /** Ends the stream with an error, after what is queued. */
  fail(error: Error): void {
    if (this.#closed) return;
    this.#error = error;
    this.close();
  }

  async next(): Promise<IteratorResult<T>> {
    const first = this.#items.entries().next();
    if (!first.done) {
      const [key, value] = first.value;
      this.#items.delete(key);
      this.#space?.resolve();
      this.#space = undefined;
      return { value, done: false };
    }
    const waiter = Promise.withResolvers<IteratorResult<T>>();
    if (this.#closed) this.#finish(waiter);
    else this.#waiter = waiter;
    return waiter.promise;
  }

  async return(): Promise<IteratorResult<T>> {
    this.#items.clear();
    this.#error = undefined;
    this.close();
    return { value: undefined, done: true };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  #finish(waiter: PromiseWithResolvers<IteratorResult<T>>): void {
    this.#waiter = undefined;
    const error = this.#error;
    this.#error = undefined;
    if (error) waiter.reject(error);
    else waiter.resolve({ value: undefined, done: true });
  }

  #overflowError(): Error {
    return this.#options.overflow?.() ?? new Error('the consumer is too slow');
  }
}
