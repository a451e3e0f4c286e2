import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { ClientOptions } from 'ws';
import { ADMIN, VIEWER, startTestGateway } from './test-gateway.ts';
import type { TestGateway } from './test-gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({
    config: {
      allowedOrigins: ['https://hub.example'],
      limits: {
        bufferedBytes: 100_000,
        stalledMs: 400,
        connectionInitMs: 300,
        frameBytes: 20_000,
        subscriptionsPerSocket: 3,
        socketsPerCaller: 5,
      },
    },
  });
});
afterAll(() => gateway.server.stop());

interface Message {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

/** A client that only speaks: what it is told is asserted, not interpreted. */
class Client {
  readonly socket: WebSocket;
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  readonly #messages: Message[] = [];
  #waiting: (() => void) | undefined;

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data: Buffer) => {
      this.#messages.push(JSON.parse(data.toString()) as Message);
      this.#waiting?.();
    });
    socket.on('error', () => undefined);
    this.closed = new Promise((resolve) =>
      socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() })),
    );
  }

  say(message: unknown): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  async hear(): Promise<Message> {
    while (this.#messages.length === 0) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#waiting = resolve;
      await Promise.race([
        promise,
        this.closed.then(({ code }) => Promise.reject(new Error(`closed with ${code}`))),
      ]);
    }
    return this.#messages.shift()!;
  }

  subscribe(id: string, query: string, more: object = {}): void {
    this.say({ id, type: 'subscribe', payload: { query, ...more } });
  }

  [Symbol.dispose](): void {
    this.socket.terminate();
  }
}

/** Opens a socket; rejects with the HTTP status when the upgrade is refused. */
async function open(options: ClientOptions = {}, url = gateway.wsUrl): Promise<Client> {
  const socket = new WebSocket(url, 'graphql-transport-ws', options);
  const client = new Client(socket);
  const refused = new Promise<never>((_, reject) => {
    socket.on('unexpected-response', (_request, response) =>
      reject(new Error(`HTTP ${response.statusCode}`)),
    );
    socket.on('error', reject);
  });
  await Promise.race([once(socket, 'open'), refused]);
  return client;
}

async function signIn(
  payload: unknown = { authorization: `Bearer ${ADMIN}` },
  options: ClientOptions = {},
): Promise<Client> {
  const client = await open(options);
  client.say({ type: 'connection_init', ...(payload !== undefined && { payload }) });
  expect(await client.hear()).toEqual({ type: 'connection_ack' });
  return client;
}

describe('signing in', () => {
  test.each([
    ['a Bearer key in connectionParams', { authorization: `Bearer ${ADMIN}` }, {}],
    ['Authorization in capitals', { Authorization: `Bearer ${ADMIN}` }, {}],
    ['an apiKey', { apiKey: ADMIN }, {}],
    ['an X-API-Key', { 'X-API-Key': ADMIN }, {}],
    ['the header of the upgrade', undefined, { headers: { authorization: `Bearer ${ADMIN}` } }],
    ['the other header of the upgrade', undefined, { headers: { 'x-api-key': ADMIN } }],
  ])('by %s', async (_title, payload, options) => {
    using client = await signIn(payload, options);
    client.subscribe('1', '{ whoami }');
    expect(await client.hear()).toEqual({ type: 'next', id: '1', payload: { data: { whoami: 'admin' } } });
    expect(await client.hear()).toEqual({ type: 'complete', id: '1' });
  });

  test.each([
    [undefined],
    [{}],
    [{ authorization: 'Bearer nobody' }],
    [{ authorization: 'Basic x' }],
    [{ apiKey: 1 }],
  ])('is refused with %o', async (payload) => {
    using client = await open();
    client.say({ type: 'connection_init', payload });
    expect(await client.closed).toMatchObject({ code: 4403 });
  });

  test('a wrong key in the header is 401 before the upgrade', async () => {
    await expect(open({ headers: { authorization: 'Bearer nobody' } })).rejects.toThrow('HTTP 401');
  });

  test('a socket that never signs in is closed', async () => {
    using client = await open();
    expect(await client.closed).toMatchObject({ code: 4408 });
  });

  test('an operation before signing in closes the socket', async () => {
    using client = await open();
    client.subscribe('1', '{ whoami }');
    expect(await client.closed).toMatchObject({ code: 4401 });
  });

  test('another protocol is not acceptable', async () => {
    const client = new Client(new WebSocket(gateway.wsUrl, 'graphql-ws'));
    // The client library itself gives up a connection that agrees to no protocol.
    expect([1006, 4406]).toContain((await client.closed).code);
  });
});

