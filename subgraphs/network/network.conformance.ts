import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeId } from '#kernel/ids.ts';
import { subgraphClient, type SubgraphClient } from '#test/subgraph-client.ts';
import { createNetworkSubgraph } from './index.ts';
import type { Fleet } from './platforms/index.ts';

/** An endpoint to try the subgraph on, and how to make workloads there without the subgraph. */
export interface NetworkWorld extends AsyncDisposable {
  readonly fleet: Fleet;
  readonly endpoint: string;
  /** Labels that what is made must carry. */
  readonly labels: readonly { readonly key: string; readonly value: string }[];
  /** Resolves to the native id, when the mirror shows it. */
  createWorkload(spec: { readonly name: string; readonly network: string }): Promise<string>;
  startWorkload(nativeId: string): Promise<void>;
  stopWorkload(nativeId: string): Promise<void>;
}

/** What holds on every platform. `prefix` begins every name. */
export function networkConformance(prefix: string, createWorld: () => Promise<NetworkWorld>): void {
  describe(`networks conform (${prefix})`, () => {
    let world: NetworkWorld;
    let graph: SubgraphClient;
    let stop: () => Promise<void>;
    let count = 0;
    const fresh = () => `${prefix}-${++count}`;

    beforeAll(async () => {
      world = await createWorld();
      const subgraph = createNetworkSubgraph({ fleet: world.fleet });
      graph = subgraphClient(subgraph.schema);
      stop = () => subgraph.stop();
    });
    afterAll(async () => {
      await stop();
      await world[Symbol.asyncDispose]();
    });

    const create = async (input: object) => {
      const full = { name: fresh(), labels: world.labels, ...input };
      return (await graph.ask(CREATE, { input: full })).networkCreate.network;
    };
    const find = async (id: string) => (await graph.ask(FIND, { id })).network;
    const connect = (input: object) => graph.ask(CONNECT, { input });
    const idOf = (nativeId: string) => encodeId('Container', world.endpoint, nativeId);

    test("the engine's own networks are there and cannot be removed", async () => {
      const { nodes } = (await graph.ask(LIST, { where: { name: { in: ['bridge', 'host', 'none'] } } }))
        .networks;
      expect(nodes.map((network: { name: string }) => network.name)).toEqual(['bridge', 'host', 'none']);
      expect(nodes.every((network: { builtIn: boolean }) => network.builtIn)).toBe(true);
      for (const dryRun of [false, true]) {
        const refusal = await graph.refusal(REMOVE, { input: { id: nodes[0].id, dryRun } });
        expect(refusal).toMatchObject({
          code: 'CONFLICT',
          message: expect.stringContaining('cannot be removed'),
        });
      }
    });

    test('a network that is created can be read at once, by id, name, native id and the beginning of it', async () => {
      const made = await create({ internal: true });
      expect(made).toMatchObject({
        driver: 'bridge',
        scope: 'local',
        internal: true,
        builtIn: false,
        ipv6: false,
        stale: false,
        endpoint: { id: encodeId('Endpoint', world.endpoint, world.endpoint) },
        attachments: { nodes: [], totalCount: 0, outages: [] },
      });
      expect(made.subnets).toHaveLength(1);
      expect(made.labels).toEqual(expect.arrayContaining([...world.labels]));
      expect(new Date(made.createdAt).getTime()).toBeGreaterThan(Date.now() - 60_000);
      for (const text of [made.id, made.name, made.nativeId, made.nativeId.slice(0, 12)]) {
        expect(await find(text)).toEqual(made);
      }
      expect(await graph.entity('Network', made.id, '{ name }')).toEqual({ name: made.name });
    });

    test('the guard sees exactly what the engine is asked for, and which network came of it', async () => {
      const made = await create({});
      const { verb, attempt, outcome } = graph.guard.at(-1)!;
      expect({ verb, action: attempt.action, targets: attempt.targets }).toEqual({
        verb: 'admit',
        action: 'networkCreate',
        targets: [],
      });
      expect(attempt.admission).toMatchObject({
        kind: 'network.create',
        endpoint: world.endpoint,
        settings: { Name: made.name, Driver: 'bridge', Internal: false, Options: {} },
      });
      expect(outcome).toEqual({ targets: [made.id] });
    });

    test('a dry run judges the same and creates nothing', async () => {
      const name = fresh();
      const { networkCreate } = await graph.ask(CREATE, {
        input: { name, labels: world.labels, dryRun: true },
      });
      expect(networkCreate).toEqual({ network: null, dryRun: true });
      expect(graph.guard.at(-1)).toMatchObject({
        verb: 'evaluate',
        attempt: { admission: { kind: 'network.create', settings: { Name: name } } },
      });
      expect(await find(name)).toBeNull();
    });

    test.each([
      ['input.name', { name: 'a b' }],
      ['input.name', { name: '../etc' }],
      ['input.driver', { driver: 'a b' }],
      ['input.endpoint', { endpoint: 'nowhere' }],
      ['input.subnets.0.cidr', { subnets: [{ cidr: '10.0.0.0/33' }] }],
      ['input.subnets.0.cidr', { subnets: [{ cidr: '10.0.0.5/24' }] }],
      ['input.subnets.0.cidr', { subnets: [{ cidr: 'fd00::/64' }] }],
      ['input.subnets.0.gateway', { subnets: [{ cidr: '10.0.0.0/24', gateway: '10.0.1.1' }] }],
      ['input.labels.1.key', { labels: [{ key: 'a' }, { key: 'a' }] }],
      ['input.options.0.key', { options: [{ key: ' ' }] }],
    ])('bad input names %s (%j)', async (field, input) => {
      const refusal = await graph.refusal(CREATE, { input: { name: fresh(), ...input } });
      expect(refusal).toMatchObject({ code: 'BAD_USER_INPUT', details: { field } });
      expect(refusal.message).toContain(field);
    });

    test('a name that is taken is a conflict, in a dry run too', async () => {
      const { name } = await create({});
      for (const dryRun of [false, true]) {
        expect(await graph.refusal(CREATE, { input: { name, dryRun } })).toMatchObject({ code: 'CONFLICT' });
      }
    });

    test('the same requestId creates one network', async () => {
      const input = { name: fresh(), labels: world.labels, requestId: `${prefix}-once` };
      const [first, second] = await Promise.all([graph.ask(CREATE, { input }), graph.ask(CREATE, { input })]);
      expect(first.networkCreate.network.id).toBe(second.networkCreate.network.id);
      const other = await graph.refusal(CREATE, { input: { ...input, name: fresh() } });
      expect(other.code).toBe('IDEMPOTENCY_KEY_REUSED');
    });

    test('attachments show from both sides, before a workload first runs, while it runs and after', async () => {
      const network = await create({});
      const name = fresh();
      const nativeId = await world.createWorkload({ name, network: network.name });
      const id = idOf(nativeId);
      const bothSides = async () => {
        const [attachment] = (await find(network.id)).attachments.nodes;
        const workload = await graph.entity('Workload', id, WORKLOAD_NETWORKS);
        expect(workload.networks.nodes).toEqual([attachment]);
        return attachment;
      };
      const ofNetwork = { network: { id: network.id }, workload: { id } };

      expect(await bothSides()).toMatchObject({ ...ofNetwork, ipv4Address: null, macAddress: null });
      await world.startWorkload(nativeId);
      const running = await bothSides();
      expect(running).toMatchObject(ofNetwork);
      expect(running.ipv4Address).toMatch(/^\d+\.\d+\.\d+\.\d+\/\d+$/);
      expect(running.macAddress).toMatch(/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/);
      await world.stopWorkload(nativeId);
      expect(await bothSides()).toMatchObject({ ...ofNetwork, ipv4Address: null });
    });

    test('a workload is connected with names, once, and disconnected again', async () => {
      const [home, network] = [await create({}), await create({})];
      const name = fresh();
      const nativeId = await world.createWorkload({ name, network: home.name });
      await world.startWorkload(nativeId);

      const input = { id: network.name, workload: name, aliases: ['db', 'db', 'store'] };
      const { networkConnect } = await connect(input);
      expect(networkConnect).toMatchObject({ dryRun: false, network: { id: network.id } });
      expect(networkConnect.network.attachments.nodes).toMatchObject([{ workload: { id: idOf(nativeId) } }]);
      expect(networkConnect.network.attachments.nodes[0].aliases).toEqual(
        expect.arrayContaining(['db', 'store']),
      );
      expect(graph.guard.at(-1)!.attempt.targets).toEqual([network.id, idOf(nativeId)]);

      expect(await graph.refusal(CONNECT, { input })).toMatchObject({ code: 'CONFLICT' });
      const gone = { id: network.id, workload: nativeId.slice(0, 12) };
      const dry = await graph.ask(DISCONNECT, { input: { ...gone, dryRun: true } });
      expect(dry.networkDisconnect.network.attachments.totalCount).toBe(1);
      const { networkDisconnect } = await graph.ask(DISCONNECT, { input: gone });
      expect(networkDisconnect.network.attachments.totalCount).toBe(0);
      expect(await graph.refusal(DISCONNECT, { input: gone })).toMatchObject({ code: 'CONFLICT' });
    });

    test('what cannot be connected is refused before the engine is asked', async () => {
      const network = await create({});
      const nativeId = await world.createWorkload({ name: fresh(), network: network.name });
      const asked = graph.guard.length;
      const refusal = async (input: object) => {
        const { code, details } = await graph.refusal(CONNECT, {
          input: { id: network.id, workload: nativeId, ...input },
        });
        return [code, details.field];
      };
      const other = await create({});
      const admitted = graph.guard.length;
      expect(await refusal({ id: 'no-such-network' })).toEqual(['NOT_FOUND', 'input.id']);
      expect(await refusal({ workload: 'no-such-workload' })).toEqual(['NOT_FOUND', 'input.workload']);
      expect(await refusal({ workload: encodeId('Container', 'elsewhere', nativeId) })).toEqual([
        'BAD_USER_INPUT',
        'input.workload',
      ]);
      expect(await refusal({ workload: network.id })).toEqual(['BAD_USER_INPUT', 'input.workload']);
      expect(await refusal({ id: 'host' })).toEqual(['CONFLICT', undefined]);
      expect(await refusal({ id: other.id, ipv4Address: '10.1.2.300' })).toEqual([
        'BAD_USER_INPUT',
        'input.ipv4Address',
      ]);
      expect(await refusal({ id: other.id, ipv4Address: '203.0.113.7' })).toEqual([
        'BAD_USER_INPUT',
        'input.ipv4Address',
      ]);
      expect(await refusal({ id: other.id, aliases: ['ok', 'not ok'] })).toEqual([
        'BAD_USER_INPUT',
        'input.aliases.1',
      ]);
      expect(admitted).toBe(asked + 1);
      expect(graph.guard).toHaveLength(admitted);
    });

    test('a network in use is not removed and its users are named; once free it is gone', async () => {
      const network = await create({});
      const name = fresh();
      const nativeId = await world.createWorkload({ name, network: network.name });
      const refusal = await graph.refusal(REMOVE, { input: { id: network.id } });
      expect(refusal).toMatchObject({ code: 'CONFLICT', message: expect.stringContaining(name) });
      await graph.ask(DISCONNECT, { input: { id: network.id, workload: nativeId, force: true } });

      const stale = await graph.refusal(REMOVE, { input: { id: network.id, ifRevision: 'old.1' } });
      expect(stale).toMatchObject({ code: 'PRECONDITION_FAILED', details: { field: 'input.ifRevision' } });
      const { revision } = await find(network.id);
      const dry = await graph.ask(REMOVE, { input: { id: network.id, ifRevision: revision, dryRun: true } });
      expect(dry.networkRemove).toEqual({ removedId: network.id, dryRun: true });
      const { networkRemove } = await graph.ask(REMOVE, {
        input: { id: network.name, ifRevision: revision },
      });
      expect(networkRemove).toEqual({ removedId: network.id, dryRun: false });
      expect(await find(network.id)).toBeNull();
      expect(await graph.refusal(REMOVE, { input: { id: network.id } })).toMatchObject({ code: 'NOT_FOUND' });
    });

    test('a list is filtered, sorted and paged', async () => {
      const key = `${prefix}.page`;
      const names: string[] = [];
      for (const value of ['a', 'b', 'c']) {
        names.push(
          (await create({ labels: [...world.labels, { key, value }], internal: value === 'b' })).name,
        );
      }
      const list = async (variables: Readonly<Record<string, unknown>>) =>
        (await graph.ask(LIST, variables)).networks;
      const where = { labels: key };
      expect(namesOf(await list({ where }))).toEqual(names.toSorted());
      expect(namesOf(await list({ where: { labels: `${key} in (a,c)` } }))).toEqual(
        [names[0]!, names[2]!].toSorted(),
      );
      expect(namesOf(await list({ where: { ...where, internal: true } }))).toEqual([names[1]]);
      expect(
        namesOf(
          await list({ where: { ...where, not: { internal: true }, endpoint: { eq: world.endpoint } } }),
        ),
      ).toHaveLength(2);
      const orderBy = { field: 'NAME', direction: 'DESC' };
      const first = await list({ where, orderBy, first: 2 });
      expect([namesOf(first), first.totalCount, first.pageInfo.hasNextPage]).toEqual([
        names.toSorted().toReversed().slice(0, 2),
        3,
        true,
      ]);
      const rest = await list({ where, orderBy, first: 2, after: first.pageInfo.endCursor });
      expect([namesOf(rest), rest.pageInfo.hasNextPage]).toEqual([[names.toSorted()[0]], false]);
      const moved = await graph.refusal(LIST, { where, after: first.pageInfo.endCursor });
      expect(moved.code).toBe('CURSOR_EXPIRED');
      const nested = await graph.entity(
        'Endpoint',
        encodeId('Endpoint', world.endpoint, world.endpoint),
        '{ networks(first: 100) { nodes { name } } }',
      );
      expect(namesOf(nested.networks)).toEqual(expect.arrayContaining(names));
    });

    test('a watch tells of creation, attachment, addresses and removal, and goes on after a cursor', async () => {
      const label = fresh();
      const labels = [...world.labels, { key: 'watched', value: label }];
      const variables = { where: { labels: `watched=${label}` } };
      const events = await graph.follow(WATCH, variables);
      const next = async () => (await events.next()).value;
      expect(await next()).toMatchObject({ type: 'SYNCED', network: null });

      const network = await create({ labels });
      const added = await next();
      expect(added).toMatchObject({ type: 'ADDED', network: { id: network.id } });

      const nativeId = await world.createWorkload({ name: fresh(), network: network.name });
      await world.startWorkload(nativeId);
      let event = await next();
      while (event.network.attachments.nodes[0]?.ipv4Address == null) event = await next();
      expect(event).toMatchObject({ type: 'MODIFIED', network: { id: network.id } });

      await world.stopWorkload(nativeId);
      await graph.ask(DISCONNECT, { input: { id: network.id, workload: nativeId, force: true } });
      await graph.ask(REMOVE, { input: { id: network.id } });
      while (event.type === 'MODIFIED') event = await next();
      expect(event).toMatchObject({ type: 'DELETED', network: { id: network.id, name: network.name } });
      await events.return();

      const resumed = await graph.follow(WATCH, { ...variables, after: added.cursor });
      const types: string[] = [];
      for await (const { type } of resumed) {
        types.push(type);
        if (type === 'SYNCED') break;
      }
      expect(types.slice(-2)).toEqual(['DELETED', 'SYNCED']);
      expect(types.slice(0, -2).filter((type) => type !== 'MODIFIED')).toEqual([]);
      await expect(graph.follow(WATCH, { after: 'nonsense' })).rejects.toMatchObject({
        code: 'BAD_USER_INPUT',
      });
    });

    test('entities of another kind or unknown are null', async () => {
      const absent = encodeId('Network', world.endpoint, 'f'.repeat(64));
      expect(await graph.entity('Network', absent, '{ name }')).toBeNull();
      expect(
        await graph.entity(
          'Workload',
          encodeId('Container', world.endpoint, 'f'.repeat(64)),
          '{ ports { containerPort } }',
        ),
      ).toBeNull();
      expect(await graph.entity('Workload', 'nonsense', '{ ports { containerPort } }')).toBeNull();
      expect(
        await graph.entity(
          'Endpoint',
          encodeId('Endpoint', 'nowhere', 'nowhere'),
          '{ networks { totalCount } }',
        ),
      ).toBeNull();
    });

    // The last one: it ends the endpoint.
    test('when the endpoint is gone, what it last said is served as stale and nothing is changed', async () => {
      const network = await create({});
      const events = await graph.follow(WATCH, { where: { name: { eq: network.name } } });
      await events.next();
      await events.next();
      await world.fleet.stop();
      expect((await events.next()).value).toMatchObject({ type: 'MODIFIED', network: { stale: true } });
      await events.return();

      const { networks } = await graph.ask(LIST, { where: { name: { eq: network.name } } });
      expect(networks.nodes).toMatchObject([{ name: network.name, stale: true }]);
      expect(networks.outages).toMatchObject([{ endpoint: world.endpoint, servedStale: true }]);
      const asked = graph.guard.length;
      for (const input of [{ name: fresh() }, { name: fresh(), dryRun: true }]) {
        expect(await graph.refusal(CREATE, { input })).toMatchObject({
          code: 'BACKEND_UNAVAILABLE',
          details: { endpoint: world.endpoint, since: expect.any(String) },
        });
      }
      expect(await graph.refusal(REMOVE, { input: { id: network.id } })).toMatchObject({
        code: 'BACKEND_UNAVAILABLE',
      });
      expect(graph.guard).toHaveLength(asked);
    });
  });
}

