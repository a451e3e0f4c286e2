/** Streams to clients that are open; all end with the subgraph. */
export class OpenStreams {
  readonly #open = new Set<() => void>();

  /** Ends `stream` when `signal` aborts or the subgraph stops; `onEnd` runs once, however it ends. */
  add<T>(
    stream: AsyncIterableIterator<T>,
    { signal, onEnd }: { readonly signal: AbortSignal; readonly onEnd?: () => void },
  ): AsyncIterableIterator<T> {
    let ended = false;
    const end = () => {
      if (ended) return;
      ended = true;
      this.#open.delete(close);
      signal.removeEventListener('abort', close);
      onEnd?.();
    };
    const close = () => {
      end();
      void stream.return?.();
    };
    this.#open.add(close);
    signal.addEventListener('abort', close, { once: true });
    if (signal.aborted) close();
    return {
      async next() {
        try {
          const result = await stream.next();
          if (result.done) end();
          return result;
        } catch (error) {
          end();
          throw error;
        }
      },
      async return() {
        end();
        await stream.return?.();
        return { value: undefined, done: true };
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }

  closeAll(): void {
    for (const close of this.#open) close();
  }
}
