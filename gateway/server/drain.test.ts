import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { ADMIN, startTestGateway } from './test-gateway.ts';
import type { TestGateway } from './test-gateway.ts';

function ask(gateway: TestGateway, query: string, accept = '*/*'): Promise<Response> {
  return fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': ADMIN, accept },
    body: JSON.stringify({ query }),
  });
}

async function signedIn(
  gateway: TestGateway,
): Promise<{ readonly socket: WebSocket; readonly messages: string[] }> {
  const socket = new WebSocket(gateway.wsUrl, 'graphql-transport-ws', { headers: { 'x-api-key': ADMIN } });
  const messages: string[] = [];
  await once(socket, 'open');
  socket.send('{"type":"connection_init"}');
  await once(socket, 'message');
  socket.on('message', (data: Buffer) => messages.push(data.toString()));
  return { socket, messages };
}

describe('drain', () => {
  test('lets what is under way finish, and takes nothing new', async () => {
    await using gateway = await startTestGateway();
    const slow = ask(gateway, '{ slow(ms: 300) }');
    await expect.poll(async () => (await fetch(`${gateway.url}/readyz`)).status).toBe(200);
    const draining = gateway.server.drain(5_000);
    await expect(fetch(`${gateway.url}/livez`)).rejects.toThrow('fetch failed');
    const answer = await slow;
    expect(answer.headers.get('connection')).toBe('close');
    expect(await answer.json()).toEqual({ data: { slow: 'done' } });
    await draining;
  });

  test('on a connection kept from before, requests are told to go elsewhere and probes see it coming', async () => {
    await using gateway = await startTestGateway();
    const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
    let text = '';
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
    // Half a request keeps the connection from being idle.
    socket.write('GET /readyz HTTP/1.1\r\nHost: localhost\r\n');
    const slow = ask(gateway, '{ slow(ms: 300) }');
    await expect.poll(async () => (await fetch(`${gateway.url}/livez`)).status).toBe(200);
    const draining = gateway.server.drain(2_000);
    socket.write('\r\nGET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await expect.poll(() => text).toContain('not ready');
    socket.destroy();
    await slow;
    await draining;
  });

  test('event streams are completed', async () => {
    await using gateway = await startTestGateway();
    const stream = await ask(gateway, 'subscription { feed { name } }', 'text/event-stream');
    const text = stream.text();
    await expect.poll(() => gateway.feed.subscribers).toBe(1);
    await gateway.server.drain(5_000);
    expect(await text).toMatch(/event: complete\ndata:\n\n$/);
    expect(gateway.feed.subscribers).toBe(0);
  });

  test('WebSockets close with 1001, after the answer to what they have asked', async () => {
    await using gateway = await startTestGateway();
    const [idle, busy] = await Promise.all([signedIn(gateway), signedIn(gateway)]);
    idle.socket.send('{"id":"1","type":"subscribe","payload":{"query":"subscription { feed { name } }"}}');
    busy.socket.send('{"id":"1","type":"subscribe","payload":{"query":"{ slow(ms: 200) }"}}');
    busy.socket.send('{"type":"ping"}');
    await once(busy.socket, 'message');
    await expect.poll(() => gateway.feed.subscribers).toBe(1);
    const closed = [once(idle.socket, 'close'), once(busy.socket, 'close')];
    await gateway.server.drain(5_000);
    const codes = (await Promise.all(closed)).map(([code]) => code as number);
    expect(codes).toEqual([1001, 1001]);
    expect(busy.messages.join('')).toContain('"slow":"done"');
    expect(gateway.feed.subscribers).toBe(0);
  });

  test('what is left at the deadline is cut off', async () => {
    await using gateway = await startTestGateway();
    const slow = ask(gateway, '{ slow(ms: 60000) }').then(
      () => 'answered',
      () => 'cut off',
    );
    await expect.poll(async () => (await fetch(`${gateway.url}/readyz`)).status).toBe(200);
    const before = performance.now();
    await gateway.server.drain(200);
    await gateway.server.stop();
    expect(await slow).toBe('cut off');
    expect(performance.now() - before).toBeLessThan(2_000);
  });
});

test('an operation over its deadline is answered as such', async () => {
  await using gateway = await startTestGateway({ config: { limits: { operationMs: 50 } } });
  for (const accept of ['*/*', 'application/json;q=0.9']) {
    const answer = await ask(gateway, '{ slow(ms: 5000) }', accept);
    expect(answer.status).toBe(504);
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'DEADLINE_EXCEEDED' } }] });
  }
});

test('a readiness check that hangs or throws is not ready, and says so only to callers', async () => {
  await using gateway = await startTestGateway({
    readiness: async () => {
      throw new Error('inside');
    },
  });
  const answer = await fetch(`${gateway.url}/readyz`);
  expect([answer.status, await answer.text()]).toEqual([503, 'not ready\n']);
});

test('starting and stopping again and again leaves nothing behind', async () => {
  for (let round = 0; round < 3; round += 1) {
    const gateway = await startTestGateway();
    await gateway.server.stop();
    await gateway.server.stop();
    await expect(fetch(`${gateway.url}/livez`)).rejects.toThrow('fetch failed');
  }
});