function namesOf(page: { readonly nodes: readonly { readonly name: string }[] }): readonly string[] {
  return page.nodes.map(({ name }) => name);
}

const ATTACHMENTS = `nodes { workload { id } network { id } ipv4Address ipv6Address macAddress aliases } totalCount outages { endpoint }`;
const NETWORK = `{
  id name nativeId platform driver scope internal attachable ipv6 builtIn revision stale createdAt
  subnets { cidr gateway } labels { key value } endpoint { id } hostInterface { name } native
  attachments { ${ATTACHMENTS} }
}`;
const WORKLOAD_NETWORKS = `{ networks { ${ATTACHMENTS} } }`;
const FIND = `query($id: ID!) { network(id: $id) ${NETWORK} }`;
const LIST = `query($where: NetworkFilter, $orderBy: NetworkOrder, $first: Int = 100, $after: String) {
  networks(where: $where, orderBy: $orderBy, first: $first, after: $after) {
    nodes { id name builtIn stale } totalCount pageInfo { hasNextPage endCursor } outages { endpoint servedStale }
  }
}`;
const CREATE = `mutation($input: NetworkCreateInput!) { networkCreate(input: $input) { network ${NETWORK} dryRun } }`;
const CONNECT = `mutation($input: NetworkConnectInput!) { networkConnect(input: $input) { network ${NETWORK} dryRun } }`;
const DISCONNECT = `mutation($input: NetworkDisconnectInput!) { networkDisconnect(input: $input) { network ${NETWORK} dryRun } }`;
const REMOVE = `mutation($input: NetworkRemoveInput!) { networkRemove(input: $input) { removedId dryRun } }`;
const WATCH = `subscription($where: NetworkFilter, $after: String) {
  networkWatch(where: $where, after: $after) { type cursor network { id name stale attachments { nodes { ipv4Address } } } }
}`;
