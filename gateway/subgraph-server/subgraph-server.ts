import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  execute,
  parse,
  validate,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
} from 'graphql';
import { createHandler } from 'graphql-sse';
import { IzaError, toIzaError } from '#kernel/errors.ts';
import type { Log } from '#kernel/log.ts';
import { createVerifier } from '#kernel/signing.ts';
import type { Caller, GraphContext } from '#schema/context.ts';
import type { Guard } from '#schema/guard.ts';

export interface SubgraphServerOptions {
  readonly schema: GraphQLSchema;
  readonly guard: Guard;
  readonly log: Log;
  readonly host: string;
  readonly port: number;
  /** Shared with the gateway; every request must be signed with it. */
  readonly secret: string;
  /** Further signed endpoints: path → what answers its JSON body. */
  readonly routes?: Readonly<Record<string, (body: unknown, caller: Caller | undefined) => Promise<unknown>>>;
}

export interface SubgraphServer {
  start(): Promise<{ readonly url: string }>;
  stop(): Promise<void>;
}

const MAX_BODY_BYTES = 64 * 1024 * 1024;
const MAX_DOCUMENTS = 1000;

/**
 * One subgraph alone over HTTP: `POST /graphql` for queries and mutations, the same with `Accept: text/event-stream` for subscriptions (graphql-sse,
 * distinct connections). Only requests signed by the gateway are answered; they carry the caller. `/livez` is open.
 */
export function createSubgraphServer(options: SubgraphServerOptions): SubgraphServer {
  const { schema, log, host, port, secret, routes = {} } = options;
  const verify = createVerifier(secret);
  const documents = documentCache(schema);
  const stopping = new AbortController();

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = request.url ?? '/';
    if (path === '/livez') return send(response, 200, { status: 'ok' });
    if (request.method !== 'POST') throw new IzaError('METHOD_NOT_ALLOWED', 'Subgraphs take POST.');
    const body = await readBody(request);
    const caller = readCaller(verify({ method: 'POST', path, body }, request.headers));
    const route = routes[path];
    if (route) return send(response, 200, (await route(parseJson(body), caller)) ?? null);
    if (path !== '/graphql') throw new IzaError('NOT_FOUND', 'There is nothing here.');
    if (!caller) throw new IzaError('UNAUTHENTICATED', 'The request carries no caller.');
    const context = contextOf({ request, response, caller, guard: options.guard, stopping: stopping.signal });
    if (request.headers.accept?.includes('text/event-stream'))
      return stream({ request, response, body, context, schema });
    const { query, variables, operationName } = readOperation(body);
    const document = documents(query);
    const result = await execute({
      schema,
      document,
      variableValues: variables,
      operationName,
      contextValue: context,
    });
    send(response, 200, plainResult(result));
  };

  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    answer(request, response).catch((error: unknown) => {
      const known = toIzaError(error);
      if (known.code === 'INTERNAL_SERVER_ERROR') log.error('a request to the subgraph failed', { error });
      if (response.headersSent) response.destroy();
      else
        send(response, known.status, {
          errors: [{ message: known.message, extensions: known.toExtensions() }],
        });
    });
  });
  return {
    start: () => listen(server, host, port),
    async stop() {
      stopping.abort(new IzaError('SHUTTING_DOWN', 'The subgraph is shutting down.'));
      server.closeIdleConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        setTimeout(() => server.closeAllConnections(), 5000).unref();
      });
    },
  };
}

function contextOf(parts: {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly caller: Caller;
  readonly guard: Guard;
  readonly stopping: AbortSignal;
}): GraphContext {
  const gone = new AbortController();
  parts.response.once('close', () => gone.abort(new IzaError('CANCELLED', 'The gateway went away.')));
  const requestId = parts.request.headers['x-request-id'];
  return {
    caller: parts.caller,
    requestId: typeof requestId === 'string' ? requestId : 'none',
    signal: AbortSignal.any([gone.signal, parts.stopping]),
    guard: parts.guard,
  };
}

async function stream(parts: {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: string;
  readonly context: GraphContext;
  readonly schema: GraphQLSchema;
}): Promise<void> {
  const { request, response, context, schema } = parts;
  const handle = createHandler({
    schema,
    context: () => Promise.resolve(context as GraphContext & Record<PropertyKey, unknown>),
  });
  const [events, { status, statusText, headers }] = await handle({
    method: 'POST',
    url: request.url ?? '/graphql',
    headers: { get: (name) => headerText(request.headers[name.toLowerCase()]) },
    body: parseJson(parts.body) as Record<PropertyKey, unknown>,
    raw: request,
    context: undefined,
  });
  response.writeHead(status, statusText, headers);
  if (events === null || typeof events === 'string') {
    response.end(events ?? undefined);
    return;
  }
  response.once('close', () => void events.return(undefined));
  for await (const event of events) {
    if (!response.write(event))
      await new Promise((resolve) => response.once('drain', resolve).once('close', resolve));
  }
  response.end();
}

/** Parsed and validated documents by text: the gateway sends the same few again and again. */
function documentCache(schema: GraphQLSchema): (query: string) => DocumentNode {
  const known = new Map<string, DocumentNode>();
  return (query) => {
    const hit = known.get(query);
    if (hit) return hit;
    const document = parse(query);
    const [error] = validate(schema, document);
    if (error) throw new IzaError('GRAPHQL_VALIDATION_FAILED', error.message);
    if (known.size >= MAX_DOCUMENTS) known.delete(known.keys().next().value!);
    known.set(query, document);
    return document;
  };
}

function plainResult({ data, errors }: ExecutionResult): unknown {
  if (!errors) return { data };
  return { data, errors: errors.map((error) => describe(error)) };
}

function describe(error: NonNullable<ExecutionResult['errors']>[number]): unknown {
  const known = error.originalError ? toIzaError(error.originalError) : undefined;
  if (!known) return error.toJSON();
  return { message: known.message, path: error.path, extensions: known.toExtensions() };
}

function readOperation(body: string) {
  const operation = parseJson(body);
  if (typeof operation !== 'object' || operation === null)
    throw new IzaError('BAD_USER_INPUT', 'The body must be an object.');
  const { query, variables, operationName } = operation as Record<string, unknown>;
  if (typeof query !== 'string')
    throw new IzaError('BAD_USER_INPUT', 'query must be text.', { field: 'query' });
  return {
    query,
    variables: (variables ?? {}) as Record<string, unknown>,
    operationName: typeof operationName === 'string' ? operationName : undefined,
  };
}

function readCaller(json: string): Caller | undefined {
  return json === '' ? undefined : (parseJson(json) as Caller);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new IzaError('BAD_USER_INPUT', 'The body is not JSON.', { cause });
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES)
      throw new IzaError('BODY_TOO_LARGE', `The body is larger than ${MAX_BODY_BYTES} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

function headerText(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : value?.join(', ');
}

function listen(server: Server, host: string, port: number): Promise<{ readonly url: string }> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      const { port: taken } = server.address() as AddressInfo;
      resolve({ url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}/graphql` });
    });
  });
}
