import { IzaError } from '#kernel/errors.ts';
import { Pool } from 'undici';
import type { Dispatcher } from 'undici';

export interface HttpReply {
  readonly status: number;
  readonly body: string;
}

interface HttpPost {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly deadlineMs: number;
  readonly signal: AbortSignal | undefined;
}

export interface HttpTransport {
  /** Rejects with DEADLINE_EXCEEDED, the signal's reason, or the connection's own error. */
  post(request: HttpPost): Promise<HttpReply>;
  close(): Promise<void>;
}

/** Above this a subgraph's answer is refused: it would be held in memory several times. */
const MAX_RESPONSE_BYTES = 64 * 1024 * 1024;

/** Posts to one URL over kept-alive connections. Redirects are not followed. */
export function httpTransport({
  name,
  url,
  connections,
}: {
  readonly name: string;
  readonly url: URL;
  readonly connections: number;
}): HttpTransport {
  const pool = new Pool(url.origin, {
    connections,
    pipelining: 1,
    connect: { timeout: 5000 },
    // Deadlines are per request, below; these only back them up.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const path = url.pathname + url.search;
  return {
    post: ({ body, headers, deadlineMs, signal }) =>
      new Promise((resolve, reject) => {
        const handler = new ReplyHandler(name, resolve, reject);
        handler.watch(deadlineMs, signal);
        pool.dispatch({ path, method: 'POST', headers, body }, handler);
      }),
    close: () => pool.destroy(),
  };
}

/** Collects one response without a stream in between: a gateway makes several such requests per operation. */
class ReplyHandler implements Dispatcher.DispatchHandler {
  readonly #name: string;
  readonly #resolve: (reply: HttpReply) => void;
  readonly #reject: (error: unknown) => void;
  readonly #chunks: Buffer[] = [];
  #bytes = 0;
  #status = 0;
  #controller: Dispatcher.DispatchController | undefined;
  #stopped: Error | undefined;
  #timer: NodeJS.Timeout | undefined;
  #signal: AbortSignal | undefined;
  #onAbort: (() => void) | undefined;

  constructor(name: string, resolve: (reply: HttpReply) => void, reject: (error: unknown) => void) {
    this.#name = name;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  watch(deadlineMs: number, signal: AbortSignal | undefined): void {
    this.#timer = setTimeout(() => {
      this.#stop(
        new IzaError('DEADLINE_EXCEEDED', `Subgraph "${this.#name}" did not answer within ${deadlineMs} ms.`),
      );
    }, deadlineMs);
    if (!signal) return;
    this.#signal = signal;
    this.#onAbort = () => this.#stop(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
    if (signal.aborted) this.#onAbort();
    else signal.addEventListener('abort', this.#onAbort, { once: true });
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#stopped) controller.abort(this.#stopped);
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number): void {
    this.#status = status;
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > MAX_RESPONSE_BYTES) {
      controller.abort(
        new IzaError('BACKEND_ERROR', `Subgraph "${this.#name}" answered with too much data.`),
      );
      return;
    }
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.#release();
    const [only, second] = this.#chunks;
    const body = only && !second ? only.toString() : Buffer.concat(this.#chunks).toString();
    this.#resolve({ status: this.#status, body });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#release();
    this.#reject(this.#stopped ?? error);
  }

  #stop(error: Error): void {
    this.#stopped = error;
    this.#release();
    // The promise ends now, also where the request still waits for a connection.
    this.#reject(error);
    this.#controller?.abort(error);
  }

  #release(): void {
    clearTimeout(this.#timer);
    if (this.#onAbort) this.#signal?.removeEventListener('abort', this.#onAbort);
  }
}
