import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSchema, parse, subscribe } from 'graphql';
import { makeServer } from 'graphql-ws';
import { WebSocketServer, type WebSocket } from 'ws';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Client } from './client.ts';
import { followGraph, type LiveEvent } from './follow-graph.ts';
import type { ClientSettings } from './settings.ts';

/** A server with one subscription that counts, and whatever else a test makes it do. */
let server: Server;
let sockets: WebSocket[];
let keys: unknown[];
let produced: number;
let settings: ClientSettings;
let refuses: boolean;
let hangsAt: number;

const schema = buildSchema('type Query { a: Int } type Subscription { count(after: Int, to: Int!): Int! }');
const DOCUMENT = 'subscription ($after: Int, $to: Int!) { count(after: $after, to: $to) }';

beforeEach(async () => {
  [sockets, keys, produced, refuses, hangsAt] = [[], [], 0, false, 0];
  server = createServer();
  const upgrader = new WebSocketServer({ server });
  const protocol = makeServer<Record<string, unknown>>({
    onConnect: ({ connectionParams }) => {
      keys.push(connectionParams?.['authorization']);
      return !refuses;
    },
    onSubscribe: (_context, _id, { query, variables }) => ({
      schema,
      document: parse(query),
      variableValues: variables ?? {},
      rootValue: { count: ({ after, to }: { after: number | null; to: number }) => count(after ?? 0, to) },
    }),
    subscribe: (args) => subscribe(args),
  });
  upgrader.on('connection', (socket) => {
    sockets.push(socket);
    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        send: (data) =>
          new Promise((resolve, reject) => socket.send(data, (error) => (error ? reject(error) : resolve()))),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (handle) => socket.on('message', (data: Buffer) => void handle(data.toString())),
      },
      {},
    );
    socket.on('close', (code, reason) => void closed(code, reason.toString()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  settings = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    key: 'the-key',
    noKeyBecause: undefined,
    timeoutMs: 1000,
    stateDirectory: '/nowhere',
  };
});
afterEach(() => {
  for (const socket of sockets) socket.terminate();
  server.close();
});

async function* count(after: number, to: number) {
  if (to < 0) throw new Error('to is negative');
  for (let value = after + 1; value <= to; value++) {
    produced = value;
    yield { count: value };
    if (value === hangsAt && sockets.length === 1) await new Promise(() => undefined);
  }
  // Stays open until the client or the test ends it.
  if (to > 1000) await new Promise(() => undefined);
}

async function all<T>(events: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const event of events) found.push(event);
  return found;
}

const numbers = async (events: AsyncIterable<LiveEvent>) =>
  (await all(events)).map(({ data }) => data?.['count']);

test('gives every event in order and ends with its source', async () => {
  expect(await numbers(followGraph(settings, { query: DOCUMENT, variables: { to: 3 } }))).toEqual([1, 2, 3]);
  expect(keys).toEqual(['Bearer the-key']);
});

test('sends no key where there is none', async () => {
  await numbers(followGraph({ ...settings, key: undefined }, { query: DOCUMENT, variables: { to: 1 } }));
  expect(keys).toEqual([undefined]);
});

test('says why there is no key when the server wants one', async () => {
  refuses = true;
  const events = followGraph(
    { ...settings, key: undefined, noKeyBecause: 'No key: there is no file.' },
    { query: DOCUMENT, variables: { to: 1 } },
  );
  await expect(events.next()).rejects.toMatchObject({
    code: 'UNAUTHENTICATED',
    message: 'No key: there is no file.',
  });
});

test('ends with the error of the graph', async () => {
  const events = followGraph(settings, { query: DOCUMENT, variables: { to: -1 } });
  await expect(events.next()).rejects.toMatchObject({
    code: 'INTERNAL_SERVER_ERROR',
    message: 'to is negative',
  });
});

test.each([
  [1001, 'SHUTTING_DOWN'],
  [1013, 'RATE_LIMITED'],
  [4429, 'RATE_LIMITED'],
  [4403, 'UNAUTHENTICATED'],
  [1011, 'BACKEND_UNAVAILABLE'],
])('a socket closed with %i is told as %s', async (code, expected) => {
  const events = followGraph(settings, { query: DOCUMENT, variables: { after: 1998, to: 2000 } });
  await events.next();
  await events.next();
  sockets[0]!.close(code, 'test');
  await expect(events.next()).rejects.toMatchObject({ code: expected });
});

test('a server that is not there is told as such, with what to do', async () => {
  const gone = { ...settings, url: 'http://127.0.0.1:9' };
  await expect(followGraph(gone, { query: DOCUMENT, variables: { to: 1 } }).next()).rejects.toMatchObject({
    code: 'BACKEND_UNAVAILABLE',
    message: expect.stringContaining('iza-ctl start'),
  });
});

test('a reader that does not read holds the source back, and loses nothing', async () => {
  const to = 1000;
  const wide = 'x'.repeat(30_000);
  const query = `subscription ($to: Int!) { ${wide}: count(to: $to) }`;
  const events = followGraph(settings, { query, variables: { to }, heldEvents: 10 });
  await events.next();
  // What the buffers between the two hold may still move; the rest waits for this reader.
  await expect.poll(() => sockets[0]!.bufferedAmount).toBeGreaterThan(0);
  for (let turn = 0; turn < 500; turn++) await new Promise(setImmediate);
  expect(produced).toBeLessThan(to / 2);
  const rest = await all(events);
  expect(rest).toHaveLength(to - 1);
  expect(rest.at(-1)).toEqual({ data: { [wide]: to } });
});

test('a lost connection is made again, and the stream goes on after the last cursor', async () => {
  hangsAt = 700;
  const events = new Client(settings).followResuming<{ count: number }>(DOCUMENT, {
    variables: { to: 1500 },
    cursorOf: (data) => data.count as unknown as string,
  });
  const seen: number[] = [];
  for await (const { count: value } of events) {
    seen.push(value);
    if (value === 700) sockets[0]!.terminate();
    if (value === 1500) break;
  }
  expect(seen).toEqual(Array.from({ length: 1500 }, (_, index) => index + 1));
  expect(sockets).toHaveLength(2);
  expect(produced).toBe(1500);
});
