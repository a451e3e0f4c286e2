import { IzaError } from '#kernel/errors.ts';
import { GraphQLError, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createFederationExecutor } from './executor.ts';
import { fixtureGraph } from './fixture-graph.ts';
import { localService } from './local-service.ts';
import type { SubgraphRequest, SubgraphService } from './subgraph-service.ts';

const settings = Object.freeze({ theme: Object.freeze({ dark: true }) });

function graph() {
  const log: string[] = [];
  const users = [
    { __typename: 'User', id: '1', name: 'Ada', settings },
    { __typename: 'User', id: '2', name: 'Bob', settings },
  ];
  const { supergraphSdl, schemas } = fixtureGraph({
    accounts: {
      typeDefs: `
        type Query { users: [User!]! user(id: ID!): User strict: User! echo(text: String = "none", list: [Int!]): String }
        type Mutation { log(entry: String!): User }
        scalar JSON
        type User @key(fields: "id") { id: ID! name: String! settings: JSON @shareable nickname: String }`,
      resolvers: {
        Query: {
          users: () => users,
          user: (_: never, { id }: { id: string }) => users.find((user) => user.id === id),
          strict: () => users[0],
          echo: (_: never, args: object) => JSON.stringify(args),
        },
        Mutation: {
          log: (_: never, { entry }: { entry: string }) => {
            log.push(entry);
            return users[0];
          },
        },
        User: {
          __resolveReference: ({ id }: { id: string }) => users.find((user) => user.id === id),
          nickname: () => {
            throw new GraphQLError('no nickname', { extensions: { code: 'NOT_FOUND', hint: 'ask' } });
          },
        },
      },
    },
    reviews: {
      typeDefs: `
        type Query { latest: Review }
        type Mutation { note(entry: String!): User }
        scalar JSON
        type User @key(fields: "id") { id: ID! settings: JSON @shareable reviews: [Review!] score: Int! rank: Int! logged: String }
        type Review { id: ID! author: User! }`,
      resolvers: {
        Query: { latest: () => ({ id: 'r', author: { id: '2' } }) },
        Mutation: {
          note: (_: never, { entry }: { entry: string }) => {
            log.push(entry);
            return { id: '2' };
          },
        },
        User: {
          __resolveReference: ({ id }: { id: string }) => ({
            id,
            settings,
            score: Number(id),
            rank: null,
          }),
          reviews: ({ id }: { id: string }) => [{ id: `r${id}`, author: { id } }],
          logged: () => {
            log.push('logged');
            return log.join(' ');
          },
        },
      },
    },
  });
  const requests: SubgraphRequest[] = [];
  const services = Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => {
      const service = localService(schema);
      const execute: SubgraphService['execute'] = (request) => {
        requests.push(request);
        return service.execute(request);
      };
      return [name, { ...service, execute }];
    }),
  );
  return { supergraphSdl, services, requests };
}

function setUp(replaced: Record<string, SubgraphService> = {}, options: { planDeadlineMs?: number } = {}) {
  const { supergraphSdl, services, requests } = graph();
  const executor = createFederationExecutor({
    supergraphSdl,
    services: { ...services, ...replaced },
    ...options,
  });
  const run = async (query: string, variables: Record<string, unknown> = {}, operationName?: string) =>
    JSON.parse(
      JSON.stringify(
        await executor.execute({ document: parse(query), variables, operationName, context: {} }),
      ),
    ) as {
      data?: never;
      errors?: { message: string; path?: unknown; extensions?: Record<string, unknown> }[];
    };
  return { executor, run, requests };
}

const down: SubgraphService = {
  execute: async () => {
    throw new IzaError('SUBGRAPH_UNAVAILABLE', 'Subgraph "reviews" cannot be reached.');
  },
  subscribe: async () => ({}),
};

