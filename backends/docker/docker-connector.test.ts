import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { silentLog } from '#kernel/log.ts';
import { RevisionClock } from '../revision-clock.ts';
import { createDockerEndpoint, type DockerEndpoint } from './index.ts';

/** Engines that do what a real one rarely does: an HTTP server on a socket of its own, answering by path. */
type Answers = Record<string, (request: IncomingMessage, response: ServerResponse) => void>;

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

it('starts without an engine, says why, and never rejects', async () => {
  const endpoint = endpointAt('unix:///nonexistent/docker.sock');
  await endpoint.start();
  expect(endpoint.state).toMatchObject({
    status: 'CONNECTING',
    reason: expect.stringContaining('No Docker Engine listens'),
  });
  expect(endpoint.state.lastSync).toBeUndefined();
  await expect(endpoint.startContainer('a')).rejects.toMatchObject({
    code: 'BACKEND_UNAVAILABLE',
    details: { endpoint: 'fake', since: expect.any(String) },
  });
});

it('is live with an empty engine, and stops without leaving anything open', async () => {
  const engine = await fakeEngine();
  const endpoint = endpointAt(engine.host);
  await endpoint.start();
  expect(endpoint.state).toMatchObject({ status: 'LIVE', apiVersion: '1.41', engineVersion: '20.10' });
  await endpoint.stop();
  expect(endpoint.state.status).toBe('STOPPED');
  await expect.poll(() => engine.connections()).toBe(0);
  await endpoint.stop();
  await expect(endpoint.startContainer('a')).rejects.toMatchObject({ code: 'BACKEND_UNAVAILABLE' });
});

it.each(['127.0.0.1', '::1'])('speaks TCP to %s', async (address) => {
  const engine = await fakeEngine(
    { 'POST /v1.41/volumes/create': json({ Name: 'a' }, 201), 'GET /v1.41/volumes/a': json({ Name: 'a' }) },
    'v1.41',
    address,
  );
  const endpoint = endpointAt(engine.host);
  await endpoint.start();
  expect(endpoint).toMatchObject({ local: false, address: engine.host, state: { status: 'LIVE' } });
  await expect(endpoint.createVolume({ Name: 'a' })).resolves.toEqual({ Name: 'a' });
});

it('follows no redirect', async () => {
  let followed = false;
  const engine = await fakeEngine({
    'POST /v1.41/containers/a/start': (_, response) =>
      response.writeHead(301, { location: '/elsewhere' }).end(),
    'GET /elsewhere': (_, response) => {
      followed = true;
      response.end('{}');
    },
    'GET /v1.41/containers/a/json': json({
      Id: 'a',
      Name: '/a',
      Mounts: [],
      Config: {},
      State: {},
      NetworkSettings: {},
    }),
  });
  const endpoint = endpointAt(engine.host);
  await endpoint.start();
  await expect(endpoint.startContainer('a')).rejects.toMatchObject({ code: 'BACKEND_ERROR' });
  expect(followed).toBe(false);
});

it('sends nothing for a name that cannot be one', async () => {
  const engine = await fakeEngine();
  const endpoint = endpointAt(engine.host);
  await endpoint.start();
  const before = engine.paths().filter((path) => !path.includes('_ping')).length;
  const attempts = [
    endpoint.startContainer('../images/x'),
    endpoint.removeImage('a?force=1'),
    endpoint.removeVolume('a/../b'),
    endpoint.removeNetwork('x y'),
    endpoint.pullImage('http://evil/a'),
    endpoint.killContainer('a', { killSignal: 'KILL&x=1' }),
    endpoint.renameContainer('a', 'b c'),
    endpoint.createVolume({ Name: '..' }),
  ];
  for (const attempt of attempts) await expect(attempt).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  expect(engine.paths().filter((path) => !path.includes('_ping'))).toHaveLength(before);
});

