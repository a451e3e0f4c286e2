import { ApolloServer } from '@apollo/server';
import { GraphQLError } from 'graphql';
import { describe, expect, it } from 'vitest';
import { asApolloGateway } from './apollo-gateway.ts';
import { createFederationExecutor } from './executor.ts';
import { fixtureGraph } from './fixture-graph.ts';
import { httpFastPath } from './http-fast-path.ts';
import { localService } from './local-service.ts';

async function setUp() {
  const { supergraphSdl, schemas } = fixtureGraph({
    things: {
      typeDefs: 'type Query { twice(of: Int!): Int secret: Int! fail: Int }',
      resolvers: {
        Query: {
          twice: (_: never, { of }: { of: number }) => 2 * of,
          fail: () => {
            throw new GraphQLError('it failed', { extensions: { code: 'CONFLICT' } });
          },
        },
      },
    },
  });
  const services = Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, localService(schema)]),
  );
  const executor = createFederationExecutor({ supergraphSdl, services });
  const fastPath = httpFastPath({ executor });
  const server = new ApolloServer({ gateway: asApolloGateway(executor), plugins: [fastPath.plugin] });
  await server.start();
  const throughApollo = async (body: unknown): Promise<string> => {
    const response = await server.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        method: 'POST',
        headers: new Map([['content-type', 'application/json']]) as never,
        search: '',
        body,
      },
      context: async () => ({}),
    });
    return response.body.kind === 'complete' ? response.body.string : '';
  };
  const short = (body: unknown, accept?: string) => fastPath.answer({ body, accept, context: {} });
  return { throughApollo, short };
}

describe('the short way through HTTP', () => {
  it('is open only to documents that Apollo Server accepted, and answers as it does', async () => {
    const { throughApollo, short } = await setUp();
    const body = { query: 'query Q($of: Int!) { twice(of: $of) fail }', variables: { of: 4 } };
    expect(short(body)).toBeUndefined();
    const expected: unknown = JSON.parse(await throughApollo(body));
    const answer = await short(body);
    expect(answer).toMatchObject({ status: 200, contentType: 'application/json; charset=utf-8' });
    expect(JSON.parse(answer?.body ?? '')).toMatchObject({
      data: { twice: 8, fail: null },
      errors: [{ message: 'it failed', path: ['fail'], extensions: { code: 'CONFLICT' } }],
    });
    const withoutStacks = JSON.stringify(expected, (key, value: unknown) =>
      key === 'stacktrace' ? undefined : value,
    );
    expect(JSON.parse(answer?.body ?? '')).toEqual(JSON.parse(withoutStacks));
    expect((await short(body, 'application/graphql-response+json'))?.contentType).toMatch(
      /^application\/graphql-response\+json/,
    );
  });

  it('answers 400 to variables that do not fit', async () => {
    const { throughApollo, short } = await setUp();
    const query = 'query Q($of: Int!) { twice(of: $of) }';
    await throughApollo({ query, variables: { of: 1 } });
    const answer = await short({ query, variables: { of: 'x' } });
    expect(answer?.status).toBe(400);
    expect(JSON.parse(answer?.body ?? '')).toMatchObject({
      errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
    });
  });

  it('leaves everything else to Apollo Server', async () => {
    const { throughApollo, short } = await setUp();
    await throughApollo({ query: '{ nothing }' });
    expect(short({ query: '{ nothing }' })).toBeUndefined();
    const query = 'query A { twice(of: 1) } query B { twice(of: 2) }';
    await throughApollo({ query, operationName: 'A' });
    expect(short({ query, operationName: 'B' })).toBeDefined();
    for (const body of [
      { query },
      { query, operationName: 'C' },
      { query, operationName: 'A', variables: [] },
      { query, operationName: 'A', variables: '{}' },
      { query, operationName: 'A', extensions: { persistedQuery: {} } },
      [{ query, operationName: 'A' }],
      { query: 7 },
      null,
    ]) {
      expect(short(body)).toBeUndefined();
    }
    expect(short({ query, operationName: 'A' }, 'multipart/mixed')).toBeUndefined();
    expect(short({ query, operationName: 'A' }, 'text/html')).toBeUndefined();
  });
});

it('executes what it is given without a name when there is one operation', async () => {
  const { throughApollo, short } = await setUp();
  const query = '{ twice(of: 21) }';
  await throughApollo({ query });
  expect((await short({ query, operationName: null, variables: null }))?.body).toBe(
    '{"data":{"twice":42}}\n',
  );
});
