import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ExecutionResult } from 'graphql';
import { deadline, withSignal } from '#kernel/deadlines.ts';
import { IzaError } from '#kernel/errors.ts';
import type { GraphContext } from '#schema/context.ts';
import { checkVariablesLength } from '../limits/check-variables.ts';
import type { Limits } from '../limits/limits.ts';
import { statusOf } from './format-error.ts';
import type { ErrorFormatter } from './format-error.ts';
import type { LiveStreams } from './live-streams.ts';
import { isRefused } from './operation-gate.ts';
import type { OperationGate, OperationRequest } from './operation-gate.ts';
import { checkJsonBody, readBody } from './read-body.ts';
import { headersOf } from './send-problem.ts';

export type GraphqlOverSse = (
  request: IncomingMessage,
  response: ServerResponse,
  context: GraphContext,
) => Promise<void>;

/** Whether a client asks for events: `Accept` names their type. */
export function acceptsEvents({ headers }: IncomingMessage): boolean {
  return headers.accept?.toLowerCase().includes('text/event-stream') === true;
}

/**
 * The distinct connections mode of https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md: one operation per request, `next` events,
 * then `complete`. Pulled at the reader's pace: while `bufferedBytes` wait for it, nothing is taken from the source, whose own overflow rule then
 * applies; a reader that stays stalled is cut off. (graphql-sse's own handler queues without a bound.)
 */
export function createGraphqlOverSse(options: {
  readonly gate: OperationGate;
  readonly streams: LiveStreams;
  readonly format: ErrorFormatter;
  readonly limits: Limits;
}): GraphqlOverSse {
  const { gate, streams, format, limits } = options;
  return async (request, response, context) => {
    const operation = await readOperation(request, limits);
    const admission = gate.admit(operation, context);
    if (isRefused(admission)) {
      const errors = admission.errors.map((error) => format(error, context.requestId));
      const status = statusOf(errors);
      response.writeHead(status, {
        'content-type': 'application/json; charset=utf-8',
        'cache-control': 'no-store',
        ...headersOf({ status }),
      });
      response.end(JSON.stringify({ errors }));
      return;
    }
    if (request.method !== 'POST' && admission.kind === 'mutation') {
      throw new IzaError('METHOD_NOT_ALLOWED', 'A mutation must be sent by POST.');
    }
    const ending = new AbortController();
    const forget = streams.open(context.caller.id, (reason) => ending.abort(reason));
    const signal = AbortSignal.any([context.signal, ending.signal]);
    const heartbeat = setInterval(() => response.write(':\n\n'), limits.keepAliveMs).unref();
    try {
      response.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      });
      // Some browsers report a stream as open only after its first bytes.
      response.write(':\n\n');
      const eventContext = { ...context, signal };
      if (admission.kind === 'subscription') {
        const source = await gate.subscribe(admission, eventContext);
        if (Symbol.asyncIterator in source)
          await pump({ source, response, signal, gate, limits, requestId: context.requestId });
        else response.write(eventOf(gate.formatted(source, context.requestId)));
      } else {
        response.write(eventOf(await gate.execute(admission, eventContext)));
      }
      if (!response.destroyed) response.end('event: complete\ndata:\n\n');
    } finally {
      clearInterval(heartbeat);
      forget();
    }
  };
}

async function pump({
  source,
  response,
  signal,
  gate,
  limits,
  requestId,
}: {
  readonly source: AsyncIterableIterator<ExecutionResult>;
  readonly response: ServerResponse;
  readonly signal: AbortSignal;
  readonly gate: OperationGate;
  readonly limits: Limits;
  readonly requestId: string;
}): Promise<void> {
  const onAbort = () => void source.return?.();
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  try {
    for await (const event of source) {
      response.write(eventOf(gate.formatted(event, requestId)));
      if (response.writableLength > limits.bufferedBytes) await drained(response, limits, signal);
    }
  } catch (error) {
    if (!signal.aborted) response.write(eventOf(gate.formatted({ errors: [asError(error)] }, requestId)));
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

async function drained(response: ServerResponse, limits: Limits, signal: AbortSignal): Promise<void> {
  using stalled = deadline(limits.stalledMs, 'Reading the event stream', signal);
  try {
    await withSignal(once(response, 'drain', { signal: stalled }), stalled);
  } catch (error) {
    if (!signal.aborted) response.destroy();
    throw error;
  }
}

async function readOperation(request: IncomingMessage, limits: Limits): Promise<OperationRequest> {
  if (request.method === 'POST') {
    checkJsonBody(request);
    const bytes = await readBody(request, limits.bodyBytes);
    const operation = asOperation(parseJson(bytes.toString(), 'The body'));
    checkVariablesLength(bytes.length - (operation.query?.length ?? 0), limits);
    return operation;
  }
  const parameters = new URL(request.url ?? '/', 'http://localhost').searchParams;
  const read = (name: string) => parameters.get(name) ?? undefined;
  return asOperation({
    query: read('query'),
    operationName: read('operationName'),
    variables: parseJson(read('variables') ?? '{}', 'variables'),
    extensions: parseJson(read('extensions') ?? '{}', 'extensions'),
  });
}

function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new IzaError('BAD_USER_INPUT', `${what} is not JSON.`);
  }
}

function asOperation(value: unknown): OperationRequest {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new IzaError('BAD_USER_INPUT', 'Send one operation as a JSON object.');
  }
  for (const name of ['variables', 'extensions'] as const) {
    const member: unknown = (value as Record<string, unknown>)[name];
    if (member != null && (typeof member !== 'object' || Array.isArray(member))) {
      throw new IzaError('BAD_USER_INPUT', `${name} must be an object.`, { field: name });
    }
  }
  return value;
}

function eventOf(result: unknown): string {
  return `event: next\ndata: ${JSON.stringify(result)}\n\n`;
}

function asError(error: unknown) {
  return error as NonNullable<ExecutionResult['errors']>[number];
}
