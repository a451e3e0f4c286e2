export type LogPiece<T> =
  | { readonly line: T; readonly droppedLines: 0 }
  | { readonly line: null; readonly droppedLines: number };

export interface LogPipeOptions<T> {
  /** Opens the source; it must end when the signal aborts. */
  readonly open: (signal: AbortSignal) => AsyncIterable<T>;
  readonly signal: AbortSignal;
  /** Lines held for a slow reader. Default 10,000. */
  readonly limit?: number;
  /** How long a full pipe holds the source back before it begins to drop, ms. Default 2,000. */
  readonly patienceMs?: number;
}

/**
 * Lines of a source for one reader. Overflow rule: a full pipe first holds the source back (BLOCK), and when the reader has not taken a
 * line for `patienceMs` it drops lines and tells how many in their place. `return()` ends the source at once, also while a
 * `next()` waits.
 */
export function logPipe<T>({
  open,
  signal,
  limit = 10_000,
  patienceMs = 2000,
}: LogPipeOptions<T>): AsyncIterableIterator<LogPiece<T>> {
  const controller = new AbortController();
  const stopped = AbortSignal.any([signal, controller.signal]);
  const pieces: LogPiece<T>[] = [];
  let dropped = 0;
  let ended: { readonly error?: unknown } | undefined;
  let reader: PromiseWithResolvers<void> | undefined;
  let space: PromiseWithResolvers<void> | undefined;
  let begun = false;

  const wake = () => {
    reader?.resolve();
    reader = undefined;
  };
  const mark = () => {
    if (dropped > 0) pieces.push({ line: null, droppedLines: dropped });
    dropped = 0;
  };
  const end = (outcome: { readonly error?: unknown }) => {
    if (ended) return;
    mark();
    ended = outcome;
    wake();
  };

  async function pump(): Promise<void> {
    try {
      for await (const line of open(stopped)) {
        if (stopped.aborted) break;
        if (pieces.length >= limit && dropped === 0) await room();
        if (pieces.length >= limit) {
          dropped++;
          continue;
        }
        mark();
        pieces.push({ line, droppedLines: 0 });
        wake();
      }
      end({});
    } catch (error) {
      end(controller.signal.aborted ? {} : { error });
    }
  }

  async function room(): Promise<void> {
    space = Promise.withResolvers();
    const timer = setTimeout(space.resolve, patienceMs);
    await space.promise;
    clearTimeout(timer);
    space = undefined;
  }

  return {
    async next() {
      if (!begun) {
        begun = true;
        stopped.addEventListener('abort', () => space?.resolve(), { once: true });
        void pump();
      }
      for (;;) {
        const piece = pieces.shift();
        if (piece) {
          space?.resolve();
          return { value: piece, done: false };
        }
        if (ended) {
          const { error } = ended;
          ended = {};
          if (error !== undefined) throw error;
          return { value: undefined, done: true };
        }
        reader ??= Promise.withResolvers();
        await reader.promise;
      }
    },
    async return() {
      pieces.length = 0;
      dropped = 0;
      begun = true;
      ended = {};
      controller.abort();
      wake();
      return { value: undefined, done: true };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
