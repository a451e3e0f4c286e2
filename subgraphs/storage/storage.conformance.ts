import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeId } from '#kernel/ids.ts';
import { subgraphClient, type SubgraphClient } from '#test/subgraph-client.ts';
import { createStorageSubgraph } from './index.ts';
import type { Fleet } from './platforms/index.ts';

/** An endpoint to try the subgraph on, and how to make workloads there without the subgraph. */
export interface StorageWorld extends AsyncDisposable {
  readonly fleet: Fleet;
  readonly endpoint: string;
  /** Labels that what is made must carry. */
  readonly labels: readonly { readonly key: string; readonly value: string }[];
  /** Makes a workload with a volume, a folder of the host (`/srv`) and memory mounted; resolves to its native id when the mirror shows it. */
  createWorkload(spec: { readonly name: string; readonly volume: string }): Promise<string>;
  removeWorkload(nativeId: string): Promise<void>;
}

/** What holds on every platform. `prefix` begins every name. */
export function storageConformance(prefix: string, createWorld: () => Promise<StorageWorld>): void {
  describe(`volumes conform (${prefix})`, () => {
    let world: StorageWorld;
    let graph: SubgraphClient;
    let stop: () => Promise<void>;
    let count = 0;
    const fresh = () => `${prefix}-${++count}`;

    beforeAll(async () => {
      world = await createWorld();
      const subgraph = createStorageSubgraph({ fleet: world.fleet });
      graph = subgraphClient(subgraph.schema);
      stop = () => subgraph.stop();
    });
    afterAll(async () => {
      await stop();
      await world[Symbol.asyncDispose]();
    });

    const create = async (input: object = {}) => {
      const full = { name: fresh(), labels: world.labels, ...input };
      return (await graph.ask(CREATE, { input: full })).volumeCreate.volume;
    };
    const find = async (id: string) => (await graph.ask(FIND, { id })).volume;
    const idOf = (nativeId: string) => encodeId('Container', world.endpoint, nativeId);

    test('a volume that is created can be read at once, by id and name', async () => {
      const made = await create();
      expect(made).toMatchObject({
        driver: 'local',
        scope: 'local',
        unused: true,
        stale: false,
        nativeId: made.name,
        mountPoint: expect.stringContaining(made.name),
        endpoint: { id: encodeId('Endpoint', world.endpoint, world.endpoint) },
        usedBy: { nodes: [], totalCount: 0, outages: [] },
      });
      expect(made.labels).toEqual(expect.arrayContaining([...world.labels]));
      expect(await find(made.id)).toEqual(made);
      expect(await find(made.name)).toEqual(made);
      expect(await find(made.name.slice(0, -1))).toBeNull();
      expect(await graph.entity('Volume', made.id, '{ name }')).toEqual({ name: made.name });
    });

    test('the engine makes up a name where none is given', async () => {
      const made = await create({ name: null });
      expect(made.name).toMatch(/^[0-9a-f]{64}$/);
      expect(graph.guard.at(-1)!.attempt.admission!.settings).not.toHaveProperty('Name');
    });

    test('the guard sees exactly what the engine is asked for, and which volume came of it', async () => {
      const made = await create();
      const { verb, attempt, outcome } = graph.guard.at(-1)!;
      expect([verb, attempt.action, attempt.targets]).toEqual(['admit', 'volumeCreate', []]);
      expect(attempt.admission).toMatchObject({
        kind: 'volume.create',
        endpoint: world.endpoint,
        settings: { Name: made.name, Driver: 'local', DriverOpts: {} },
      });
      expect(outcome).toEqual({ targets: [made.id] });
    });

    test('a dry run judges the same and creates nothing', async () => {
      const name = fresh();
      const { volumeCreate } = await graph.ask(CREATE, {
        input: { name, labels: world.labels, dryRun: true },
      });
      expect(volumeCreate).toEqual({ volume: null, dryRun: true });
      expect(graph.guard.at(-1)).toMatchObject({
        verb: 'evaluate',
        attempt: { admission: { kind: 'volume.create', settings: { Name: name } } },
      });
      expect(await find(name)).toBeNull();
    });

    test.each([
      ['input.name', { name: 'a/b' }],
      ['input.name', { name: '..' }],
      ['input.driver', { driver: 'a b' }],
      ['input.endpoint', { endpoint: 'nowhere' }],
      ['input.labels.1.key', { labels: [{ key: 'a' }, { key: 'a' }] }],
      ['input.options.0.key', { options: [{ key: '' }] }],
    ])('bad input names %s (%j)', async (field, input) => {
      const refusal = await graph.refusal(CREATE, { input: { name: fresh(), ...input } });
      expect(refusal).toMatchObject({ code: 'BAD_USER_INPUT', details: { field } });
      expect(refusal.message).toContain(field);
    });

    test('a name that is taken is a conflict, not the other one returned', async () => {
      const { name } = await create();
      for (const dryRun of [false, true]) {
        expect(await graph.refusal(CREATE, { input: { name, dryRun } })).toMatchObject({ code: 'CONFLICT' });
      }
    });

    test('the same requestId creates one volume', async () => {
      const input = { labels: world.labels, requestId: `${prefix}-once` };
      const [first, second] = await Promise.all([graph.ask(CREATE, { input }), graph.ask(CREATE, { input })]);
      expect(first.volumeCreate.volume.id).toBe(second.volumeCreate.volume.id);
      const other = await graph.refusal(CREATE, { input: { ...input, name: fresh() } });
      expect(other.code).toBe('IDEMPOTENCY_KEY_REUSED');
    });

    test('mounts show from both sides, of a workload that does not run too', async () => {
      const volume = await create();
      const id = idOf(await world.createWorkload({ name: fresh(), volume: volume.name }));
      const { mounts } = await graph.entity('Workload', id, `{ mounts { ${MOUNTS} } }`);
      const workload = { id };
      const ofVolume = {
        type: 'volume',
        source: volume.name,
        target: '/data',
        readOnly: true,
        workload,
        volume: { id: volume.id },
      };
      expect(mounts.nodes).toEqual([
        ofVolume,
        { type: 'bind', source: '/srv', target: '/host', readOnly: false, workload, volume: null },
        { type: 'tmpfs', source: null, target: '/scratch', readOnly: false, workload, volume: null },
      ]);
      const after = await find(volume.id);
      expect([after.unused, after.usedBy.nodes]).toEqual([false, [ofVolume]]);
    });

    test('a volume in use is not removed and its users are named; once free it is gone', async () => {
      const volume = await create();
      const name = fresh();
      const nativeId = await world.createWorkload({ name, volume: volume.name });
      for (const input of [
        { id: volume.id },
        { id: volume.id, dryRun: true },
        { id: volume.id, force: true },
      ]) {
        const refusal = await graph.refusal(REMOVE, { input });
        expect(refusal).toMatchObject({ code: 'CONFLICT', message: expect.stringContaining(name) });
      }
      await world.removeWorkload(nativeId);
      const old = await graph.refusal(REMOVE, { input: { id: volume.id, ifRevision: 'old.1' } });
      expect(old).toMatchObject({ code: 'PRECONDITION_FAILED', details: { field: 'input.ifRevision' } });
      const { revision } = await find(volume.id);
      const dry = await graph.ask(REMOVE, { input: { id: volume.id, ifRevision: revision, dryRun: true } });
      expect(dry.volumeRemove).toEqual({ removedId: volume.id, dryRun: true });
      const { volumeRemove } = await graph.ask(REMOVE, { input: { id: volume.name, ifRevision: revision } });
      expect(volumeRemove).toEqual({ removedId: volume.id, dryRun: false });
      expect(graph.guard.at(-1)).toMatchObject({ attempt: { targets: [volume.id] }, outcome: {} });
      expect(await find(volume.id)).toBeNull();
      expect(await graph.refusal(REMOVE, { input: { id: volume.id } })).toMatchObject({ code: 'NOT_FOUND' });
    });

    test('how much is stored is told when asked', async () => {
      const volume = await create();
      const { usedBytes } = (
        await graph.ask('query($id: ID!) { volume(id: $id) { usedBytes } }', { id: volume.id })
      ).volume;
      expect(usedBytes).toBeGreaterThanOrEqual(0);
    });

    test('a list is filtered by use, sorted and paged', async () => {
      const key = `${prefix}.page`;
      const names: string[] = [];
      for (const value of ['a', 'b', 'c']) {
        names.push((await create({ labels: [...world.labels, { key, value }] })).name);
      }
      await world.createWorkload({ name: fresh(), volume: names[1]! });
      const list = async (variables: Readonly<Record<string, unknown>>) =>
        (await graph.ask(LIST, variables)).volumes;
      const where = { labels: key };
      expect(namesOf(await list({ where }))).toEqual(names.toSorted());
      expect(namesOf(await list({ where: { ...where, unused: false } }))).toEqual([names[1]]);
      expect(namesOf(await list({ where: { ...where, unused: true } }))).toEqual(
        [names[0]!, names[2]!].toSorted(),
      );
      const orderBy = { field: 'NAME', direction: 'DESC' };
      const first = await list({ where, orderBy, first: 2 });
      expect([namesOf(first), first.totalCount]).toEqual([names.toSorted().toReversed().slice(0, 2), 3]);
      const rest = await list({ where, orderBy, first: 2, after: first.pageInfo.endCursor });
      expect([namesOf(rest), rest.pageInfo.hasNextPage]).toEqual([[names.toSorted()[0]], false]);
      const endpoint = encodeId('Endpoint', world.endpoint, world.endpoint);
      const { volumes } = await graph.entity(
        'Endpoint',
        endpoint,
        '{ volumes(first: 100) { nodes { name } } }',
      );
      expect(namesOf(volumes)).toEqual(expect.arrayContaining(names));
    });

    test('a watch of unused volumes follows their use', async () => {
      const value = fresh();
      const labels = [...world.labels, { key: 'watched', value }];
      const where = { labels: `watched=${value}`, unused: true };
      const events = await graph.follow(WATCH, { where });
      const next = async () => (await events.next()).value;
      expect(await next()).toMatchObject({ type: 'SYNCED', volume: null });
      const volume = await create({ labels });
      const added = await next();
      expect(added).toMatchObject({ type: 'ADDED', volume: { id: volume.id } });
      const nativeId = await world.createWorkload({ name: fresh(), volume: volume.name });
      expect(await next()).toMatchObject({ type: 'DELETED', volume: { id: volume.id } });
      const used = await graph.follow(WATCH, { where, after: added.cursor });
      expect((await used.next()).value).toMatchObject({ type: 'DELETED', volume: { id: volume.id } });
      await used.return();
      await world.removeWorkload(nativeId);
      expect(await next()).toMatchObject({ type: 'ADDED', volume: { id: volume.id, unused: true } });
      await graph.ask(REMOVE, { input: { id: volume.id } });
      expect(await next()).toMatchObject({ type: 'DELETED', volume: { id: volume.id } });
      await events.return();
    });

    test('entities of another kind or unknown are null', async () => {
      expect(
        await graph.entity('Volume', encodeId('Volume', world.endpoint, 'absent'), '{ name }'),
      ).toBeNull();
      const absent = encodeId('Container', world.endpoint, 'f'.repeat(64));
      expect(await graph.entity('Workload', absent, '{ mounts { totalCount } }')).toBeNull();
      expect(await graph.entity('Host', encodeId('Host', 'nowhere', 'x'), '{ disks { name } }')).toBeNull();
    });

    // The last one: it ends the endpoint.
    test('when the endpoint is gone, what it last said is served as stale and nothing is fetched or changed', async () => {
      const volume = await create();
      await world.fleet.stop();
      const { volumes } = await graph.ask(LIST, { where: { name: { eq: volume.name } } });
      expect(volumes.nodes).toMatchObject([{ name: volume.name, stale: true }]);
      expect(volumes.outages).toMatchObject([{ endpoint: world.endpoint, servedStale: true }]);
      const { data, errors } = await graph.run('query($id: ID!) { volume(id: $id) { name usedBytes } }', {
        id: volume.id,
      });
      expect({ ...(data!['volume'] as object) }).toEqual({ name: volume.name, usedBytes: null });
      expect(errors?.[0]?.originalError).toMatchObject({
        code: 'BACKEND_UNAVAILABLE',
        details: { endpoint: world.endpoint },
      });
      expect(await graph.refusal(CREATE, { input: { dryRun: true } })).toMatchObject({
        code: 'BACKEND_UNAVAILABLE',
      });
      expect(await graph.refusal(REMOVE, { input: { id: volume.id } })).toMatchObject({
        code: 'BACKEND_UNAVAILABLE',
      });
    });
  });
}

