import { execFileSync } from 'node:child_process';
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
import { createStorageSubgraph } from './index.ts';
import type { Fleet } from './platforms/index.ts';
import { storageConformance, type StorageWorld } from './storage.conformance.ts';

const prefix = `iza-vol-${process.pid}`;

requireDocker()('volumes of a real Docker Engine', () => {
  afterAll(() => removeLeftovers({ mine: true }));

  storageConformance(prefix, async (): Promise<StorageWorld> => {
    await removeLeftovers();
    const fleet = await startFleet();
    const engine = fleet.docker[0]!;
    return {
      fleet,
      endpoint: 'local',
      labels: Object.entries(testLabels()).map(([key, value]) => ({ key, value })),
      createWorkload: async ({ name, volume }) => {
        const HostConfig = { Binds: [`${volume}:/data:ro`, '/srv:/host'], Tmpfs: { '/scratch': 'size=1m' } };
        const body = { Image: BASE_IMAGE, Cmd: ['sleep', '600'], Labels: testLabels(), HostConfig };
        return (await engine.createContainer(body, { name })).Id;
      },
      removeWorkload: (id) => engine.removeContainer(id),
      [Symbol.asyncDispose]: () => fleet.stop(),
    };
  });

  describe('beside the command line', () => {
    let fleet: Fleet;
    let graph: SubgraphClient;
    const label = ['--label', testLabel()];
    const labels = Object.entries(testLabels()).map(([key, value]) => ({ key, value }));

    beforeAll(async () => {
      fleet = await startFleet();
      graph = subgraphClient(createStorageSubgraph({ fleet }).schema);
    });
    afterAll(() => fleet.stop());

    const volume = async (name: string, selection: string) =>
      (await graph.ask(`query($n: ID!) { volume(id: $n) { ${selection} } }`, { n: name })).volume;

    test('a volume is shown as the command line shows it', async () => {
      await docker(['volume', 'create', ...label, '--label', 'a=1', `${prefix}-cli`]);
      await expect.poll(() => volume(`${prefix}-cli`, 'name')).not.toBeNull();
      const mine = ['--filter', `label=${testLabel()}`];
      const names = (await docker(['volume', 'ls', '--quiet', ...mine])).split('\n');
      const inspected = JSON.parse(await docker(['volume', 'inspect', ...names]));
      const { volumes } = await graph.ask(
        '{ volumes(first: 1000) { nodes { nativeId name driver mountPoint scope labels { key value } } } }',
      );
      const byName = new Map(volumes.nodes.map((node: { name: string }) => [node.name, node]));
      for (const one of inspected) {
        expect(byName.get(one.Name)).toEqual({
          nativeId: one.Name,
          name: one.Name,
          driver: one.Driver,
          mountPoint: one.Mountpoint,
          scope: one.Scope,
          labels: Object.entries(one.Labels ?? {})
            .map(([key, value]) => ({ key, value }))
            .toSorted((a, b) => (a.key < b.key ? -1 : 1)),
        });
      }
    });

    test('driver options reach the engine and the policy, and are shown nowhere', async () => {
      const name = `${prefix}-options`;
      const options = [
        { key: 'type', value: 'tmpfs' },
        { key: 'device', value: 'tmpfs' },
        { key: 'o', value: 'size=1m,mode=1777' },
      ];
      const create =
        'mutation($input: VolumeCreateInput!) { volumeCreate(input: $input) { volume { name native } } }';
      const result = await graph.ask(create, { input: { name, labels, options } });
      expect(JSON.stringify(result)).not.toMatch(/size=1m|tmpfs|Options/);
      const { input, admission } = graph.guard.at(-1)!.attempt;
      expect(JSON.stringify(input)).not.toMatch(/size=1m|tmpfs/);
      const DriverOpts = { type: 'tmpfs', device: 'tmpfs', o: 'size=1m,mode=1777' };
      expect(admission!.settings).toMatchObject({ DriverOpts });
      const [inspected] = JSON.parse(await docker(['volume', 'inspect', name]));
      expect(inspected.Options).toEqual(DriverOpts);
    });

    test('what is stored is what the engine measures, once for all who ask', async () => {
      const name = `${prefix}-filled`;
      const write = 'dd if=/dev/zero of=/data/file bs=1024 count=300 2>/dev/null';
      await docker([
        'run',
        '--rm',
        ...label,
        '--mount',
        `type=volume,src=${name},dst=/data,volume-label=${testLabel()}`,
        BASE_IMAGE,
        'sh',
        '-c',
        write,
      ]);
      await expect.poll(() => volume(name, 'name')).not.toBeNull();
      const { volumes } = await graph.ask('{ volumes(first: 1000) { nodes { name usedBytes } } }');
      const { usedBytes } = volumes.nodes.find((node: { name: string }) => node.name === name);
      expect(usedBytes).toBeGreaterThanOrEqual(300 * 1024);
      expect(usedBytes).toBeLessThan(320 * 1024);
      // A volume that is newer than the last walk is measured all the same.
      await docker(['volume', 'create', ...label, `${prefix}-newer`]);
      await expect.poll(() => volume(`${prefix}-newer`, 'name')).not.toBeNull();
      expect((await volume(`${prefix}-newer`, 'usedBytes')).usedBytes).toBeLessThan(300 * 1024);
    });

    test('a volume lies on the file system that df says', async () => {
      const name = `${prefix}-placed`;
      const mountPoint = await docker(['volume', 'create', ...label, name]).then(() =>
        docker(['volume', 'inspect', '--format', '{{.Mountpoint}}', name]),
      );
      // The mount point may be another one of the same file system: the engine mounts its own folder once more.
      const [, line = ''] = execFileSync('df', ['--output=source,size', '-B1', mountPoint])
        .toString()
        .split('\n');
      const [source, size] = line.trim().split(/\s+/);
      await expect
        .poll(() => volume(name, 'filesystem { source sizeBytes }'), { timeout: 5000 })
        .toEqual({ filesystem: { source, sizeBytes: Number(size) } });
    });

    test('the machine shows its disks and file systems; others show none', async () => {
      const hostId = encodeId('Host', 'host', fleet.host[0]!.facts.machineId);
      const host = await graph.entity(
        'Host',
        hostId,
        '{ disks { name sizeBytes rotational readBytes writtenBytes busyMs } filesystems { source mountPoint type readOnly } }',
      );
      const blocks = readdirSync('/sys/block').filter((name) => !/^(loop|ram|zram)/.test(name));
      expect(blocks).toEqual(expect.arrayContaining(host.disks.map((disk: { name: string }) => disk.name)));
      expect(host.filesystems.map((one: { mountPoint: string }) => one.mountPoint)).toContain('/');
      const remote = await graph.entity(
        'Host',
        encodeId('Host', 'local', 'x'),
        '{ disks { name } filesystems { source } }',
      );
      expect(remote).toEqual({ disks: null, filesystems: null });
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
