import { mkdtempSync, rmSync } from 'node:fs';
import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { IzaError } from '#kernel/errors.ts';
import { silentLog } from '#kernel/log.ts';
import { createFleet, discoverEndpoints } from './fleet.ts';

const cleanups: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

describe('a fleet', () => {
  test('shares one clock between its endpoints and lists them by platform', async () => {
    const fleet = createFleet({
      log: silentLog(),
      endpoints: [
        { platform: 'host', name: 'here' },
        { platform: 'embedded', name: 'one' },
        { platform: 'embedded', name: 'two' },
      ],
    });
    cleanups.push(() => fleet.stop());
    await fleet.start();
    expect(fleet.endpoints.map(({ name, state }) => `${name} ${state.status}`)).toEqual([
      'here LIVE',
      'one LIVE',
      'two LIVE',
    ]);
    expect([fleet.docker.length, fleet.host.length, fleet.embedded.length]).toEqual([0, 1, 2]);
    const revisions = fleet.embedded.map(({ containers }) =>
      containers.revisionOf(containers.values()[0]!.id),
    );
    expect(new Set(revisions).size).toBe(2);
    await fleet.stop();
    expect(fleet.endpoints.every(({ state }) => state.status === 'STOPPED')).toBe(true);
  });

  test('is not held up by an engine that accepts connections and never answers', async () => {
    const port = await listen(createServer(() => {}));
    const fleet = createFleet({
      log: silentLog(),
      startGraceMs: 50,
      endpoints: [
        { platform: 'docker', name: 'dead', host: `tcp://127.0.0.1:${port}` },
        { platform: 'embedded', name: 'alive' },
      ],
    });
    cleanups.push(() => fleet.stop());
    const began = performance.now();
    await fleet.start();
    expect(performance.now() - began).toBeLessThan(2000);
    expect(fleet.embedded[0]!.state.status).toBe('LIVE');
    expect(fleet.docker[0]!.state.status).not.toBe('LIVE');
  });

  test.each([
    {
      what: 'two endpoints of one name',
      endpoints: [
        { platform: 'host', name: 'a' },
        { platform: 'embedded', name: 'a' },
      ] as const,
      field: 'endpoints[1].name',
    },
    {
      what: 'an address that is none',
      endpoints: [{ platform: 'docker', name: 'a', host: 'tcp://' }] as const,
      field: 'endpoints[0].host',
    },
    {
      what: 'a certificate that is not there',
      endpoints: [
        { platform: 'docker', name: 'a', host: 'tcp://x:2376', tls: { ca: '/nowhere/ca.pem' } },
      ] as const,
      field: 'endpoints[0].tls.ca',
    },
  ])('refuses $what, naming $field', ({ endpoints, field }) => {
    let error: unknown;
    try {
      createFleet({ endpoints, log: silentLog() });
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ code: 'BAD_USER_INPUT', details: { field } });
    expect((error as IzaError).message).toContain(field);
  });
});

describe('discovery', () => {
  test('takes an engine that answers on a socket, and then nothing embedded', async () => {
    const host = `unix://${await listenOnSocket(createHttpServer((_, response) => response.end('OK')))}`;
    expect(await discoverEndpoints({ dockerHost: host })).toEqual([
      { platform: 'docker', name: 'docker', host },
      { platform: 'host', name: 'host' },
    ]);
  });

  test.each([
    { what: 'nothing listens', host: async () => 'unix:///nowhere/docker.sock' },
    { what: 'the address is none', host: async () => 'nonsense' },
    {
      what: 'the engine fails',
      host: async () =>
        `tcp://127.0.0.1:${await listen(createHttpServer((_, response) => response.writeHead(500).end()))}`,
    },
    { what: 'it never answers', host: async () => `tcp://127.0.0.1:${await listen(createServer(() => {}))}` },
    {
      what: 'it talks without end before it answers',
      host: async () => {
        const server = createServer((socket) => {
          const timer = setInterval(() => socket.write('HTTP/1.1 100 Continue\r\n\r\n'), 20);
          socket.on('close', () => clearInterval(timer)).on('error', () => {});
        });
        return `tcp://127.0.0.1:${await listen(server)}`;
      },
    },
    {
      what: 'it redirects',
      host: async () => {
        const server = createHttpServer((_, response) =>
          response.writeHead(301, { location: 'http://127.0.0.1/' }).end(),
        );
        return `tcp://127.0.0.1:${await listen(server)}`;
      },
    },
  ])('offers host and embedded when $what', async ({ host }) => {
    const began = performance.now();
    expect(await discoverEndpoints({ dockerHost: await host(), timeoutMs: 100 })).toEqual([
      { platform: 'host', name: 'host' },
      { platform: 'embedded', name: 'embedded' },
    ]);
    expect(performance.now() - began).toBeLessThan(1500);
  });
});

async function listen(server: ReturnType<typeof createServer>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => closing(server));
  return (server.address() as AddressInfo).port;
}

async function listenOnSocket(server: Server): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'iza-test-'));
  const path = join(folder, 'docker.sock');
  await new Promise<void>((resolve) => server.listen(path, resolve));
  cleanups.push(
    () => rmSync(folder, { recursive: true }),
    () => closing(server),
  );
  return path;
}

/** Connections that the other side closed go away by themselves. */
function closing(server: ReturnType<typeof createServer>): void {
  server.close();
  server.unref();
}