it.each([
  ['no engine', { ApiVersion: undefined }, /does not answer like a Docker Engine/],
  ['too old an engine', { ApiVersion: '1.24', MinAPIVersion: '1.12' }, /speaks API 1.12 to 1.24/],
  ['too new an engine', { ApiVersion: '1.99', MinAPIVersion: '1.60' }, /speaks API 1.60 to 1.99/],
])('says when what listens is %s', async (_, version, words) => {
  const engine = await fakeEngine({ 'GET /version': json(version) });
  const endpoint = endpointAt(engine.host);
  await endpoint.start();
  expect(endpoint.state).toMatchObject({ status: 'CONNECTING', reason: expect.stringMatching(words) });
});

it('speaks the newest version both sides know', async () => {
  const engine = await fakeEngine(
    { 'GET /version': json({ ApiVersion: '1.52', MinAPIVersion: '1.44' }) },
    'v1.47',
  );
  const endpoint = endpointAt(engine.host);
  await endpoint.start();
  expect(endpoint.state).toMatchObject({ status: 'LIVE', apiVersion: '1.47' });
});

it('is stale at once when the event stream ends, and live again after reading everything anew', async () => {
  const streams: ServerResponse[] = [];
  const volumes = [{ Name: 'kept' }, { Name: 'lost' }];
  const engine = await fakeEngine({
    'GET /v1.41/events': (_, response) => {
      response.writeHead(200).flushHeaders();
      streams.push(response);
    },
    'GET /v1.41/volumes': (_, response) => response.end(JSON.stringify({ Volumes: volumes })),
    'GET /v1.41/volumes/kept': json({ Name: 'kept' }),
    'GET /v1.41/volumes/lost': (_, response) =>
      volumes.length === 2
        ? response.end('{"Name":"lost"}')
        : response.writeHead(404).end('{"message":"no such volume"}'),
  });
  const endpoint = endpointAt(engine.host);
  await endpoint.start();
  const states: string[] = [];
  endpoint.onState(({ status }) => states.push(status));
  const changes: string[] = [];
  endpoint.volumes.listen(({ type, key }) => changes.push(`${type} ${key}`));
  volumes.pop();
  streams[0]!.end();
  await expect.poll(() => states).toEqual(['STALE', 'LIVE']);
  expect(changes).toEqual(['DELETED lost']);
});

it('is live although the engine hangs on one container', { timeout: 20_000 }, async () => {
  const container = { Name: '/a', Mounts: [], Config: {}, State: {}, NetworkSettings: {} };
  const engine = await fakeEngine({
    'GET /v1.41/containers/json': json([{ Id: 'good' }, { Id: 'hung' }]),
    'GET /v1.41/containers/good/json': json({ ...container, Id: 'good' }),
    'GET /v1.41/containers/hung/json': () => undefined,
  });
  const endpoint = endpointAt(engine.host);
  await endpoint.start();
  expect(endpoint.state.status).toBe('LIVE');
  expect(endpoint.containers.values().map(({ Id }) => Id)).toEqual(['good']);
});

it('is stale when the engine sends what is no event', async () => {
  const engine = await fakeEngine({
    'GET /v1.41/events': (_, response) => response.writeHead(200).write('<html>\n'),
  });
  const endpoint = endpointAt(engine.host);
  const reasons = new Set<string | undefined>();
  endpoint.onState(({ reason }) => reasons.add(reason));
  await endpoint.start();
  await expect.poll(() => [...reasons]).toContain('The event stream broke.');
});

it('notices an engine that stops answering', async () => {
  let frozen = false;
  const engine = await fakeEngine({
    'GET /v1.41/_ping': (_, response) => void (frozen || response.end('OK')),
  });
  const endpoint = endpointAt(engine.host, { pingEveryMs: 20, pingTimeoutMs: 100 });
  await endpoint.start();
  frozen = true;
  await expect
    .poll(() => endpoint.state)
    .toMatchObject({ status: 'STALE', reason: expect.stringContaining('took longer than') });
});

