import { hostname } from 'node:os';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BASE_IMAGE, describeWithDocker, docker, removeLeftovers } from '#test/engines/docker.ts';
import { startServer, type RunningServer } from './server.ts';
import { openZoo, type Kind, type Zoo } from './zoo.ts';

const FIELDS = `name state platform nativeId startedAt finishedAt createdAt exitCode oomKilled restartCount health
  imageReference command environmentNames user pid stale native
  labels { key value } restartPolicy { mode maximumRetries } image { nativeId name }
  resources { cpuCores cpuShares memoryBytes memorySwapBytes memoryReservationBytes pidsLimit }
  endpoint { name status } host { name }
  networks { nodes { ipv4Address ipv6Address macAddress aliases network { name nativeId } } }
  ports { containerPort protocol hostAddress hostPort }
  mounts { nodes { type source target readOnly volume { name } } }`;

/** REST shows what it shows by itself; these need no `fields`. */
const PLAIN =
  'name state platform nativeId startedAt finishedAt createdAt exitCode oomKilled restartCount health imageReference command environmentNames user pid stale labels restartPolicy resources'.split(
    ' ',
  );

type Shown = Record<string, unknown> & { readonly name: string };

interface Page {
  readonly nodes: readonly Shown[];
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

describeWithDocker('what the graph shows and what the docker command shows', () => {
  let server: RunningServer;
  let zoo: Zoo;

  beforeAll(async () => {
    await removeLeftovers();
    zoo = await openZoo();
    server = await startServer();
  });

  afterAll(async () => {
    await server?.[Symbol.asyncDispose]();
    await removeLeftovers({ mine: true });
    zoo?.[Symbol.dispose]();
  });

  const page = async (variables: Record<string, unknown>): Promise<Page> =>
    (
      await server.ask<{ containers: Page }>(
        `query ($first: Int, $after: String, $where: ContainerFilter, $orderBy: ContainerOrder) {
           containers(first: $first, after: $after, where: $where, orderBy: $orderBy) {
             nodes { name state createdAt startedAt } totalCount pageInfo { hasNextPage endCursor } } }`,
        variables,
      )
    ).containers;
  const kindsOf = (names: readonly { readonly name: string }[]) =>
    names.map(({ name }) => name.slice(zoo.mark.length + 1)).toSorted();
  const filtered = async (where: object) => kindsOf((await page({ where: here(where) })).nodes);
  const here = (where: object = {}) => ({ and: [{ labels: `zoo=${zoo.mark}` }, where] });
  const oracle = async (...filters: string[]) => {
    const given = [`label=zoo=${zoo.mark}`, ...filters].flatMap((filter) => ['--filter', filter]);
    const names = (await docker(['ps', '-a', ...given, '--format', '{{.Names}}']))
      .split('\n')
      .filter(Boolean);
    return kindsOf(names.map((name) => ({ name })));
  };

  test('is the same for every container of every state, in every field, over GraphQL and REST', async () => {
    for (const kind of zoo.kinds) {
      const { graph, rest, expected } = await unmoved(server, zoo.name(kind));
      expect({ [kind]: graph }).toMatchObject({ [kind]: expected });
      expect(rest).toMatchObject(
        JSON.parse(JSON.stringify(Object.fromEntries(PLAIN.map((field) => [field, graph[field]])))) as object,
      );
    }
  });

  test('has the state that each of them is there for', async () => {
    const states = Object.fromEntries(
      (await page({ where: here() })).nodes.map(({ name, state }) => [
        name.slice(zoo.mark.length + 1),
        state,
      ]),
    );
    expect(states).toMatchObject({
      running: 'RUNNING',
      paused: 'PAUSED',
      clean: 'STOPPED',
      failed: 'STOPPED',
      created: 'CREATED',
      oom: 'STOPPED',
      retried: 'STOPPED',
    } satisfies Partial<Record<Kind, string>>);
  });

  test('is the same for what filters and label selectors select', async () => {
    expect(await filtered({})).toEqual(zoo.kinds.toSorted());
    expect(await filtered({ state: ['PAUSED'] })).toEqual(await oracle('status=paused'));
    expect(await filtered({ state: ['STOPPED'] })).toEqual(await oracle('status=exited'));
    expect(await filtered({ health: ['HEALTHY'] })).toEqual(await oracle('health=healthy'));
    expect(await filtered({ health: ['UNHEALTHY'] })).toEqual(await oracle('health=unhealthy'));
    expect(await filtered({ labels: 'tier=back' })).toEqual(await oracle('label=tier=back'));
    expect(await filtered({ labels: 'tier in (front,back),!debug' })).toEqual(
      (await oracle('label=tier')).filter((kind) => kind !== 'failed'),
    );
    expect(await filtered({ labels: 'tier!=front,tier' })).toEqual(await oracle('label=tier=back'));
    expect(await filtered({ name: { contains: 'heal' } })).toEqual(await oracle('name=heal'));
    expect(await filtered({ image: { eq: BASE_IMAGE } })).toEqual(await oracle(`ancestor=${BASE_IMAGE}`));
    expect(await filtered({ not: { labels: 'tier' }, state: ['STOPPED'] })).toEqual(['oom', 'retried']);
    expect(await filtered({ or: [{ state: ['PAUSED'] }, { name: { eq: zoo.name('created') } }] })).toEqual([
      'created',
      'paused',
    ]);
    const { nodes } = await page({ where: here(), orderBy: { field: 'CREATED_AT' } });
    const before = nodes[4]!['createdAt'];
    expect(await filtered({ createdAt: { before } })).toEqual(kindsOf(nodes.slice(0, 4)));
    expect(await filtered({ createdAt: { after: before } })).toEqual(kindsOf(nodes.slice(5)));
    expect(await filtered({ endpoint: { eq: 'no-such-endpoint' } })).toEqual([]);
  });

  test('comes in the order asked for, page by page, each exactly once, over GraphQL and REST', async () => {
    for (const field of ['NAME', 'STATE', 'CREATED_AT', 'STARTED_AT'])
      for (const direction of ['ASC', 'DESC']) {
        const orderBy = { field, direction };
        // One that restarts changes its place between two pages.
        const where = here({ not: { name: { eq: zoo.name('restarting') } } });
        const whole = await page({ where, orderBy });
        const seen: string[] = [];
        let after: string | null = null;
        do {
          const { nodes, totalCount, pageInfo }: Page = await page({ first: 4, after, where, orderBy });
          expect(totalCount).toBe(zoo.kinds.length - 1);
          seen.push(...nodes.map(({ name }) => name));
          after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
        } while (after !== null);
        expect(seen).toEqual(whole.nodes.map(({ name }) => name));
        expect(new Set(seen).size).toBe(zoo.kinds.length - 1);
        const query = new URLSearchParams({
          first: '5',
          orderBy: JSON.stringify(orderBy),
          where: JSON.stringify(where),
        });
        expect(await namesOverRest(server, `/containers?${query}`)).toEqual(seen);
        const keys = whole.nodes.map((node) => node[KEYS[field]!]).filter((key) => key !== null) as string[];
        const sorted = keys.toSorted((left, right) => (left < right ? -1 : left > right ? 1 : 0));
        expect(keys).toEqual(direction === 'ASC' ? sorted : sorted.toReversed());
      }
  });

  test('is the same for images', async () => {
    const ids = [...new Set((await docker(['images', '-q', '--no-trunc'])).split('\n'))];
    const inspected = JSON.parse(await docker(['image', 'inspect', ...ids])) as ImageDocument[];
    const { images } = await server.ask<{ images: { nodes: Shown[]; totalCount: number } }>(
      `{ images(first: 1000) { totalCount nodes {
           nativeId tags sizeBytes createdAt architecture operatingSystem layers labels { key value } containers { totalCount } } } }`,
    );
    for (const image of inspected) {
      const containers = (await docker(['ps', '-aq', '--filter', `ancestor=${image.Id}`]))
        .split('\n')
        .filter(Boolean);
      expect(images.nodes.find(({ nativeId }) => nativeId === image.Id)).toEqual({
        nativeId: image.Id,
        tags: expect.arrayContaining([...image.RepoTags]) as unknown,
        sizeBytes: image.Size,
        createdAt: new Date(image.Created).toISOString(),
        architecture: image.Architecture,
        operatingSystem: image.Os,
        layers: image.RootFS.Layers,
        labels: labelsOf(image.Config.Labels),
        containers: { totalCount: containers.length },
      });
    }
  });

  test('is the same for networks, with who is attached', async () => {
    const inspected = JSON.parse(
      await docker(['network', 'inspect', ...zoo.networks, 'bridge', 'host', 'none']),
    ) as NetworkDocument[];
    for (const network of inspected) {
      const { network: shown } = await server.ask<{
        network: Shown & { attachments: { nodes: { workload: Shown }[] } };
      }>(
        `query ($id: ID!) { network(id: $id) { name nativeId driver scope internal attachable ipv6 builtIn
           subnets { cidr gateway } labels { key value } attachments(first: 100) { nodes { workload { name } ipv4Address macAddress } } } }`,
        { id: network.Name },
      );
      const { attachments, ...rest } = shown;
      expect(rest).toEqual({
        name: network.Name,
        nativeId: network.Id,
        driver: network.Driver,
        scope: network.Scope,
        internal: network.Internal,
        attachable: network.Attachable,
        ipv6: network.EnableIPv6,
        builtIn: ['bridge', 'host', 'none'].includes(network.Name),
        subnets: (network.IPAM.Config ?? []).map(({ Subnet, Gateway }) => ({
          cidr: Subnet,
          gateway: Gateway ?? null,
        })),
        labels: labelsOf(network.Labels),
      });
      // On the others tests of other rooms come and go.
      const ours = zoo.networks.includes(network.Name) ? attachments.nodes : [];
      expect(ours.map((node) => ({ ...node, workload: node.workload.name }))).toEqual(
        (zoo.networks.includes(network.Name) ? Object.values(network.Containers) : []).map(
          ({ Name, IPv4Address, MacAddress }) => ({
            workload: Name,
            ipv4Address: IPv4Address,
            macAddress: MacAddress,
          }),
        ),
      );
    }
    const { networks } = await server.ask<{ networks: { nodes: Shown[] } }>(
      'query ($where: NetworkFilter) { networks(where: $where, orderBy: { field: NAME, direction: DESC }) { nodes { name } } }',
      { where: { labels: `zoo=${zoo.mark}` } },
    );
    expect(networks.nodes.map(({ name }) => name)).toEqual(zoo.networks.toReversed());
  });

  test('is the same for volumes, with who uses them', async () => {
    const inspected = JSON.parse(await docker(['volume', 'inspect', ...zoo.volumes])) as VolumeDocument[];
    for (const volume of inspected) {
      const { volume: shown } = await server.ask<{ volume: Shown }>(
        `query ($id: ID!) { volume(id: $id) { name driver scope mountPoint unused labels { key value }
           usedBy { nodes { workload { name } target readOnly } } } }`,
        { id: volume.Name },
      );
      expect(shown).toEqual({
        name: volume.Name,
        driver: volume.Driver,
        scope: volume.Scope,
        mountPoint: volume.Mountpoint,
        unused: false,
        labels: labelsOf(volume.Labels),
        usedBy: {
          nodes: [
            {
              workload: { name: zoo.name('mounted') },
              target: volume.Name === zoo.volumes[0] ? '/data' : '/read',
              readOnly: volume.Name === zoo.volumes[1],
            },
          ],
        },
      });
    }
    const names = (await docker(['volume', 'ls', '-q', '--filter', `label=zoo=${zoo.mark}`])).split('\n');
    const response = await server.rest(
      'GET',
      `/volumes?${new URLSearchParams({ 'where.labels': `zoo=${zoo.mark}` })}`,
    );
    const body = (await response.json()) as { items: Shown[] };
    expect(body.items.map(({ name }) => name)).toEqual(names.toSorted());
  });

  test('is the same for figures, within what passes between two readings', async () => {
    const running = zoo.kinds.filter((kind) =>
      [
        'running',
        'paused',
        'healthy',
        'networked',
        'isolated',
        'hosted',
        'published',
        'mounted',
        'limited',
        'busy',
      ].includes(kind),
    );
    await expect
      .poll(() => figures(server, running.map(zoo.name)), { timeout: 30_000, interval: 500 })
      .toEqual(Object.fromEntries(running.map((kind) => [zoo.name(kind), 'agrees'])));
    const { container } = await server.ask<{ container: Shown }>(
      'query ($id: ID!) { container(id: $id) { metrics { cpuCores cpuThrottledRatio } } }',
      { id: zoo.name('busy') },
    );
    expect(container['metrics']).toMatchObject({ cpuCores: expect.closeTo(0.2, 1) as unknown });
    for (const kind of ['clean', 'created', 'oom'] as const) {
      const { container: ended } = await server.ask<{ container: Shown }>(
        'query ($id: ID!) { container(id: $id) { metrics { memoryBytes } } }',
        { id: zoo.name(kind) },
      );
      expect({ kind, metrics: ended['metrics'] }).toEqual({ kind, metrics: null });
    }
  });
});

const KEYS: Readonly<Record<string, string>> = {
  NAME: 'name',
  STATE: 'state',
  CREATED_AT: 'createdAt',
  STARTED_AT: 'startedAt',
};

/** The three views of one container, taken while it stood still: one that restarts may move between two of them. */
async function unmoved(server: RunningServer, name: string) {
  for (let attempt = 0; ; attempt++) {
    const before = await docker(['inspect', name]);
    const graph = (
      await server.ask<{ container: Shown }>(`query ($id: ID!) { container(id: $id) { ${FIELDS} } }`, {
        id: name,
      })
    ).container;
    const rest = (await (await server.rest('GET', `/containers/${name}`)).json()) as Shown;
    const after = await docker(['inspect', name]);
    const [document] = JSON.parse(after) as ContainerDocument[];
    if (stable(before) === stable(after) || attempt > 20)
      return { graph, rest, expected: expectedOf(document!) };
  }
}

/** Without the log of health checks, which grows every second. */
function stable(text: string): string {
  return JSON.stringify(JSON.parse(text), (key, value: unknown) => (key === 'Log' ? undefined : value));
}

const STATES: Readonly<Record<string, string>> = {
  created: 'CREATED',
  running: 'RUNNING',
  paused: 'PAUSED',
  restarting: 'RESTARTING',
  exited: 'STOPPED',
  dead: 'FAILED',
};

function expectedOf(container: ContainerDocument): object {
  const { State, Config, HostConfig } = container;
  const started = !State.StartedAt.startsWith('0001');
  const ended = started && ['exited', 'restarting', 'dead'].includes(State.Status);
  return {
    name: container.Name.slice(1),
    state: STATES[State.Status],
    platform: 'DOCKER',
    nativeId: container.Id,
    createdAt: instant(container.Created),
    startedAt: started ? instant(State.StartedAt) : null,
    finishedAt: ended ? instant(State.FinishedAt) : null,
    exitCode: ended ? State.ExitCode : null,
    oomKilled: State.OOMKilled,
    restartCount: container.RestartCount,
    health: State.Health ? State.Health.Status.toUpperCase() : null,
    imageReference: Config.Image,
    image: { nativeId: container.Image },
    command: [container.Path, ...container.Args],
    environmentNames: (Config.Env ?? []).map((text) => text.split('=')[0]),
    user: Config.User || null,
    pid: State.Pid || null,
    stale: false,
    labels: labelsOf(Config.Labels),
    restartPolicy: {
      mode: (HostConfig.RestartPolicy.Name || 'no').toUpperCase().replace('-', '_'),
      maximumRetries: HostConfig.RestartPolicy.MaximumRetryCount || null,
    },
    resources: {
      cpuCores: HostConfig.NanoCpus ? HostConfig.NanoCpus / 1e9 : null,
      cpuShares: HostConfig.CpuShares || null,
      memoryBytes: HostConfig.Memory || null,
      memorySwapBytes: HostConfig.MemorySwap || null,
      memoryReservationBytes: HostConfig.MemoryReservation || null,
      pidsLimit: HostConfig.PidsLimit || null,
    },
    host: { name: hostname() },
    endpoint: { status: 'LIVE' },
    native: { Id: container.Id, State: { Status: State.Status } },
    networks: {
      nodes: Object.entries(container.NetworkSettings.Networks)
        .toSorted(([left], [right]) => (left < right ? -1 : 1))
        .map(([name, network]) => ({
          // The engine fills it in when the container starts; the graph knows it before.
          network: { name, nativeId: network.NetworkID || (expect.any(String) as unknown) },
          ipv4Address: network.IPAddress ? `${network.IPAddress}/${network.IPPrefixLen}` : null,
          macAddress: network.MacAddress || null,
          // Every container's own short id is among them; the graph leaves that out.
          aliases: (network.Aliases ?? []).filter((alias) => !container.Id.startsWith(alias)),
        })),
    },
    ports: portsOf(container),
    mounts: {
      nodes: mountsOf(container),
    },
  };
}

function portsOf({ Config, NetworkSettings }: ContainerDocument): object[] {
  const all = {
    ...Object.fromEntries(Object.keys(Config.ExposedPorts ?? {}).map((port) => [port, null])),
    ...NetworkSettings.Ports,
  };
  return Object.entries(all)
    .flatMap(([port, bindings]): PortShown[] => {
      const [number, protocol] = port.split('/');
      const inside = {
        containerPort: Number(number),
        protocol: expect.stringMatching(new RegExp(protocol!, 'i')) as unknown,
      };
      if (!bindings) return [{ ...inside, hostAddress: null, hostPort: null }];
      return bindings.map(({ HostIp, HostPort }) => ({
        ...inside,
        hostAddress: HostIp,
        hostPort: Number(HostPort),
      }));
    })
    .toSorted((left, right) => left.containerPort - right.containerPort);
}

interface PortShown {
  readonly containerPort: number;
  readonly protocol: unknown;
  readonly hostAddress: string | null;
  readonly hostPort: number | null;
}

function mountsOf({ Mounts, HostConfig }: ContainerDocument): unknown[] {
  const mounts = Mounts.map(({ Type, Name, Source, Destination, RW }) => ({
    type: expect.stringMatching(new RegExp(`^${Type}$`, 'i')) as unknown,
    source: Name ?? Source,
    target: Destination,
    readOnly: !RW,
    volume: Name ? { name: Name } : null,
  }));
  const memory = Object.keys(HostConfig.Tmpfs ?? {}).map((target) => ({
    type: expect.stringMatching(/^tmpfs$/i) as unknown,
    source: null,
    target,
    readOnly: false,
    volume: null,
  }));
  return [...mounts, ...memory].toSorted((left, right) => (left.target < right.target ? -1 : 1));
}

function labelsOf(labels: Readonly<Record<string, string>> | null): { key: string; value: string }[] {
  return Object.entries(labels ?? {})
    .map(([key, value]) => ({ key, value }))
    .toSorted((left, right) => (left.key < right.key ? -1 : 1));
}

function instant(text: string): string {
  return new Date(text).toISOString();
}

async function namesOverRest(server: RunningServer, first: string): Promise<string[]> {
  const names: string[] = [];
  let path: string | undefined = first;
  while (path !== undefined) {
    const response = await server.rest('GET', path);
    expect(response.status).toBe(200);
    const { items } = (await response.json()) as { readonly items: readonly Shown[] };
    names.push(...items.map(({ name }) => name));
    const link: RegExpExecArray | null = /<([^>]+)>; rel="next"/.exec(response.headers.get('link') ?? '');
    path = link?.[1]?.replace(/^.*\/iza\/api\/v1/, '');
  }
  return names;
}

/** By container, `agrees` or both figures. */
async function figures(server: RunningServer, names: readonly string[]): Promise<Record<string, string>> {
  const text = await docker(['stats', '--no-stream', '--format', '{{json .}}', ...names]);
  const stats = text.split('\n').map((line) => JSON.parse(line) as StatsLine);
  const { containers } = await server.ask<{ containers: { nodes: (Shown & { metrics: Metrics | null })[] } }>(
    `query ($where: ContainerFilter) { containers(where: $where, first: 100) { nodes { name metrics {
       memoryBytes memoryLimitBytes pids networkReceivedBytes networkTransmittedBytes blockReadBytes source stale } } } }`,
    { where: { name: { in: names } } },
  );
  return Object.fromEntries(
    stats.map((line) => {
      const metrics = containers.nodes.find(({ name }) => name === line.Name)?.metrics;
      const [memory] = line.MemUsage.split(' / ');
      const [received] = line.NetIO.split(' / ');
      const agrees =
        metrics &&
        !metrics.stale &&
        near(metrics.memoryBytes, bytesOf(memory!), 512 * 1024) &&
        String(metrics.pids) === line.PIDs &&
        (metrics.networkReceivedBytes === null ||
          near(metrics.networkReceivedBytes, bytesOf(received!), 4096));
      return [line.Name, agrees ? 'agrees' : JSON.stringify({ line, metrics })];
    }),
  );
}

function near(left: number | null, right: number, absolute: number): boolean {
  return left !== null && Math.abs(left - right) <= Math.max(absolute, right * 0.25);
}

function bytesOf(text: string): number {
  const [, number, unit] = /^([\d.]+)([kKMG]?i?B)$/.exec(text)!;
  const units: Record<string, number> = {
    B: 1,
    kB: 1e3,
    KiB: 2 ** 10,
    MB: 1e6,
    MiB: 2 ** 20,
    GB: 1e9,
    GiB: 2 ** 30,
  };
  return Number(number) * units[unit!]!;
}

interface Metrics {
  readonly memoryBytes: number | null;
  readonly pids: number | null;
  readonly networkReceivedBytes: number | null;
  readonly stale: boolean;
}

interface StatsLine {
  readonly Name: string;
  readonly MemUsage: string;
  readonly NetIO: string;
  readonly PIDs: string;
}

interface ContainerDocument {
  readonly Id: string;
  readonly Name: string;
  readonly Created: string;
  readonly Path: string;
  readonly Args: readonly string[];
  readonly Image: string;
  readonly RestartCount: number;
  readonly State: {
    readonly Status: string;
    readonly StartedAt: string;
    readonly FinishedAt: string;
    readonly ExitCode: number;
    readonly OOMKilled: boolean;
    readonly Pid: number;
    readonly Health?: { readonly Status: string };
  };
  readonly Config: {
    readonly Image: string;
    readonly Env: readonly string[] | null;
    readonly User: string;
    readonly Labels: Readonly<Record<string, string>>;
    readonly ExposedPorts?: Readonly<Record<string, object>>;
  };
  readonly HostConfig: {
    readonly NanoCpus: number;
    readonly CpuShares: number;
    readonly Memory: number;
    readonly MemorySwap: number;
    readonly MemoryReservation: number;
    readonly PidsLimit: number | null;
    readonly Tmpfs?: Readonly<Record<string, string>>;
    readonly RestartPolicy: { readonly Name: string; readonly MaximumRetryCount: number };
  };
  readonly NetworkSettings: {
    readonly Ports: Readonly<
      Record<string, readonly { readonly HostIp: string; readonly HostPort: string }[] | null>
    >;
    readonly Networks: Readonly<
      Record<
        string,
        {
          readonly NetworkID: string;
          readonly IPAddress: string;
          readonly IPPrefixLen: number;
          readonly MacAddress: string;
          readonly Aliases: readonly string[] | null;
        }
      >
    >;
  };
  readonly Mounts: readonly {
    readonly Type: string;
    readonly Name?: string;
    readonly Source: string;
    readonly Destination: string;
    readonly RW: boolean;
  }[];
}

interface ImageDocument {
  readonly Id: string;
  readonly RepoTags: readonly string[];
  readonly Size: number;
  readonly Created: string;
  readonly Architecture: string;
  readonly Os: string;
  readonly RootFS: { readonly Layers: readonly string[] };
  readonly Config: { readonly Labels: Readonly<Record<string, string>> | null };
}

interface NetworkDocument {
  readonly Id: string;
  readonly Name: string;
  readonly Driver: string;
  readonly Scope: string;
  readonly Internal: boolean;
  readonly Attachable: boolean;
  readonly EnableIPv6: boolean;
  readonly IPAM: {
    readonly Config: readonly { readonly Subnet: string; readonly Gateway?: string }[] | null;
  };
  readonly Labels: Readonly<Record<string, string>>;
  readonly Containers: Readonly<
    Record<string, { readonly Name: string; readonly IPv4Address: string; readonly MacAddress: string }>
  >;
}

interface VolumeDocument {
  readonly Name: string;
  readonly Driver: string;
  readonly Scope: string;
  readonly Mountpoint: string;
  readonly Labels: Readonly<Record<string, string>>;
}