describe('a federated operation', () => {
  it('joins entities and asks for each distinct one once', async () => {
    const { run, requests } = setUp();
    const { data, errors } = await run('{ users { name score } again: users { score } }');
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      users: [
        { name: 'Ada', score: 1 },
        { name: 'Bob', score: 2 },
      ],
      again: [{ score: 1 }, { score: 2 }],
    });
    expect(requests).toHaveLength(2);
    expect(requests[1]?.variables['representations']).toHaveLength(2);
  });

  it('merges one field selected several times', async () => {
    const { run } = setUp();
    expect(await run('{ users { name } users { id } ...F } fragment F on Query { users { score } }')).toEqual(
      {
        data: {
          users: [
            { name: 'Ada', id: '1', score: 1 },
            { name: 'Bob', id: '2', score: 2 },
          ],
        },
      },
    );
  });

  it('keeps keys apart from aliases that take their names', async () => {
    const { run } = setUp();
    expect(
      await run('{ users { id: name __typename score reviews { id: __typename author { id } } } }'),
    ).toMatchObject({
      data: {
        users: [
          { id: 'Ada', __typename: 'User', score: 1, reviews: [{ id: 'Review', author: { id: '1' } }] },
          {},
        ],
      },
    });
  });

  it('answers introspection beside data, and __typename at the root', async () => {
    const { run, requests } = setUp();
    const query = `query ($deprecated: Boolean!) {
      __typename kind: __typename
      __schema { queryType { name } }
      __type(name: "User") { fields(includeDeprecated: $deprecated) { name } }
      user(id: 1) { name }
    }`;
    expect(await run(query, { deprecated: true })).toEqual({
      data: {
        __typename: 'Query',
        kind: 'Query',
        __schema: { queryType: { name: 'Query' } },
        __type: { fields: expect.arrayContaining([{ name: 'score' }]) },
        user: { name: 'Ada' },
      },
    });
    expect(requests.map(({ query }) => query)).toEqual(['{ user(id: 1) { name } }']);
    expect(await run('{ __typename }')).toEqual({ data: { __typename: 'Query' } });
  });

  it('resolves conditions before it plans', async () => {
    const { run, requests } = setUp();
    const query =
      'query ($with: Boolean!) { users { name score @include(if: $with) reviews @skip(if: true) { id } } }';
    expect(await run(query, { with: false })).toEqual({
      data: { users: [{ name: 'Ada' }, { name: 'Bob' }] },
    });
    expect(requests).toHaveLength(1);
    expect(await run(query, { with: true })).toMatchObject({ data: { users: [{ score: 1 }, { score: 2 }] } });
    expect(await run('{ users { name @skip(if: true) } }')).toEqual({ data: { users: [{}, {}] } });
  });

  it('passes arguments, defaults and variables on as they were given', async () => {
    const { run } = setUp();
    expect(await run('{ a: echo b: echo(text: null) c: echo(list: 7) }')).toEqual({
      data: { a: '{"text":"none"}', b: '{"text":null}', c: '{"text":"none","list":[7]}' },
    });
    const query = 'query ($text: String, $list: [Int!] = [1]) { echo(text: $text, list: $list) }';
    expect(await run(query)).toEqual({ data: { echo: '{"text":"none","list":[1]}' } });
    expect(await run(query, { text: null, list: 3 })).toEqual({ data: { echo: '{"text":null,"list":[3]}' } });
    const { data, errors } = await run(query, { list: ['x'] });
    expect(data).toBeUndefined();
    expect(errors?.[0]?.message).toMatch(/Variable "\$list" got invalid value "x"/);
  });

  it('chooses the operation by name', async () => {
    const { run } = setUp();
    const query = 'query A { user(id: 1) { name } } query B { user(id: 2) { name } }';
    expect(await run(query, {}, 'B')).toEqual({ data: { user: { name: 'Bob' } } });
    expect((await run(query)).errors?.[0]?.message).toMatch(/Must provide operation name/);
    expect((await run(query, {}, 'C')).errors?.[0]?.message).toMatch(/Unknown operation named "C"/);
  });

  it('finishes each field of a mutation before the next begins', async () => {
    const { run } = setUp();
    const { data } = await run(
      'mutation { log(entry: "a") { logged } note(entry: "b") { logged } x: log(entry: "c") { id } }',
    );
    expect(data).toEqual({
      log: { logged: 'a logged' },
      note: { logged: 'a logged b logged' },
      x: { id: '1' },
    });
  });

  it('sends fields of one subgraph that need nothing else in one mutation', async () => {
    const { run, requests } = setUp();
    await run('mutation { a: log(entry: "a") { name } b: log(entry: "b") { name } }');
    expect(requests).toHaveLength(1);
  });

  it("never writes into a subgraph's own values", async () => {
    const { run } = setUp();
    expect(
      await run(
        '{ latest { author { settings reviews { author { settings name } } } } users { settings score } }',
      ),
    ).toMatchObject({ data: { users: [{ settings: { theme: { dark: true } } }, {}] } });
  });

  it('refuses what is too large to plan', async () => {
    const { run } = setUp();
    const doubling = Array.from(
      { length: 20 },
      (_, index) =>
        `fragment F${index} on User { a${index}: reviews { author { ...F${index + 1} } } b${index}: reviews { author { ...F${index + 1} } } }`,
    );
    const { errors } = await run(`{ users { ...F0 } } ${doubling.join(' ')} fragment F20 on User { id }`);
    expect(errors?.[0]?.extensions?.['code']).toBe('TOO_COMPLEX');
  });

  it('plans hundreds of aliased fields within a second', async () => {
    const { run } = setUp();
    const fields = Array.from(
      { length: 500 },
      (_, index) => `u${index}: user(id: ${index}) { name reviews { id author { name } } }`,
    );
    const begun = performance.now();
    expect((await run(`{ ${fields.join(' ')} }`)).errors).toBeUndefined();
    expect(performance.now() - begun).toBeLessThan(1000);
  });
});

