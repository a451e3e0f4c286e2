import { backoffMs } from '#kernel/deadlines.ts';
import { IzaError } from '#kernel/errors.ts';
import type { DocumentNode } from 'graphql';
import { CircuitBreaker } from './circuit-breaker.ts';
import { httpTransport } from './http-transport.ts';
import type { HttpReply } from './http-transport.ts';
import { remoteSubscriptions } from './remote-subscription.ts';
import type { SubgraphRequest, SubgraphResult, SubgraphService } from './subgraph-service.ts';
import { withChildSpan } from './trace-context.ts';

export interface RemoteServiceOptions<C = unknown> {
  readonly name: string;
  /** Where the subgraph takes GraphQL over HTTP; subscriptions use the same path over WebSocket, else SSE. */
  readonly url: string;
  /** For the whole sub-request, retries included. Default 30,000. */
  readonly deadlineMs?: number;
  /** How often a failed read is sent again; mutations never are. Default 1. */
  readonly retries?: number;
  /** Keep-alive connections to this subgraph. Default 64. */
  readonly connections?: number;
  /** Headers that prove to the subgraph who calls, over the exact body sent (empty for subscriptions' handshake). */
  readonly sign?: (request: SignedRequest, context: C) => Readonly<Record<string, string>>;
  /** Headers that follow from the caller's context: request id, trace context, forwarded identity. */
  readonly headers?: (context: C) => Readonly<Record<string, string>>;
}

export interface SignedRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body: string;
}

const BASE_HEADERS = {
  'content-type': 'application/json',
  accept: 'application/graphql-response+json, application/json;q=0.9',
};
const RETRY_STATUS = new Set([502, 503, 504]);
const RETRY_BASE_MS = 50;

/** A subgraph behind HTTP: pooled connections, a deadline, bounded retries of reads, and a circuit breaker. */
export function remoteService<C>(options: RemoteServiceOptions<C>): SubgraphService<C> {
  const { name, deadlineMs = 30_000, retries = 1, connections = 64, sign, headers } = options;
  const url = new URL(options.url);
  const path = url.pathname + url.search;
  const breaker = new CircuitBreaker(name);
  const transport = httpTransport({ name, url, connections });
  const toBody = bodyWriter();
  const closing = new AbortController();
  const headersFor = (context: C, signed: SignedRequest) =>
    withChildSpan({ ...headers?.(context), ...sign?.(signed, context) });
  const subscriptions = remoteSubscriptions<C>({
    name,
    url,
    deadlineMs,
    closing: closing.signal,
    headersFor: (context, method, body) => headersFor(context, { method, path, body }),
  });

  const attempt = async (request: SubgraphRequest<C>, body: string, leftMs: number): Promise<HttpReply> => {
    breaker.enter();
    try {
      const reply = await transport.post({
        body,
        headers: { ...BASE_HEADERS, ...headersFor(request.context, { method: 'POST', path, body }) },
        deadlineMs: leftMs,
        signal: request.signal,
      });
      if (RETRY_STATUS.has(reply.status)) breaker.failed();
      else breaker.succeeded();
      return reply;
    } catch (error) {
      if (request.signal?.aborted) breaker.abandoned();
      else breaker.failed();
      throw error;
    }
  };

  const send = async (request: SubgraphRequest<C>, body: string): Promise<HttpReply> => {
    const end = performance.now() + deadlineMs;
    const last = request.kind === 'query' ? retries : 0;
    for (let count = 0; ; count += 1) {
      try {
        const reply = await attempt(request, body, end - performance.now());
        if (count >= last || !RETRY_STATUS.has(reply.status)) return reply;
      } catch (error) {
        // A deadline, a cancellation or an open breaker ends it; a broken connection may be tried again.
        if (count >= last || error instanceof IzaError || request.signal?.aborted) throw error;
      }
      const wait = backoffMs(count, RETRY_BASE_MS);
      if (performance.now() + wait >= end) throw unavailable(name);
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  };

  return {
    async execute(request) {
      let reply: HttpReply;
      try {
        reply = await send(request, toBody(request));
      } catch (error) {
        if (error instanceof IzaError || request.signal?.aborted) throw error;
        throw unavailable(name, error);
      }
      return toResult(name, reply);
    },
    subscribe: (request) => subscriptions.subscribe(request),
    async close() {
      closing.abort(new IzaError('SHUTTING_DOWN', 'The gateway is shutting down.'));
      await transport.close();
    },
  };
}

/** Writes request bodies; the part that is the same for every request of a plan's step is written once. */
function bodyWriter(): (request: SubgraphRequest) => string {
  const prefixes = new WeakMap<DocumentNode, string>();
  return ({ document, query, operationName, variables }) => {
    let prefix = prefixes.get(document);
    if (prefix === undefined) {
      prefix = JSON.stringify({ query, ...(operationName !== undefined && { operationName }) }).slice(0, -1);
      prefixes.set(document, prefix);
    }
    return `${prefix},"variables":${JSON.stringify(variables)}}`;
  };
}

function toResult(name: string, { status, body }: HttpReply): SubgraphResult {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch (error) {
    throw unavailable(name, error, `answered with status ${status} and no JSON`);
  }
  if (typeof parsed === 'object' && parsed !== null && ('data' in parsed || 'errors' in parsed)) {
    return parsed as SubgraphResult;
  }
  throw unavailable(name, undefined, `answered with status ${status} and no GraphQL result`);
}

function unavailable(name: string, cause?: unknown, what = 'cannot be reached'): IzaError {
  return new IzaError('SUBGRAPH_UNAVAILABLE', `Subgraph "${name}" ${what}.`, { cause });
}
