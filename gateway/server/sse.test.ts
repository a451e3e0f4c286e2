import { request as httpRequest } from 'node:http';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { createClient } from 'graphql-sse';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ADMIN, VIEWER, startTestGateway } from './test-gateway.ts';
import type { TestGateway } from './test-gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({
    config: { limits: { bufferedBytes: 100_000, stalledMs: 400, socketsPerCaller: 3, keepAliveMs: 50 } },
  });
});
afterAll(() => gateway.server.stop());

interface Stream extends Disposable {
  readonly request: ClientRequest;
  readonly response: IncomingMessage;
  /** What has arrived so far. */
  readonly text: () => string;
  readonly ended: Promise<unknown>;
}

async function open(
  query: string,
  options: { readonly key?: string; readonly method?: 'GET' | 'POST'; readonly accept?: string } = {},
): Promise<Stream> {
  const { key = ADMIN, method = 'POST', accept = 'text/event-stream' } = options;
  const search = method === 'GET' ? `?query=${encodeURIComponent(query)}` : '';
  const request = httpRequest(`${gateway.url}/graphql${search}`, {
    method,
    agent: false,
    headers: {
      accept,
      ...(key && { 'x-api-key': key }),
      ...(method === 'POST' && { 'content-type': 'application/json' }),
    },
  });
  request.on('error', () => undefined);
  request.end(method === 'POST' ? JSON.stringify({ query }) : undefined);
  const response = await new Promise<IncomingMessage>((resolve) => request.on('response', resolve));
  let text = '';
  response.on('data', (chunk: Buffer) => (text += chunk.toString()));
  response.on('error', () => undefined);
  const ended = new Promise((resolve) => response.on('close', resolve));
  return { request, response, text: () => text, ended, [Symbol.dispose]: () => request.destroy() };
}

describe.each(['GET', 'POST'] as const)('%s', (method) => {
  test('events arrive as they happen, with fields of the other subgraph', async () => {
    using stream = await open('subscription { feed { name reviews { stars } } }', { method });
    expect(stream.response.headers['content-type']).toBe('text/event-stream; charset=utf-8');
    await expect.poll(() => gateway.feed.subscribers).toBe(1);
    gateway.feed.publish('3');
    await expect
      .poll(stream.text)
      .toContain('event: next\ndata: {"data":{"feed":{"name":"item 3","reviews":[{"stars":5}]}}}\n\n');
    stream.request.destroy();
    await expect.poll(() => gateway.feed.subscribers).toBe(0);
  });

  test('a stream that ends says complete', async () => {
    using stream = await open('subscription { count(to: 2) }', { method });
    await stream.ended;
    expect(stream.text().replaceAll(/^:\n\n/gm, '')).toBe(
      'event: next\ndata: {"data":{"count":1}}\n\nevent: next\ndata: {"data":{"count":2}}\n\nevent: complete\ndata:\n\n',
    );
  });

  test('a query is one event', async () => {
    using stream = await open('{ whoami }', { method });
    await stream.ended;
    expect(stream.text()).toContain('event: next\ndata: {"data":{"whoami":"admin"}}\n\nevent: complete');
  });

  test.each([
    ['without a key', '{ whoami }', '', 401, 'UNAUTHENTICATED'],
    ['with a wrong key', '{ whoami }', 'nobody', 401, 'UNAUTHENTICATED'],
    ['without the scope', 'subscription { feed { secret } }', VIEWER, 403, 'FORBIDDEN'],
    ['for a syntax error', '{', ADMIN, 400, 'GRAPHQL_PARSE_FAILED'],
    ['for an invalid document', '{ nothing }', ADMIN, 400, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'over the limit on depth',
      `{ item(id: 1) { ${'self { '.repeat(20)} name ${'}'.repeat(20)} } }`,
      ADMIN,
      400,
      'TOO_COMPLEX',
    ],
    ['over the limit on cost', '{ items(first: 2000000) { id } }', ADMIN, 400, 'TOO_COMPLEX'],
  ])('is refused %s before the stream begins', async (_title, query, key, status, code) => {
    using stream = await open(query, { key, method });
    await stream.ended;
    expect(stream.response.statusCode).toBe(status);
    expect(JSON.parse(stream.text())).toMatchObject({ errors: [{ extensions: { code } }] });
  });
});

test.each([
  ['', 400],
  ['[]', 400],
  ['{"query":"{ whoami }","variables":[]}', 400],
  [JSON.stringify({ query: '{ whoami }', variables: { x: 'x'.repeat(1_100_000) } }), 413],
  [JSON.stringify({ query: '{ whoami }', padding: 'x'.repeat(3_000_000) }), 413],
])('a body that is no operation, or too large a one, is refused (case %#)', async (body, status) => {
  const answer = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { accept: 'text/event-stream', 'content-type': 'application/json', 'x-api-key': ADMIN },
    body,
  });
  expect(answer.status).toBe(status);
});

test('a mutation is not run by GET', async () => {
  using stream = await open('mutation { rename(id: 1, name: "x") { id } }', { method: 'GET' });
  expect(stream.response.statusCode).toBe(405);
});

test('a quiet stream gives signs of life', async () => {
  using stream = await open('subscription { feed { name } }');
  await expect.poll(stream.text).toMatch(/^(:\n\n){3}/);
});

test('a client of the graphql-sse library understands it', async () => {
  const client = createClient({
    url: `${gateway.url}/graphql`,
    headers: { 'x-api-key': ADMIN },
    retryAttempts: 0,
  });
  const results: unknown[] = [];
  for await (const result of client.iterate({ query: 'subscription { count(to: 3) }' })) results.push(result);
  expect(results).toEqual([{ data: { count: 1 } }, { data: { count: 2 } }, { data: { count: 3 } }]);
  client.dispose();
});

test('more than the allowed streams of one caller are refused', async () => {
  const streams = await Promise.all(
    [1, 2, 3].map(() => open('subscription { feed { name } }', { key: VIEWER })),
  );
  using fourth = await open('subscription { feed { name } }', { key: VIEWER });
  expect(fourth.response.statusCode).toBe(429);
  for (const stream of streams) stream.request.destroy();
  await expect.poll(() => gateway.feed.subscribers).toBe(0);
});

test('a revoked key loses its streams', async () => {
  using stream = await open('subscription { feed { name } }', { key: VIEWER });
  await expect.poll(() => gateway.feed.subscribers).toBe(1);
  gateway.revoke('k2');
  await stream.ended;
  expect(gateway.feed.subscribers).toBe(0);
});

test('a reader that does not read holds up its source, and is cut off', async () => {
  using stream = await open('subscription { flood(size: 50000) }');
  await expect.poll(stream.text).toContain('xxx');
  const { taken, ended } = gateway.feed;
  stream.response.pause();
  await expect.poll(() => gateway.feed.ended, { timeout: 10_000 }).toBe(ended + 1);
  expect(gateway.feed.taken - taken).toBeLessThan(2_000);
});
