import { readdirSync } from 'node:fs';
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
import { subgraphClient, type SubgraphClient } from '#test/subgraph-client.ts';
import { createNetworkSubgraph } from './index.ts';
import { networkConformance, type NetworkWorld } from './network.conformance.ts';
import type { Fleet } from './platforms/index.ts';

const prefix = `iza-net-${process.pid}`;

requireDocker()('networks of a real Docker Engine', () => {
  afterAll(() => removeLeftovers({ mine: true }));

  networkConformance(prefix, async (): Promise<NetworkWorld> => {
    await removeLeftovers();
    const fleet = await startFleet();
    const engine = fleet.docker[0]!;
    return {
      fleet,
      endpoint: 'local',
      labels: Object.entries(testLabels()).map(([key, value]) => ({ key, value })),
      createWorkload: async ({ name, network }) => {
        const HostConfig = { NetworkMode: network };
        const body = { Image: BASE_IMAGE, Cmd: ['sleep', '600'], Labels: testLabels(), HostConfig };
        return (await engine.createContainer(body, { name })).Id;
      },
      startWorkload: (id) => engine.startContainer(id),
      stopWorkload: (id) => engine.stopContainer(id, { timeoutSeconds: 0 }),
      [Symbol.asyncDispose]: () => fleet.stop(),
    };
  });

  describe('beside the command line', () => {
    let fleet: Fleet;
    let graph: SubgraphClient;
    const label = ['--label', testLabel()];
    const labels = Object.entries(testLabels()).map(([key, value]) => ({ key, value }));
    const third = 64 + (process.pid % 128);

    beforeAll(async () => {
      fleet = await startFleet();
      graph = subgraphClient(createNetworkSubgraph({ fleet }).schema);
    });
    afterAll(() => fleet.stop());

    const shown = (name: string, selection: string) => async () =>
      (await graph.ask(`query($n: ID!) { network(id: $n) { ${selection} } }`, { n: name })).network;

    test('a network is shown as the command line shows it', async () => {
      await docker(['network', 'create', ...label, '--internal', '--label', 'a=1', `${prefix}-cli`]);
      await expect.poll(shown(`${prefix}-cli`, 'name')).toEqual({ name: `${prefix}-cli` });
      const mine = await docker([
        'network',
        'ls',
        '--no-trunc',
        '--quiet',
        '--filter',
        `label=${testLabel()}`,
      ]);
      const ids = ['bridge', 'host', 'none', ...mine.split('\n')];
      const inspected = JSON.parse(await docker(['network', 'inspect', ...ids]));
      const { networks } = await graph.ask(
        '{ networks(first: 1000) { nodes { nativeId name driver scope internal attachable ipv6 createdAt subnets { cidr } labels { key value } } } }',
      );
      const byId = new Map(networks.nodes.map((node: { nativeId: string }) => [node.nativeId, node]));
      for (const network of inspected) {
        expect(byId.get(network.Id)).toEqual({
          nativeId: network.Id,
          name: network.Name,
          driver: network.Driver,
          scope: network.Scope,
          internal: network.Internal,
          attachable: network.Attachable,
          ipv6: network.EnableIPv6,
          createdAt: new Date(network.Created).toISOString(),
          subnets: (network.IPAM.Config ?? []).map(({ Subnet }: { Subnet: string }) => ({ cidr: Subnet })),
          labels: Object.entries(network.Labels)
            .map(([key, value]) => ({ key, value }))
            .toSorted((a, b) => (a.key < b.key ? -1 : 1)),
        });
      }
    });

    test('a typed request makes the network that the engine then describes', async () => {
      const name = `${prefix}-typed`;
      const cidr = `10.213.${third}.0/24`;
      const input = {
        name,
        internal: true,
        attachable: true,
        subnets: [{ cidr, gateway: `10.213.${third}.254` }],
        labels: [...labels, { key: 'tier', value: 'back' }],
        options: [{ key: 'com.docker.network.bridge.enable_icc', value: 'false' }],
      };
      const { networkCreate } = await graph.ask(
        'mutation($input: NetworkCreateInput!) { networkCreate(input: $input) { network { nativeId native } } }',
        { input },
      );
      const { settings } = graph.guard.at(-1)!.attempt.admission!;
      const [network] = JSON.parse(await docker(['network', 'inspect', name]));
      expect(network).toMatchObject({
        Id: networkCreate.network.nativeId,
        Internal: true,
        Attachable: true,
        IPAM: { Config: [{ Subnet: cidr, Gateway: `10.213.${third}.254` }] },
        Options: settings['Options'],
        Labels: { ...testLabels(), tier: 'back' },
      });

      const workload = `${prefix}-addressed`;
      await docker(['run', '--detach', '--name', workload, ...label, BASE_IMAGE, 'sleep', '600']);
      await expect.poll(() => fleet.docker[0]!.containers.by('name', workload).length).toBe(1);
      const connect =
        'mutation($input: NetworkConnectInput!) { networkConnect(input: $input) { network { attachments { nodes { ipv4Address } } } } }';
      const { networkConnect } = await graph.ask(connect, {
        input: { id: name, workload, ipv4Address: `10.213.${third}.7` },
      });
      expect(networkConnect.network.attachments.nodes).toEqual([{ ipv4Address: `10.213.${third}.7/24` }]);
      const format = `{{(index .NetworkSettings.Networks "${name}").IPAddress}}`;
      expect(await docker(['inspect', '--format', format, workload])).toBe(`10.213.${third}.7`);
    });

    test('values of unknown driver options are shown nowhere', async () => {
      const name = `${prefix}-secret`;
      const options = [
        { key: 'com.example.password', value: 'hunter2' },
        { key: 'com.docker.network.driver.mtu', value: '1400' },
      ];
      const create =
        'mutation($input: NetworkCreateInput!) { networkCreate(input: $input) { network { native } } }';
      const result = await graph.ask(create, { input: { name, labels, options } });
      expect(result.networkCreate.network.native.Options).toEqual({
        'com.example.password': null,
        'com.docker.network.driver.mtu': '1400',
      });
      expect(JSON.stringify(result)).not.toContain('hunter2');
      const { input, admission } = graph.guard.at(-1)!.attempt;
      expect(JSON.stringify(input)).not.toContain('hunter2');
      expect(admission!.settings['Options']).toMatchObject({ 'com.example.password': 'hunter2' });
    });

    test('what the command line does arrives: a container by network id, never started, is attached', async () => {
      const [network, workload] = [`${prefix}-byid`, `${prefix}-unstarted`];
      const networkId = await docker(['network', 'create', ...label, network]);
      const id = await docker([
        'create',
        '--name',
        workload,
        ...label,
        '--network',
        networkId,
        BASE_IMAGE,
        'true',
      ]);
      const attachments = {
        nodes: [{ workload: { id: encodeId('Container', 'local', id) }, ipv4Address: null }],
      };
      await expect
        .poll(shown(network, 'attachments { nodes { workload { id } ipv4Address } }'))
        .toEqual({ attachments });
      await docker(['rm', workload]);
      await expect
        .poll(shown(network, 'attachments { nodes { workload { id } ipv4Address } }'))
        .toEqual({ attachments: { nodes: [] } });
      await docker(['network', 'rm', network]);
      await expect.poll(shown(network, 'id')).toBeNull();
    });

    test('ports are those of docker port while it runs, and published nowhere afterwards', async () => {
      const name = `${prefix}-ports`;
      const id = await docker([
        'run',
        '--detach',
        '--name',
        name,
        ...label,
        '--publish',
        '127.0.0.1::80',
        '--publish',
        '127.0.0.1::53/udp',
        '--expose',
        '90',
        BASE_IMAGE,
        'sleep',
        '600',
      ]);
      const ports = () =>
        graph.entity(
          'Workload',
          encodeId('Container', 'local', id),
          '{ ports { containerPort protocol hostAddress hostPort } }',
        );
      const bound = async (port: string) => Number((await docker(['port', name, port])).split(':')[1]);
      const free = { hostAddress: null, hostPort: null };
      await expect.poll(ports).toEqual({
        ports: [
          { containerPort: 53, protocol: 'udp', hostAddress: '127.0.0.1', hostPort: await bound('53/udp') },
          { containerPort: 80, protocol: 'tcp', hostAddress: '127.0.0.1', hostPort: await bound('80/tcp') },
          { containerPort: 90, protocol: 'tcp', ...free },
        ],
      });
      await docker(['stop', '--time', '0', name]);
      await expect.poll(ports).toEqual({
        ports: [
          { containerPort: 53, protocol: 'udp', ...free },
          { containerPort: 80, protocol: 'tcp', ...free },
          { containerPort: 90, protocol: 'tcp', ...free },
        ],
      });
    });

    test("workloads on the host's network, on none, or on another's can join no network", async () => {
      const network = await docker(['network', 'create', ...label, `${prefix}-open`]);
      const base = `${prefix}-base`;
      await docker(['run', '--detach', '--name', base, ...label, BASE_IMAGE, 'sleep', '600']);
      for (const mode of ['host', 'none', `container:${base}`]) {
        const workload = `${prefix}-${mode.split(':')[0]}`;
        await docker([
          'run',
          '--detach',
          '--name',
          workload,
          ...label,
          '--network',
          mode,
          BASE_IMAGE,
          'sleep',
          '600',
        ]);
        await expect.poll(() => fleet.docker[0]!.containers.by('name', workload).length).toBe(1);
        await expect(docker(['network', 'connect', network, workload])).rejects.toThrow(/network/);
        const connect = 'mutation($input: NetworkConnectInput!) { networkConnect(input: $input) { dryRun } }';
        const refusal = await graph.refusal(connect, { input: { id: network, workload, dryRun: true } });
        expect(refusal).toMatchObject({ code: 'CONFLICT', message: expect.stringContaining(workload) });
      }
    });

    test("a bridge's interface is the machine's, and the machine shows all it has", async () => {
      const name = `${prefix}-bridge`;
      const id = await docker(['network', 'create', ...label, name]);
      await expect
        .poll(shown(name, 'hostInterface { name kind }'))
        .toEqual({ hostInterface: { name: `br-${id.slice(0, 12)}`, kind: 'bridge' } });
      await expect
        .poll(shown('bridge', 'hostInterface { name mtu }'))
        .toEqual({ hostInterface: { name: 'docker0', mtu: 1500 } });
      await expect.poll(shown('none', 'hostInterface { name }')).toEqual({ hostInterface: null });
      const { machineId } = fleet.host[0]!.facts;
      const hostId = encodeId('Host', 'host', machineId);
      const namesOf = async () =>
        (
          await graph.entity('Host', hostId, '{ interfaces { name state addresses receivedBytes } }')
        ).interfaces
          .map((link: { name: string }) => link.name)
          .toSorted();
      await expect.poll(namesOf, { timeout: 3000 }).toEqual(
        readdirSync('/sys/class/net')
          .filter((entry) => entry !== 'bonding_masters')
          .toSorted(),
      );
      expect(await graph.entity('Host', encodeId('Host', 'local', 'x'), '{ interfaces { name } }')).toEqual({
        interfaces: null,
      });
    });
  });
});

async function startFleet(): Promise<Fleet> {
  const endpoints = [
    { name: 'local', platform: 'docker', host: DOCKER_HOST },
    { name: 'host', platform: 'host' },
  ] as const;
  const fleet = createFleet({ endpoints, log: silentLog(), startGraceMs: 20_000 });
  await fleet.start();
  return fleet;
}
