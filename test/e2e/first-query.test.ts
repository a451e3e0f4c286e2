import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BASE_IMAGE, describeWithDocker, docker, removeLeftovers, testLabel } from '#test/engines/docker.ts';
import { startServer, type RunningServer } from './server.ts';

/** What the README promises on its first screen, word for word: its query is read from there. */
const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
const [firstQuery, firstSubscription] = [...readme.matchAll(/```graphql\n([\s\S]*?)```/g)].map(
  (match) => match[1]!,
);

interface First {
  readonly container: {
    readonly name: string;
    readonly state: string;
    readonly image: { readonly name: string; readonly sizeBytes: number };
    readonly networks: {
      readonly nodes: readonly {
        readonly ipv4Address: string;
        readonly network: { readonly name: string; readonly driver: string };
      }[];
    };
    readonly mounts: {
      readonly nodes: readonly {
        readonly target: string;
        readonly volume: { readonly name: string; readonly mountPoint: string };
      }[];
    };
    readonly metrics: {
      readonly cpuCores: number | null;
      readonly memoryBytes: number;
      readonly networkReceivedBytes: number;
    };
    readonly host: {
      readonly name: string;
      readonly metrics: { readonly cpuRatio: number; readonly memoryRatio: number };
    };
    readonly policyVerdict: { readonly allowed: boolean };
    readonly auditTrail: {
      readonly nodes: readonly {
        readonly actorName: string;
        readonly action: string;
        readonly outcome: string;
      }[];
    };
  };
}

describeWithDocker('the README on a real engine', () => {
  let server: RunningServer;
  const suffix = `${process.pid}-${Date.now().toString(36)}`;
  const name = `web-${suffix}`;
  const network = `net-${suffix}`;
  const volume = `vol-${suffix}`;

  beforeAll(async () => {
    await removeLeftovers();
    await docker(['network', 'create', '--label', testLabel(), network]);
    await docker(['volume', 'create', '--label', testLabel(), volume]);
    server = await startServer();
    await server.ask(
      'mutation ($input: ContainerCreateInput!) { containerCreate(input: $input) { container { id } } }',
      {
        input: {
          name,
          image: BASE_IMAGE,
          command: ['sh', '-c', 'while true; do echo working; sleep 1; done'],
          networks: [network],
          mounts: [{ source: volume, target: '/data' }],
          resources: { memoryBytes: 64 * 1024 * 1024 },
          labels: [
            { key: 'iza.test', value: testLabel().split('=')[1] },
            { key: 'com.docker.compose.project', value: suffix },
          ],
        },
      },
    );
  });

  afterAll(async () => {
    await server?.[Symbol.asyncDispose]();
    await removeLeftovers({ mine: true });
  });

  test('its first query joins a container with everything it touches, as the docker command sees it', async () => {
    const { container } = await server.ask<First>(firstQuery!.replace('"web"', JSON.stringify(name)));
    const [inspected] = JSON.parse(await docker(['inspect', name]));
    const [image] = JSON.parse(await docker(['image', 'inspect', BASE_IMAGE]));
    const [mounted] = JSON.parse(await docker(['volume', 'inspect', volume]));
    const attached = inspected.NetworkSettings.Networks[network];
    expect(container).toMatchObject({
      name,
      state: 'RUNNING',
      image: { name: BASE_IMAGE, sizeBytes: image.Size },
      networks: {
        nodes: [
          {
            ipv4Address: `${attached.IPAddress}/${attached.IPPrefixLen}`,
            network: { name: network, driver: 'bridge' },
          },
        ],
      },
      mounts: { nodes: [{ target: '/data', volume: { name: volume, mountPoint: mounted.Mountpoint } }] },
      policyVerdict: { allowed: true },
      auditTrail: { nodes: [{ action: 'containerCreate', outcome: 'SUCCEEDED' }] },
    });
    expect(container.host.name).toBe(readFileSync('/proc/sys/kernel/hostname', 'utf8').trim());
    expect(container.host.metrics.memoryRatio).toBeGreaterThan(0);
  });

  test('its metrics agree with docker stats', async () => {
    await expect
      .poll(
        async () => {
          const { container } = await server.ask<First>(firstQuery!.replace('"web"', JSON.stringify(name)));
          const [used] = (await docker(['stats', '--no-stream', '--format', '{{.MemUsage}}', name])).split(
            ' / ',
          );
          return Math.abs(container.metrics.memoryBytes - bytesOf(used!)) / bytesOf(used!);
        },
        { timeout: 20_000 },
      )
      .toBeLessThan(0.25);
  });

  test('its subscription delivers the same join, live', async () => {
    const events = server.live().iterate({ query: firstSubscription!.replace('shop', suffix) });
    const next = async () =>
      (await events.next()).value?.data?.['containerWatch'] as {
        type: string;
        container: Record<string, unknown> | null;
      };
    expect(await next()).toMatchObject({
      type: 'SNAPSHOT',
      container: { name, state: 'RUNNING', networks: { nodes: [{}] } },
    });
    expect(await next()).toMatchObject({ type: 'SYNCED', container: null });
    await docker(['pause', name]);
    expect(await next()).toMatchObject({
      type: 'MODIFIED',
      container: { name, state: 'PAUSED', metrics: { memoryBytes: expect.any(Number) } },
    });
    await docker(['unpause', name]);
    expect(await next()).toMatchObject({ type: 'MODIFIED', container: { state: 'RUNNING' } });
    await events.return?.();
  });

  test('REST answers the same container', async () => {
    const response = await server.rest('GET', `/containers/${name}`);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      name,
      state: 'RUNNING',
      networks: { nodes: [{ network: { name: network } }] },
    });
  });
});

function bytesOf(text: string): number {
  const [, number, unit] = /^([\d.]+)([KMG]?i?B)$/.exec(text)!;
  return Number(number) * { B: 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 }[unit!]!;
}
