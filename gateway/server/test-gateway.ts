import { buildSubgraphSchema } from '@apollo/subgraph';
import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { IzaError } from '#kernel/errors.ts';
import { createLog } from '#kernel/log.ts';
import { Queue } from '#kernel/queue.ts';
import type { Caller, GraphContext } from '#schema/context.ts';
import type { Guard } from '#schema/guard.ts';
import { createFederationExecutor, localService } from '../federation/index.ts';
import { createGatewayServer } from './create-gateway-server.ts';
import type { GatewayServerOptions } from './gateway-options.ts';

/** Keys of the test gateway and whose they are. */
const KEYS: Readonly<Record<string, Caller>> = {
  'admin-key-0123456789': { id: 'k1', name: 'admin', roles: ['admin'], scopes: ['*'] },
  'viewer-key-0123456789': { id: 'k2', name: 'viewer', roles: ['viewer'], scopes: ['shop:read'] },
};
export const ADMIN = 'admin-key-0123456789';
export const VIEWER = 'viewer-key-0123456789';

const LINKS = `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@shareable", "@composeDirective"])
    @link(url: "https://izaos.dev/spec/v1.0", import: ["@scope", "@cost"])
    @composeDirective(name: "@scope")
    @composeDirective(name: "@cost")
  directive @scope(requires: [String!]!) on FIELD_DEFINITION | OBJECT
  directive @cost(weight: Int!, fetch: Boolean) on FIELD_DEFINITION
`;

const SHOP = `${LINKS}
  type Item @key(fields: "id") {
    id: ID!
    name: String!
    secret: String @scope(requires: ["shop:secrets"])
    related(first: Int = 2): [Item!]
    broken: String
    refused: String
    self: Item
  }
  type Query {
    item(id: ID!): Item @scope(requires: ["shop:read"])
    items(first: Int = 10): [Item!] @scope(requires: ["shop:read"])
    slow(ms: Int!): String @scope(requires: ["shop:read"])
    unopened: String
    whoami: String @scope(requires: [])
  }
  type Mutation {
    rename(id: ID!, name: String!): Item @scope(requires: ["shop:write"])
  }
  type Subscription {
    feed: Item @scope(requires: ["shop:read"])
    flood(size: Int!): String @scope(requires: ["shop:read"])
    count(to: Int!): Int @scope(requires: ["shop:read"])
  }
`;

const REVIEWS = `${LINKS}
  type Item @key(fields: "id") { id: ID! reviews: [Review!] }
  type Review { stars: Int! }
`;

/** A gateway on a free port over two in-process subgraphs. `overrides` replace parts of its options. */
export async function startTestGateway(
  overrides: Partial<Omit<GatewayServerOptions, 'config'>> & {
    readonly config?: Partial<GatewayServerOptions['config']>;
  } = {},
) {
  const feed = new Feed();
  const lines: string[] = [];
  const revocation = new Set<(callerId: string) => void>();
  const executor = createTestExecutor(feed);
  const server = createGatewayServer({
    executor,
    authenticate: async (key) => KEYS[key],
    onRevoked(listener) {
      revocation.add(listener);
      return () => revocation.delete(listener);
    },
    guard: undefined as unknown as Guard,
    log: createLog({ level: 'warn', destination: { write: (line: string) => void lines.push(line) } }),
    metrics: { contentType: 'text/plain; version=0.0.4', render: async () => 'up 1\n' },
    readiness: async () => [{ name: 'docker', ok: true }],
    ...overrides,
    config: {
      host: '127.0.0.1',
      port: 0,
      allowedHosts: [],
      allowedOrigins: [],
      introspection: true,
      environment: 'development',
      ...overrides.config,
    },
  });
  const { url } = await server.start();
  return {
    url,
    wsUrl: `${url.replace('http', 'ws')}/graphql`,
    server,
    feed,
    /** What was logged at warn and above. */
    lines,
    revoke: (callerId: string) => {
      for (const listener of revocation) listener(callerId);
    },
    async [Symbol.asyncDispose]() {
      await server.stop();
    },
  };
}

