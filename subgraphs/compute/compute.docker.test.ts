import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFleet, type Fleet } from '#backends/fleet.ts';
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
import { computeConformance, type ComputeWorld } from './compute.conformance.ts';
import { createComputeSubgraph } from './index.ts';

const prefix = `iza-compute-${process.pid}`;
const labels = Object.entries(testLabels()).map(([key, value]) => ({ key, value }));

requireDocker()('containers and images of a real Docker Engine', () => {
  afterAll(() => removeLeftovers({ mine: true }));

  computeConformance(prefix, async (): Promise<ComputeWorld> => {
    await removeLeftovers();
    const fleet = await startFleet();
    return {
      fleet,
      endpoint: 'local',
      platform: 'DOCKER',
      image: BASE_IMAGE,
      command: ['sleep', '600'],
      labels,
      [Symbol.asyncDispose]: () => fleet.stop(),
    };
  });

  describe('beside the command line', () => {
    let fleet: Fleet;
    let graph: SubgraphClient;
    let stop: () => Promise<void>;
    let count = 0;
    const fresh = () => `${prefix}-cli-${++count}`;

    beforeAll(async () => {
      fleet = await startFleet();
      const subgraph = createComputeSubgraph({ fleet, log: silentLog() });
      graph = subgraphClient(subgraph.schema);
      stop = () => subgraph.stop();
    });
    afterAll(async () => {
      await stop();
      await fleet.stop();
    });

    const create = async (input: object) => {
      const full = { name: fresh(), image: BASE_IMAGE, command: ['sleep', '600'], labels, ...input };
      return (await graph.ask(CREATE, { input: full })).containerCreate.container as {
        id: string;
        name: string;
        nativeId: string;
      };
    };
    const inspect = async (name: string) => JSON.parse(await docker(['inspect', name]))[0];
    const run = async (args: readonly string[]) =>
      docker(['run', '--detach', '--label', testLabel(), ...args]);
    const appear = (name: string) =>
      expect.poll(async () => (await graph.ask(NAMED, { id: name })).container?.state).toBe('RUNNING');

    test('containers are listed as docker ps lists them', async () => {
      const names = [fresh(), fresh(), fresh()] as const;
      await run([
        '--name',
        names[0],
        '--health-cmd',
        'true',
        '--health-interval',
        '1s',
        BASE_IMAGE,
        'sleep',
        '600',
      ]);
      await run(['--name', names[1], BASE_IMAGE, 'sh', '-c', 'exit 3']);
      await run(['--name', names[2], BASE_IMAGE, 'sleep', '600']);
      await docker(['pause', names[2]]);
      const mine = [
        'ps',
        '--all',
        '--no-trunc',
        '--filter',
        `label=${testLabel()}`,
        '--format',
        '{{.ID}}|{{.Names}}|{{.Image}}|{{.Status}}',
      ];
      const listed = async () => {
        const { containers } = await graph.ask(
          `query($l: String) { containers(first: 1000, where: { labels: $l }) { nodes { nativeId name imageReference status } } }`,
          {
            l: testLabel(),
          },
        );
        return containers.nodes
          .map((node: Record<string, string>) =>
            [node['nativeId'], node['name'], node['imageReference'], node['status']].join('|'),
          )
          .toSorted();
      };
      await expect
        .poll(listed, { timeout: 10_000 })
        .toEqual(
          expect.arrayContaining([
            expect.stringMatching(/\(healthy\)/),
            expect.stringMatching(/Exited \(3\)/),
          ]),
        );
      // The seconds may tick between the two questions.
      await expect
        .poll(async () => ({ graph: await listed(), cli: (await docker(mine)).split('\n').toSorted() }), {
          timeout: 10_000,
        })
        .toSatisfy(
          ({ graph, cli }: { graph: string[]; cli: string[] }) =>
            JSON.stringify(graph) === JSON.stringify(cli),
        );
    });

    test('typed input makes the container that the engine then describes', async () => {
      const network = fresh();
      await docker(['network', 'create', '--label', testLabel(), network]);
      await expect.poll(() => fleet.docker[0]!.networks.by('name', network).length).toBe(1);
      const made = await create({
        command: ['-c', 'sleep 600'],
        entrypoint: ['sh'],
        environment: [{ name: 'A', value: 'x=y' }],
        user: '1000:1000',
        workingDirectory: '/tmp',
        hostname: 'inside',
        networks: [network, 'bridge'],
        ports: [
          { containerPort: 80 },
          { containerPort: 53, hostPort: 0, protocol: 'UDP', hostAddress: '127.0.0.1' },
        ],
        mounts: [
          { type: 'TMPFS', target: '/scratch' },
          { type: 'VOLUME', source: `${network}-data`, target: '/data', readOnly: true },
        ],
        resources: {
          cpuCores: 0.5,
          cpuShares: 512,
          memoryBytes: 67_108_864,
          memorySwapBytes: 67_108_864,
          memoryReservationBytes: 33_554_432,
          pidsLimit: 64,
        },
        restartPolicy: { mode: 'ON_FAILURE', maximumRetries: 3 },
        readOnlyRootFilesystem: true,
        dropCapabilities: ['ALL'],
        addCapabilities: ['net_bind_service'],
        init: true,
        native: { StopSignal: 'SIGINT', HostConfig: { SecurityOpt: ['no-new-privileges'] } },
      });
      const described = await inspect(made.name);
      expect(described).toMatchObject({
        Id: made.nativeId,
        Path: 'sh',
        Args: ['-c', 'sleep 600'],
        Config: {
          User: '1000:1000',
          WorkingDir: '/tmp',
          Hostname: 'inside',
          StopSignal: 'SIGINT',
          Env: expect.arrayContaining(['A=x=y']),
        },
        HostConfig: {
          NanoCpus: 500_000_000,
          CpuShares: 512,
          Memory: 67_108_864,
          MemorySwap: 67_108_864,
          MemoryReservation: 33_554_432,
          PidsLimit: 64,
          RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 3 },
          ReadonlyRootfs: true,
          CapDrop: ['ALL'],
          CapAdd: ['NET_BIND_SERVICE'],
          Init: true,
          SecurityOpt: ['no-new-privileges'],
          NetworkMode: network,
        },
        State: { Running: true },
      });
      expect(Object.keys(described.NetworkSettings.Networks).toSorted()).toEqual(
        ['bridge', network].toSorted(),
      );
      expect(described.NetworkSettings.Ports['80/tcp'][0].HostIp).toBe('127.0.0.1');
      expect(Number(described.NetworkSettings.Ports['53/udp'][0].HostPort)).toBeGreaterThan(0);
      expect(described.Mounts).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ Type: 'tmpfs', Destination: '/scratch' }),
          expect.objectContaining({
            Type: 'volume',
            Name: `${network}-data`,
            Destination: '/data',
            RW: false,
          }),
        ]),
      );
      const { settings } = graph.guard.at(-1)!.attempt.admission!;
      expect(settings).toMatchObject({
        NetworkingConfig: { EndpointsConfig: { [network]: {}, bridge: {} } },
      });
      await docker(['rm', '--force', made.name]);
      await docker(['volume', 'rm', `${network}-data`]);
    });

    test('"isolated" leaves a container without any network', async () => {
      const made = await create({ networks: ['isolated'] });
      expect(await docker(['exec', made.name, 'ip', '-o', 'link'])).not.toContain('eth0');
      await docker(['rm', '--force', made.name]);
    });

    test('a container that cannot be started is not left behind, and the error is the engine’s', async () => {
      const name = fresh();
      const input = { name, image: BASE_IMAGE, command: ['/no/such/program'], labels };
      const error = await graph.refusal(CREATE, { input });
      expect(error.message).toMatch(/no such file|not found/i);
      expect(await docker(['ps', '--all', '--quiet', '--filter', `name=${name}`])).toBe('');
      const { operations } = await graph.ask(
        '{ operations(first: 1) { kind state error { code message } } }',
      );
      expect(operations).toMatchObject([
        { kind: 'containerCreate', state: 'FAILED', error: { code: error.code } },
      ]);
      expect(graph.guard.at(-1)!.outcome).toEqual({ error });
    });

    test('the native document is the engine’s, without the values of its environment', async () => {
      const name = fresh();
      await run([
        '--name',
        name,
        '--env',
        'TOKEN=hunter2',
        '--log-opt',
        'max-size=1m',
        BASE_IMAGE,
        'sleep',
        '600',
      ]);
      await appear(name);
      const { container } = await graph.ask(
        'query($id: ID!) { container(id: $id) { native image { native } } }',
        { id: name },
      );
      const described = await inspect(name);
      expect(container.native).toMatchObject({
        Id: described.Id,
        State: { Pid: described.State.Pid },
        HostConfig: { NetworkMode: 'default' },
      });
      expect(container.native.Config.Env).toContain('TOKEN');
      expect(JSON.stringify(container)).not.toContain('hunter2');
      expect(container.native.HostConfig.LogConfig).toEqual({
        Type: 'json-file',
        Config: { 'max-size': '(withheld)' },
      });
    });

    test('what is changed through the graph is what the command line then shows', async () => {
      const { id, name } = await create({});
      const state = async () => docker(['inspect', '--format', '{{.State.Status}}', name]);
      const change = (mutation: string, type: string, input: object) =>
        graph.ask(`mutation($input: ${type}!) { ${mutation}(input: $input) { dryRun } }`, {
          input: { id, ...input },
        });
      await change('containerPause', 'ContainerActionInput', {});
      expect(await state()).toBe('paused');
      await change('containerUnpause', 'ContainerActionInput', {});
      expect(await state()).toBe('running');
      const before = await docker(['inspect', '--format', '{{.State.Pid}}', name]);
      await change('containerRestart', 'ContainerStopInput', { timeoutSeconds: 0 });
      expect(await docker(['inspect', '--format', '{{.State.Pid}}', name])).not.toBe(before);
      await change('containerUpdate', 'ContainerUpdateInput', {
        resources: { memoryBytes: 33_554_432, memorySwapBytes: null },
        restartPolicy: { mode: 'ALWAYS' },
        name: `${name}-renamed`,
      });
      const format =
        '{{.HostConfig.Memory}} {{.HostConfig.MemorySwap}} {{.HostConfig.RestartPolicy.Name}} {{.Name}}';
      expect(await docker(['inspect', '--format', format, `${name}-renamed`])).toBe(
        `33554432 -1 always /${name}-renamed`,
      );
      await change('containerUpdate', 'ContainerUpdateInput', { name, restartPolicy: { mode: 'NO' } });
      await change('containerKill', 'ContainerKillInput', { signal: 'SIGKILL' });
      await expect.poll(state).toBe('exited');
      await change('containerRemove', 'ContainerRemoveInput', {});
      expect(await docker(['ps', '--all', '--quiet', '--filter', `name=${name}`])).toBe('');
    });

    test('a limit the engine cannot take away is refused, not ignored', async () => {
      const { id, name } = await create({ resources: { cpuCores: 1, memoryReservationBytes: 33_554_432 } });
      const update =
        'mutation($input: ContainerUpdateInput!) { containerUpdate(input: $input) { container { resources { cpuCores memoryReservationBytes } } } }';
      const error = await graph.refusal(update, { input: { id, resources: { cpuCores: null } } });
      expect(error).toMatchObject({ code: 'NOT_SUPPORTED', details: { field: 'input.resources.cpuCores' } });
      const { containerUpdate } = await graph.ask(update, {
        input: { id, resources: { memoryReservationBytes: null } },
      });
      expect(containerUpdate.container.resources).toEqual({ cpuCores: 1, memoryReservationBytes: null });
      await docker(['rm', '--force', name]);
    });

    test('a program gets its environment, user, directory and input; its output is kept apart and bounded', async () => {
      const { id, name } = await create({});
      const exec = async (input: object) =>
        (
          await graph.ask(
            'mutation($input: ContainerExecInput!) { containerExec(input: $input) { exitCode stdout stderr truncated } }',
            { input: { id, ...input } },
          )
        ).containerExec;
      expect(
        await exec({
          command: ['sh', '-c', 'cat; echo $SECRET; id -u; pwd; echo bad >&2; exit 7'],
          environment: [{ name: 'SECRET', value: 'hunter2' }],
          user: '1000',
          workingDirectory: '/tmp',
          stdin: 'typed\n',
        }),
      ).toEqual({ exitCode: 7, stdout: 'typed\nhunter2\n1000\n/tmp\n', stderr: 'bad\n', truncated: false });
      const { input, admission } = graph.guard.at(-1)!.attempt;
      expect(JSON.stringify(input)).not.toMatch(/hunter2|typed/);
      expect(admission!.settings).toMatchObject({
        User: '1000',
        WorkingDir: '/tmp',
        Env: ['SECRET=hunter2'],
        AttachStdin: true,
      });
      const large = await exec({ command: ['sh', '-c', 'head -c 3000000 /dev/zero | tr "\\0" x'] });
      expect(large.truncated).toBe(true);
      expect(large.stdout.length).toBeLessThanOrEqual(1024 * 1024);
      const late = await graph.refusal(
        'mutation($input: ContainerExecInput!) { containerExec(input: $input) { exitCode } }',
        {
          input: { id, command: ['sleep', '20'], timeoutSeconds: 1 },
        },
      );
      expect(late.code).toBe('DEADLINE_EXCEEDED');
      await docker(['rm', '--force', name]);
    });

    test('log lines come with their stream and time, follow new ones, and end with the container', async () => {
      const name = fresh();
      await run([
        '--name',
        name,
        BASE_IMAGE,
        'sh',
        '-c',
        'echo one; echo two >&2; echo three; sleep 2; echo four',
      ]);
      await appear(name);
      const tail = async () =>
        (
          await graph.ask('query($id: ID!) { container(id: $id) { logTail(lines: 2) { at stream line } } }', {
            id: name,
          })
        ).container.logTail;
      await expect
        .poll(async () => (await tail()).map(({ line }: { line: string }) => line))
        .toContain('three');
      const lines = [];
      const stream = await graph.follow(
        'subscription($id: ID!) { containerLogs(id: $id, tail: -1) { line { at stream line } droppedLines } }',
        { id: name },
      );
      for await (const { line, droppedLines } of stream) {
        expect(droppedLines).toBe(0);
        lines.push(line);
      }
      expect(lines.filter(({ stream }) => stream === 'STDOUT').map(({ line }) => line)).toEqual([
        'one',
        'three',
        'four',
      ]);
      expect(lines.filter(({ stream }) => stream === 'STDERR').map(({ line }) => line)).toEqual(['two']);
      expect(lines.every(({ at }) => Math.abs(Date.parse(at) - Date.now()) < 60_000)).toBe(true);
      const after = await graph.follow(
        'subscription($id: ID!, $since: DateTime) { containerLogs(id: $id, tail: -1, since: $since, follow: false) { line { line } } }',
        {
          id: name,
          since: lines.at(-1).at,
        },
      );
      const late = [];
      for await (const { line } of after) late.push(line.line);
      expect(late).toEqual(['four']);
    });

    test('a log stream that is left while it waits ends at once', async () => {
      const { id, name } = await create({});
      const stream = await graph.follow(
        'subscription($id: ID!) { containerLogs(id: $id) { line { line } } }',
        { id },
      );
      const waiting = stream.next();
      await stream.return();
      expect((await waiting).done).toBe(true);
      await docker(['rm', '--force', name]);
    });

    test('images are listed as docker images lists them', async () => {
      const { images } = await graph.ask(
        '{ images(first: 1000) { nodes { nativeId tags sizeBytes createdAt architecture operatingSystem layers native } } }',
      );
      const described = JSON.parse(await docker(['image', 'inspect', BASE_IMAGE]))[0];
      const shown = images.nodes.find(({ nativeId }: { nativeId: string }) => nativeId === described.Id);
      expect(shown).toMatchObject({
        tags: described.RepoTags,
        sizeBytes: described.Size,
        createdAt: new Date(described.Created).toISOString(),
        architecture: described.Architecture,
        operatingSystem: described.Os,
        layers: described.RootFS.Layers,
      });
    });

    test('a build shows its steps, fails with the engine’s words, and can be cancelled', async () => {
      const build =
        'mutation($input: ImageBuildInput!) { imageBuild(input: $input) { operation { id cancellable } } }';
      const follow =
        'subscription($id: ID!) { operationWatch(id: $id) { id state log error { code message } progress { message percent } cancellable } }';
      const label = `LABEL ${testLabel()}`;
      const start = async (text: string, input: object = {}) =>
        (
          await graph.ask(build, {
            input: {
              tags: [`${prefix}/steps:1`],
              dockerfileText: `FROM ${BASE_IMAGE}\n${label}\n${text}`,
              ...input,
            },
          })
        ).imageBuild.operation.id;
      const end = async (id: string) => {
        let last;
        for await (const state of await graph.follow(follow, { id })) last = state;
        return last;
      };

      const good = await end(
        await start('ARG WORD\nRUN echo "said $WORD"', {
          buildArguments: [{ name: 'WORD', value: 'hunter2' }],
          noCache: true,
        }),
      );
      expect(good).toMatchObject({ state: 'SUCCEEDED', error: null, progress: { percent: 100 } });
      expect(good.log.join('\n')).toMatch(/Step 4\/4 : RUN/);
      expect(JSON.stringify(graph.guard.at(-1)!.attempt.input)).not.toContain('hunter2');

      const bad = await end(await start('RUN exit 9'));
      expect(bad).toMatchObject({ state: 'FAILED', cancellable: false });
      expect(bad.error.message).toMatch(/code: 9/);

      const id = await start('RUN echo begun && sleep 30', { noCache: true });
      await expect
        .poll(
          async () =>
            (await graph.ask('query($id: ID!) { operation(id: $id) { log } }', { id })).operation.log.join(),
          { timeout: 10_000 },
        )
        .toContain('begun');
      await graph.ask('mutation($id: ID!) { operationCancel(input: { id: $id }) { operation { id } } }', {
        id,
      });
      expect(await end(id)).toMatchObject({ state: 'CANCELLED', error: { code: 'CANCELLED' } });
      await docker(['rmi', `${prefix}/steps:1`]);
    });

    test('a pull from a registry that does not answer fails as an operation, judged before it is dialled', async () => {
      const { imagePull } = await graph.ask(
        'mutation { imagePull(input: { reference: "127.0.0.1:1/no/such:1" }) { operation { id state } dryRun } }',
      );
      expect(graph.guard.at(-1)!.attempt.admission).toMatchObject({
        kind: 'image.pull',
        settings: { fromImage: '127.0.0.1:1/no/such', tag: '1' },
      });
      let last;
      for await (const state of await graph.follow(
        'subscription($id: ID!) { operationWatch(id: $id) { state error { code message } } }',
        { id: imagePull.operation.id },
      ))
        last = state;
      expect(last).toMatchObject({
        state: 'FAILED',
        error: { message: expect.stringMatching(/127\.0\.0\.1:1/) },
      });
    });

    test('an engine that is not on this machine is its own host, and nothing of this machine is taken for its', async () => {
      await using relay = await relayTo(DOCKER_HOST);
      const remote = await startFleet({ name: 'remote', host: relay.address });
      const subgraph = createComputeSubgraph({ fleet: remote, log: silentLog() });
      const there = subgraphClient(subgraph.schema);
      const input = {
        name: fresh(),
        image: BASE_IMAGE,
        command: ['sleep', '600'],
        labels,
        endpoint: 'remote',
      };
      const { containerCreate } = await there.ask(
        `mutation($input: ContainerCreateInput!) { containerCreate(input: $input) { container { name pid state host { name kernel endpoint { name } } } } }`,
        { input },
      );
      const [name, kernel] = (await docker(['info', '--format', '{{.Name}}|{{.KernelVersion}}'])).split('|');
      expect(containerCreate.container).toMatchObject({
        state: 'RUNNING',
        pid: null,
        host: { name, kernel, endpoint: { name: 'remote' } },
      });
      expect(there.guard.at(-1)!.attempt.admission!.localPaths).toBe(false);
      await docker(['rm', '--force', input.name]);
      await subgraph.stop();
      await remote.stop();
    });

    test('a compose service keeps one stable key, and the host is the one that the host endpoint reports', async () => {
      const name = fresh();
      const compose = 'com.docker.compose';
      await run([
        '--name',
        name,
        '--label',
        `${compose}.project=shop`,
        '--label',
        `${compose}.service=web`,
        '--label',
        `${compose}.container-number=2`,
        BASE_IMAGE,
        'sleep',
        '600',
      ]);
      await appear(name);
      const { container, hosts } = await graph.ask(
        'query($id: ID!) { container(id: $id) { stableKey pid host { id name endpoint { platform } } } hosts { id kernel } }',
        { id: name },
      );
      expect(container).toMatchObject({ stableKey: 'shop/web/2', host: { endpoint: { platform: 'HOST' } } });
      expect(container.pid).toBe(Number(await docker(['inspect', '--format', '{{.State.Pid}}', name])));
      expect(hosts.map(({ id }: { id: string }) => id)).toEqual([container.host.id]);
    });
  });
});

/** The engine's socket behind a port of this machine: an engine as it looks from elsewhere. */
async function relayTo(socket: string): Promise<{ readonly address: string } & AsyncDisposable> {
  const path = socket.replace(/^unix:\/\//, '');
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const engine = connect(path);
    for (const [one, other] of [
      [client, engine],
      [engine, client],
    ] as const) {
      sockets.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    address: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      for (const each of sockets) each.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

async function startFleet({ name = 'local', host = DOCKER_HOST } = {}): Promise<Fleet> {
  const fleet = createFleet({
    endpoints: [
      { name, platform: 'docker', host },
      { name: 'host', platform: 'host' },
    ],
    log: silentLog(),
    startGraceMs: 30_000,
  });
  await fleet.start();
  return fleet;
}

const CREATE = `mutation($input: ContainerCreateInput!) { containerCreate(input: $input) { container { id name nativeId } } }`;
const NAMED = 'query($id: ID!) { container(id: $id) { state } }';
