import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeId } from '#kernel/ids.ts';
import { silentLog } from '#kernel/log.ts';
import { subgraphClient, type SubgraphClient } from '#test/subgraph-client.ts';
import { createComputeSubgraph } from './index.ts';
import type { Fleet } from './platforms/index.ts';

/** An endpoint to try the subgraph on. */
export interface ComputeWorld extends AsyncDisposable {
  readonly fleet: Fleet;
  readonly endpoint: string;
  readonly platform: string;
  /** An image that is there; a container of it runs until it is stopped. */
  readonly image: string;
  readonly command: readonly string[];
  /** Labels that what is made must carry. */
  readonly labels: readonly { readonly key: string; readonly value: string }[];
}

/** What holds on every platform that runs containers. `prefix` begins every name. */
export function computeConformance(prefix: string, createWorld: () => Promise<ComputeWorld>): void {
  describe(`containers and images conform (${prefix})`, () => {
    let world: ComputeWorld;
    let graph: SubgraphClient;
    let stop: () => Promise<void>;
    let count = 0;
    const fresh = () => `${prefix}-${++count}`;

    beforeAll(async () => {
      world = await createWorld();
      const subgraph = createComputeSubgraph({ fleet: world.fleet, log: silentLog() });
      graph = subgraphClient(subgraph.schema);
      stop = () => subgraph.stop();
    });
    afterAll(async () => {
      await stop();
      await world[Symbol.asyncDispose]();
    });

    const inputOf = (input: object = {}) => ({
      name: fresh(),
      image: world.image,
      command: world.command,
      labels: world.labels,
      ...input,
    });
    const create = async (input: object = {}) =>
      (await graph.ask(CREATE, { input: inputOf(input) })).containerCreate.container;
    const find = async (id: string) => (await graph.ask(FIND, { id })).container;
    const change = async (mutation: string, input: object) =>
      (await graph.ask(changing(mutation), { input }))[mutation];
    const refusal = (mutation: string, input: object) => graph.refusal(changing(mutation), { input });
    const remove = (id: string) => change('containerRemove', { id, force: true });

    test('a container that is created runs, and can be read at once by id, name, native id and the beginning of it', async () => {
      const made = await create({ environment: [{ name: 'PASSWORD', value: 'hunter2' }] });
      expect(made).toMatchObject({
        state: 'RUNNING',
        platform: world.platform,
        stale: false,
        exitCode: null,
        finishedAt: null,
        oomKilled: false,
        imageReference: world.image,
        image: { tags: expect.arrayContaining([world.image]) },
        endpoint: { id: encodeId('Endpoint', world.endpoint, world.endpoint) },
        restartPolicy: { mode: 'NO' },
        stableKey: made.name,
      });
      expect(made.status).toMatch(/^Up /);
      expect(made.environmentNames).toContain('PASSWORD');
      expect(made.labels).toEqual(expect.arrayContaining([...world.labels]));
      expect(Date.parse(made.startedAt)).toBeGreaterThan(Date.now() - 60_000);
      for (const text of [made.id, made.name, made.nativeId, made.nativeId.slice(0, 12)]) {
        expect((await find(text)).id).toBe(made.id);
      }
      expect(await graph.entity('Workload', made.id, '{ __typename id name }')).toEqual({
        __typename: 'Container',
        id: made.id,
        name: made.name,
      });
      expect(
        (await graph.ask('query($id: ID!) { node(id: $id) { __typename id } }', { id: made.id })).node,
      ).toEqual({
        __typename: 'Container',
        id: made.id,
      });
      await remove(made.id);
      expect(await find(made.name)).toBeNull();
    });

    test('secrets are shown nowhere', async () => {
      const made = await create({ environment: [{ name: 'PASSWORD', value: 'hunter2' }] });
      expect(JSON.stringify(made)).not.toContain('hunter2');
      const { attempt } = graph.guard.at(-1)!;
      expect(JSON.stringify(attempt.input)).not.toContain('hunter2');
      expect(JSON.stringify(attempt.input)).toContain('PASSWORD');
      expect(attempt.admission!.settings).toMatchObject({ Env: ['PASSWORD=hunter2'] });
      await remove(made.id);
    });

    test('the guard sees exactly what the engine is asked for, and which container came of it', async () => {
      const made = await create({ native: { HostConfig: { ShmSize: 1_048_576 } }, networks: ['isolated'] });
      const { verb, attempt, outcome } = graph.guard.at(-1)!;
      expect({ verb, action: attempt.action, targets: attempt.targets }).toEqual({
        verb: 'admit',
        action: 'containerCreate',
        targets: [],
      });
      expect(attempt.admission).toMatchObject({
        kind: 'container.create',
        platform: world.platform.toLowerCase(),
        endpoint: world.endpoint,
        settings: { Image: world.image, HostConfig: { NetworkMode: 'none', ShmSize: 1_048_576 } },
      });
      expect(outcome).toEqual({ targets: [made.id] });
      await remove(made.id);
    });

    test('a dry run judges the same and creates nothing', async () => {
      const input = inputOf({ dryRun: true });
      const { containerCreate } = await graph.ask(CREATE, { input });
      expect(containerCreate).toMatchObject({ container: null, operation: null, dryRun: true });
      expect(graph.guard.at(-1)).toMatchObject({
        verb: 'evaluate',
        attempt: { admission: { kind: 'container.create' } },
      });
      expect(await find(input.name)).toBeNull();
    });

    test.each([
      ['input.name', { name: '-x' }],
      ['input.name', { name: '../etc' }],
      ['input.image', { image: '' }],
      ['input.endpoint', { endpoint: 'nowhere' }],
      ['input.user', { user: 'a b' }],
      ['input.workingDirectory', { workingDirectory: 'tmp' }],
      ['input.hostname', { hostname: 'a_b' }],
      ['input.networks.0', { networks: ['container:x'] }],
      ['input.networks', { networks: ['isolated', 'bridge'] }],
      ['input.ports.0.containerPort', { ports: [{ containerPort: 0 }] }],
      ['input.ports.0.hostPort', { ports: [{ containerPort: 1, hostPort: 65_536 }] }],
      ['input.ports.0.hostAddress', { ports: [{ containerPort: 1, hostAddress: 'localhost' }] }],
      ['input.mounts.0.target', { mounts: [{ type: 'TMPFS', target: 'x' }] }],
      ['input.mounts.0.target', { mounts: [{ type: 'TMPFS', target: '/x/..' }] }],
      ['input.mounts.0.source', { mounts: [{ type: 'BIND', source: 'etc', target: '/x' }] }],
      ['input.mounts.0.source', { mounts: [{ type: 'VOLUME', source: '/etc', target: '/x' }] }],
      [
        'input.mounts.1.target',
        {
          mounts: [
            { type: 'TMPFS', target: '/x' },
            { type: 'TMPFS', target: '/x/' },
          ],
        },
      ],
      ['input.environment.0.name', { environment: [{ name: 'a=b', value: '' }] }],
      ['input.labels.1.key', { labels: [{ key: 'a' }, { key: 'a' }] }],
      ['input.resources.cpuCores', { resources: { cpuCores: 0 } }],
      ['input.resources.memoryBytes', { resources: { memoryBytes: -1 } }],
      [
        'input.resources.memorySwapBytes',
        { resources: { memoryBytes: 20_000_000, memorySwapBytes: 10_000_000 } },
      ],
      ['input.restartPolicy.maximumRetries', { restartPolicy: { mode: 'ALWAYS', maximumRetries: 1 } }],
      ['input.autoRemove', { autoRemove: true, restartPolicy: { mode: 'ALWAYS' } }],
      ['input.addCapabilities.0', { addCapabilities: ['NET RAW'] }],
      ['input.native', { native: [] }],
      ['input.native.hostconfig', { native: { hostconfig: { Privileged: true } } }],
      ['input.requestId', { requestId: ' ' }],
    ])('bad input names %s (%j)', async (field, input) => {
      const asked = graph.guard.length;
      const error = await graph.refusal(CREATE, { input: inputOf(input) });
      expect(error).toMatchObject({ code: 'BAD_USER_INPUT', details: { field } });
      expect(graph.guard).toHaveLength(asked);
    });

    test('what a container needs and is not there is refused before anything is asked, in a dry run too', async () => {
      const made = await create({ start: false });
      const asked = graph.guard.length;
      for (const dryRun of [false, true]) {
        const code = async (input: object) => {
          const { code: found, details } = await graph.refusal(CREATE, {
            input: inputOf({ dryRun, ...input }),
          });
          return [found, details.field];
        };
        expect(await code({ name: made.name })).toEqual(['CONFLICT', 'input.name']);
        expect(await code({ image: 'no/such:image' })).toEqual(['NOT_FOUND', 'input.image']);
        expect(await code({ networks: ['no-such-network'] })).toEqual(['NOT_FOUND', 'input.networks']);
      }
      expect(graph.guard).toHaveLength(asked);
      await remove(made.id);
    });

    test('the same requestId creates one container, whoever comes first', async () => {
      const input = inputOf({ requestId: `${prefix}-once` });
      const [first, second] = await Promise.all([graph.ask(CREATE, { input }), graph.ask(CREATE, { input })]);
      expect(first.containerCreate.container.id).toBe(second.containerCreate.container.id);
      expect(first.containerCreate.operation.id).toBe(second.containerCreate.operation.id);
      const other = await graph.refusal(CREATE, { input: { ...input, name: fresh() } });
      expect(other.code).toBe('IDEMPOTENCY_KEY_REUSED');
      await remove(first.containerCreate.container.id);
    });

    test('a container goes through its states, each change recorded as an operation', async () => {
      const { id, name } = await create({ start: false });
      const steps = [
        ['containerStart', 'RUNNING'],
        ['containerStart', 'RUNNING'],
        ['containerPause', 'PAUSED'],
        ['containerUnpause', 'RUNNING'],
        ['containerRestart', 'RUNNING', { timeoutSeconds: 0 }],
        ['containerStop', 'STOPPED', { timeoutSeconds: 0 }],
        ['containerStop', 'STOPPED', { timeoutSeconds: 0 }],
        ['containerStart', 'RUNNING'],
        ['containerKill', 'STOPPED'],
      ] as const;
      expect(await find(id)).toMatchObject({ state: 'CREATED', startedAt: null, exitCode: null });
      for (const [mutation, state, input = {}] of steps) {
        const { operation, container, dryRun } = await change(mutation, { id: name, ...input });
        expect(dryRun).toBe(false);
        expect(operation).toMatchObject({
          kind: mutation,
          state: 'SUCCEEDED',
          targets: [id],
          actor: 'tester',
          cancellable: false,
        });
        // A killed program ends a moment after the signal was sent.
        const shown = mutation === 'containerKill' ? state : container.state;
        expect([mutation, shown]).toEqual([mutation, state]);
        await expect.poll(async () => (await find(id)).state).toBe(state);
        expect(graph.guard.at(-1)).toMatchObject({
          verb: 'admit',
          attempt: { action: mutation, targets: [id] },
          outcome: {},
        });
      }
      const ended = await find(id);
      expect(ended).toMatchObject({ exitCode: 137 });
      expect(ended.status).toMatch(/^Exited \(137\) /);
      const { operation, removedId } = await change('containerRemove', { id });
      expect({ removedId, state: operation.state }).toEqual({ removedId: id, state: 'SUCCEEDED' });
      expect(await find(id)).toBeNull();
    });

    test('what its state does not allow is a conflict, without a call to the engine and in a dry run too', async () => {
      const { id } = await create({});
      const asked = graph.guard.length;
      for (const dryRun of [false, true]) {
        expect(await refusal('containerUnpause', { id, dryRun })).toMatchObject({
          code: 'CONFLICT',
          details: { data: { state: 'RUNNING' } },
        });
        expect(await refusal('containerRemove', { id, dryRun })).toMatchObject({ code: 'CONFLICT' });
        expect(await refusal('containerPause', { id: 'no-such-container', dryRun })).toMatchObject({
          code: 'NOT_FOUND',
          details: { field: 'input.id' },
        });
      }
      await change('containerPause', { id });
      expect(await refusal('containerStart', { id })).toMatchObject({ code: 'CONFLICT' });
      expect(await refusal('containerExec', { id, command: ['true'] })).toMatchObject({ code: 'CONFLICT' });
      expect(graph.guard).toHaveLength(asked + 1);
      await remove(id);
    });

    test('a dry run of a change leaves all as it is', async () => {
      const { id } = await create({});
      const { operation, container, dryRun } = await change('containerStop', { id, dryRun: true });
      expect({ operation, dryRun, state: container.state }).toEqual({
        operation: null,
        dryRun: true,
        state: 'RUNNING',
      });
      expect(graph.guard.at(-1)).toMatchObject({
        verb: 'evaluate',
        attempt: { action: 'containerStop', targets: [id] },
      });
      await remove(id);
    });

    test('ifRevision lets a change happen only to what was read', async () => {
      const { id, revision } = await create({});
      await change('containerPause', { id, ifRevision: revision });
      const error = await refusal('containerUnpause', { id, ifRevision: revision });
      expect(error).toMatchObject({ code: 'PRECONDITION_FAILED', details: { field: 'input.ifRevision' } });
      const now = await find(id);
      expect(error.details.data).toEqual({ revision: now.revision });
      await change('containerUnpause', { id, ifRevision: now.revision });
      await remove(id);
    });

    test('limits, restart policy and name change while it runs', async () => {
      const { id } = await create({ resources: { cpuCores: 0.5, memoryBytes: 67_108_864, pidsLimit: 50 } });
      expect((await find(id)).resources).toMatchObject({
        cpuCores: 0.5,
        memoryBytes: 67_108_864,
        pidsLimit: 50,
      });
      const name = fresh();
      const { container } = await change('containerUpdate', {
        id,
        name,
        resources: { cpuCores: 0.25, memoryBytes: 33_554_432, pidsLimit: null },
        restartPolicy: { mode: 'UNLESS_STOPPED' },
      });
      expect(container).toMatchObject({ id, name, state: 'RUNNING' });
      expect(await find(name)).toMatchObject({
        id,
        resources: { cpuCores: 0.25, memoryBytes: 33_554_432, pidsLimit: null },
        restartPolicy: { mode: 'UNLESS_STOPPED', maximumRetries: null },
      });
      expect(graph.guard.at(-1)!.attempt.admission).toMatchObject({
        kind: 'container.update',
        settings: { NanoCpus: 250_000_000, Memory: 33_554_432, RestartPolicy: { Name: 'unless-stopped' } },
      });
      expect(await refusal('containerUpdate', { id })).toMatchObject({ code: 'BAD_USER_INPUT' });
      await remove(id);
    });

    test('a program runs in a container and gives exit code and output', async () => {
      const { id } = await create({});
      const run = async (input: object) => (await graph.ask(EXEC, { input: { id, ...input } })).containerExec;
      expect(await run({ command: ['echo', 'hello'] })).toMatchObject({
        exitCode: 0,
        stdout: 'hello\n',
        stderr: '',
        truncated: false,
        dryRun: false,
        operation: { state: 'SUCCEEDED', result: { exitCode: 0 } },
      });
      expect(graph.guard.at(-1)!.attempt.admission).toMatchObject({
        kind: 'container.exec',
        settings: { Cmd: ['echo', 'hello'], Privileged: false },
      });
      expect((await run({ command: ['false'] })).exitCode).toBe(1);
      expect(await run({ command: ['true'], dryRun: true })).toMatchObject({
        exitCode: null,
        dryRun: true,
        operation: null,
      });
      expect(await graph.refusal(EXEC, { input: { id, command: [] } })).toMatchObject({
        details: { field: 'input.command' },
      });
      expect(
        await graph.refusal(EXEC, { input: { id, command: ['true'], timeoutSeconds: 0 } }),
      ).toMatchObject({ code: 'BAD_USER_INPUT' });
      await remove(id);
    });

    test('a list is filtered, sorted and paged, and a cursor belongs to its list', async () => {
      const made = [];
      for (const tier of ['c', 'a', 'b'])
        made.push(
          await create({
            start: tier === 'a',
            labels: [...world.labels, { key: 'page', value: `${prefix}-${tier}` }],
          }),
        );
      const where = { labels: `page in (${prefix}-a,${prefix}-b,${prefix}-c)` };
      const list = async (variables: object) => (await graph.ask(LIST, { where, ...variables })).containers;
      const names = made.map(({ name }: { name: string }) => name).toSorted();
      const first = await list({ first: 2 });
      expect(first).toMatchObject({ totalCount: 3, outages: [], pageInfo: { hasNextPage: true } });
      const second = await list({ first: 2, after: first.pageInfo.endCursor });
      expect([...first.nodes, ...second.nodes].map(({ name }) => name)).toEqual(names);
      const reversed = await list({ orderBy: { field: 'CREATED_AT', direction: 'DESC' } });
      expect(reversed.nodes.map(({ id }: { id: string }) => id)).toEqual(
        made.map(({ id }) => id).toReversed(),
      );
      const running = { and: [where, { state: ['RUNNING'] }, { not: { name: { eq: made[0].name } } }] };
      expect(
        (await graph.ask(LIST, { where: running })).containers.nodes.map(({ id }: { id: string }) => id),
      ).toEqual([made[1].id]);
      expect((await list({ first: 0 })).totalCount).toBe(3);
      expect(await graph.refusal(LIST, { first: 1001 })).toMatchObject({ code: 'BAD_USER_INPUT' });
      expect(await graph.refusal(LIST, { where: { labels: 'a==b==c,,' } })).toMatchObject({
        code: 'BAD_USER_INPUT',
      });
      expect(await graph.refusal(LIST, { where: {}, after: first.pageInfo.endCursor })).toMatchObject({
        code: 'CURSOR_EXPIRED',
      });
      const elsewhere = await graph.ask(LIST, { where: { endpoint: { eq: 'elsewhere' } } });
      expect(elsewhere.containers).toMatchObject({ totalCount: 0, outages: [] });
      for (const { id } of made) await remove(id);
    });

    test('edges lead back: image, host and endpoint know the container', async () => {
      const { id, image, host, endpoint } = await create({ start: false });
      const ids = async (type: string, from: string, field: string) =>
        (await graph.entity(type, from, `{ ${field}(first: 100) { nodes { id } } }`))[field].nodes.map(
          (node: { id: string }) => node.id,
        );
      expect(await ids('Image', image.id, 'containers')).toContain(id);
      expect(await ids('Endpoint', endpoint.id, 'workloads')).toContain(id);
      expect(await ids('Host', host.id, 'workloads')).toContain(id);
      const { hosts, endpoints, workloads, system } = await graph.ask(
        `{ hosts { id name cpuCount memoryBytes } endpoints { id name status embedded } workloads(first: 1000) { nodes { __typename id } }
           system: _entities(representations: [{ __typename: "System", id: "system" }]) { ... on System { endpoints { id } } } }`,
      );
      expect(hosts).toContainEqual(expect.objectContaining({ id: host.id, cpuCount: expect.any(Number) }));
      expect(endpoints).toContainEqual({
        id: endpoint.id,
        name: world.endpoint,
        status: 'LIVE',
        embedded: world.platform === 'EMBEDDED',
      });
      expect(system[0].endpoints).toContainEqual({ id: endpoint.id });
      expect(workloads.nodes).toContainEqual({ __typename: 'Container', id });
      await remove(id);
    });

    test('unknown objects are null everywhere, and neighbours that are there are named', async () => {
      const unknown = encodeId('Container', world.endpoint, 'f'.repeat(64));
      const real = world.fleet.docker[0]?.networks.by('name', 'bridge')[0]?.Id;
      const nativeId = real ?? world.fleet.embedded[0]!.networks.by('name', 'bridge')[0]!.id;
      const network = encodeId('Network', world.endpoint, nativeId);
      const { a, b, c, d, e, f, g } = await graph.ask(
        'query($u: ID!, $n: ID!, $m: ID!) { g: node(id: $m) { id } a: container(id: $u) { id } b: node(id: $u) { id } c: workload(id: "no-such") { id } d: image(id: "no-such") { id } e: node(id: $n) { __typename id } f: host(id: "no-such") { id } }',
        { u: unknown, n: network, m: encodeId('Network', world.endpoint, 'no-such') },
      );
      expect([a, b, c, d, f, g]).toEqual([null, null, null, null, null, null]);
      expect(e).toEqual({ __typename: 'Network', id: network });
      expect(await graph.entity('Workload', unknown, '{ id }')).toBeNull();
      expect(await graph.entity('Workload', 'garbage', '{ id }')).toBeNull();
      expect(await graph.entity('Container', unknown, '{ id }')).toBeNull();
    });

    test('a watch tells what is there, then every change, and goes on from a cursor', async () => {
      const name = fresh();
      const events = await graph.follow(WATCH, { where: { name: { startsWith: name } } });
      expect((await events.next()).value).toMatchObject({ type: 'SYNCED', container: null });
      const { id } = await create({ name, start: false });
      const added = (await events.next()).value;
      expect(added).toMatchObject({
        type: 'ADDED',
        container: { id, state: 'CREATED', image: { name: expect.any(String) } },
      });
      await change('containerStart', { id });
      const seen = [];
      while (seen.at(-1)?.container.state !== 'RUNNING') seen.push((await events.next()).value);
      expect(seen.every(({ type }) => type === 'MODIFIED')).toBe(true);
      await remove(id);
      let last;
      while (last?.type !== 'DELETED') last = (await events.next()).value;
      expect(last.container.id).toBe(id);
      await events.return();

      const again = await graph.follow(WATCH, { where: { name: { startsWith: name } }, after: added.cursor });
      let event;
      while (event?.type !== 'DELETED') event = (await again.next()).value;
      expect((await again.next()).value.type).toBe('SYNCED');
      await again.return();
      const foreign = await graph.follow(WATCH, {
        where: { name: { startsWith: name } },
        after: '0123abcd.1',
      });
      expect((await foreign.next()).value.type).toBe('RESYNC');
      await foreign.return();
      await expect(graph.follow(WATCH, { after: 'nonsense' })).rejects.toMatchObject({
        code: 'BAD_USER_INPUT',
      });
    });

    test('a log can be followed until its container ends, and only of a container that is there', async () => {
      const { id } = await create();
      const follow =
        'subscription($id: ID!, $tail: Int) { containerLogs(id: $id, tail: $tail) { line { at stream line } droppedLines } }';
      const lines = await graph.follow(follow, { id });
      const ended = (async () => {
        for await (const { line, droppedLines } of lines)
          expect([typeof line.line, droppedLines]).toEqual(['string', 0]);
      })();
      await change('containerStop', { id, timeoutSeconds: 0 });
      await ended;
      await expect(graph.follow(follow, { id: 'no-such' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(graph.follow(follow, { id, tail: -2 })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
      await remove(id);
    });

    test('an image is built, tagged and removed; what takes long can be followed', async () => {
      const tag = `${prefix}/built:1`;
      const input = {
        tags: [tag],
        dockerfileText: `FROM ${world.image}\nLABEL ${world.labels.map(({ key, value }) => `${key}="${value}"`).join(' ')}\n`,
      };
      const dry = (await graph.ask(BUILD, { input: { ...input, dryRun: true } })).imageBuild;
      expect(dry).toEqual({ operation: null, image: null, dryRun: true });
      const { operation } = (await graph.ask(BUILD, { input })).imageBuild;
      expect(graph.guard.at(-1)!.attempt.admission).toMatchObject({
        kind: 'image.build',
        settings: { t: [tag] },
      });
      const states = await statesOf(operation.id);
      const end = states.at(-1);
      expect(end.error).toBeNull();
      expect(end).toMatchObject({ state: 'SUCCEEDED', cancellable: false, progress: { percent: 100 } });
      await expect.poll(() => graph.guard.at(-1)!.outcome).toEqual({ targets: end.targets });
      const image = (await graph.ask(IMAGE, { id: tag })).image;
      expect(image).toMatchObject({ id: end.targets[0], name: tag, tags: [tag], stale: false });
      expect((await graph.ask(IMAGE, { id: image.nativeId.slice(7, 19) })).image.id).toBe(image.id);

      const second = `${prefix}/built:2`;
      const tagged = (await graph.ask(TAG, { input: { id: tag, tag: second } })).imageTag;
      expect(tagged.image.tags.toSorted()).toEqual([tag, second]);
      expect(await graph.refusal(REMOVE_IMAGE, { input: { id: image.id } })).toMatchObject({
        code: 'CONFLICT',
      });
      const one = (await graph.ask(REMOVE_IMAGE, { input: { id: second } })).imageRemove;
      expect(one).toMatchObject({ untagged: [second], removedIds: [], dryRun: false });
      const user = await create({ image: tag, start: false });
      expect(await graph.refusal(REMOVE_IMAGE, { input: { id: tag } })).toMatchObject({
        code: 'CONFLICT',
        message: expect.stringContaining(user.name),
      });
      await remove(user.id);
      const last = (await graph.ask(REMOVE_IMAGE, { input: { id: tag } })).imageRemove;
      expect(last).toMatchObject({ untagged: [tag], removedIds: [image.id] });
      expect((await graph.ask(IMAGE, { id: tag })).image).toBeNull();
    });

    test.each([
      ['imagePull', { reference: '' }, 'input.reference'],
      ['imagePull', { reference: 'http://x/y' }, 'input.reference'],
      ['imagePull', { reference: 'a/../b' }, 'input.reference'],
      ['imagePull', { reference: 'a?b=c' }, 'input.reference'],
      ['imageBuild', { tags: [], dockerfileText: 'FROM scratch' }, 'input.tags'],
      ['imageBuild', { tags: ['UPPER'], dockerfileText: 'FROM scratch' }, 'input.tags.0'],
      ['imageBuild', { tags: ['a'] }, 'input'],
      ['imageBuild', { tags: ['a'], dockerfileText: 'FROM $X' }, 'input.dockerfileText'],
      ['imageBuild', { tags: ['a'], contextTar: 'AAAA' }, 'input.contextTar'],
      ['imageTag', { id: 'x', tag: 'a b' }, 'input.tag'],
    ])('%s refuses %j before anything is asked', async (mutation, input, field) => {
      const asked = graph.guard.length;
      const error = await graph.refusal(
        `mutation($input: ${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input!) { ${mutation}(input: $input) { dryRun } }`,
        { input },
      );
      expect(error).toMatchObject({ code: 'BAD_USER_INPUT', details: { field } });
      expect(graph.guard).toHaveLength(asked);
    });

    test('operations are listed, newest first, and one that has ended cannot be cancelled', async () => {
      const { id } = await create({ start: false });
      await remove(id);
      const { operations } = await graph.ask('{ operations(first: 2) { id kind state } }');
      expect(operations).toMatchObject([{ kind: 'containerRemove' }, { kind: 'containerCreate' }]);
      const failed = await graph.ask('{ operations(state: [FAILED]) { state } }');
      expect(failed.operations.every(({ state }: { state: string }) => state === 'FAILED')).toBe(true);
      const cancel = 'mutation($id: ID!) { operationCancel(input: { id: $id }) { operation { state } } }';
      expect(await graph.refusal(cancel, { id: operations[0].id })).toMatchObject({ code: 'CONFLICT' });
      expect(await graph.refusal(cancel, { id: 'nonsense' })).toMatchObject({ code: 'NOT_FOUND' });
      expect(await graph.entity('Operation', operations[0].id, '{ kind actor }')).toEqual({
        kind: 'containerRemove',
        actor: 'tester',
      });
    });

    // The last one: it ends the endpoint.
    test('when the endpoint is gone, what it last said is served as stale and nothing is changed', async () => {
      const { id, name } = await create({ start: false });
      const events = await graph.follow(WATCH, { where: { name: { eq: name } } });
      await events.next();
      await events.next();
      const endpoints = await graph.follow(
        'subscription { endpointWatch { type endpoint { name status } } }',
      );
      let seen;
      while (seen?.type !== 'SYNCED') seen = (await endpoints.next()).value;
      await world.fleet.stop();
      expect((await events.next()).value).toMatchObject({ type: 'MODIFIED', container: { id, stale: true } });
      await events.return();
      while (seen.endpoint?.name !== world.endpoint) seen = (await endpoints.next()).value;
      expect(seen).toEqual({ type: 'MODIFIED', endpoint: { name: world.endpoint, status: 'STOPPED' } });
      await endpoints.return();

      const { containers } = await graph.ask(LIST, { where: { name: { eq: name } } });
      expect(containers.nodes).toMatchObject([{ id, stale: true }]);
      expect(containers.outages).toMatchObject([{ endpoint: world.endpoint, servedStale: true }]);
      const asked = graph.guard.length;
      for (const dryRun of [false, true]) {
        const unavailable = {
          code: 'BACKEND_UNAVAILABLE',
          details: { endpoint: world.endpoint, since: expect.any(String) },
        };
        expect(await graph.refusal(CREATE, { input: inputOf({ dryRun }) })).toMatchObject(unavailable);
        expect(await refusal('containerStart', { id, dryRun })).toMatchObject(unavailable);
      }
      const { data, errors } = await graph.run(
        'query($id: ID!) { container(id: $id) { name logTail { line } } }',
        { id },
      );
      expect(data).toEqual({ container: { name, logTail: null } });
      expect(errors?.[0]?.originalError).toMatchObject({ code: 'BACKEND_UNAVAILABLE' });
      expect(graph.guard).toHaveLength(asked);
    });

    async function statesOf(id: string) {
      const states = [];
      for await (const state of await graph.follow(OPERATION_WATCH, { id })) states.push(state);
      return states;
    }
  });
}

const OPERATION =
  '{ id kind state targets actor cancellable result error { code message } progress { percent } startedAt finishedAt }';
const CONTAINER = `{
  id name state status platform nativeId createdAt startedAt finishedAt exitCode oomKilled restartCount health stableKey revision stale
  imageReference command environmentNames user pid native
  labels { key value } endpoint { id } host { id } image { id tags }
  resources { cpuCores cpuShares memoryBytes memorySwapBytes memoryReservationBytes pidsLimit }
  restartPolicy { mode maximumRetries }
}`;
const IMAGE_FIELDS = '{ id name nativeId tags sizeBytes stale revision native }';
const FIND = `query($id: ID!) { container(id: $id) ${CONTAINER} }`;
const IMAGE = `query($id: ID!) { image(id: $id) ${IMAGE_FIELDS} }`;
const LIST = `query($where: ContainerFilter, $orderBy: ContainerOrder, $first: Int = 100, $after: String) {
  containers(where: $where, orderBy: $orderBy, first: $first, after: $after) {
    nodes { id name stale } totalCount pageInfo { hasNextPage endCursor } outages { endpoint servedStale }
  }
}`;
const CREATE = `mutation($input: ContainerCreateInput!) { containerCreate(input: $input) { operation ${OPERATION} container ${CONTAINER} dryRun } }`;
const EXEC = `mutation($input: ContainerExecInput!) {
  containerExec(input: $input) { operation ${OPERATION} exitCode stdout stderr truncated dryRun }
}`;
const BUILD = `mutation($input: ImageBuildInput!) { imageBuild(input: $input) { operation ${OPERATION} image { id } dryRun } }`;
const TAG = `mutation($input: ImageTagInput!) { imageTag(input: $input) { image ${IMAGE_FIELDS} dryRun } }`;
const REMOVE_IMAGE = `mutation($input: ImageRemoveInput!) { imageRemove(input: $input) { untagged removedIds dryRun } }`;
const WATCH = `subscription($where: ContainerFilter, $after: String) {
  containerWatch(where: $where, after: $after) { type cursor container { id name state stale image { name } } }
}`;
const OPERATION_WATCH = `subscription($id: ID!) { operationWatch(id: $id) ${OPERATION} }`;

const INPUTS: Readonly<Record<string, string>> = {
  containerStop: 'ContainerStopInput',
  containerRestart: 'ContainerStopInput',
  containerKill: 'ContainerKillInput',
  containerRemove: 'ContainerRemoveInput',
  containerUpdate: 'ContainerUpdateInput',
  containerExec: 'ContainerExecInput',
};

function changing(mutation: string): string {
  const selection = mutation === 'containerRemove' ? 'removedId' : `container ${CONTAINER}`;
  return `mutation($input: ${INPUTS[mutation] ?? 'ContainerActionInput'}!) { ${mutation}(input: $input) { operation ${OPERATION} ${selection} dryRun } }`;
}
