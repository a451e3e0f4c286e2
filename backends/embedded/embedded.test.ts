import { describe, expect, test } from 'vitest';
import { RevisionClock } from '../revision-clock.ts';
import { STATE_CASES, STEPS_TO, type Verb } from './state-cases.ts';
import { createEmbeddedEndpoint, type EmbeddedEndpoint } from './index.ts';

const IMAGE = 'izaos-sample/web:1.0';

describe('the sample application', () => {
  test('is the same at every start', async () => {
    const [left, right] = [await started(), await started()];
    expect(identities(left)).toEqual(identities(right));
    expect(left.containers.size).toBe(4);
    expect(left.images.size).toBe(4);
    expect(left.volumes.size).toBe(2);
    expect(
      left.networks
        .values()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['bridge', 'host', 'none', 'shop_backend', 'shop_frontend']);
  });

  test('is labelled as embedded in every object', async () => {
    const endpoint = await started();
    const everything = [endpoint.containers, endpoint.images, endpoint.networks, endpoint.volumes].flatMap(
      (collection): readonly { readonly labels: Readonly<Record<string, string>> }[] => collection.values(),
    );
    expect(everything.length).toBe(15);
    for (const { labels } of everything) expect(labels['iza.embedded']).toBe('true');
  });

  test('joins containers with their image, networks and volumes through the indexes', async () => {
    const endpoint = await started();
    const [db] = endpoint.containers.by('name', 'shop-db-1');
    const backend = endpoint.networks.by('name', 'shop_backend')[0]!;
    expect(endpoint.images.get(db!.imageId)?.tags).toEqual(['izaos-sample/postgres:16']);
    expect(endpoint.containers.by('volume', 'shop_db-data')).toEqual([db]);
    expect(
      endpoint.containers
        .by('network', backend.id)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['shop-api-1', 'shop-cache-1', 'shop-db-1']);
    expect(db?.networks[0]).toMatchObject({
      ipv4Address: '172.28.1.2',
      prefixLength: 24,
      gateway: '172.28.1.1',
    });
  });
});

describe('a container moves through the states as in Docker', () => {
  test.each(STATE_CASES)('$verb on a $from container: $outcome', async ({ from, verb, outcome }) => {
    const endpoint = await started();
    const { id } = await endpoint.createContainer({ image: IMAGE });
    const call = (name: Verb) => endpoint[`${name}Container`](id);
    for (const step of STEPS_TO[from]) await call(step);
    expect(endpoint.containers.get(id)?.state.status).toBe(from);
    const result = await call(verb).then(() => endpoint.containers.get(id)?.state.status ?? 'gone', codeOf);
    expect(result).toBe(outcome);
  });

  test('is removed with force while it runs, with its anonymous volumes when asked', async () => {
    const endpoint = await started();
    const mounts = [
      { type: 'volume', source: '', destination: '/a', readOnly: false },
      { type: 'volume', source: 'named', destination: '/b', readOnly: false },
    ] as const;
    const { id } = await endpoint.createContainer({ image: IMAGE, mounts });
    await endpoint.startContainer(id);
    expect(endpoint.volumes.size).toBe(4);
    await endpoint.removeContainer(id, { force: true, removeVolumes: true });
    expect(
      endpoint.volumes
        .values()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['named', 'shop_cache-data', 'shop_db-data']);
  });

  test('exits with 128 + the number of the signal that killed it, and ignores signals that end nothing', async () => {
    const endpoint = await started();
    await endpoint.killContainer('shop-web-1', { killSignal: 'SIGUSR1' });
    expect(endpoint.containers.by('name', 'shop-web-1')[0]!.state.status).toBe('running');
    await endpoint.killContainer('shop-web-1', { killSignal: 'TERM' });
    expect(endpoint.containers.by('name', 'shop-web-1')[0]!.state).toMatchObject({
      status: 'exited',
      exitCode: 143,
    });
  });

  test('has its addresses only while it runs, and gets free ones', async () => {
    const endpoint = await started();
    await endpoint.stopContainer('shop-db-1');
    expect(endpoint.containers.by('name', 'shop-db-1')[0]!.networks[0]!.ipv4Address).toBeUndefined();
    const { id } = await endpoint.createContainer({ image: IMAGE, networks: ['shop_backend'] });
    await endpoint.startContainer(id);
    expect(endpoint.containers.get(id)!.networks[0]!.ipv4Address).toBe('172.28.1.2');
    await endpoint.startContainer('shop-db-1');
    expect(endpoint.containers.by('name', 'shop-db-1')[0]!.networks[0]!.ipv4Address).toBe('172.28.1.5');
  });
});

