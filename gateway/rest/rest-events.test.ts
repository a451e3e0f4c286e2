import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { READER, startTestRest } from './test-rest.ts';
import type { TestRest } from './test-rest.ts';

const WAIT = { timeout: 10_000 };

let rest: TestRest;
beforeEach(async () => {
  rest = await startTestRest();
});
afterEach(() => rest[Symbol.asyncDispose]());

const open = async (path: string, headers: Record<string, string> = {}) => {
  const leaving = new AbortController();
  const response = await rest.call(path, { headers, signal: leaving.signal });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    response,
    leave: () => leaving.abort(),
    /** The next event; undefined at the end. Comments are passed over. */
    async next(): Promise<Record<string, string> | undefined> {
      for (;;) {
        const end = text.indexOf('\n\n');
        if (end === -1) {
          const { value, done } = await reader.read();
          if (done) return undefined;
          text += value;
          continue;
        }
        const lines = text.slice(0, end).split('\n');
        text = text.slice(end + 2);
        if (lines.every((line) => line.startsWith(':'))) continue;
        return Object.fromEntries(lines.map((line) => line.split(/: (.*)/s).slice(0, 2) as [string, string]));
      }
    },
  };
};

describe('a subscription', () => {
  test('is a stream of events with id, type and data', async () => {
    const stream = await open('/events/items?fields=item.name');
    expect(stream.response.status).toBe(200);
    expect(stream.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    for (const watcher of rest.shop.watchers) {
      void watcher.push('SYNCED');
      void watcher.push('i1');
    }
    expect(await stream.next()).toEqual({ id: 'c0', event: 'SYNCED', data: '{"item":null}' });
    expect(await stream.next()).toEqual({ id: 'c-i1', event: 'MODIFIED', data: '{"item":{"name":"apple"}}' });
    stream.leave();
    await expect.poll(() => rest.shop.watchers.size, WAIT).toBe(0);
  });

  test('goes on from Last-Event-ID rather than from where it began', async () => {
    const stream = await open('/events/items?after=c-old&where.name.contains=a', { 'last-event-id': 'c-i7' });
    expect(rest.shop.argumentsOf('itemWatch')).toEqual({ after: 'c-i7', where: { name: { contains: 'a' } } });
    stream.leave();
  });

  test('ends with complete when there is no more, with the type of what it is about', async () => {
    const stream = await open('/events/bells');
    expect(await stream.next()).toEqual({
      id: '1',
      event: 'iza.bell',
      data: '{"cursor":"1","bell":{"type":"iza.bell"}}',
    });
    expect(await stream.next()).toEqual({ event: 'complete', data: '{}' });
    expect(await stream.next()).toBeUndefined();
  });

  test('tells as a problem what ended it', async () => {
    const stream = await open('/events/failing?fields=type');
    expect(await stream.next()).toMatchObject({ event: 'MODIFIED' });
    const { event, data } = (await stream.next())!;
    expect(event).toBe('error');
    expect(JSON.parse(data!)).toMatchObject({
      type: 'https://izaos.dev/problems/backend-unavailable',
      status: 503,
      endpoint: 'docker-1',
      instance: '/iza/api/v1/events/failing',
    });
  });

  test('marks what is missing of an event', async () => {
    const stream = await open('/events/items');
    for (const watcher of rest.shop.watchers) void watcher.push('i1');
    const { data } = (await stream.next())!;
    expect(JSON.parse(data!)).toMatchObject({
      item: { name: 'apple', broken: null },
      errors: [{ code: 'BACKEND_UNAVAILABLE', path: ['item', 'broken'] }],
    });
    stream.leave();
  });

  test('that may not begin is an ordinary problem', async () => {
    const refused = await rest.call('/events/flood');
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ field: 'size' });
    expect((await rest.call('/events/items', { headers: { authorization: 'Bearer x' } })).status).toBe(401);
  });

  test('says of itself to HEAD without beginning', async () => {
    const response = await rest.call('/events/items', { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(rest.shop.argumentsOf('itemWatch')).toBeUndefined();
  });

  test('tells why it ends when the gateway shuts down or the key is revoked', async () => {
    const revoked = await open('/events/items', { authorization: `Bearer ${READER}` });
    const kept = await open('/events/items');
    rest.gateway.revoke('k2');
    expect(JSON.parse((await revoked.next())!['data']!)).toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(await revoked.next()).toBeUndefined();
    const drained = rest.gateway.server.drain(5_000);
    const last = (await kept.next())!;
    expect(last['event']).toBe('error');
    expect(JSON.parse(last['data']!)).toMatchObject({ code: 'SHUTTING_DOWN', retryable: true });
    await drained;
  });
});

test('a reader that does not read holds up the source, and is cut off', async () => {
  await using slow = await startTestRest({
    gateway: { config: { limits: { bufferedBytes: 100_000, stalledMs: 200 } } },
  });
  const socket = await ask(slow, '/iza/api/v1/events/flood?size=50000');
  socket.pause();
  await expect.poll(() => slow.shop.floodEnded, WAIT).toBe(1);
  // Kernel buffers of both ends take some megabytes; an unbounded server would have taken tens of thousands of events.
  expect(slow.shop.floodTaken).toBeLessThan(1_000);
  socket.destroy();
});

test('a reader that reads again in time goes on where it stopped, and ends the source when it leaves', async () => {
  await using slow = await startTestRest({ gateway: { config: { limits: { bufferedBytes: 100_000 } } } });
  const socket = await ask(slow, '/iza/api/v1/events/flood?size=50000');
  await once(socket, 'data');
  socket.pause();
  const { floodTaken: taken } = slow.shop;
  await expect.poll(() => slow.shop.floodTaken, WAIT).toBeGreaterThan(taken + 3);
  socket.resume();
  await expect.poll(() => slow.shop.floodTaken, WAIT).toBeGreaterThan(taken + 500);
  expect(slow.shop.floodEnded).toBe(0);
  socket.destroy();
  await expect.poll(() => slow.shop.floodEnded, WAIT).toBe(1);
});

test('an idle stream shows signs of life', async () => {
  await using idle = await startTestRest({ gateway: { config: { limits: { keepAliveMs: 20 } } } });
  const socket = await ask(idle, '/iza/api/v1/events/items');
  let text = '';
  socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
  await expect.poll(() => text.match(/:\n\n/g)?.length, WAIT).toBeGreaterThan(3);
  expect(text).toContain('text/event-stream');
  socket.destroy();
});

test('streams of one caller are counted', async () => {
  await using few = await startTestRest({ gateway: { config: { limits: { socketsPerCaller: 1 } } } });
  const socket = await ask(few, '/iza/api/v1/events/items');
  await once(socket, 'data');
  const second = await few.call('/events/items');
  expect(second.status).toBe(429);
  expect(second.headers.get('retry-after')).toBe('5');
  socket.destroy();
});

async function ask({ url }: TestRest, path: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => socket.destroy());
  await once(socket, 'connect');
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nAuthorization: Bearer admin-key-0123456789\r\n\r\n`,
  );
  return socket;
}
