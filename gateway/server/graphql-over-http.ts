import type { IncomingMessage, ServerResponse } from 'node:http';
import { HeaderMap } from '@apollo/server';
import type { HTTPGraphQLResponse } from '@apollo/server';
import type { GraphQLError } from 'graphql';
import { IzaError } from '#kernel/errors.ts';
import type { GraphContext } from '#schema/context.ts';
import { checkVariablesLength } from '../limits/check-variables.ts';
import type { Limits } from '../limits/limits.ts';
import type { ApolloSurface } from './apollo-surface.ts';
import { hashOf } from './document-cache.ts';
import { statusOf, toGraphQLError } from './format-error.ts';
import type { ErrorFormatter } from './format-error.ts';
import { isRefused } from './operation-gate.ts';
import type { OperationGate, OperationRequest } from './operation-gate.ts';
import { checkJsonBody, readBody } from './read-body.ts';
import { headersOf } from './send-problem.ts';

export interface GraphqlOverHttp {
  /** Answers POST and GET on the graph's path. */
  handle(request: IncomingMessage, response: ServerResponse, context: GraphContext): Promise<void>;
  /** Answers with errors alone, in the media type that the client takes. */
  refuse(request: IncomingMessage, response: ServerResponse, thrown: unknown, requestId: string): void;
}

const JSON_TYPE = 'application/json; charset=utf-8';
const RESPONSE_TYPE = 'application/graphql-response+json; charset=utf-8';

/**
 * GraphQL over HTTP. A POST whose document is valid and whose `Accept` is plain takes the short way: one lookup, the checks, the executor. All
 * else (GET, weighted `Accept`, malformed envelopes) is Apollo Server's, which the short way must not differ from: the same tests run on both.
 */
export function createGraphqlOverHttp(options: {
  readonly gate: OperationGate;
  readonly apollo: ApolloSurface;
  readonly format: ErrorFormatter;
  readonly limits: Limits;
}): GraphqlOverHttp {
  const { gate, apollo, format, limits } = options;

  const refuseAll = (
    response: ServerResponse,
    type: string,
    errors: readonly unknown[],
    requestId: string,
  ) => {
    const formatted = errors.map((error) => format(error, requestId));
    const status = statusOf(formatted);
    send(response, {
      status,
      type,
      text: JSON.stringify({ errors: formatted }),
      headers: headersOf({ status }),
    });
  };

  const handOver = async (
    { request, response, context, text }: Exchange & { readonly text: OperationRequest },
    body: unknown,
  ): Promise<void> => {
    const admission = gate.admit(text, context);
    // Apollo Server validates before it asks the gate: what is over a limit must not get there.
    if (isRefused(admission) && isOurs(admission.errors)) {
      refuseAll(response, mediaTypeOf(request) ?? JSON_TYPE, admission.errors, context.requestId);
      return;
    }
    if (!isRefused(admission) && typeof text.query === 'string')
      apollo.remember(hashOf(text.query), admission.document);
    const result = await apollo.handle(
      {
        method: request.method === 'HEAD' ? 'GET' : request.method!,
        headers: headerMapOf(request),
        search: searchOf(request),
        body,
      },
      context,
    );
    await forward(result, response);
  };

  const post = async (exchange: Exchange): Promise<void> => {
    const { request, response, context } = exchange;
    checkJsonBody(request);
    const bytes = await readBody(request, limits.bodyBytes);
    const body = parseBody(bytes);
    const operation = operationOf(body);
    checkVariablesLength(bytes.length - (operation.query?.length ?? 0), limits);
    const type = mediaTypeOf(request);
    if (type === undefined || !isPlainEnvelope(body)) {
      await handOver({ ...exchange, text: operation }, body);
      return;
    }
    const admission = gate.admit(operation, context);
    if (isRefused(admission)) {
      refuseAll(response, type, admission.errors, context.requestId);
      return;
    }
    if (admission.kind === 'subscription') throw needsStream();
    const result = await gate.execute(admission, context);
    const status = result.errors && result.data === undefined ? statusOf(result.errors) : 200;
    send(response, { status, type, text: JSON.stringify(result), headers: headersOf({ status }) });
  };

  const get = async (exchange: Exchange): Promise<void> => {
    const parameters = new URLSearchParams(searchOf(exchange.request));
    const variables = parameters.get('variables');
    checkVariablesLength(variables?.length ?? 0, limits);
    const text = {
      query: parameters.get('query'),
      operationName: parameters.get('operationName'),
      variables: jsonObject(variables),
      extensions: jsonObject(parameters.get('extensions')),
    };
    await handOver({ ...exchange, text }, undefined);
  };

  return {
    async handle(request, response, context) {
      const exchange = { request, response, context };
      try {
        await (request.method === 'POST' ? post(exchange) : get(exchange));
      } catch (error) {
        this.refuse(request, response, error, context.requestId);
      }
    },
    refuse(request, response, thrown, requestId) {
      if (response.headersSent) response.destroy();
      else refuseAll(response, mediaTypeOf(request) ?? JSON_TYPE, [toGraphQLError(thrown)], requestId);
    },
  };
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly context: GraphContext;
}