describe('the upgrade', () => {
  test.each([
    ['a foreign Origin', { origin: 'https://evil.example' }, 403],
    ['the null Origin', { headers: { origin: 'null' } }, 403],
    ['a foreign Host', { headers: { host: 'evil.example' } }, 403],
  ])('with %s is refused', async (_title, options, status) => {
    await expect(open(options)).rejects.toThrow(`HTTP ${status}`);
  });

  test.each([['https://hub.example'], [undefined]])('with Origin %s is let in', async (origin) => {
    using client = await signIn(undefined, { headers: { 'x-api-key': ADMIN, ...(origin && { origin }) } });
    expect(client.socket.readyState).toBe(WebSocket.OPEN);
  });

  test('elsewhere is 404', async () => {
    await expect(open({}, gateway.wsUrl.replace('/graphql', '/other'))).rejects.toThrow('HTTP 404');
  });
});

describe('operations', () => {
  test('events arrive with fields of the other subgraph, and complete ends them', async () => {
    using client = await signIn();
    client.subscribe('1', 'subscription { feed { name reviews { stars } } }');
    await expect.poll(() => gateway.feed.subscribers).toBe(1);
    gateway.feed.publish('9');
    expect(await client.hear()).toEqual({
      type: 'next',
      id: '1',
      payload: { data: { feed: { name: 'item 9', reviews: [{ stars: 5 }] } } },
    });
    client.say({ type: 'complete', id: '1' });
    await expect.poll(() => gateway.feed.subscribers).toBe(0);
  });

  test('a socket that goes away ends its subscriptions', async () => {
    const client = await signIn();
    client.subscribe('1', 'subscription { feed { name } }');
    await expect.poll(() => gateway.feed.subscribers).toBe(1);
    client.socket.terminate();
    await expect.poll(() => gateway.feed.subscribers).toBe(0);
  });

  test.each([
    ['a syntax error', '{', 'GRAPHQL_PARSE_FAILED'],
    ['an invalid document', '{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['a missing scope', 'subscription { feed { secret } }', 'FORBIDDEN'],
    [
      'too deep an operation',
      `{ item(id: 1) { ${'self { '.repeat(20)} name ${'}'.repeat(20)} } }`,
      'TOO_COMPLEX',
    ],
    ['too dear an operation', '{ items(first: 2000000) { id } }', 'TOO_COMPLEX'],
    ['an empty document', '', 'BAD_USER_INPUT'],
  ])('%s is an error of that operation, and the socket goes on', async (_title, query, code) => {
    using client = await signIn({ apiKey: VIEWER });
    client.subscribe('bad', query);
    const message = await client.hear();
    expect(message).toMatchObject({ type: 'error', id: 'bad' });
    expect((message.payload as { extensions: unknown }[])[0]?.extensions).toMatchObject({
      code,
      retryable: false,
      requestId: expect.any(String) as string,
    });
    client.subscribe('good', '{ whoami }');
    expect(await client.hear()).toMatchObject({ type: 'next', id: 'good' });
  });

  test('errors of an event are masked and complete like any others', async () => {
    using client = await signIn();
    client.subscribe('1', 'subscription { feed { broken refused } }');
    await expect.poll(() => gateway.feed.subscribers).toBe(1);
    gateway.feed.publish('1');
    const message = await client.hear();
    expect(JSON.stringify(message)).not.toContain('postgres');
    expect(message.payload).toMatchObject({
      errors: [
        { extensions: { code: 'INTERNAL_SERVER_ERROR' } },
        { extensions: { code: 'BACKEND_UNAVAILABLE', http: { status: 503 } } },
      ],
    });
  });

  test('more than the allowed operations on one socket are refused', async () => {
    using client = await signIn();
    for (const id of ['1', '2', '3', '4']) client.subscribe(id, 'subscription { feed { name } }');
    expect(await client.hear()).toMatchObject({
      type: 'error',
      id: '4',
      payload: [{ extensions: { code: 'RATE_LIMITED' } }],
    });
    await expect.poll(() => gateway.feed.subscribers).toBe(3);
  });

  test('more than the allowed sockets of one caller are closed', async () => {
    await expect.poll(() => gateway.feed.subscribers).toBe(0);
    const clients = await Promise.all(Array.from({ length: 5 }, () => signIn({ apiKey: VIEWER })));
    using sixth = await open();
    sixth.say({ type: 'connection_init', payload: { apiKey: VIEWER } });
    expect(await sixth.closed).toMatchObject({ code: 4429 });
    for (const client of clients) client.socket.terminate();
    await Promise.all(clients.map(({ closed }) => closed));
    await expect
      .poll(async () =>
        signIn({ apiKey: VIEWER }).then(
          (client) => client.socket.terminate(),
          () => 'refused',
        ),
      )
      .toBe(undefined);
  });

  test('a revoked key loses its sockets, others keep theirs', async () => {
    using viewer = await signIn({ apiKey: VIEWER });
    using admin = await signIn();
    viewer.subscribe('1', 'subscription { feed { name } }');
    await expect.poll(() => gateway.feed.subscribers).toBe(1);
    gateway.revoke('k2');
    expect(await viewer.closed).toMatchObject({ code: 4403 });
    await expect.poll(() => gateway.feed.subscribers).toBe(0);
    admin.subscribe('1', '{ whoami }');
    expect(await admin.hear()).toMatchObject({ type: 'next' });
  });
});

describe('malformed messages', () => {
  test.each([
    ['{', 4400],
    ['null', 4400],
    ['{"type":"nothing"}', 4400],
    ['{"type":"subscribe","id":"1"}', 4400],
    ['{"type":"subscribe","id":"1","payload":{"query":1}}', 4400],
    ['{"type":"connection_init"}', 4429],
  ])('%s closes with %i', async (message, code) => {
    using client = await signIn();
    client.say(message);
    expect(await client.closed).toMatchObject({ code });
  });

  test('a frame over the limit closes with 1009', async () => {
    using client = await signIn();
    client.subscribe('1', `{ whoami } # ${'x'.repeat(30_000)}`);
    expect(await client.closed).toMatchObject({ code: 1009 });
  });

  test('an id in use closes with 4409', async () => {
    using client = await signIn();
    client.subscribe('1', 'subscription { feed { name } }');
    client.subscribe('1', 'subscription { feed { name } }');
    expect(await client.closed).toMatchObject({ code: 4409 });
  });

  test('variables of the wrong kind are an error of the operation or of the protocol, never of the server', async () => {
    using client = await signIn();
    client.subscribe('1', 'query ($id: ID!) { item(id: $id) { id } }', { variables: { id: {} } });
    expect(JSON.stringify(await client.hear())).toContain('BAD_USER_INPUT');
  });
});

describe('a reader that does not read', () => {
  test('holds up its source, and is cut off when it stays stalled', async () => {
    using client = await signIn();
    const [taken, ended] = [gateway.feed.taken, gateway.feed.ended];
    client.subscribe('1', 'subscription { flood(size: 50000) }');
    expect(await client.hear()).toMatchObject({ type: 'next' });
    client.socket.pause();
    await expect.poll(() => gateway.feed.ended, { timeout: 10_000 }).toBe(ended + 1);
    // Kernel buffers of both ends take some megabytes; an unbounded server would have taken tens of thousands of events.
    expect(gateway.feed.taken - taken).toBeLessThan(2_000);
  });

  test('goes on where it stopped when it reads again in time', async () => {
    using client = await signIn();
    client.subscribe('1', 'subscription { flood(size: 50000) }');
    expect(await client.hear()).toMatchObject({ type: 'next' });
    client.socket.pause();
    const { taken } = gateway.feed;
    await expect.poll(() => gateway.feed.taken).toBeGreaterThan(taken + 3);
    client.socket.resume();
    const resumed = gateway.feed.taken;
    await expect.poll(() => gateway.feed.taken).toBeGreaterThan(resumed + 20);
    expect(client.socket.readyState).toBe(WebSocket.OPEN);
  });
});
