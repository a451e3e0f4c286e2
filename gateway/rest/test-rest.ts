import { buildSubgraphSchema } from '@apollo/subgraph';
import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { IzaError } from '#kernel/errors.ts';
import { silentLog } from '#kernel/log.ts';
import { Queue } from '#kernel/queue.ts';
import type { GraphContext } from '#schema/context.ts';
import { Idempotency } from '#schema/idempotency.ts';
import { createFederationExecutor, localService } from '../federation/index.ts';
import type { GatewayServerOptions } from '../server/index.ts';
import { ADMIN, startTestGateway } from '../server/test-gateway.ts';
import { createRest } from './create-rest.ts';
import type { RestOptions } from './create-rest.ts';

const LINKS = `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@shareable", "@composeDirective"])
    @link(url: "https://izaos.dev/spec/v1.0", import: ["@rest", "@scope", "@cost"])
    @composeDirective(name: "@rest")
    @composeDirective(name: "@scope")
    @composeDirective(name: "@cost")
  directive @rest(method: String, path: String!, status: Int) repeatable on FIELD_DEFINITION
  directive @scope(requires: [String!]!) on FIELD_DEFINITION | OBJECT
  directive @cost(weight: Int!, fetch: Boolean) on FIELD_DEFINITION
  scalar JSON
`;

const SHOP = `${LINKS}
  "Something with an id."
  interface Thing { id: ID! }
  "A thing for sale."
  type Item implements Thing @key(fields: "id") {
    id: ID!
    name: String!
    revision: String!
    color: Color!
    labels: [Label!]!
    maker: Maker
    parts: [Item!]
    native: JSON
    stock: Int @cost(weight: 10, fetch: true)
    secret: String @scope(requires: ["shop:secrets"])
    broken: String
    labelled(key: String!): String
  }
  type Maker implements Thing @key(fields: "id") { id: ID! name: String! town: String }
  type Label { key: String! value: String! }
  enum Color { RED GREEN BLUE }
  type ItemConnection { edges: [ItemEdge!]! nodes: [Item!]! pageInfo: PageInfo! totalCount: Int! outages: [Outage!]! }
  type ItemEdge { cursor: String! node: Item! }
  type PageInfo @shareable { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }
  type Outage { endpoint: String! reason: String! }
  type Operation { id: ID! state: OperationState! targets: [ID!]! percent: Int }
  enum OperationState { PENDING RUNNING SUCCEEDED FAILED CANCELLED }
  input StringFilter { eq: String contains: String in: [String!] }
  input ItemFilter { name: StringFilter color: [Color!] or: [ItemFilter!] not: ItemFilter }
  input ItemOrder { field: String! descending: Boolean }
  input ItemCreateInput { name: String! color: Color = RED weight: Float native: JSON dryRun: Boolean = false requestId: ID }
  input ItemRenameInput { id: ID! name: String! ifRevision: String dryRun: Boolean = false requestId: ID }
  input ItemRemoveInput { id: ID! force: Boolean = false ifRevision: String dryRun: Boolean = false }
  input ItemBuildInput { name: String! requestId: ID }
  input PingInput { text: String }
  input JudgeInput { kind: String! settings: JSON! }
  type ItemPayload { item: Item operation: Operation dryRun: Boolean! }
  type ItemRemovePayload { removedId: ID! dryRun: Boolean! }
  type PingPayload { text: String }
  type Verdict { kind: String! settings: JSON }
  type ItemEvent { type: String! cursor: String! item: Item }
  type Ring { cursor: String! bell: Bell! }
  type Bell { type: String! }
  type Query {
    "Items there are."
    items(first: Int = 2, after: String, where: ItemFilter, orderBy: ItemOrder): ItemConnection!
      @rest(path: "/items") @scope(requires: ["shop:read"])
    "One item."
    item(id: ID!): Item @rest(path: "/items/{id}") @scope(requires: ["shop:read"])
    makers(town: String, colors: [Color!]): [Maker!]! @rest(path: "/makers") @scope(requires: ["shop:read"])
    thing(id: ID!): Thing @scope(requires: ["shop:read"])
    judge(input: JudgeInput!): Verdict! @scope(requires: ["shop:read"])
    operation(id: ID!): Operation @rest(path: "/operations/{id}") @scope(requires: ["shop:read"])
    secrets: [Item!]! @scope(requires: ["shop:secrets"])
    limited: Item @scope(requires: ["shop:read"])
    down: Item @scope(requires: ["shop:read"])
  }
  type Mutation {
    itemCreate(input: ItemCreateInput!): ItemPayload! @rest(path: "/items", status: 201) @scope(requires: ["shop:write"])
    itemRename(input: ItemRenameInput!): ItemPayload! @rest(method: "PUT", path: "/items/{id}/name") @scope(requires: ["shop:write"])
    itemRemove(input: ItemRemoveInput!): ItemRemovePayload! @rest(method: "DELETE", path: "/items/{id}") @scope(requires: ["shop:write"])
    itemBuild(input: ItemBuildInput!): ItemPayload! @rest(path: "/items/build", status: 202) @scope(requires: ["shop:write"])
    ping(input: PingInput): PingPayload! @scope(requires: ["shop:write"])
  }
  type Subscription {
    itemWatch(after: String, where: ItemFilter): ItemEvent! @rest(path: "/events/items") @scope(requires: ["shop:read"])
    operationWatch(id: ID!): Operation! @rest(path: "/operations/{id}/events") @scope(requires: ["shop:read"])
    bells(after: String): Ring! @scope(requires: ["shop:read"])
    flood(size: Int!): ItemEvent! @scope(requires: ["shop:read"])
    failing: ItemEvent! @scope(requires: ["shop:read"])
  }
`;

