import { once } from 'node:events';
import type { FormattedExecutionResult } from 'graphql';
import { deadline, withSignal } from '#kernel/deadlines.ts';
import { IzaError } from '#kernel/errors.ts';
import type { StreamEnd } from '../server/index.ts';
import { readAnswer } from './body-of.ts';
import type { Exchange } from './exchange.ts';
import { problemOfErrors, problemOfThrown } from './problem.ts';
import { send, sendProblemDocument } from './send.ts';

const EVENTS_TYPE = 'text/event-stream; charset=utf-8';

/**
 * Serves a subscription as server-sent events, https://html.spec.whatwg.org/multipage/server-sent-events.html: `id` is the cursor to resume from,
 * `event` the type, `data` the event. Ends with `event: complete` when there is nothing more, with `event: error` and a problem when it cannot go on.
 * Pulled at the reader's pace: while enough waits for it, nothing is taken from the source, whose own overflow rule then applies; a reader that stays
 * stalled is cut off.
 */
export async function answerEvents(exchange: Exchange): Promise<void> {
  const { request, response, gateway, context, document, variables } = exchange;
  const headers = { 'content-type': EVENTS_TYPE, 'x-accel-buffering': 'no' };
  if (request.method === 'HEAD') return send(response, { status: 200, headers });
  const ending = new AbortController();
  const forget = gateway.holdStream(context.caller, (reason) => ending.abort(reasonOf(reason)));
  const signal = AbortSignal.any([gateway.signal, ending.signal]);
  const place = { instance: exchange.target.path, requestId: gateway.requestId };
  let heartbeat: NodeJS.Timeout | undefined;
  try {
    const source = await gateway.subscribe(
      { query: document.text, variables },
      gateway.contextFor(context.caller, signal),
    );
    if (!(Symbol.asyncIterator in source)) {
      sendProblemDocument(response, problemOfErrors(source.errors ?? [], place));
      return;
    }
    response.writeHead(200, { 'cache-control': 'no-store', ...headers });
    // Some browsers report a stream as open only after its first bytes.
    response.write(':\n\n');
    heartbeat = setInterval(() => {
      if (!response.writableNeedDrain) response.write(':\n\n');
    }, gateway.limits.keepAliveMs).unref();
    await pump(exchange, source, signal);
    signal.throwIfAborted();
    response.end('event: complete\ndata: {}\n\n');
  } catch (error) {
    if (!response.headersSent) throw error;
    if (!response.destroyed)
      response.end(frame({ event: 'error', data: problemOfThrown(error, place).body }));
  } finally {
    clearInterval(heartbeat);
    forget();
  }
}

async function pump(
  exchange: Exchange,
  source: AsyncIterableIterator<FormattedExecutionResult>,
  signal: AbortSignal,
): Promise<void> {
  const { response, gateway } = exchange;
  const stop = () => void source.return?.();
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    for await (const event of source) {
      if (signal.aborted) return;
      response.write(textOf(exchange, event));
      if (response.writableLength > gateway.limits.bufferedBytes) await drained(exchange, signal);
    }
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function textOf({ route, target, gateway }: Exchange, result: FormattedExecutionResult): string {
  const root = result.data?.[route.field.name];
  if (result.errors && (root === null || root === undefined)) {
    const { body } = problemOfErrors(result.errors, { instance: target.path, requestId: gateway.requestId });
    return frame({ event: 'error', data: body });
  }
  const { value, hidden } = readAnswer(route, result);
  const subject = hidden.subject as { readonly type?: unknown } | null | undefined;
  return frame({ id: hidden.cursor, event: hidden.type ?? subject?.type, data: value });
}

function frame({
  id,
  event,
  data,
}: {
  readonly id?: unknown;
  readonly event?: unknown;
  readonly data: unknown;
}): string {
  return `${line('id', id)}${line('event', event)}data: ${JSON.stringify(data)}\n\n`;
}

/** Line ends would begin a field of their own; the format has no way to write them here. */
function line(name: string, value: unknown): string {
  if (typeof value !== 'string' && typeof value !== 'number') return '';
  const text = String(value);
  return /[\r\n\0]/.test(text) ? '' : `${name}: ${text}\n`;
}

async function drained({ response, gateway }: Exchange, signal: AbortSignal): Promise<void> {
  using stalled = deadline(gateway.limits.stalledMs, 'Reading the event stream', signal);
  try {
    await withSignal(once(response, 'drain', { signal: stalled }), stalled);
  } catch (error) {
    if (!signal.aborted) response.destroy();
    throw error;
  }
}

/** Said before the end, so that a reader knows whether to come back. */
function reasonOf(reason: StreamEnd): IzaError {
  return reason === 'REVOKED'
    ? new IzaError('UNAUTHENTICATED', 'The key was revoked.')
    : new IzaError('SHUTTING_DOWN', 'The gateway is shutting down; go on from the last id.');
}
