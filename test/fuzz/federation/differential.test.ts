import { createFederationExecutor, localService } from '#gateway/federation/index.ts';
import { execute, parse, validate } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { composedSupergraph, monolithSchema, subgraphSchemas } from './graph.ts';
import { randomNumbers, randomOperation } from './random-operation.ts';
import type { RandomOperation } from './random-operation.ts';
import { difference } from './same-response.ts';
import type { Response } from './same-response.ts';
import { createWorld } from './world.ts';

/** A new seed every run, printed with any failure; give one as the third argument of `differences` to repeat it. */
const SEED = Math.floor(Math.random() * 2 ** 31);
const OPERATIONS = 400;

const supergraphSdl = composedSupergraph();
const monolith = monolithSchema();

describe('random operations', () => {
  it.each(['query', 'mutation'] as const)(
    `answer each %s as graphql-js does over the merged schema (seed ${SEED})`,
    { timeout: 120_000 },
    async (kind) => {
      const { failures, tried } = await differences(kind, OPERATIONS, SEED);
      expect(tried).toBe(OPERATIONS);
      expect(failures).toEqual([]);
    },
  );

  it('are told apart from wrong answers', () => {
    const want = { data: { a: [{ b: 1 }], c: null }, errors: [{ message: 'boom', path: ['c', 'd'] }] };
    expect(difference(want, want)).toBeUndefined();
    expect(difference({ ...want, data: { a: [{ b: 2 }], c: null } }, want)).toMatch(/data differs/);
    expect(difference({ data: want.data }, want)).toMatch(/errors differ/);
    expect(difference({ ...want, errors: [...want.errors, ...want.errors] }, want)).toMatch(/twice/);
    expect(
      difference({ ...want, errors: [...want.errors, { message: 'more', path: ['a', 0, 'b'] }] }, want),
    ).toMatch(/differ/);
  });
});

async function differences(kind: 'query' | 'mutation', count: number, seed: number) {
  const random = randomNumbers(seed);
  const shared = kind === 'query' ? newExecutor() : undefined;
  const failures: string[] = [];
  let tried = 0;
  while (tried < count) {
    const operation = validOperation(monolith, random, kind);
    tried += 1;
    const want = await answerOfMonolith(operation);
    const executor = shared ?? newExecutor();
    const request = { document: parse(operation.query), variables: operation.variables, context: {} };
    const found = difference(await executor.execute(request).then(toJson), want);
    if (found !== undefined)
      failures.push(`${operation.query}\n${JSON.stringify(operation.variables)}\n${found}`);
  }
  return { failures: failures.sort((a, b) => a.length - b.length).slice(0, 3), tried };
}

/** Over services that validate what they are asked, as subgraphs behind HTTP do. */
function newExecutor() {
  const services = Object.entries(subgraphSchemas(createWorld())).map(([name, schema]) => {
    const service = localService(schema);
    const execute: typeof service.execute = async (request) => {
      const [invalid] = validate(schema, request.document);
      if (invalid) throw new Error(`${invalid.message} in ${request.query}`);
      return service.execute(request);
    };
    return [name, { ...service, execute }] as const;
  });
  return createFederationExecutor({ supergraphSdl, services: Object.fromEntries(services) });
}

async function answerOfMonolith({ query, variables }: RandomOperation): Promise<Response> {
  const rootValue = Object.fromEntries(Object.entries(createWorld().roots));
  const result = await execute({
    schema: monolith,
    document: parse(query),
    variableValues: variables,
    rootValue,
  });
  return toJson(result);
}

function validOperation(
  schema: GraphQLSchema,
  random: () => number,
  kind: 'query' | 'mutation',
): RandomOperation {
  for (;;) {
    const operation = randomOperation(schema, random, kind);
    if (validate(schema, parse(operation.query)).length === 0) return operation;
  }
}

function toJson(result: unknown): Response {
  return JSON.parse(JSON.stringify(result)) as Response;
}
