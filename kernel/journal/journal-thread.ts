import { Worker } from 'node:worker_threads';
import { IzaError } from '../errors.ts';
import type { JournalFileOptions } from './journal-file.ts';
import type { JournalCalls, WorkerReply, WorkerRequest } from './journal-worker.ts';

interface Waiting {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

export interface CallLimits {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

export interface JournalCall<Name extends keyof JournalCalls> {
  readonly name: Name;
  readonly file: JournalFileOptions;
  readonly ask: JournalCalls[Name]['ask'];
}

/** Writing and reading go apart, so that neither waits for the other. A thread costs 30 MB: all journals of a process share the two. */
export type ThreadRole = 'WRITE' | 'READ';

const shared = new Map<ThreadRole, { readonly thread: JournalThread; users: number }>();

/** The process's thread of this role. Give it back with `releaseThread`: the last one ends it. */
export function acquireThread(role: ThreadRole): JournalThread {
  const known = shared.get(role) ?? { thread: new JournalThread(), users: 0 };
  known.users++;
  shared.set(role, known);
  return known.thread;
}

export async function releaseThread(role: ThreadRole): Promise<void> {
  const known = shared.get(role);
  if (!known || --known.users > 0) return;
  shared.delete(role);
  await known.thread.end();
}

/** One worker thread over journals' files. Started at the first call, and again after it broke. */
export class JournalThread {
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #id = 0;

  /** AUDIT_UNAVAILABLE when the store fails or the deadline passes; the call may take effect all the same. */
  call<Name extends keyof JournalCalls>(
    call: JournalCall<Name>,
    limits: CallLimits,
  ): Promise<JournalCalls[Name]['answer']> {
    const { timeoutMs, signal } = limits;
    if (signal?.aborted) return Promise.reject(signal.reason);
    const { promise, resolve, reject } = Promise.withResolvers<never>();
    const worker = (this.#worker ??= this.#start());
    const id = ++this.#id;
    const late = () => this.#take(id)?.reject(unavailable(`it did not answer within ${timeoutMs} ms`));
    const onAbort = () => this.#take(id)?.reject(signal!.reason);
    signal?.addEventListener('abort', onAbort, { once: true });
    this.#waiting.set(id, { resolve, reject, timer: setTimeout(late, timeoutMs) });
    // A process ends when nothing is asked of the journal any more, not while something is.
    worker.ref();
    worker.postMessage({ id, ...call } satisfies WorkerRequest<Name>);
    return promise.finally(() => signal?.removeEventListener('abort', onAbort));
  }

  async end(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(new URL('journal-worker.ts', import.meta.url), {
      name: 'iza-journal',
      // Nothing of the process's arguments or environment concerns it.
      execArgv: [],
      env: {},
    });
    worker.on('message', (reply: WorkerReply) => {
      const waiting = this.#take(reply.id);
      if ('answer' in reply) waiting?.resolve(reply.answer as never);
      else waiting?.reject(unavailable(reply.failure.message, reply.failure));
    });
    worker.on('error', (error) => this.#broke(worker, error));
    worker.on('exit', () => this.#broke(worker, new Error('the thread ended')));
    worker.unref();
    return worker;
  }

  #take(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    if (!waiting) return undefined;
    clearTimeout(waiting.timer);
    this.#waiting.delete(id);
    if (this.#waiting.size === 0) this.#worker?.unref();
    return waiting;
  }

  #broke(worker: Worker, error: Error): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    for (const id of this.#waiting.keys()) this.#take(id)?.reject(unavailable(error.message, error));
  }
}

function unavailable(why: string, cause?: unknown): IzaError {
  return new IzaError('AUDIT_UNAVAILABLE', `The durable journal failed: ${why}.`, { cause });
}
