import { IzaError } from './errors.ts';

/** A signal that aborts after `ms`, or when `parent` does, with DEADLINE_EXCEEDED naming `what`. */
export function deadline(ms: number, what: string, parent?: AbortSignal): AbortSignal & Disposable {
  const controller = new AbortController();
  const timer = setTimeout(
    () => controller.abort(new IzaError('DEADLINE_EXCEEDED', `${what} took longer than ${ms} ms.`)),
    ms,
  );
  timer.unref();
  const onParent = () => controller.abort(parent?.reason);
  if (parent?.aborted) onParent();
  else parent?.addEventListener('abort', onParent, { once: true });
  const release = () => {
    clearTimeout(timer);
    parent?.removeEventListener('abort', onParent);
  };
  controller.signal.addEventListener('abort', release, { once: true });
  return Object.assign(controller.signal, { [Symbol.dispose]: release });
}

/** `promise`, or the signal's reason if that comes first. The work itself must listen to the same signal to stop. */
export async function withSignal<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

/**
 * What `work` gives within `ms`. When that is over or `parent` aborts, the signal that `work` got aborts and the promise rejects with the
 * reason at once, whether or not `work` listens. One listener and one timer: this is on the path of every operation.
 */
export function withDeadline<T>(
  { ms, what, parent }: { readonly ms: number; readonly what: string; readonly parent: AbortSignal },
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    parent.throwIfAborted();
    const controller = new AbortController();
    const release = () => {
      clearTimeout(timer);
      parent.removeEventListener('abort', onParent);
    };
    const stop = (reason: unknown) => {
      release();
      reject(reason);
      controller.abort(reason);
    };
    const onParent = () => stop(parent.reason);
    const timer = setTimeout(
      () => stop(new IzaError('DEADLINE_EXCEEDED', `${what} took longer than ${ms} ms.`)),
      ms,
    ).unref();
    parent.addEventListener('abort', onParent, { once: true });
    work(controller.signal).then(
      (value) => {
        release();
        resolve(value);
      },
      (error: unknown) => {
        release();
        reject(error);
      },
    );
  });
}

/** Resolves after `ms`; rejects with the signal's reason when it aborts first. The timer keeps no process alive. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    }, ms).unref();
    signal.addEventListener('abort', onAbort, { once: true });
  });
}

/** Full-jitter exponential backoff: a random wait of at most `baseMs · 2^attempt`, capped. */
export function backoffMs(attempt: number, baseMs = 200, capMs = 15_000): number {
  return Math.round(Math.random() * Math.min(capMs, baseMs * 2 ** Math.min(attempt, 20)));
}
