import { IzaError } from '#kernel/errors.ts';
import { Queue } from '#kernel/queue.ts';
import { createClient as createSseClient } from 'graphql-sse';
import { CloseCode, createClient as createWsClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { SubgraphRequest, SubgraphResult } from './subgraph-service.ts';

export interface RemoteSubscriptionOptions<C> {
  readonly name: string;
  readonly url: URL;
  /** For the handshake. */
  readonly deadlineMs: number;
  readonly closing: AbortSignal;
  readonly headersFor: (context: C, method: 'GET' | 'POST', body: string) => Readonly<Record<string, string>>;
}

export interface RemoteSubscriptions<C> {
  subscribe(request: SubgraphRequest<C>): Promise<AsyncIterable<SubgraphResult>>;
}

/** Events kept for a client that is slower than its subgraph; past it the stream ends with an error, never with a gap. */
const MAX_WAITING_EVENTS = 1000;
const MAX_FRAME_BYTES = 16 * 1024 * 1024;

/**
 * Subscriptions of a subgraph over `graphql-transport-ws`, one socket each, so that each carries its own caller's
 * headers. A subgraph that has no WebSocket at this URL is asked over SSE (distinct connections) from then on.
 */
export function remoteSubscriptions<C>(options: RemoteSubscriptionOptions<C>): RemoteSubscriptions<C> {
  let overSse = false;
  return {
    async subscribe(request) {
      if (overSse) return await openSse(request, options);
      try {
        return await openWebSocket(request, options);
      } catch (error) {
        if (!(error instanceof NoWebSocket)) throw error;
      }
      const events = await openSse(request, options);
      overSse = true;
      return events;
    },
  };
}

class NoWebSocket extends Error {}

async function openWebSocket<C>(
  request: SubgraphRequest<C>,
  { name, url, deadlineMs, closing, headersFor }: RemoteSubscriptionOptions<C>,
): Promise<AsyncIterable<SubgraphResult>> {
  const headers = headersFor(request.context, 'GET', '');
  const target = new URL(url);
  target.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  const { promise: opened, resolve, reject } = Promise.withResolvers<void>();
  const client = createWsClient({
    url: target.href,
    webSocketImpl: class extends WebSocket {
      constructor(address: string, protocols: string | string[]) {
        super(address, protocols, { headers, handshakeTimeout: deadlineMs, maxPayload: MAX_FRAME_BYTES });
      }
    },
    connectionParams: headers,
    connectionAckWaitTimeout: deadlineMs,
    retryAttempts: 0,
    on: { connected: () => resolve() },
  });
  const events = eventQueue(name, () => {
    unsubscribe();
    detach();
    void client.dispose();
  });
  const unsubscribe = client.subscribe(toPayload(request), {
    next: (event) => void events.push(event as SubgraphResult),
    error: (error) => {
      reject(isHandshakeFailure(error) ? new NoWebSocket() : toStreamError(name, error));
      events.fail(toStreamError(name, error));
    },
    complete: () => events.close(),
  });
  const detach = onAbort([closing, request.signal], (reason) => {
    reject(reason);
    events.fail(reason);
  });
  await opened;
  return events;
}

async function openSse<C>(
  request: SubgraphRequest<C>,
  { name, url, deadlineMs, closing, headersFor }: RemoteSubscriptionOptions<C>,
): Promise<AsyncIterable<SubgraphResult>> {
  const payload = toPayload(request);
  const { promise: opened, resolve, reject } = Promise.withResolvers<void>();
  const client = createSseClient({
    url: url.href,
    retryAttempts: 0,
    headers: () => ({ ...headersFor(request.context, 'POST', JSON.stringify(payload)) }),
    on: { connected: () => resolve() },
  });
  const events = eventQueue(name, () => {
    clearTimeout(timer);
    unsubscribe();
    detach();
    client.dispose();
  });
  const unsubscribe = client.subscribe(payload, {
    next: (event) => void events.push(event as SubgraphResult),
    error: (error) => {
      reject(toStreamError(name, error));
      events.fail(toStreamError(name, error));
    },
    complete: () => {
      resolve();
      events.close();
    },
  });
  const fail = (error: Error) => {
    reject(error);
    events.fail(error);
  };
  const timer = setTimeout(() => {
    fail(
      new IzaError('DEADLINE_EXCEEDED', `Subgraph "${name}" did not begin a stream within ${deadlineMs} ms.`),
    );
  }, deadlineMs);
  const detach = onAbort([closing, request.signal], fail);
  await opened;
  clearTimeout(timer);
  return events;
}

function toPayload({ query, variables, operationName }: SubgraphRequest) {
  return { query, variables: { ...variables }, ...(operationName !== undefined && { operationName }) };
}

function eventQueue(name: string, onClose: () => void): Queue<SubgraphResult> {
  return new Queue<SubgraphResult>({
    rule: 'CLOSE',
    limit: MAX_WAITING_EVENTS,
    overflow: () => new IzaError('RATE_LIMITED', `The events of subgraph "${name}" were taken too slowly.`),
    onClose,
  });
}

/** Refused before it was a socket of this protocol: no upgrade (an HTTP answer), or another subprotocol. */
function isHandshakeFailure(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  if ('code' in error && error.code === CloseCode.SubprotocolNotAcceptable) return true;
  const message = 'message' in error ? String(error.message) : '';
  return /Unexpected server response|Server sent (no|an invalid) subprotocol|Invalid (Upgrade|Sec-WebSocket)/i.test(
    message,
  );
}

function toStreamError(name: string, error: unknown): Error {
  if (error instanceof IzaError) return error;
  if (Array.isArray(error)) {
    const message = error.map((item: { message?: unknown }) => String(item.message)).join('; ');
    return new IzaError('BAD_USER_INPUT', message, { cause: error });
  }
  return new IzaError('SUBGRAPH_UNAVAILABLE', `The stream of subgraph "${name}" broke.`, { cause: error });
}

function onAbort(
  signals: readonly (AbortSignal | undefined)[],
  listener: (reason: Error) => void,
): () => void {
  const attached = signals.flatMap((signal) => {
    if (!signal) return [];
    const onSignal = () => listener(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
    if (signal.aborted) onSignal();
    else signal.addEventListener('abort', onSignal, { once: true });
    return [() => signal.removeEventListener('abort', onSignal)];
  });
  return () => attached.forEach((detach) => detach());
}