it('gives up a call at its deadline and when the caller does', async () => {
  const engine = await fakeEngine({ 'POST /v1.41/volumes/create': () => undefined });
  const endpoint = endpointAt(engine.host);
  await endpoint.start();
  await expect(endpoint.createVolume({ Name: 'a' }, { timeoutMs: 50 })).rejects.toMatchObject({
    code: 'DEADLINE_EXCEEDED',
  });
  const caller = new AbortController();
  const call = endpoint.createVolume({ Name: 'a' }, { signal: caller.signal });
  caller.abort();
  await expect(call).rejects.toMatchObject({ code: 'CANCELLED' });
});

it('settles a call whose answer breaks off half-way', async () => {
  const engine = await fakeEngine({
    'POST /v1.41/volumes/create': (_, response) => {
      response.writeHead(201, { 'content-length': '1000' }).write('{"Name":');
      setImmediate(() => response.destroy());
    },
  });
  const endpoint = endpointAt(engine.host);
  await endpoint.start();
  await expect(endpoint.createVolume({ Name: 'a' }, { timeoutMs: 500 })).rejects.toMatchObject({
    code: expect.stringMatching(/BACKEND_UNAVAILABLE|DEADLINE_EXCEEDED/),
  });
});

it('keeps what a create call carries out of the URL', async () => {
  const engine = await fakeEngine({
    'POST /v1.41/containers/create': json({ Id: 'c'.repeat(64) }, 201),
    [`GET /v1.41/containers/${'c'.repeat(64)}/json`]: (_, response) =>
      response.writeHead(404).end('{"message":"gone"}'),
  });
  const endpoint = endpointAt(engine.host);
  await endpoint.start();
  const create = endpoint.createContainer({ Image: 'x', Env: ['PASSWORD=hunter2'] }, { name: 'app' });
  await expect(create).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(engine.paths()).toContain('/v1.41/containers/create?name=app');
  expect(engine.paths().join(' ')).not.toContain('hunter2');
});

function endpointAt(host: string, pace: object = {}): DockerEndpoint {
  const endpoint = createDockerEndpoint({
    name: 'fake',
    host,
    clock: new RevisionClock(),
    log: silentLog(),
    pace: { backoffCapMs: 20, callWaitMs: 100, ...pace },
  });
  cleanups.push(() => endpoint.stop());
  return endpoint;
}

async function fakeEngine(answers: Answers = {}, version = 'v1.41', address?: string) {
  const directory = mkdtempSync(join(tmpdir(), 'iza-fake-'));
  const socketPath = join(directory, 's');
  const paths: string[] = [];
  const all: Answers = { ...emptyEngine(version), ...answers };
  const server = createServer((request, response) => {
    paths.push(request.url!);
    const answer = all[`${request.method} ${request.url!.split('?')[0]}`];
    if (answer) answer(request, response);
    else response.writeHead(404).end('{"message":"page not found"}');
  });
  const listening = Promise.withResolvers<void>();
  server.listen(address === undefined ? { path: socketPath } : { host: address, port: 0 }, listening.resolve);
  await listening.promise;
  cleanups.push(async () => {
    await close(server);
    rmSync(directory, { recursive: true });
  });
  const connections = () =>
    new Promise<number>((resolve) => server.getConnections((_, count) => resolve(count)));
  const at = server.address();
  const host =
    typeof at === 'string' || !at
      ? `unix://${socketPath}`
      : `tcp://${at.family === 'IPv6' ? `[${at.address}]` : at.address}:${at.port}`;
  return { host, paths: () => paths, connections };
}

function emptyEngine(version: string): Answers {
  return {
    'GET /version': json({ ApiVersion: '1.41', MinAPIVersion: '1.12' }),
    [`GET /${version}/info`]: json({ ID: 'fake', ServerVersion: '20.10' }),
    [`GET /${version}/_ping`]: (_, response) => response.end('OK'),
    [`GET /${version}/events`]: (_, response) => response.writeHead(200).flushHeaders(),
    [`GET /${version}/containers/json`]: json([]),
    [`GET /${version}/images/json`]: json([]),
    [`GET /${version}/networks`]: json([]),
    [`GET /${version}/volumes`]: json({ Volumes: null }),
  };
}

function json(body: unknown, status = 200): Answers[string] {
  return (_, response) => response.writeHead(status).end(JSON.stringify(body));
}

async function close(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}