export type TestGateway = Awaited<ReturnType<typeof startTestGateway>>;

/** Subscribers of `feed`, to be published to. */
class Feed {
  readonly #queues = new Set<Queue<string>>();
  /** Events of `flood` that have been taken from its source. */
  taken = 0;
  /** Floods that have ended. */
  ended = 0;

  get subscribers(): number {
    return this.#queues.size;
  }

  publish(id: string): void {
    for (const queue of this.#queues) void queue.push(id);
  }

  /** A queue and no generator: one that waits for its next event would not hear of the end before it. */
  listen(): Queue<string> {
    const queue: Queue<string> = new Queue({
      rule: 'LATEST',
      limit: 1_000,
      onClose: () => this.#queues.delete(queue),
    });
    this.#queues.add(queue);
    return queue;
  }

  async *flood(size: number): AsyncGenerator<string> {
    const text = 'x'.repeat(size);
    try {
      for (;;) {
        this.taken += 1;
        yield text;
        await new Promise(setImmediate);
      }
    } finally {
      this.ended += 1;
    }
  }
}

function createTestExecutor(feed: Feed) {
  const supergraph = composeServices([
    { name: 'shop', url: 'http://shop.invalid', typeDefs: parse(SHOP) },
    { name: 'reviews', url: 'http://reviews.invalid', typeDefs: parse(REVIEWS) },
  ]);
  if (!supergraph.supergraphSdl) throw new Error(supergraph.errors?.map(({ message }) => message).join('\n'));
  return createFederationExecutor<GraphContext>({
    supergraphSdl: supergraph.supergraphSdl,
    services: {
      SHOP: shopService(feed),
      REVIEWS: reviewsService(),
      shop: shopService(feed),
      reviews: reviewsService(),
    },
  });
}

function item(id: string) {
  return { __typename: 'Item', id, name: `item ${id}`, secret: 'hidden' };
}

function shopService(feed: Feed) {
  const resolvers = {
    Query: {
      item: (_: unknown, { id }: { id: string }) => item(id),
      items: (_: unknown, { first }: { first: number }) =>
        Array.from({ length: first }, (_unused, index) => item(String(index))),
      slow: async (_: unknown, { ms }: { ms: number }) => {
        await new Promise((resolve) => setTimeout(resolve, ms));
        return 'done';
      },
      unopened: () => 'never',
      whoami: (_: unknown, _arguments: unknown, { caller }: GraphContext) => caller.name,
    },
    Mutation: { rename: (_: unknown, { id, name }: { id: string; name: string }) => ({ ...item(id), name }) },
    Item: {
      __resolveReference: ({ id }: { id: string }) => item(id),
      related: ({ id }: { id: string }, { first }: { first: number }) =>
        Array.from({ length: first }, (_, index) => item(`${id}.${index}`)),
      self: (parent: unknown) => parent,
      broken: () => {
        throw new TypeError('postgres://user:password@10.0.0.1 refused');
      },
      refused: () => {
        throw new IzaError('BACKEND_UNAVAILABLE', 'The engine is out of reach.', { endpoint: 'docker-1' });
      },
    },
    Subscription: {
      feed: { subscribe: () => feed.listen(), resolve: (id: string) => item(id) },
      flood: {
        async *subscribe(_: unknown, { size }: { size: number }) {
          for await (const text of feed.flood(size)) yield { flood: text };
        },
      },
      count: {
        async *subscribe(_: unknown, { to }: { to: number }) {
          for (let count = 1; count <= to; count += 1) yield { count };
        },
      },
    },
  };
  return localService<GraphContext>(
    buildSubgraphSchema([{ typeDefs: parse(SHOP), resolvers: resolvers as never }]),
  );
}

function reviewsService() {
  const resolvers = {
    Item: { __resolveReference: (item: { id: string }) => item, reviews: () => [{ stars: 5 }] },
  };
  return localService<GraphContext>(
    buildSubgraphSchema([{ typeDefs: parse(REVIEWS), resolvers: resolvers as never }]),
  );
}