/** The response's type for an `Accept` without weights; undefined for anything that wants real negotiation. */
function mediaTypeOf({ headers: { accept } }: IncomingMessage): string | undefined {
  if (accept === undefined || accept === '*/*' || accept === 'application/json') return JSON_TYPE;
  if (accept.includes(';')) return undefined;
  for (const range of accept.split(',')) {
    const type = range.trim().toLowerCase();
    if (type === 'application/json' || type === '*/*' || type === 'application/*') return JSON_TYPE;
    if (type === 'application/graphql-response+json') return RESPONSE_TYPE;
  }
  return undefined;
}

function parseBody(bytes: Buffer): unknown {
  let body: unknown;
  try {
    body = JSON.parse(bytes.toString());
  } catch {
    throw new IzaError('BAD_USER_INPUT', 'The body is not JSON.');
  }
  if (Array.isArray(body))
    throw new IzaError('BAD_USER_INPUT', 'Batches are not accepted: send one operation per request.');
  return body;
}

function operationOf(body: unknown): OperationRequest {
  if (typeof body !== 'object' || body === null) return {};
  const { query, operationName, variables, extensions } = body as Record<string, unknown>;
  return {
    query: typeof query === 'string' ? query : undefined,
    operationName: typeof operationName === 'string' ? operationName : undefined,
    variables: asObject(variables),
    extensions: asObject(extensions),
  };
}

/** Whether every member that matters has the type that it must have. */
function isPlainEnvelope(body: unknown): boolean {
  const envelope = asObject(body);
  if (!envelope) return false;
  const { query, operationName, variables, extensions } = envelope;
  return (
    (query === undefined ? extensions != null : typeof query === 'string' && query !== '') &&
    (operationName == null || typeof operationName === 'string') &&
    (variables == null || asObject(variables) !== undefined) &&
    (extensions == null || asObject(extensions) !== undefined)
  );
}

function asObject(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

function jsonObject(text: string | null): Record<string, unknown> | undefined {
  if (text === null) return undefined;
  try {
    return asObject(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function isOurs(errors: readonly GraphQLError[]): boolean {
  const code = errors[0]?.extensions['code'];
  return code !== 'GRAPHQL_PARSE_FAILED' && code !== 'GRAPHQL_VALIDATION_FAILED' && code !== 'BAD_USER_INPUT';
}

function needsStream(): IzaError {
  return new IzaError(
    'NOT_ACCEPTABLE',
    'A subscription needs a stream: a WebSocket (graphql-transport-ws) or Accept: text/event-stream.',
  );
}

function searchOf({ url = '' }: IncomingMessage): string {
  const start = url.indexOf('?');
  return start === -1 ? '' : url.slice(start);
}

function headerMapOf({ headers }: IncomingMessage): HeaderMap {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return map;
}

async function forward(result: HTTPGraphQLResponse, response: ServerResponse): Promise<void> {
  for (const [name, value] of result.headers) if (name !== 'cache-control') response.setHeader(name, value);
  const status = result.status ?? 200;
  const type = result.headers.get('content-type') ?? JSON_TYPE;
  if (result.body.kind === 'complete') {
    send(response, { status, type, text: result.body.string, headers: headersOf({ status }) });
    return;
  }
  response.writeHead(status, { 'cache-control': 'no-store' });
  for await (const chunk of result.body.asyncIterator) response.write(chunk);
  response.end();
}

function send(
  response: ServerResponse,
  answer: {
    readonly status: number;
    readonly type: string;
    readonly text: string;
    readonly headers: Record<string, string>;
  },
): void {
  if (response.destroyed) return;
  const length = Buffer.byteLength(answer.text);
  response.writeHead(answer.status, {
    'content-type': answer.type,
    'content-length': length,
    'cache-control': 'no-store',
    vary: 'Accept, Origin',
    ...answer.headers,
  });
  // What is ASCII is the same bytes in both, and latin1 is written without a look at each character.
  response.end(answer.text, length === answer.text.length ? 'latin1' : 'utf8');
}