const REVIEWS = `${LINKS}
  type Item @key(fields: "id") {
    id: ID!
    rating: Rating
    reviews(first: Int = 10): ReviewConnection
    audit: [Review!] @scope(requires: ["shop:audit"])
  }
  type Rating { stars: Float! count: Int! }
  type Review { text: String! author: String! item: Item }
  type ReviewConnection { nodes: [Review!]! pageInfo: PageInfo! totalCount: Int! }
  type PageInfo @shareable { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }
`;

export interface Item {
  readonly __typename: 'Item';
  readonly id: string;
  name: string;
  revision: string;
  color: string;
}

export interface TestOperation {
  readonly id: string;
  state: string;
  readonly targets: string[];
}

/** A gateway over two in-process subgraphs with a REST layer, on a free port. */
export async function startTestRest(
  options: {
    readonly rest?: Partial<RestOptions>;
    readonly gateway?: Parameters<typeof startTestGateway>[0];
  } = {},
) {
  const shop = new Shop();
  const supergraphSdl = composeTestGraph();
  const executor = createFederationExecutor<GraphContext>({
    supergraphSdl,
    services: { shop: shop.service(), reviews: reviewsService() },
  });
  const rest = createRest({ executor, supergraphSdl, log: silentLog(), version: '1.2.3', ...options.rest });
  const authenticate: GatewayServerOptions['authenticate'] = async (key) => CALLERS[key];
  const gateway = await startTestGateway({ executor, rest, authenticate, ...options.gateway });
  const base = `${gateway.url}/iza/api/v1`;
  return {
    base,
    url: gateway.url,
    gateway,
    shop,
    rest,
    /** A request as an administrator. */
    call: (path: string, init: RequestInit = {}) =>
      fetch(`${base}${path}`, {
        redirect: 'manual',
        ...init,
        headers: { authorization: `Bearer ${ADMIN}`, ...(init.headers as Record<string, string>) },
      }),
    /** A change with a JSON body. */
    change(method: string, path: string, body: unknown, headers: Record<string, string> = {}) {
      return this.call(path, {
        method,
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', ...headers },
      });
    },
    [Symbol.asyncDispose]: () => gateway[Symbol.asyncDispose](),
  };
}

export type TestRest = Awaited<ReturnType<typeof startTestRest>>;

export const READER = 'reader-key-0123456789';

const CALLERS: Readonly<Record<string, GraphContext['caller']>> = {
  [ADMIN]: { id: 'k1', name: 'admin', roles: [], scopes: ['*'] },
  [READER]: { id: 'k2', name: 'reader', roles: [], scopes: ['shop:read'] },
};

