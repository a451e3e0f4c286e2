import { parse } from 'graphql';
import type { ExecutionResult } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createFederationExecutor } from './executor.ts';
import { fixtureGraph } from './fixture-graph.ts';
import { localService } from './local-service.ts';

function setUp() {
  let closed = 0;
  const ticks = async function* (count: number) {
    try {
      for (let id = 1; id <= count; id += 1) yield { userChanged: { id: String(id) } };
      await new Promise<never>(() => undefined);
    } finally {
      closed += 1;
    }
  };
  const source = {
    [Symbol.asyncIterator]: () => {
      const events = ticks(3);
      return {
        next: () => events.next(),
        return: async () => {
          closed += 1;
          return { done: true as const, value: undefined };
        },
      };
    },
  };
  const { supergraphSdl, schemas } = fixtureGraph({
    events: {
      typeDefs: `
        type Query { _: Boolean }
        type Subscription { userChanged: User refused: User }
        type User @key(fields: "id") { id: ID! }`,
      resolvers: {
        Subscription: {
          userChanged: { subscribe: () => source },
          refused: {
            subscribe: () => {
              throw new Error('not for you');
            },
          },
        },
      },
    },
    accounts: {
      typeDefs: 'type User @key(fields: "id") { id: ID! name: String }',
      resolvers: {
        User: {
          __resolveReference: ({ id }: { id: string }) => {
            if (id === '2') throw new Error('no second user');
            return { id, name: `User ${id}` };
          },
        },
      },
    },
  });
  const services = Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, localService(schema)]),
  );
  const executor = createFederationExecutor({ supergraphSdl, services });
  const subscribe = (query: string, signal?: AbortSignal) =>
    executor.subscribe({ document: parse(query), context: {}, signal });
  return { executor, subscribe, closed: () => closed };
}

describe('a federated subscription', () => {
  it('completes every event from other subgraphs, errors included', async () => {
    const { subscribe } = setUp();
    const stream = streamOf(await subscribe('subscription { changed: userChanged { id name } }'));
    expect(plain((await stream.next()).value)).toEqual({ data: { changed: { id: '1', name: 'User 1' } } });
    expect(plain((await stream.next()).value)).toEqual({
      data: { changed: { id: '2', name: null } },
      errors: [expect.objectContaining({ message: 'no second user', path: ['changed'] })],
    });
    expect(plain((await stream.next()).value)).toEqual({ data: { changed: { id: '3', name: 'User 3' } } });
    await stream.return?.();
  });

  it('closes the source on return, also while it waits for an event', async () => {
    const { subscribe, closed } = setUp();
    const stream = streamOf(await subscribe('subscription { userChanged { id } }'));
    for (let count = 0; count < 3; count += 1) await stream.next();
    const waiting = stream.next();
    await stream.return?.();
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(closed()).toBe(1);
  });

  it('ends when the caller goes away and when the gateway closes', async () => {
    const { executor, subscribe, closed } = setUp();
    const abort = new AbortController();
    const first = streamOf(await subscribe('subscription { userChanged { id } }', abort.signal));
    abort.abort();
    expect((await first.next()).done).toBe(true);
    const second = streamOf(await subscribe('subscription { userChanged { id } }'));
    await executor.close();
    expect((await second.next()).done).toBe(true);
    expect(closed()).toBe(2);
  });

  it('is refused with the errors of its subgraph', async () => {
    const { subscribe } = setUp();
    expect(plain(await subscribe('subscription { refused { id } }'))).toEqual({
      errors: [expect.objectContaining({ message: 'not for you', extensions: { serviceName: 'events' } })],
    });
    expect(plain(await subscribe('{ _ }'))).toMatchObject({
      errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
    });
  });
});

function streamOf(result: AsyncIterable<ExecutionResult> | ExecutionResult): AsyncIterator<ExecutionResult> {
  if (!(Symbol.asyncIterator in result)) throw new Error(JSON.stringify(result));
  return result[Symbol.asyncIterator]();
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