function namesOf(page: { readonly nodes: readonly { readonly name: string }[] }): readonly string[] {
  return page.nodes.map(({ name }) => name);
}

const MOUNTS = `nodes { workload { id } type volume { id } source target readOnly } totalCount outages { endpoint }`;
const VOLUME = `{
  id name nativeId platform driver mountPoint scope createdAt unused revision stale native
  labels { key value } endpoint { id } filesystem { mountPoint } usedBy { ${MOUNTS} }
}`;
const FIND = `query($id: ID!) { volume(id: $id) ${VOLUME} }`;
const LIST = `query($where: VolumeFilter, $orderBy: VolumeOrder, $first: Int = 100, $after: String) {
  volumes(where: $where, orderBy: $orderBy, first: $first, after: $after) {
    nodes { id name stale } totalCount pageInfo { hasNextPage endCursor } outages { endpoint servedStale }
  }
}`;
const CREATE = `mutation($input: VolumeCreateInput!) { volumeCreate(input: $input) { volume ${VOLUME} dryRun } }`;
const REMOVE = `mutation($input: VolumeRemoveInput!) { volumeRemove(input: $input) { removedId dryRun } }`;
const WATCH = `subscription($where: VolumeFilter, $after: String) {
  volumeWatch(where: $where, after: $after) { type cursor volume { id unused } }
}`;
