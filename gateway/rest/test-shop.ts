import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { IzaError } from '#kernel/errors.ts';
import { Queue } from '#kernel/queue.ts';
import type { GraphContext } from '#schema/context.ts';
import { Idempotency } from '#schema/idempotency.ts';
import { localService } from '../federation/index.ts';
import { REVIEWS, SHOP } from './test-graph.ts';

/** What the shop holds and was asked for. */
export class Shop {
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

export function reviewsService() {
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

interface Item {
  readonly __typename: 'Item';
  readonly id: string;
  name: string;
  revision: string;
  color: string;
}

interface TestOperation {
  readonly id: string;
  state: string;
  readonly targets: string[];
}
