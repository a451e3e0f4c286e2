import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFleet } from '#backends/fleet.ts';
import { encodeId } from '#kernel/ids.ts';
import { silentLog } from '#kernel/log.ts';
import {
  BASE_IMAGE,
  docker,
  DOCKER_HOST,
  removeLeftovers,
  requireDocker,
  testLabel,
  testLabels,
} from '#test/engines/docker.ts';
import { secondDockerd, type SecondDockerd } from '#test/engines/second-dockerd.ts';
import { subgraphClient, type SubgraphClient } from '#test/subgraph-client.ts';
import { createTelemetrySubgraph, type Fleet, type TelemetrySubgraph } from './index.ts';
import { telemetryConformance, type TelemetryWorld } from './telemetry.conformance.ts';

const prefix = `iza-tele-${process.pid}`;
const HOST = { name: 'host', platform: 'host' } as const;

async function startFleet(host = DOCKER_HOST): Promise<Fleet> {
  const fleet = createFleet({
    endpoints: [HOST, { name: 'local', platform: 'docker', host }],
    log: silentLog(),
  });
  await fleet.start();
  return fleet;
}

requireDocker()('figures of a real Docker Engine', () => {
  beforeAll(() => removeLeftovers());
  afterAll(() => removeLeftovers({ mine: true }));

  telemetryConformance(prefix, async (): Promise<TelemetryWorld> => {
    const fleet = await startFleet();
    const engine = fleet.docker[0]!;
    return {
      fleet,
      endpoint: 'local',
      run: async (name) => {
        const HostConfig = { Memory: 64 * 1024 * 1024 };
        const body = { Image: BASE_IMAGE, Cmd: ['sleep', '600'], Labels: testLabels(), HostConfig };
        const { Id } = await engine.createContainer(body, { name });
        await engine.startContainer(Id);
        return Id;
      },
      stop: (id) => engine.stopContainer(id, { timeoutSeconds: 0 }),
      start: (id) => engine.startContainer(id),
      remove: (id) => engine.removeContainer(id, { force: true }),
      [Symbol.asyncDispose]: () => fleet.stop(),
    };
  });

  describe('beside the command line', () => {
    let fleet: Fleet;
    let telemetry: TelemetrySubgraph;
    let graph: SubgraphClient;
    let state: string;

    beforeAll(async () => {
      state = mkdtempSync(join(tmpdir(), 'iza-telemetry-'));
      fleet = await startFleet();
      telemetry = createTelemetrySubgraph({ fleet, log: silentLog(), stateDirectory: state });
      graph = subgraphClient(telemetry.schema);
      await telemetry.start();
    });
    afterAll(async () => {
      await telemetry.stop();
      await fleet.stop();
      rmSync(state, { recursive: true });
    });

    const run = async (name: string, options: readonly string[], command: string) => {
      const id = await docker([
        'run',
        '--detach',
        '--label',
        testLabel(),
        '--name',
        `${prefix}-${name}`,
        ...options,
        BASE_IMAGE,
        'sh',
        '-c',
        command,
      ]);
      await expect.poll(() => fleet.docker[0]!.containers.get(id)?.State.StartedAt).toMatch(/^2/);
      return id;
    };
    const metricsOf = async (nativeId: string) =>
      (await graph.entity('Workload', encodeId('Container', 'local', nativeId), `{ metrics { ${FIGURES} } }`))
        ?.metrics;
    const alertsOf = async (nativeId: string) =>
      (
        await graph.entity(
          'Workload',
          encodeId('Container', 'local', nativeId),
          '{ alerts { rule state subject severity } }',
        )
      )?.alerts;

    test('memory, processes and limit are what docker stats shows', async () => {
      const id = await run(
        'mem',
        ['--memory', '100m', '--tmpfs', '/t'],
        'dd if=/dev/zero of=/t/x bs=1M count=30 2>/dev/null; sleep 600',
      );
      await expect
        .poll(async () => (await metricsOf(id))?.memoryBytes, { timeout: 10_000 })
        .toBeGreaterThan(30 * 1024 * 1024);
      const [usage = '', limit, pids] = (
        await docker(['stats', '--no-stream', '--format', '{{.MemUsage}} {{.PIDs}}', id])
      )
        .replace(' / ', ' ')
        .split(' ');
      const metrics = await metricsOf(id);
      expect(metrics).toMatchObject({
        source: 'CGROUP',
        memoryLimitBytes: 100 * 1024 * 1024,
        pids: Number(pids),
        stale: false,
      });
      expect(limit).toBe('100MiB');
      expect(usage).toMatch(/MiB$/);
      expect(Math.abs(metrics.memoryBytes / 1024 / 1024 - Number.parseFloat(usage))).toBeLessThan(1);
    });

    test('processor use follows the limit, and being held back shows', async () => {
      const id = await run('cpu', ['--cpus', '0.2'], 'while :; do :; done');
      await expect
        .poll(async () => (await metricsOf(id))?.cpuThrottledRatio, { timeout: 15_000 })
        .toBeGreaterThan(0.5);
      const { cpuCores } = await metricsOf(id);
      expect(cpuCores).toBeGreaterThan(0.1);
      expect(cpuCores).toBeLessThan(0.3);
      await docker(['rm', '--force', id]);
    });

    test('traffic is counted, but for the network of the host', async () => {
      const server = await run(
        'server',
        [],
        'mkdir /www; dd if=/dev/zero of=/www/big bs=1M count=4 2>/dev/null; httpd -f -p 80 -h /www',
      );
      const address = await docker(['inspect', '--format', '{{.NetworkSettings.IPAddress}}', server]);
      const client = await run(
        'client',
        [],
        `until wget -q -O /dev/null http://${address}/big; do sleep 0.2; done; sleep 600`,
      );
      const bytes = 4 * 1024 * 1024;
      await expect
        .poll(async () => (await metricsOf(client))?.networkReceivedBytes, { timeout: 15_000 })
        .toBeGreaterThan(bytes);
      await expect.poll(async () => (await metricsOf(server)).networkTransmittedBytes).toBeGreaterThan(bytes);
      const hostNetwork = await run('hostnet', ['--network', 'host'], 'sleep 600');
      expect(await metricsOf(hostNetwork)).toMatchObject({
        networkReceivedBytes: null,
        networkTransmittedBytes: null,
      });
    });

    test('an OOM kill is an alert within a second', async () => {
      const id = await run(
        'oom',
        ['--memory', '16m', '--memory-swap', '16m'],
        'sleep 1; tail /dev/zero; sleep 600',
      );
      await expect
        .poll(() => alertsOf(id), { timeout: 15_000 })
        .toContainEqual(
          expect.objectContaining({
            rule: 'workload-oom-kill',
            state: 'FIRING',
            severity: 'CRITICAL',
            subject: `${prefix}-oom`,
          }),
        );
    });

    test('a container that crashes again and again is an alert; one that is restarted by hand is not', async () => {
      const byHand = await run('byhand', [], 'sleep 600');
      await using events = await graph.follow(
        'subscription { alertStream(severity: [CRITICAL]) { cursor alert { rule subject value } } }',
      );
      const crashing = await run('crash', ['--restart', 'on-failure:5'], 'exit 3');
      for (let count = 0; count < 3; count++) await docker(['restart', '--time', '0', byHand]);
      await expect
        .poll(() => alertsOf(crashing), { timeout: 15_000 })
        .toEqual([
          { rule: 'workload-crash-loop', state: 'FIRING', subject: `${prefix}-crash`, severity: 'CRITICAL' },
        ]);
      const { value } = await events.next();
      expect(value.alert).toMatchObject({
        rule: 'workload-crash-loop',
        subject: `${prefix}-crash`,
        value: 3,
      });
      expect(await alertsOf(byHand)).toEqual([]);
    });

    test('a failing health check is an alert until it passes', async () => {
      const id = await run(
        'health',
        ['--health-cmd', 'test -e /ok', '--health-interval', '1s', '--health-retries', '1'],
        'sleep 600',
      );
      await expect
        .poll(() => alertsOf(id), { timeout: 15_000 })
        .toMatchObject([{ rule: 'workload-unhealthy' }]);
      await docker(['exec', id, 'touch', '/ok']);
      await expect.poll(() => alertsOf(id), { timeout: 15_000 }).toEqual([]);
    });

    test("this machine's figures are what the engine says of it", async () => {
      const { hosts } = (
        await graph.ask('{ systemMetrics { hosts { metrics { memoryTotalBytes cores { core } } } } }')
      ).systemMetrics;
      const [processors, memory] = (await docker(['info', '--format', '{{.NCPU}} {{.MemTotal}}']))
        .split(' ')
        .map(Number);
      expect(hosts[0].metrics.cores).toHaveLength(processors!);
      expect(hosts[0].metrics.memoryTotalBytes).toBe(memory);
    });

    test('processes come largest first and name the workload they belong to', async () => {
      // A shell with a large variable: among the largest processes of any machine that runs tests.
      const id = await run('proc', [], 'x=$(head -c 60000000 /dev/zero | tr "\\0" a); sleep 600; echo $x');
      await expect
        .poll(async () => (await metricsOf(id))?.memoryBytes, { timeout: 10_000 })
        .toBeGreaterThan(55_000_000);
      const pid = Number(await docker(['inspect', '--format', '{{.State.Pid}}', id]));
      const { hosts } = (await graph.ask(PROCESSES)).systemMetrics;
      const sizes = hosts[0].processes.map(({ residentBytes }: { residentBytes: number }) => residentBytes);
      expect(sizes).toEqual(sizes.toSorted((left: number, right: number) => right - left));
      const own = hosts[0].processes.find((process: { pid: number }) => process.pid === pid);
      expect(own).toMatchObject({ name: 'sh', workload: { id: encodeId('Container', 'local', id) } });
    });
  });

  describe('through the API of an engine elsewhere', () => {
    test('figures are those of the command line', async () => {
      await using relay = await relayTo(DOCKER_HOST.replace('unix://', ''));
      const fleet = await startFleet(`tcp://127.0.0.1:${relay.port}`);
      const telemetry = createTelemetrySubgraph({ fleet, log: silentLog() });
      const graph = subgraphClient(telemetry.schema);
      const name = `${prefix}-remote`;
      const options = [
        '--label',
        testLabel(),
        '--name',
        name,
        '--memory',
        '64m',
        '--cpus',
        '0.3',
        '--tmpfs',
        '/t',
      ];
      const command = 'dd if=/dev/zero of=/t/x bs=1M count=20 2>/dev/null; while :; do :; done';
      const id = await docker(['run', '--detach', ...options, BASE_IMAGE, 'sh', '-c', command]);
      await expect.poll(() => fleet.docker[0]!.containers.get(id)?.State.StartedAt).toMatch(/^2/);
      await telemetry.start();
      const metricsOf = async () =>
        (await graph.entity('Workload', encodeId('Container', 'local', id), `{ metrics { ${FIGURES} } }`))
          .metrics;
      await expect.poll(metricsOf, { timeout: 20_000 }).not.toBeNull();
      const metrics = await metricsOf();
      expect(metrics).toMatchObject({
        source: 'ENGINE',
        stale: false,
        memoryLimitBytes: 64 * 1024 * 1024,
        pids: 1,
      });
      expect(metrics.cpuCores).toBeGreaterThan(0.15);
      expect(metrics.cpuCores).toBeLessThan(0.45);
      const usage = await docker(['stats', '--no-stream', '--format', '{{.MemUsage}}', id]);
      expect(Math.abs(metrics.memoryBytes / 1024 / 1024 - Number.parseFloat(usage))).toBeLessThan(1);
      await telemetry.stop();
      await fleet.stop();
    });
  });

  describe('while the engine is away', () => {
    let engine: SecondDockerd;
    let fleet: Fleet;
    let telemetry: TelemetrySubgraph;
    let graph: SubgraphClient;
    let state: string;

    beforeAll(async () => {
      engine = await secondDockerd();
      state = mkdtempSync(join(tmpdir(), 'iza-telemetry-'));
      fleet = await startFleet(engine.host);
      telemetry = createTelemetrySubgraph({ fleet, log: silentLog(), stateDirectory: state });
      graph = subgraphClient(telemetry.schema);
      await telemetry.start();
    }, 120_000);
    afterAll(async () => {
      await telemetry.stop();
      await fleet.stop();
      await engine[Symbol.asyncDispose]();
      rmSync(state, { recursive: true });
    });

    test('the endpoint is told as lost and as back, and both survive a restart of IzaOS', async () => {
      await using events = await graph.follow(
        'subscription { alertStream { cursor alert { id rule state endpoint { id } } } }',
      );
      await engine.kill();
      const lost = (await events.next()).value;
      expect(lost.alert).toMatchObject({
        rule: 'endpoint-lost',
        state: 'FIRING',
        endpoint: { id: encodeId('Endpoint', 'local', 'local') },
      });

      await telemetry.stop();
      telemetry = createTelemetrySubgraph({ fleet, log: silentLog(), stateDirectory: state });
      graph = subgraphClient(telemetry.schema);
      await telemetry.start();
      await using resumed = await graph.follow(
        'subscription($after: String) { alertStream(after: $after) { alert { id state } } }',
        { after: lost.cursor },
      );
      await engine.start();
      expect((await resumed.next()).value.alert).toEqual({ id: lost.alert.id, state: 'RESOLVED' });
    }, 120_000);
  });
});

const FIGURES = `source stale cpuCores cpuThrottledRatio memoryBytes memoryLimitBytes pids oomKills
  networkReceivedBytes networkTransmittedBytes blockReadBytes blockWrittenBytes`;
const PROCESSES = `{ systemMetrics { hosts {
  processes(first: 200, orderBy: MEMORY) { pid name workload { id } residentBytes }
} } }`;

/** An engine's socket as a port of the loopback, so that it counts as elsewhere. */
async function relayTo(socketPath: string): Promise<AsyncDisposable & { readonly port: number }> {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const engine = connect(socketPath);
    for (const socket of [client, engine]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
    }
    client.pipe(engine).pipe(client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