export function composeTestGraph(shop = SHOP): string {
  const { supergraphSdl, errors } = composeServices([
    { name: 'shop', url: 'http://shop.invalid', typeDefs: parse(shop) },
    { name: 'reviews', url: 'http://reviews.invalid', typeDefs: parse(REVIEWS) },
  ]);
  if (!supergraphSdl) throw new Error(errors?.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}

/** The shop's schema, to be changed by tests of composition. */
export { SHOP };

/** What the shop holds and was asked for. */
class Shop {
  readonly items = new Map<string, Item>();
  readonly operations = new Map<string, TestOperation>();
  readonly watchers = new Set<Queue<string>>();
  readonly idempotency = new Idempotency();
  /** Arguments of each call, by field. */
  readonly calls: { readonly field: string; readonly args: unknown }[] = [];
  created = 0;
  floodTaken = 0;
  floodEnded = 0;
  #lastId = 0;

  constructor() {
    for (const name of ['apple', 'banana', 'cherry', 'date', 'elder']) this.add(name);
  }

  add(name: string): Item {
    const id = `i${(this.#lastId += 1)}`;
    const item: Item = { __typename: 'Item', id, name, revision: 'r1', color: 'RED' };
    this.items.set(id, item);
    return item;
  }

  argumentsOf(field: string): unknown {
    return this.calls.findLast((call) => call.field === field)?.args;
  }

  /** Ends an operation and makes what it was for. */
  finish(id: string): void {
    const operation = this.operations.get(id)!;
    operation.targets.push(this.add('built').id);
    operation.state = 'SUCCEEDED';
    for (const watcher of this.watchers) void watcher.push(id);
  }

  service() {
    const find = (key: string) =>
      this.items.get(key) ?? [...this.items.values()].find(({ name }) => name === key);
    const note = <A>(field: string, args: A): A => {
      this.calls.push({ field, args });
      return args;
    };
    const resolvers = {
      Query: {
        items: (
          _: unknown,
          args: { first: number; after?: string; where?: { name?: { contains?: string } } },
        ) => {
          const { first, after, where } = note('items', args);
          const all = [...this.items.values()].filter(({ name }) =>
            name.includes(where?.name?.contains ?? ''),
          );
          const start = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
          const nodes = all.slice(start, start + first);
          return {
            nodes,
            edges: [],
            totalCount: all.length,
            pageInfo: {
              hasNextPage: start + first < all.length,
              hasPreviousPage: start > 0,
              endCursor: nodes.at(-1)?.id ?? null,
            },
            outages: [{ endpoint: 'docker-2', reason: 'It does not answer.' }],
          };
        },
        item: (_: unknown, { id }: { id: string }) => find(id),
        makers: (_: unknown, args: unknown) => {
          note('makers', args);
          return [{ id: 'm1', name: 'Mill', town: 'Ulm' }];
        },
        thing: (_: unknown, { id }: { id: string }) => find(id),
        judge: (_: unknown, { input }: { input: unknown }) => input,
        operation: (_: unknown, { id }: { id: string }) => this.operations.get(id),
        secrets: () => [...this.items.values()],
        limited: () => {
          throw new IzaError('RATE_LIMITED', 'Too many.');
        },
        down: () => {
          throw new IzaError('BACKEND_UNAVAILABLE', 'The engine is out of reach.', { endpoint: 'docker-1' });
        },
      },
      Mutation: {
        itemCreate: (_: unknown, { input }: { input: Record<string, unknown> }, { caller }: GraphContext) => {
          note('itemCreate', input);
          const { requestId, ...rest } = input;
          return this.idempotency.run(
            {
              caller: caller.id,
              action: 'itemCreate',
              requestId: requestId as string | undefined,
              input: rest,
            },
            async () => {
              if (input['name'] === 'forbidden')
                throw new IzaError('POLICY_DENIED', 'The policy says no.', {
                  field: 'input.name',
                  data: { violations: [{ rule: 'names', setting: 'Name', message: 'Not this one.' }] },
                });
              if (input['name'] === 'refused')
                throw new IzaError('UNPROCESSABLE', 'The engine refuses the name.');
              if (input['dryRun']) return { dryRun: true };
              this.created += 1;
              return { item: this.add(String(input['name'])), dryRun: false };
            },
          );
        },
        itemRename: (_: unknown, { input }: { input: { id: string; name: string; ifRevision?: string } }) => {
          const { id, name, ifRevision } = note('itemRename', input);
          const item = find(id);
          if (!item) throw new IzaError('NOT_FOUND', `There is no item "${id}".`, { field: 'input.id' });
          if (ifRevision !== undefined && ifRevision !== item.revision)
            throw new IzaError('PRECONDITION_FAILED', `The item is at ${item.revision}.`, {
              field: 'input.ifRevision',
            });
          item.name = name;
          item.revision = `r${Number(item.revision.slice(1)) + 1}`;
          return { item, dryRun: false };
        },
        itemRemove: (_: unknown, { input }: { input: { id: string } }) => {
          note('itemRemove', input);
          return { removedId: input.id, dryRun: false };
        },
        itemBuild: (_: unknown, { input }: { input: { name: string } }) => {
          const id = `op/${this.operations.size + 1}`;
          this.operations.set(id, { id, state: 'RUNNING', targets: [] });
          if (input.name === 'at once') this.finish(id);
          const operation = this.operations.get(id)!;
          return { operation, item: this.items.get(operation.targets[0] ?? ''), dryRun: false };
        },
        ping: (_: unknown, { input }: { input?: { text?: string } }) => ({ text: input?.text ?? 'nothing' }),
      },
      Subscription: {
        itemWatch: {
          subscribe: (_: unknown, args: unknown) => {
            note('itemWatch', args);
            return this.#watch();
          },
          resolve: (id: string) =>
            id === 'SYNCED'
              ? { type: 'SYNCED', cursor: 'c0' }
              : { type: 'MODIFIED', cursor: `c-${id}`, item: this.items.get(id) },
        },
        operationWatch: { subscribe: () => this.#watch(), resolve: (id: string) => this.operations.get(id) },
        bells: {
          async *subscribe() {
            yield { bells: { cursor: '1', bell: { type: 'iza.bell' } } };
          },
        },
        flood: {
          subscribe: (_: unknown, { size }: { size: number }) => this.#flood(size),
        },
        failing: {
          async *subscribe() {
            yield { failing: { type: 'MODIFIED', cursor: '1' } };
            throw new IzaError('BACKEND_UNAVAILABLE', 'The engine is gone.', { endpoint: 'docker-1' });
          },
        },
      },
      Thing: { __resolveType: () => 'Item' },
      Item: {
        __resolveReference: ({ id }: { id: string }) => this.items.get(id),
        labels: () => [{ key: 'tier', value: 'front' }],
        maker: () => ({ id: 'm1', name: 'Mill', town: 'Ulm' }),
        parts: () => [],
        native: () => ({ Raw: 1 }),
        stock: () => 7,
        secret: () => 'hidden',
        labelled: () => 'x',
        broken: () => {
          throw new IzaError('BACKEND_UNAVAILABLE', 'The engine is out of reach.', { endpoint: 'docker-1' });
        },
      },
    };
    return localService<GraphContext>(
      buildSubgraphSchema([{ typeDefs: parse(SHOP), resolvers: resolvers as never }]),
    );
  }

  #watch(): Queue<string> {
    const queue: Queue<string> = new Queue({
      rule: 'LATEST',
      limit: 100,
      onClose: () => this.watchers.delete(queue),
    });
    this.watchers.add(queue);
    return queue;
  }

  async *#flood(size: number) {
    const text = 'x'.repeat(size);
    try {
      for (;;) {
        this.floodTaken += 1;
        yield { flood: { type: 'MODIFIED', cursor: text } };
        await new Promise(setImmediate);
      }
    } finally {
      this.floodEnded += 1;
    }
  }
}

function reviewsService() {
  const resolvers = {
    Item: {
      __resolveReference: (item: { id: string }) => item,
      rating: () => ({ stars: 4.5, count: 2 }),
      reviews: ({ id }: { id: string }) => ({
        nodes: [{ text: 'good', author: 'Ann', item: { __typename: 'Item', id } }],
        pageInfo: { hasNextPage: false, hasPreviousPage: false },
        totalCount: 1,
      }),
      audit: () => [],
    },
  };
  return localService<GraphContext>(
    buildSubgraphSchema([{ typeDefs: parse(REVIEWS), resolvers: resolvers as never }]),
  );
}
