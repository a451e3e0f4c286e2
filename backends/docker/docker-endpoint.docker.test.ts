import type { Readable } from 'node:stream';
import { pack } from 'tar-stream';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { silentLog } from '#kernel/log.ts';
import {
  BASE_IMAGE,
  docker,
  DOCKER_HOST,
  removeLeftovers,
  requireDocker,
  testLabels,
  testName,
} from '#test/engines/docker.ts';
import { RevisionClock } from '../revision-clock.ts';
import {
  createDockerEndpoint,
  type ContainerCreateBody,
  type DockerEndpoint,
  type DockerEvent,
  type ImageProgress,
  type LogLine,
} from './index.ts';

const describe = requireDocker();

describe('a Docker endpoint on a real engine', () => {
  let endpoint: DockerEndpoint;
  const Labels = testLabels();
  const unique = testName(Date.now().toString(36));
  let count = 0;
  const newName = () => `${unique}-${count++}`;

  const create = (body: Partial<ContainerCreateBody> = {}) =>
    endpoint.createContainer(
      { Image: BASE_IMAGE, Cmd: ['sleep', '1000'], Labels, ...body },
      { name: newName() },
    );
  const run = async (body: Partial<ContainerCreateBody> = {}) => {
    const { Id } = await create(body);
    await endpoint.startContainer(Id);
    return Id;
  };

  beforeAll(async () => {
    await removeLeftovers();
    endpoint = createDockerEndpoint({
      name: 'real',
      host: DOCKER_HOST,
      clock: new RevisionClock(),
      log: silentLog(),
    });
    await endpoint.start();
  });
  afterAll(async () => {
    await endpoint.stop();
    await removeLeftovers({ mine: true });
  });

  it('shows every change of a container as soon as the call that made it is answered', async () => {
    const created = await create();
    const { Id } = created;
    const status = () => endpoint.containers.get(Id)?.State.Status;
    expect(created.State.Status).toBe('created');
    await endpoint.startContainer(Id);
    expect(status()).toBe('running');
    await endpoint.startContainer(Id);
    await endpoint.pauseContainer(Id);
    expect(status()).toBe('paused');
    await endpoint.unpauseContainer(Id);
    expect(status()).toBe('running');
    const startedAt = endpoint.containers.get(Id)?.State.StartedAt;
    await endpoint.restartContainer(Id, { timeoutSeconds: 0 });
    expect(endpoint.containers.get(Id)?.State.StartedAt).not.toBe(startedAt);
    const warnings = await endpoint.updateContainer(Id, {
      Memory: 64 * 1024 * 1024,
      MemorySwap: 128 * 1024 * 1024,
    });
    expect(warnings).toEqual([]);
    expect(endpoint.containers.get(Id)?.HostConfig.Memory).toBe(64 * 1024 * 1024);
    const name = newName();
    await endpoint.renameContainer(Id, name);
    expect(endpoint.containers.by('name', name).map((container) => container.Id)).toEqual([Id]);
    await endpoint.killContainer(Id);
    expect(endpoint.containers.get(Id)?.State).toMatchObject({ Status: 'exited', ExitCode: 137 });
    await endpoint.stopContainer(Id);
    await endpoint.removeContainer(Id);
    expect(endpoint.containers.get(Id)).toBeUndefined();
  });

  it('has the same documents as docker inspect', async () => {
    const network = await endpoint.createNetwork({ Name: newName(), Labels });
    const volume = await endpoint.createVolume({ Name: newName(), Labels });
    const Id = await run({
      Env: ['A=ü'],
      HostConfig: {
        NetworkMode: network.Name,
        Mounts: [{ Type: 'volume', Source: volume.Name, Target: '/data' }],
      },
    });
    expect(endpoint.containers.get(Id)).toEqual(await inspected('container', Id));
    expect(endpoint.networks.get(network.Id)).toEqual(await inspected('network', network.Id));
    expect(endpoint.volumes.get(volume.Name)).toEqual(await inspected('volume', volume.Name));
    const image = endpoint.images.by('tag', BASE_IMAGE)[0];
    expect(image).toEqual(await inspected('image', BASE_IMAGE));
    expect(endpoint.containers.by('network', network.Id).map((container) => container.Id)).toEqual([Id]);
    expect(endpoint.containers.by('volume', volume.Name).map((container) => container.Id)).toEqual([Id]);
    expect(endpoint.containers.by('image', image!.Id).map((container) => container.Id)).toContain(Id);
    expect(
      endpoint.containers.by('label', `iza.test=${Labels['iza.test']}`).map((container) => container.Id),
    ).toContain(Id);
  });

  it('connects and disconnects, with both sides shown', async () => {
    const network = await endpoint.createNetwork({ Name: newName(), Labels });
    const running = await run();
    const { Id: idle } = await create();
    for (const id of [running, idle]) {
      await endpoint.connectNetwork(network.Name, id, { endpoint: { Aliases: ['alias'] } });
      expect(endpoint.containers.get(id)?.NetworkSettings.Networks).toHaveProperty([network.Name]);
      expect(endpoint.containers.by('networkName', network.Name).map((container) => container.Id)).toContain(
        id,
      );
    }
    expect(Object.keys(endpoint.networks.get(network.Id)?.Containers ?? {})).toEqual([running]);
    await expect(endpoint.removeNetwork(network.Id)).rejects.toMatchObject({ code: 'CONFLICT' });
    for (const id of [running, idle]) await endpoint.disconnectNetwork(network.Id, id);
    expect(endpoint.networks.get(network.Id)?.Containers).toEqual({});
    await endpoint.removeNetwork(network.Name);
    expect(endpoint.networks.get(network.Id)).toBeUndefined();
  });

  it('follows the anonymous volumes of a container', async () => {
    const { Id, Mounts } = await create({ HostConfig: { Mounts: [{ Type: 'volume', Target: '/data' }] } });
    const name = Mounts[0]!.Name!;
    expect(endpoint.volumes.get(name)).toBeDefined();
    await endpoint.removeContainer(Id, { force: true, removeVolumes: true });
    expect(endpoint.volumes.get(name)).toBeUndefined();
  });

  it('follows what others do, and tells of every event in order', async () => {
    const events: DockerEvent[] = [];
    const off = endpoint.onEvent((event) => events.push(event));
    const id = await docker([
      'run',
      '--detach',
      '--label',
      `iza.test=${Labels['iza.test']}`,
      BASE_IMAGE,
      'sleep',
      '1000',
    ]);
    await expect.poll(() => endpoint.containers.get(id)?.State.Status).toBe('running');
    await docker(['rm', '--force', id]);
    await expect.poll(() => endpoint.containers.get(id)).toBeUndefined();
    off();
    const told = [
      'container create',
      'network connect',
      'container start',
      'container die',
      'container destroy',
    ];
    // Others use the engine too.
    const ours = events.filter(({ Actor }) => Actor.ID === id || Actor.Attributes['container'] === id);
    const actions = ours.map(({ Type, Action }) => `${Type} ${Action}`);
    expect(actions.filter((action) => told.includes(action))).toEqual(told);
    await expect.poll(() => endpoint.networks.by('name', 'bridge')[0]?.Containers).not.toHaveProperty([id]);
  });

  it('shows exit codes, health and a restart count without being asked', async () => {
    const exits = await run({ Cmd: ['sh', '-c', 'exit 7'] });
    await expect
      .poll(() => endpoint.containers.get(exits)?.State)
      .toMatchObject({ Status: 'exited', ExitCode: 7 });
    const sick = await run({ Healthcheck: { Test: ['CMD', 'false'], Interval: 100e6, Retries: 2 } });
    await expect
      .poll(() => endpoint.containers.get(sick)?.State.Health, { timeout: 10_000 })
      .toMatchObject({
        Status: 'unhealthy',
        FailingStreak: expect.toSatisfy((streak: number) => streak >= 3),
      });
    const flaps = await run({
      Cmd: ['false'],
      HostConfig: { RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 2 } },
    });
    await expect
      .poll(() => endpoint.containers.get(flaps), { timeout: 10_000 })
      .toMatchObject({
        RestartCount: 2,
        State: { Status: 'exited' },
      });
  });

  it('tells a failed start and leaves its trace in the mirror', async () => {
    const { Id } = await create({ Cmd: ['/nowhere'] });
    await expect(endpoint.startContainer(Id)).rejects.toMatchObject({
      code: 'UNPROCESSABLE',
      message: expect.stringContaining('/nowhere'),
    });
    expect(endpoint.containers.get(Id)?.State).toMatchObject({ Status: 'created', ExitCode: 127 });
  });

  it.each([
    ['a container that is not there', () => endpoint.startContainer('f'.repeat(64)), 'NOT_FOUND'],
    [
      'an image that is not there',
      () => endpoint.createContainer({ Image: 'iza-test/none:1', Labels }),
      'NOT_FOUND',
    ],
    ['a network that is not there', () => endpoint.removeNetwork('iza-test-none'), 'NOT_FOUND'],
    ['a volume that is not there', () => endpoint.removeVolume('iza-test-none'), 'NOT_FOUND'],
    ['a limit below what the engine takes', () => create({ HostConfig: { Memory: 1 } }), 'UNPROCESSABLE'],
  ] as const)('maps %s', async (_, attempt, code) => {
    await expect(attempt()).rejects.toMatchObject({ code, details: { endpoint: 'real' } });
  });

  it('calls it a conflict to take a name or port twice, to remove what runs, and to exec in what does not', async () => {
    const name = newName();
    await endpoint.createContainer({ Image: BASE_IMAGE, Labels }, { name });
    const again = endpoint.createContainer({ Image: BASE_IMAGE, Labels }, { name });
    await expect(again).rejects.toMatchObject({ code: 'CONFLICT' });
    const running = await run({
      ExposedPorts: { '80/tcp': {} },
      HostConfig: { PortBindings: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '' }] } },
    });
    const HostPort = endpoint.containers.get(running)!.NetworkSettings.Ports!['80/tcp']![0]!.HostPort!;
    const thief = await create({
      ExposedPorts: { '80/tcp': {} },
      HostConfig: { PortBindings: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort }] } },
    });
    await expect(endpoint.startContainer(thief.Id)).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(endpoint.removeContainer(running)).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(endpoint.unpauseContainer(running)).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(endpoint.exec(thief.Id, { command: ['true'] })).rejects.toMatchObject({ code: 'CONFLICT' });
    const network = await endpoint.createNetwork({ Name: newName(), Labels });
    await expect(endpoint.createNetwork({ Name: network.Name, Labels })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
  });

  it('reads logs by stream, with times, by line, from the end', async () => {
    const Id = await run({ Cmd: ['sh', '-c', 'echo one; echo zwö >&2; printf last'] });
    await expect.poll(() => endpoint.containers.get(Id)?.State.Status).toBe('exited');
    const lines = await all(endpoint.logs(Id));
    expect(lines.filter(({ stream }) => stream === 'stdout').map(({ line }) => line)).toEqual([
      'one',
      'last',
    ]);
    expect(lines.filter(({ stream }) => stream === 'stderr').map(({ line }) => line)).toEqual(['zwö']);
    const started = new Date(endpoint.containers.get(Id)!.State.StartedAt);
    for (const { at } of lines) expect(Math.abs(at!.getTime() - started.getTime())).toBeLessThan(10_000);
    expect(await all(endpoint.logs(Id, { tail: 1, stderr: false, timestamps: false }))).toEqual([
      { stream: 'stdout', line: 'last' },
    ]);
    expect(await all(endpoint.logs(Id, { since: new Date(Date.now() + 60_000) }))).toEqual([]);
  });

  it('joins a line that the engine breaks every 16 KiB, with and without a terminal', async () => {
    const command = [
      'sh',
      '-c',
      `head -c 10000 /dev/zero | tr '\\0' x; printf 'ü%.0s' $(seq 4000); echo; echo end`,
    ];
    for (const Tty of [false, true]) {
      const Id = await run({ Cmd: command, Tty });
      await expect.poll(() => endpoint.containers.get(Id)?.State.Status).toBe('exited');
      const lines = await all(endpoint.logs(Id, { timestamps: !Tty }));
      const text = lines.map(({ line, partial }) => line + (partial ? '' : '\n')).join('');
      // No `toEqual`: its report of a difference would be as long.
      expect(text === `${'x'.repeat(10_000)}${'ü'.repeat(4000)}\nend\n`).toBe(true);
    }
  });

  it('follows a log until the container ends, or the reader does', async () => {
    const Id = await run({ Cmd: ['sh', '-c', 'i=0; while true; do echo $i; i=$((i+1)); sleep 0.01; done'] });
    const reader = new AbortController();
    const first: string[] = [];
    for await (const { line } of endpoint.logs(Id, { follow: true, signal: reader.signal })) {
      first.push(line);
      if (first.length === 3) reader.abort();
    }
    expect(first.slice(0, 3)).toEqual(['0', '1', '2']);
    for await (const { line } of endpoint.logs(Id, { follow: true })) if (line === '5') break;
    const whole = all(endpoint.logs(Id, { follow: true }));
    await endpoint.killContainer(Id);
    const lines = await whole;
    expect(lines.map(({ line }) => Number(line))).toEqual(lines.map((_, index) => index));
    await expect(all(endpoint.logs('f'.repeat(64)))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('runs commands with input, environment, directory, user and exit code', async () => {
    const Id = await run();
    const script = 'cat; echo "$A $(pwd) $(id -u)"; echo err >&2; exit 3';
    const result = await endpoint.exec(Id, {
      command: ['sh', '-c', script],
      stdin: 'ïn\n',
      env: ['A=x'],
      workingDirectory: '/tmp',
      user: '65534',
    });
    expect(result).toEqual({ exitCode: 3, stdout: 'ïn\nx /tmp 65534\n', stderr: 'err\n', truncated: false });
    const terminal = await endpoint.exec(Id, { command: ['sh', '-c', 'test -t 1 && echo tty'], tty: true });
    expect(terminal).toMatchObject({ exitCode: 0, stdout: 'tty\r\n' });
    const missing = await endpoint.exec(Id, { command: ['/nowhere'] }).catch((error: unknown) => error);
    expect(missing).toMatchObject({
      exitCode: expect.toSatisfy((code: number) => code === 126 || code === 127),
    });
  });

  it('keeps no more output than asked, and waits no longer', async () => {
    const Id = await run();
    const many = await endpoint.exec(Id, {
      command: ['sh', '-c', 'yes ü | head -n 200000; echo x >&2'],
      maxOutputBytes: 1001,
    });
    expect(many).toMatchObject({ exitCode: 0, truncated: true });
    expect(Buffer.byteLength(many.stdout + many.stderr)).toBeLessThanOrEqual(1001);
    expect(many.stdout.isWellFormed() && !many.stdout.includes('\ufffd')).toBe(true);
    const startedAt = Date.now();
    for (const stdin of [undefined, 'x']) {
      const slow = endpoint.exec(Id, { command: ['sleep', '60'], timeoutMs: 200, ...(stdin && { stdin }) });
      await expect(slow).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    }
    expect(Date.now() - startedAt).toBeLessThan(5000);
  });

  it('builds, tags and removes images', async () => {
    const tag = `${unique}:built`;
    const dockerfile = `FROM ${BASE_IMAGE}\nARG WORD\nLABEL iza.test=${Labels['iza.test']}\nRUN echo "built $WORD" && echo $WORD > /word\n`;
    const progress: ImageProgress[] = [];
    const image = await endpoint.buildImage(context({ Dockerfile: dockerfile }), {
      tags: [tag],
      buildArgs: { WORD: 'ok' },
      onProgress: (line) => progress.push(line),
    });
    expect(image.RepoTags).toEqual([tag]);
    expect(endpoint.images.by('tag', tag)).toEqual([image]);
    expect(progress.map(({ output }) => output ?? '').join('')).toContain('built ok');
    await endpoint.tagImage(tag, `${unique}:second`);
    expect(endpoint.images.get(image.Id)?.RepoTags?.toSorted()).toEqual([tag, `${unique}:second`]);
    // A tag that moves leaves the image that had it.
    await endpoint.tagImage(BASE_IMAGE, `${unique}:second`);
    expect(endpoint.images.get(image.Id)?.RepoTags).toEqual([tag]);
    await endpoint.removeImage(`${unique}:second`);
    await endpoint.removeImage(tag);
    expect(endpoint.images.get(image.Id)).toBeUndefined();
    expect(endpoint.images.by('tag', BASE_IMAGE)).toHaveLength(1);
  });

  it('tells why a build or a pull failed', async () => {
    const failing = endpoint.buildImage(context({ Dockerfile: `FROM ${BASE_IMAGE}\nRUN exit 9\n` }));
    await expect(failing).rejects.toMatchObject({
      code: 'UNPROCESSABLE',
      message: expect.stringContaining('9'),
    });
    const broken = endpoint.buildImage(context({ Dockerfile: 'NONSENSE\n' }));
    await expect(broken).rejects.toMatchObject({ code: 'UNPROCESSABLE' });
    await expect(endpoint.pullImage('127.0.0.1:1/none/such')).rejects.toMatchObject({
      code: 'BACKEND_ERROR',
    });
  });

  it('samples a container and measures the disk when asked', async () => {
    const Id = await run();
    const stats = await endpoint.stats(Id);
    expect(stats.memory_stats.usage).toBeGreaterThan(0);
    expect(stats.cpu_stats.cpu_usage.total_usage).toBeGreaterThan(0);
    const usage = await endpoint.diskUsage();
    expect(usage.Images.length).toBeGreaterThan(0);
    expect(usage.Containers.map((container) => container.Id)).toContain(Id);
  });
});

async function inspected(kind: string, id: string): Promise<object> {
  return JSON.parse(await docker([kind, 'inspect', id]))[0] as object;
}

async function all(lines: AsyncIterable<LogLine>): Promise<LogLine[]> {
  const got: LogLine[] = [];
  for await (const line of lines) got.push(line);
  return got;
}

function context(files: Readonly<Record<string, string>>): Readable {
  const tar = pack();
  for (const [name, content] of Object.entries(files)) tar.entry({ name }, content);
  tar.finalize();
  return tar as unknown as Readable;
}
