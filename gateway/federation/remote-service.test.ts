import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSchema, parse } from 'graphql';
import { createHandler } from 'graphql-sse/lib/use/http';
import { useServer } from 'graphql-ws/use/ws';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { remoteService } from './remote-service.ts';
import type { RemoteServiceOptions } from './remote-service.ts';
import type { SubgraphRequest, SubgraphResult } from './subgraph-service.ts';

const cleanUps: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

describe('a remote subgraph', () => {
  it('gets the operation, its variables and the headers of its caller, signed over the body', async () => {
    const seen: { body: unknown; headers: IncomingMessage['headers'] }[] = [];
    const url = await serve((incoming, response) => {
      void textOf(incoming).then((text) => {
        seen.push({ body: JSON.parse(text), headers: incoming.headers });
        response.end('{"data":{"a":1}}');
      });
    });
    const service = remote({
      url,
      headers: () => ({ 'x-request-id': 'r1', traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` }),
      sign: ({ method, path, body }) => ({ 'x-signature': `${method} ${path} ${body.length > 0}` }),
    });
    expect(await service.execute(request('query', { id: 7 }))).toEqual({ data: { a: 1 } });
    expect(seen[0]?.body).toEqual({ query: '{ a }', variables: { id: 7 } });
    expect(seen[0]?.headers).toMatchObject({
      'content-type': 'application/json',
      'x-request-id': 'r1',
      'x-signature': 'POST /graphql true',
      traceparent: expect.stringMatching(/^00-a{32}-(?!b{16})[\da-f]{16}-01$/),
    });
  });

  it('is asked again once for a read that met a broken connection or 503', async () => {
    let count = 0;
    const url = await serve((incoming, response) => {
      count += 1;
      if (count === 1) incoming.socket.destroy();
      else if (count === 3) response.writeHead(503).end('busy');
      else response.end('{"data":{"a":1}}');
    });
    const service = remote({ url });
    expect(await service.execute(request('query'))).toEqual({ data: { a: 1 } });
    expect(count).toBe(2);
    expect(await service.execute(request('query'))).toEqual({ data: { a: 1 } });
    expect(count).toBe(4);
  });

  it('is asked once for a change, whatever happens', async () => {
    let count = 0;
    const url = await serve((incoming) => {
      count += 1;
      incoming.socket.destroy();
    });
    await expect(remote({ url }).execute(request('mutation'))).rejects.toMatchObject({
      code: 'SUBGRAPH_UNAVAILABLE',
    });
    expect(count).toBe(1);
  });

  it('has a deadline', async () => {
    const url = await serve(() => undefined);
    await expect(remote({ url, deadlineMs: 50 }).execute(request('query'))).rejects.toMatchObject({
      code: 'DEADLINE_EXCEEDED',
    });
  });

  it('stops when the caller goes away', async () => {
    const closed = Promise.withResolvers<void>();
    const arrived = Promise.withResolvers<void>();
    const url = await serve((incoming) => {
      incoming.socket.once('close', () => closed.resolve());
      arrived.resolve();
    });
    const abort = new AbortController();
    const pending = remote({ url }).execute({ ...request('query'), signal: abort.signal });
    await arrived.promise;
    abort.abort(new Error('gone'));
    await expect(pending).rejects.toThrow('gone');
    await closed.promise;
  });

  it('is left alone for a while after five failures in a row, then tried again', async () => {
    let count = 0;
    let healthy = false;
    const url = await serve((incoming, response) => {
      count += 1;
      if (healthy) response.end('{"data":{"a":1}}');
      else incoming.socket.destroy();
    });
    const service = remote({ url, retries: 0 });
    for (let failure = 0; failure < 5; failure += 1)
      await expect(service.execute(request('query'))).rejects.toThrow(/cannot be reached/);
    await expect(service.execute(request('query'))).rejects.toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE' });
    expect(count).toBe(5);
    healthy = true;
    await expect.poll(() => service.execute(request('query')), { timeout: 5000 }).toEqual({ data: { a: 1 } });
  });

  it('that answers something else than GraphQL is unavailable', async () => {
    const html = await serve((_, response) => response.writeHead(404).end('<html>'));
    await expect(remote({ url: html }).execute(request('query'))).rejects.toThrow(/status 404 and no JSON/);
    const json = await serve((_, response) => response.end('{"ok":true}'));
    await expect(remote({ url: json }).execute(request('query'))).rejects.toThrow(/no GraphQL result/);
    const refusal = await serve((_, response) =>
      response.writeHead(400).end('{"errors":[{"message":"no"}]}'),
    );
    expect(await remote({ url: refusal }).execute(request('query'))).toEqual({ errors: [{ message: 'no' }] });
  });
});

describe('a subscription of a remote subgraph', () => {
  const schema = buildSchema('type Query { a: Int } type Subscription { tick(to: Int): Int }');
  const tick = schema.getSubscriptionType()?.getFields()['tick'];
  if (tick) {
    tick.subscribe = async function* (_: unknown, { to }: { to: number }) {
      for (let count = 1; count <= to; count += 1) yield { tick: count };
      await new Promise<never>(() => undefined);
    };
  }
  const subscription: SubgraphRequest = {
    query: 'subscription ($to: Int) { tick(to: $to) }',
    document: parse('subscription ($to: Int) { tick(to: $to) }'),
    variables: { to: 2 },
    kind: 'subscription',
    context: {},
  };

  it('runs over graphql-transport-ws, with the headers of its caller, and is closed by return', async () => {
    const seen: (string | undefined)[] = [];
    const http = createServer();
    const sockets = new WebSocketServer({ server: http, path: '/graphql' });
    const gone = new Promise<void>((resolve) => {
      sockets.on('connection', (socket, incoming) => {
        seen.push(incoming.headers['x-request-id'] as string);
        socket.once('close', () => resolve());
      });
    });
    useServer({ schema }, sockets);
    const url = await listen(http);
    const service = remote({ url, headers: () => ({ 'x-request-id': 'r2' }) });
    const events = iteratorOf(await service.subscribe(subscription));
    expect(await events.next()).toEqual({ done: false, value: { data: { tick: 1 } } });
    expect(await events.next()).toEqual({ done: false, value: { data: { tick: 2 } } });
    expect(seen).toEqual(['r2']);
    await events.return?.();
    await gone;
  });

  it('falls back to server-sent events', async () => {
    const handler = createHandler({ schema });
    const gone = Promise.withResolvers<void>();
    const url = await serve((incoming, response) => {
      if (incoming.headers.accept?.includes('text/event-stream'))
        incoming.socket.once('close', () => gone.resolve());
      void handler(incoming, response);
    });
    const events = iteratorOf(await remote({ url }).subscribe(subscription));
    expect(await events.next()).toEqual({ done: false, value: { data: { tick: 1 } } });
    expect(await events.next()).toEqual({ done: false, value: { data: { tick: 2 } } });
    await events.return?.();
    await gone.promise;
  });

  it('ends with an error when the subgraph dies', async () => {
    const http = createServer();
    const sockets = new WebSocketServer({ server: http, path: '/graphql' });
    useServer({ schema }, sockets);
    const events = iteratorOf(await remote({ url: await listen(http) }).subscribe(subscription));
    await events.next();
    await events.next();
    const waiting = events.next();
    for (const socket of sockets.clients) socket.terminate();
    await expect(waiting).rejects.toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE' });
  });

  it('fails when nobody is there', async () => {
    const http = createServer();
    const url = await listen(http);
    await close(http);
    await expect(remote({ url, deadlineMs: 2000 }).subscribe(subscription)).rejects.toMatchObject({
      code: 'SUBGRAPH_UNAVAILABLE',
    });
  });
});

function remote(options: Omit<RemoteServiceOptions, 'name'>) {
  const service = remoteService({ name: 'thing', ...options });
  cleanUps.push(() => service.close?.());
  return service;
}

function request(kind: 'query' | 'mutation', variables: Record<string, unknown> = {}): SubgraphRequest {
  return { query: '{ a }', document: parse('{ a }'), variables, kind, context: {} };
}

function iteratorOf(opened: AsyncIterable<SubgraphResult> | SubgraphResult): AsyncIterator<SubgraphResult> {
  if (!(Symbol.asyncIterator in opened)) throw new Error(JSON.stringify(opened));
  return opened[Symbol.asyncIterator]();
}

async function serve(listener: RequestListener): Promise<string> {
  return listen(createServer(listener));
}

async function listen(http: Server): Promise<string> {
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  cleanUps.push(() => close(http));
  return `http://127.0.0.1:${(http.address() as AddressInfo).port}/graphql`;
}

async function close(http: Server): Promise<void> {
  http.closeAllConnections();
  await new Promise((resolve) => http.close(resolve));
}

async function textOf(incoming: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of incoming) text += String(chunk);
  return text;
}