describe('what is in use is not taken away', () => {
  test.each<{ what: string; call: (endpoint: EmbeddedEndpoint) => Promise<unknown>; code: string }>([
    {
      what: 'a name',
      call: (e) => e.createContainer({ image: IMAGE, name: 'shop-web-1' }),
      code: 'CONFLICT',
    },
    {
      what: 'a name, on rename',
      call: (e) => e.renameContainer('shop-db-1', 'shop-web-1'),
      code: 'CONFLICT',
    },
    {
      what: 'a network with running containers',
      call: (e) => e.removeNetwork('shop_backend'),
      code: 'CONFLICT',
    },
    { what: 'a predefined network', call: (e) => e.removeNetwork('bridge'), code: 'UNPROCESSABLE' },
    { what: 'a network name', call: (e) => e.createNetwork({ name: 'shop_backend' }), code: 'CONFLICT' },
    {
      what: 'a subnet',
      call: (e) => e.createNetwork({ name: 'x1', subnet: '172.28.0.128/25' }),
      code: 'CONFLICT',
    },
    { what: 'a volume', call: (e) => e.removeVolume('shop_db-data', { force: true }), code: 'CONFLICT' },
    {
      what: 'the image of a running container',
      call: (e) => e.removeImage(IMAGE, { force: true }),
      code: 'CONFLICT',
    },
    {
      what: 'an address',
      call: (e) => e.connectNetwork('shop_backend', 'shop-web-1', { ipv4Address: '172.28.1.2' }),
      code: 'CONFLICT',
    },
    {
      what: 'a network it is in already',
      call: (e) => e.connectNetwork('shop_backend', 'shop-db-1'),
      code: 'CONFLICT',
    },
    {
      what: 'an image that is not there',
      call: (e) => e.createContainer({ image: 'nothing/such:1' }),
      code: 'NOT_FOUND',
    },
    { what: 'a repository named missing', call: (e) => e.pullImage('library/missing'), code: 'NOT_FOUND' },
    {
      what: 'a name with a slash',
      call: (e) => e.createContainer({ image: IMAGE, name: '../x' }),
      code: 'BAD_USER_INPUT',
    },
    {
      what: 'too little memory',
      call: (e) => e.updateContainer('shop-db-1', { memoryBytes: 1024 }),
      code: 'UNPROCESSABLE',
    },
  ])('$what: $code, and nothing changed', async ({ call, code }) => {
    const endpoint = await started();
    const before = snapshot(endpoint);
    expect(await call(endpoint).then(() => 'done', codeOf)).toBe(code);
    expect(snapshot(endpoint)).toEqual(before);
  });

  test('a published port is given to one running container at a time', async () => {
    const endpoint = await started();
    const { id } = await endpoint.createContainer({
      image: IMAGE,
      ports: [{ containerPort: 80, protocol: 'tcp', hostPort: 8080 }],
    });
    expect(await endpoint.startContainer(id).catch(codeOf)).toBe('CONFLICT');
    await endpoint.stopContainer('shop-web-1');
    await endpoint.startContainer(id);
    expect(endpoint.containers.get(id)?.state.status).toBe('running');
  });
});