describe('an operation that meets a failure', () => {
  it('nulls the fields of an unavailable subgraph and says so once', async () => {
    const { run } = setUp({ reviews: down });
    expect(await run('{ users { name reviews { id } } latest { id } }')).toEqual({
      data: {
        users: [
          { name: 'Ada', reviews: null },
          { name: 'Bob', reviews: null },
        ],
        latest: null,
      },
      errors: ['latest', 'users'].map((field) =>
        expect.objectContaining({
          path: [field],
          extensions: expect.objectContaining({ code: 'SUBGRAPH_UNAVAILABLE', serviceName: 'reviews' }),
        }),
      ),
    });
  });

  it('lets a missing value rise to the nearest field that may be null, with exactly one error', async () => {
    const { run } = setUp({ reviews: down });
    const { data, errors } = await run('{ user(id: 1) { name score rank } }');
    expect(data).toEqual({ user: null });
    expect(errors).toHaveLength(1);
    const missing = await setUp().run('{ user(id: 1) { name rank } }');
    expect(missing.data).toEqual({ user: null });
    expect(missing.errors).toHaveLength(1);
    expect(missing.errors?.[0]).toMatchObject({
      message: 'Cannot return null for non-nullable field User.rank.',
      path: ['user', 'rank'],
    });
    expect((await setUp().run('{ strict { rank } user(id: 1) { id } }')).data).toBeNull();
  });

  it("keeps a subgraph error's extensions and gives it the client's path", async () => {
    const { run } = setUp();
    const { data, errors } = await run('{ latest { by: author { id: nickname } } }');
    expect(data).toEqual({ latest: { by: { id: null } } });
    expect(errors).toEqual([
      {
        message: 'no nickname',
        path: ['latest', 'by', 'id'],
        extensions: { code: 'NOT_FOUND', hint: 'ask', serviceName: 'accounts' },
      },
    ]);
  });

  it('reports each place of an entity that failed', async () => {
    const { run } = setUp();
    const { errors } = await run('{ users { reviews { author { nickname } } } }');
    expect(errors?.map(({ path }) => path)).toEqual([
      ['users', 0, 'reviews', 0, 'author', 'nickname'],
      ['users', 1, 'reviews', 0, 'author', 'nickname'],
    ]);
  });

  it('keeps the failure of one entity type from others that travel in the same request', async () => {
    const { supergraphSdl, schemas } = fixtureGraph({
      roots: {
        typeDefs: `type Query { cat: Cat dog: Dog }
          type Cat @key(fields: "id") { id: ID! } type Dog @key(fields: "id") { id: ID! }`,
        resolvers: { Query: { cat: () => ({ id: '1' }), dog: () => ({ id: '2' }) } },
      },
      names: {
        typeDefs: `type Cat @key(fields: "id") { id: ID! name: String } type Dog @key(fields: "id") { id: ID! name: String }`,
        resolvers: {
          Cat: {
            __resolveReference: () => {
              throw new Error('no cats');
            },
          },
          Dog: { __resolveReference: ({ id }: { id: string }) => ({ id, name: 'Rex' }) },
        },
      },
    });
    const services = Object.fromEntries(
      Object.entries(schemas).map(([name, schema]) => [name, localService(schema)]),
    );
    const executor = createFederationExecutor({ supergraphSdl, services });
    const { data, errors } = await executor.execute({
      document: parse('{ cat { name } dog { name } }'),
      context: {},
    });
    expect(data).toEqual({ cat: { name: null }, dog: { name: 'Rex' } });
    expect(errors?.map(({ message, path }) => ({ message, path }))).toEqual([
      { message: 'no cats', path: ['cat'] },
    ]);
  });

  it('ends with CANCELLED when the caller goes away', async () => {
    const { executor } = setUp({
      accounts: {
        ...down,
        execute: ({ signal }) =>
          new Promise((_, reject) => {
            signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
          }),
      },
    });
    const abort = new AbortController();
    const pending = executor.execute({
      document: parse('{ users { name } }'),
      context: {},
      signal: abort.signal,
    });
    abort.abort();
    const { data, errors } = await pending;
    expect(data).toBeUndefined();
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'CANCELLED' });
  });
});

it('refuses to start without a service for every subgraph', () => {
  const { supergraphSdl, services } = graph();
  expect(() =>
    createFederationExecutor({ supergraphSdl, services: { accounts: services['accounts'] as never } }),
  ).toThrow(/No service is given for subgraph "reviews"/);
});
