import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BASE_IMAGE, describeWithDocker, removeLeftovers, testLabels } from '#test/engines/docker.ts';
import { secondDockerd, type SecondDockerd } from '#test/engines/second-dockerd.ts';
import { startServer, type RunningServer } from './server.ts';

const POLL = { timeout: 30_000, interval: 100 };

/** A read of a mirror: never held up by an engine that is gone. */
const AT_ONCE_MS = 1000;

const WATCH = 'subscription { containerWatch { type container { name state stale } } }';

describeWithDocker('an engine that goes away and comes back', () => {
  let engine: SecondDockerd;
  let server: RunningServer;

  beforeAll(async () => {
    await removeLeftovers();
    engine = await secondDockerd();
    for (const name of ['stays', 'goes', 'moves']) await runOn(engine, name);
    await engine.docker(['volume', 'create', 'old-volume']);
    server = await startServer({ environment: { DOCKER_HOST: engine.host } });
    await server.ask(
      'mutation { alertRuleUpdate(input: { name: "endpoint-lost", forSeconds: 0 }) { dryRun } }',
    );
  });

  afterAll(async () => {
    await server?.[Symbol.asyncDispose]();
    await engine?.[Symbol.asyncDispose]();
  });

  const view = async () => {
    const startedAt = performance.now();
    const answer = await server.ask<View>(
      `{ containers { nodes { id name state stale endpoint { status reason } metrics { memoryBytes stale } networks { totalCount } mounts { totalCount } }
           outages { endpoint since reason servedStale } } volumes { nodes { name stale } outages { endpoint } }
         networks { outages { endpoint } } endpoints { name status since lastSync }
         alerts(where: { rule: { eq: "endpoint-lost" } }) { nodes { state subject } } }`,
    );
    return { ...answer, tookMs: performance.now() - startedAt };
  };
  const status = async () => (await view()).endpoints.find(({ name }) => name === 'docker')?.status;
  const expectEqualToEngine = async () => {
    const lines = (await engine.docker(['ps', '-a', '--format', '{{.Names}} {{.State}}'])).split('\n');
    await expect
      .poll(async () => {
        const { containers } = await view();
        return containers.nodes.map(({ name, state }) => `${name} ${state}`).toSorted();
      }, POLL)
      .toEqual(lines.map(asGraph).toSorted());
  };

  test('is shown as stale while it is dead, and nothing waits for it', async () => {
    using events = follow(server, WATCH, 'containerWatch');
    using overSse = await followOverSse(server, '/events/containers');
    using endpoints = follow(
      server,
      'subscription { endpointWatch { type endpoint { name status } } }',
      'endpointWatch',
    );
    using alerts = follow(
      server,
      'subscription { alertStream { alert { rule state subject } } }',
      'alertStream',
    );
    await expect.poll(() => events.seen.some(({ type }) => type === 'SYNCED'), POLL).toBe(true);
    const build = await server.ask<{ imageBuild: { operation: { id: string } } }>(
      'mutation ($input: ImageBuildInput!) { imageBuild(input: $input) { operation { id } } }',
      { input: { tags: ['in-the-middle:1'], dockerfileText: `FROM ${BASE_IMAGE}\nRUN sleep 100` } },
    );

    await engine.kill();
    await expect.poll(status, POLL).toBe('STALE');
    const { containers, volumes, networks, tookMs } = await view();
    expect(tookMs).toBeLessThan(AT_ONCE_MS);
    expect(containers.nodes.map(({ name, stale }) => [name, stale])).toEqual([
      ['goes', true],
      ['moves', true],
      ['stays', true],
    ]);
    const outage = {
      endpoint: 'docker',
      servedStale: true,
      since: expect.any(String) as unknown,
      reason: expect.stringMatching(/\w/) as unknown,
    };
    expect(containers.outages).toEqual([outage]);
    expect(volumes).toEqual({
      nodes: [{ name: 'old-volume', stale: true }],
      outages: [{ endpoint: 'docker' }],
    });
    expect(networks.outages).toEqual([{ endpoint: 'docker' }]);

    for (const [mutation, input] of [
      ['containerStop', '{ id: "stays" }'],
      ['containerCreate', `{ name: "never", image: "${BASE_IMAGE}" }`],
      ['networkCreate', '{ name: "never" }'],
      ['volumeCreate', '{ name: "never" }'],
      ['volumeRemove', '{ id: "old-volume" }'],
      ['imagePull', '{ reference: "busybox" }'],
    ] as const) {
      const { errors } = await server.graphql(`mutation { ${mutation}(input: ${input}) { dryRun } }`);
      expect({ mutation, errors }).toMatchObject({
        mutation,
        errors: [
          {
            extensions: {
              code: 'BACKEND_UNAVAILABLE',
              endpoint: 'docker',
              since: expect.stringMatching(/^\d{4}-/) as unknown,
              retryable: true,
            },
          },
        ],
      });
    }
    const refused = await server.rest('POST', '/containers/stays/stop', { body: {} });
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({
      code: 'BACKEND_UNAVAILABLE',
      endpoint: 'docker',
      since: expect.any(String) as unknown,
    });
    await expect
      .poll(() => operation(server, build.imageBuild.operation.id), POLL)
      .toMatchObject({
        state: 'FAILED',
        error: { code: 'BACKEND_UNAVAILABLE' },
      });
    await expect
      .poll(() => alerts.seen.map(({ alert }) => alert), POLL)
      .toContainEqual({
        rule: 'endpoint-lost',
        state: 'FIRING',
        subject: expect.stringContaining('docker') as unknown,
      });
    expect((await fetch(`${server.url}/livez`)).status).toBe(200);
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);

    await engine.startUnseen(async (docker) => {
      await docker(['rm', '--force', 'goes']);
      await docker(['rename', 'moves', 'moved']);
      await docker(['volume', 'rm', 'old-volume']);
      await docker(['volume', 'create', 'new-volume']);
      await docker(['run', '-d', '--name', 'came', '--network', 'none', BASE_IMAGE, 'sleep', '600']);
    });
    expect(await status()).toBe('STALE');
    await engine.start();

    await expect.poll(status, POLL).toBe('LIVE');
    await expectEqualToEngine();
    const back = await view();
    expect(back.containers.outages).toEqual([]);
    expect(back.containers.nodes.every(({ stale }) => !stale)).toBe(true);
    expect(back.volumes.nodes).toEqual([{ name: 'new-volume', stale: false }]);
    const ghost = containers.nodes.find(({ name }) => name === 'goes')!.id;
    expect(
      await server.ask('query ($id: ID!) { container(id: $id) { name } node(id: $id) { id } }', {
        id: ghost,
      }),
    ).toEqual({
      container: null,
      node: null,
    });
    expect((await server.rest('GET', `/containers/${encodeURIComponent(ghost)}`)).status).toBe(404);

    const missed = (seen: readonly Event[]) =>
      seen.flatMap(({ type, container }) =>
        container && type !== 'SNAPSHOT' ? [`${type} ${container.name}`] : [],
      );
    for (const { seen } of [events, overSse]) {
      await expect
        .poll(() => missed(seen), POLL)
        .toEqual(expect.arrayContaining(['DELETED goes', 'ADDED came', 'MODIFIED moved']));
      expect(missed(seen).filter((text) => text === 'DELETED goes')).toHaveLength(1);
      expect(missed(seen).filter((text) => text === 'ADDED came')).toHaveLength(1);
      // Whoever only listened knows that the view was stale meanwhile, and that it no longer is.
      const stays = seen
        .filter(({ container }) => container?.name === 'stays')
        .map(({ container }) => container!.stale);
      expect(stays).toContain(true);
      await expect
        .poll(() => seen.findLast(({ container }) => container?.name === 'stays')?.container?.stale, POLL)
        .toBe(false);
    }
    expect(
      endpoints.seen
        .filter(({ endpoint }) => endpoint?.name === 'docker')
        .map(({ endpoint }) => endpoint!.status),
    ).toEqual(expect.arrayContaining(['LIVE', 'STALE']));
    await expect
      .poll(() => alerts.seen.map(({ alert }) => alert?.state), POLL)
      .toEqual(expect.arrayContaining(['FIRING', 'RESOLVED']));
  });

  test('is shown as stale while it hangs, and a change that was under way ends', async () => {
    engine.freeze();
    try {
      const startedAt = Date.now();
      const underWay = server.graphql('mutation { volumeCreate(input: { name: "hangs" }) { dryRun } }');
      while ((await status()) === 'LIVE') {
        const { tookMs } = await view();
        expect(tookMs).toBeLessThan(AT_ONCE_MS);
        expect(Date.now() - startedAt).toBeLessThan(15_000);
      }
      expect(await status()).toBe('STALE');
      expect(await underWay).toMatchObject({
        errors: [{ extensions: { code: 'BACKEND_UNAVAILABLE', endpoint: 'docker' } }],
      });
      expect((await view()).containers.nodes.every(({ stale }) => stale)).toBe(true);
    } finally {
      engine.thaw();
    }
    await expect.poll(status, POLL).toBe('LIVE');
    // What hung may have been done: the mirror tells what is, the trail that nobody knew.
    await expect
      .poll(async () => (await view()).volumes.nodes.map(({ name }) => name).toSorted(), POLL)
      .toEqual((await engine.docker(['volume', 'ls', '-q'])).split('\n').toSorted());
    await expectEqualToEngine();
  });

  test('dies again and again, and the graph equals it every time', async () => {
    for (const round of [1, 2, 3]) {
      await engine.kill();
      await engine.startUnseen(async (docker) => void (await docker(['rename', 'stays', `stays-${round}`])));
      await engine.start();
      await expect.poll(status, POLL).toBe('LIVE');
      await expectEqualToEngine();
      await engine.docker(['rename', `stays-${round}`, 'stays']);
      await expectEqualToEngine();
    }
    expect(await server.ask('{ auditVerify { intact } }')).toEqual({ auditVerify: { intact: true } });
  });

  test('was not there when IzaOS started, and is found when it comes', async () => {
    await engine.kill();
    const folder = mkdtempSync(join(tmpdir(), 'iza-e2e-config-'));
    const config = join(folder, 'iza.yaml');
    writeFileSync(config, `endpoints:\n  - { platform: docker, name: late, host: '${engine.host}' }\n`);
    try {
      await using patient = await startServer({ environment: { IZA_CONFIG: config } });
      expect(patient.output()).toMatch(/late.*\[connecting/);
      const { endpoints, containers } = await patient.ask<View>(
        '{ endpoints { name status } containers { nodes { name } outages { endpoint servedStale } } }',
      );
      expect(endpoints).toEqual([{ name: 'late', status: 'CONNECTING' }]);
      expect(containers).toEqual({ nodes: [], outages: [{ endpoint: 'late', servedStale: false }] });
      expect((await fetch(`${patient.url}/readyz`)).status).toBe(503);
      await engine.start();
      await expect
        .poll(
          async () =>
            (await patient.ask<View>('{ containers { nodes { name } } }')).containers.nodes.map(
              ({ name }) => name,
            ),
          POLL,
        )
        .toEqual(['came', 'moved', 'stays']);
      expect((await fetch(`${patient.url}/readyz`)).status).toBe(200);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

test('without any engine the host is real and the rest can be explored', async () => {
  await using server = await startServer({ environment: { DOCKER_HOST: 'unix:///nonexistent/docker.sock' } });
  expect(server.output()).toMatch(/embedded.*made up/);
  expect(server.output()).toMatch(/host.*real/);
  expect(server.output()).toContain('apt-get install');
  const { hosts, containers, endpoints } = await server.ask<{
    hosts: { name: string }[];
    containers: { nodes: { id: string; name: string; platform: string; state: string }[] };
    endpoints: { name: string; embedded: boolean; status: string }[];
  }>(
    `{ hosts { name cpuCount memoryBytes metrics { memoryTotalBytes load1 } filesystems { mountPoint } interfaces { name } }
       containers { nodes { id name platform state image { name } networks { nodes { network { name } } } metrics { memoryBytes source }
         policyVerdict { allowed } auditTrail { totalCount } mounts { totalCount } } }
       endpoints { name embedded status } }`,
  );
  expect(hosts.find(({ name }) => name === hostname())).toMatchObject({
    cpuCount: expect.any(Number) as unknown,
    metrics: { memoryTotalBytes: expect.any(Number) as unknown },
  });
  expect(endpoints).toContainEqual({ name: 'embedded', embedded: true, status: 'LIVE' });
  expect(endpoints).toContainEqual({ name: 'host', embedded: false, status: 'LIVE' });
  expect(containers.nodes.length).toBeGreaterThan(0);
  expect(new Set(containers.nodes.map(({ platform }) => platform))).toEqual(new Set(['EMBEDDED']));
  const running = containers.nodes.find(({ state }) => state === 'RUNNING')!;
  const { containerStop } = await server.ask<{ containerStop: object }>(
    'mutation ($id: ID!) { containerStop(input: { id: $id }) { container { state auditTrail { nodes { action } } } } }',
    { id: running.id },
  );
  expect(containerStop).toMatchObject({
    container: { state: 'STOPPED', auditTrail: { nodes: [{ action: 'containerStop' }] } },
  });
});

interface View {
  readonly containers: {
    readonly nodes: readonly {
      readonly id: string;
      readonly name: string;
      readonly state: string;
      readonly stale: boolean;
    }[];
    readonly outages: readonly object[];
  };
  readonly volumes: {
    readonly nodes: readonly { readonly name: string; readonly stale: boolean }[];
    readonly outages: readonly object[];
  };
  readonly networks: { readonly outages: readonly object[] };
  readonly endpoints: readonly { readonly name: string; readonly status: string }[];
}

interface Event {
  readonly type?: string;
  readonly container?: { readonly name: string; readonly stale: boolean } | null;
  readonly endpoint?: { readonly name: string; readonly status: string } | null;
  readonly alert?: { readonly rule: string; readonly state: string };
}

async function runOn(engine: SecondDockerd, name: string): Promise<void> {
  const labels = Object.entries(testLabels()).flatMap(([key, value]) => ['--label', `${key}=${value}`]);
  await engine.docker([
    'run',
    '-d',
    '--name',
    name,
    '--network',
    'none',
    ...labels,
    BASE_IMAGE,
    'sleep',
    '600',
  ]);
}

/** `stays running` as the graph says it. */
function asGraph(line: string): string {
  const [name, state] = line.split(' ');
  return `${name} ${state === 'exited' ? 'STOPPED' : state!.toUpperCase()}`;
}

async function operation(server: RunningServer, id: string): Promise<unknown> {
  const { operation: found } = await server.ask<{ operation: unknown }>(
    'query ($id: ID!) { operation(id: $id) { state error { code } } }',
    { id },
  );
  return found;
}

interface Followed extends Disposable {
  readonly seen: readonly Event[];
}

/** Gathers the events of a subscription over WebSocket. */
function follow(server: RunningServer, query: string, field: string): Followed {
  const seen: Event[] = [];
  const events = server.live().iterate({ query });
  void (async () => {
    for await (const { data } of events) seen.push(data![field] as Event);
  })().catch(() => undefined);
  return { seen, [Symbol.dispose]: () => void events.return?.() };
}

/** The same over REST's event stream. */
async function followOverSse(server: RunningServer, path: string): Promise<Followed> {
  const ending = new AbortController();
  const response = await fetch(`${server.url}/iza/api/v1${path}`, {
    headers: { authorization: `Bearer ${server.key}`, accept: 'text/event-stream' },
    signal: ending.signal,
  });
  expect(response.status).toBe(200);
  const seen: Event[] = [];
  void (async () => {
    let text = '';
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      const frames = (text + chunk).split('\n\n');
      text = frames.pop()!;
      for (const frame of frames) {
        const data = /^data: (.*)$/m.exec(frame)?.[1];
        if (data !== undefined) seen.push(JSON.parse(data) as Event);
      }
    }
  })().catch(() => undefined);
  return { seen, [Symbol.dispose]: () => ending.abort() };
}