describe('images', () => {
  test('are pulled with progress, tagged, untagged one by one and then gone', async () => {
    const endpoint = await started();
    const progress: (number | undefined)[] = [];
    const image = await endpoint.pullImage('alpine', {
      onProgress: ({ bytesDone }) => progress.push(bytesDone),
    });
    expect(image.tags).toEqual(['alpine:latest']);
    expect(progress.at(-2)).toBe(image.sizeBytes);
    await endpoint.tagImage('alpine', 'mine:1');
    expect(await endpoint.removeImage(image.id).catch(codeOf)).toBe('CONFLICT');
    await endpoint.removeImage('alpine:latest');
    expect(endpoint.images.get(image.id)?.tags).toEqual(['mine:1']);
    await endpoint.removeImage('mine:1');
    expect(endpoint.images.get(image.id)).toBeUndefined();
  });

  test('built from the same context are the same image', async () => {
    const endpoint = await started();
    const build = (text: string) => endpoint.buildImage(chunks(text), { tags: ['app:1'] });
    const [first, again, other] = [await build('FROM a'), await build('FROM a'), await build('FROM b')];
    expect(again.id).toBe(first.id);
    expect(other.id).not.toBe(first.id);
    expect(endpoint.images.by('tag', 'app:1').map(({ id }) => id)).toEqual([other.id]);
  });

  test('a cancelled pull ends at once and leaves nothing', async () => {
    const endpoint = await started({ workMs: 60_000 });
    const controller = new AbortController();
    const pulling = endpoint.pullImage('alpine', { signal: controller.signal }).catch(codeOf);
    controller.abort();
    expect(await pulling).toBe('CANCELLED');
    expect(endpoint.images.by('tag', 'alpine:latest')).toEqual([]);
  });
});

describe('exec', () => {
  test.each([
    { command: ['echo', 'a', 'b'], exitCode: 0, stdout: 'a b\n' },
    { command: ['/bin/true'], exitCode: 0, stdout: '' },
    { command: ['false'], exitCode: 1, stdout: '' },
    { command: ['sh', '-c', "echo 'x  y'"], exitCode: 0, stdout: 'x  y\n' },
    { command: ['sh', '-c', 'exit 3'], exitCode: 3, stdout: '' },
    { command: ['sh', '-c', 'echo $(id)'], exitCode: 127, stdout: '' },
    { command: ['constructor'], exitCode: 127, stdout: '' },
    { command: ['cat', '/nothing'], exitCode: 1, stdout: '' },
  ])('$command → $exitCode', async ({ command, exitCode, stdout }) => {
    const endpoint = await started();
    expect(await endpoint.exec('shop-web-1', { command })).toMatchObject({
      exitCode,
      stdout,
      truncated: false,
    });
  });

  test('sees the environment, and is refused in a container that does not run', async () => {
    const endpoint = await started();
    const { stdout } = await endpoint.exec('shop-api-1', { command: ['env'], env: ['MORE=1'] });
    expect(stdout.split('\n')).toEqual(expect.arrayContaining(['DATABASE_HOST=db', 'MORE=1']));
    await endpoint.stopContainer('shop-api-1');
    expect(await endpoint.exec('shop-api-1', { command: ['true'] }).catch(codeOf)).toBe('CONFLICT');
  });

  test('ends at its deadline', async () => {
    const endpoint = await started();
    const sleeping = endpoint.exec('shop-web-1', { command: ['sleep', '600'], timeoutMs: 5 });
    expect(await sleeping.catch(codeOf)).toBe('DEADLINE_EXCEEDED');
  });

  test('cuts output at the limit and says so', async () => {
    const endpoint = await started();
    const result = await endpoint.exec('shop-web-1', {
      command: ['echo', 'x'.repeat(100)],
      maxOutputBytes: 10,
    });
    expect(result).toMatchObject({ stdout: 'x'.repeat(10), truncated: true });
  });
});

