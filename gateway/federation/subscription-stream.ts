import type { ExecutionResult } from 'graphql';
import type { SubgraphResult } from './subgraph-service.ts';

/**
 * Turns a subgraph's stream into the client's: each event is completed by the rest of the plan. Pulled, never pushed:
 * the next source event is taken when the client takes the next result, so overflow is the source's to decide.
 * Ends with the source, with the signal, and with `return()`, which closes the source even while it waits.
 */
export async function subscriptionStream({
  source: open,
  signal: outer,
  answer,
}: {
  readonly source: (signal: AbortSignal) => Promise<AsyncIterable<SubgraphResult> | SubgraphResult>;
  readonly signal: AbortSignal;
  readonly answer: (event: SubgraphResult, signal: AbortSignal) => Promise<ExecutionResult>;
}): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult> {
  const inner = new AbortController();
  const onAbort = () => inner.abort(outer.reason);
  if (outer.aborted) onAbort();
  else outer.addEventListener('abort', onAbort, { once: true });
  inner.signal.throwIfAborted();
  const opened = await open(inner.signal);
  if (!isStream(opened)) {
    outer.removeEventListener('abort', onAbort);
    const { errors } = await answer(opened, inner.signal);
    return { errors: errors ?? [] };
  }

  const events = opened[Symbol.asyncIterator]();
  // Those who wait for a result. (Racing each against one promise for the end would keep a reaction per event on it.)
  const waiting = new Set<(result: IteratorReturnResult<undefined>) => void>();
  let done = false;
  const end = (): IteratorReturnResult<undefined> => {
    if (!done) {
      done = true;
      outer.removeEventListener('abort', onAbort);
      for (const resolve of waiting) resolve(END);
      // Not awaited: a source that waits for its next event may answer `return` only then.
      void Promise.resolve(events.return?.()).catch(() => undefined);
      inner.abort();
    }
    return END;
  };
  inner.signal.addEventListener('abort', end, { once: true });

  const next = async (): Promise<IteratorResult<ExecutionResult, undefined>> => {
    const event = await events.next();
    if (done || event.done) return end();
    return { done: false, value: await answer(event.value, inner.signal) };
  };
  const stream: AsyncIterableIterator<ExecutionResult> = {
    [Symbol.asyncIterator]: () => stream,
    async next() {
      if (done) return END;
      const { promise, resolve, reject } =
        Promise.withResolvers<IteratorResult<ExecutionResult, undefined>>();
      waiting.add(resolve);
      next().then(resolve, reject);
      try {
        return await promise;
      } catch (error) {
        if (done) return END;
        end();
        throw error;
      } finally {
        waiting.delete(resolve);
      }
    },
    async return() {
      return end();
    },
    async throw(error) {
      end();
      throw error;
    },
  };
  return stream;
}

const END = { done: true, value: undefined } as const;

function isStream(
  opened: AsyncIterable<SubgraphResult> | SubgraphResult,
): opened is AsyncIterable<SubgraphResult> {
  return Symbol.asyncIterator in opened;
}