describe('logs and metrics', () => {
  test('the log is the same for every reader, and a tail is its end', async () => {
    const clock = fakeTime();
    const endpoint = await started({ now: clock.now });
    clock.advance(600_000);
    const all = await collect(endpoint.logs('shop-web-1'));
    expect(all.length).toBeGreaterThan(100);
    expect(all[0]!.line).toContain('embedded');
    expect(await collect(endpoint.logs('shop-web-1'))).toEqual(all);
    expect(await collect(endpoint.logs('shop-web-1', { tail: 7 }))).toEqual(all.slice(-7));
    const middle = all[50]!.at;
    expect(await collect(endpoint.logs('shop-web-1', { since: middle }))).toEqual(all.slice(50));
    expect(await collect(endpoint.logs('shop-web-1', { until: middle }))).toEqual(all.slice(0, 51));
    expect(
      (await collect(endpoint.logs('shop-web-1', { stdout: false }))).every(
        ({ stream }) => stream === 'stderr',
      ),
    ).toBe(true);
  });

  test('a stopped container writes nothing, and a followed log ends with it', async () => {
    const clock = fakeTime();
    const endpoint = await started({ now: clock.now });
    const following = collect(endpoint.logs('shop-web-1', { follow: true, since: clock.now() }));
    clock.advance(60_000);
    await endpoint.stopContainer('shop-web-1');
    const followed = await following;
    expect(followed.length).toBeGreaterThan(10);
    clock.advance(60_000);
    expect(await collect(endpoint.logs('shop-web-1'))).toEqual(followed);
  });

  test('an aborted follow ends', async () => {
    const endpoint = await started();
    const controller = new AbortController();
    const following = collect(endpoint.logs('shop-web-1', { follow: true, signal: controller.signal }));
    controller.abort();
    expect((await following).length).toBe(1);
  });

  test('counters never fall while it runs, stand still while paused and start over after a restart', async () => {
    const clock = fakeTime();
    const endpoint = await started({ now: clock.now });
    const stats = () => endpoint.stats('shop-api-1')!;
    let last = stats();
    for (let second = 0; second < 500; second++) {
      clock.advance(1000);
      const now = stats();
      expect(now.cpuUsageNs).toBeGreaterThan(last.cpuUsageNs);
      expect(now.cpuUsageNs - last.cpuUsageNs).toBeLessThan(1e9);
      expect(now.networks[0]!.rxBytes).toBeGreaterThanOrEqual(last.networks[0]!.rxBytes);
      expect(now.memoryBytes).toBeLessThan(now.memoryLimitBytes!);
      last = now;
    }
    await endpoint.pauseContainer('shop-api-1');
    clock.advance(10_000);
    expect(stats().cpuUsageNs).toBe(last.cpuUsageNs);
    await endpoint.restartContainer('shop-api-1');
    expect(stats().cpuUsageNs).toBe(0);
    await endpoint.stopContainer('shop-api-1');
    expect(endpoint.stats('shop-api-1')).toBeUndefined();
  });
});

test('events name what happened, in order', async () => {
  const endpoint = await started();
  const events: string[] = [];
  endpoint.onEvent(({ type, action }) => events.push(`${type} ${action}`));
  const { id } = await endpoint.createContainer({ image: IMAGE, name: 'x1' });
  await endpoint.startContainer(id);
  await endpoint.restartContainer(id);
  await endpoint.removeContainer(id, { force: true });
  expect(events).toEqual([
    'container create',
    'container start',
    'container die',
    'container start',
    'container restart',
    'container die',
    'container destroy',
  ]);
});

test('ids may be shortened while they are unambiguous', async () => {
  const endpoint = await started();
  const { id } = endpoint.containers.by('name', 'shop-web-1')[0]!;
  await endpoint.stopContainer(id.slice(0, 12));
  expect(endpoint.containers.get(id)?.state.status).toBe('exited');
  expect(await endpoint.stopContainer(id.slice(0, 3)).catch(codeOf)).toBe('NOT_FOUND');
});

test('a stopped endpoint says so, ends its streams and keeps what it knew', async () => {
  const endpoint = await started();
  const following = collect(endpoint.logs('shop-web-1', { follow: true }));
  await endpoint.stop();
  await following;
  expect(endpoint.state.status).toBe('STOPPED');
  expect(await endpoint.startContainer('shop-web-1').catch(codeOf)).toBe('BACKEND_UNAVAILABLE');
  expect(endpoint.containers.size).toBe(4);
});

async function started(
  options: { readonly now?: () => Date; readonly workMs?: number } = {},
): Promise<EmbeddedEndpoint> {
  const endpoint = createEmbeddedEndpoint({
    name: 'embedded',
    clock: new RevisionClock(),
    workMs: 10,
    ...options,
  });
  await endpoint.start();
  expect(endpoint.state.status).toBe('LIVE');
  return endpoint;
}

function fakeTime(): { readonly now: () => Date; readonly advance: (milliseconds: number) => void } {
  let time = Date.UTC(2026, 0, 1);
  return {
    now: () => new Date(time),
    advance: (milliseconds) => {
      time += milliseconds;
    },
  };
}

function identities({ containers }: EmbeddedEndpoint): unknown {
  return containers.values().map(({ id, name }) => ({ id, name }));
}

function codeOf(error: unknown): string {
  return (error as { code: string }).code;
}

function snapshot({ containers, images, networks, volumes }: EmbeddedEndpoint): unknown {
  return [containers, images, networks, volumes].map((collection): readonly object[] => [
    ...collection.values(),
  ]);
}

async function collect<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

async function* chunks(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
