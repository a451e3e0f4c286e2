import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSchema, getNamedType, isEnumType, isInputObjectType, isListType, isNonNullType } from 'graphql';
import type { GraphQLField, GraphQLInputType, GraphQLObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startServer } from '../e2e/server.ts';
import type { RunningServer } from '../e2e/server.ts';
import { selectionLike, steadyLeaves } from './answer-shape.ts';

/** Calls every route of the running product over REST and the same field over GraphQL; the answers must say the same. */

const generated = new URL('../../schema/generated/', import.meta.url);
const schema = buildSchema(readFileSync(new URL('schema.graphql', generated), 'utf8'));
const { paths } = JSON.parse(readFileSync(new URL('openapi.json', generated), 'utf8')) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly 'x-graphql-field'?: string }>>>>;
};
const routes = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).flatMap(([method, { 'x-graphql-field': coordinate }]) => {
    if (coordinate === undefined) return [];
    const [typeName = '', fieldName = ''] = coordinate.split('.');
    const field = (schema.getType(typeName) as GraphQLObjectType).getFields()[fieldName]!;
    return [
      { claim: `${method.toUpperCase()} ${path}`, method: method.toUpperCase(), path, typeName, field },
    ];
  }),
);
const of = (typeName: string) => routes.filter((route) => route.typeName === typeName);

const folder = mkdtempSync(join(tmpdir(), 'iza-contract-'));
let server: RunningServer;

beforeAll(async () => {
  const config = join(folder, 'iza.yaml');
  writeFileSync(
    config,
    'endpoints:\n  - { platform: embedded, name: made-up }\n  - { platform: host, name: here }\n',
  );
  server = await startServer({ environment: { IZA_CONFIG: config } });
  // Something for operations, audit trail and security events to tell.
  const { items } = (await (await server.rest('GET', '/containers?fields=id')).json()) as Items;
  for (const [path, body] of [
    [`/containers/${items[0]!.id}/restart`, {}],
    ['/containers', { image: 'alpine', privileged: true }],
  ] as const)
    await (await server.rest('POST', path, { body })).arrayBuffer();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

describe('a query', () => {
  test.each(of('Query'))('$claim says what GraphQL says', async ({ path, field }) => {
    const values = await sampleArguments(path, field);
    const { root, found, code } = await readRest(path, values);
    const given = Object.entries(values).map(([name, value]) => `${name}: ${literalOf(name, value)}`);
    const selection = selectionLike(schema, getNamedType(field.type), root);
    const query = `{ ${field.name}${given.length > 0 ? `(${given.join(', ')})` : ''} ${selection} }`;
    const { data, errors } = await server.graphql<Record<string, unknown>>(query);
    const answer = data?.[field.name] ?? null;
    const after = await readRest(path, values);
    expect([found, code]).toEqual([answer !== null, errors?.[0]?.extensions['code']]);
    const steady = steadyLeaves(root, after.root);
    expect(steadyLeaves(root, answer, steady)).toEqual(steady);
    expect(steady.size).toBeGreaterThan(0);
  });

  test('of each kind of thing finds something to compare', async () => {
    for (const path of [
      '/containers',
      '/images',
      '/networks',
      '/volumes',
      '/hosts',
      '/endpoints',
      '/workloads',
    ]) {
      const { items } = (await (await server.rest('GET', path)).json()) as { readonly items: unknown[] };
      expect([path, items.length > 0]).toEqual([path, true]);
    }
  });
});

describe('a change', () => {
  test.each(of('Mutation'))('$claim is judged as GraphQL judges it', async ({ method, path, field }) => {
    const input = sampleInput(field.args[0]!.type) as Record<string, unknown>;
    const { data, errors } = await server.graphql<Record<string, unknown>>(
      `mutation M($input: ${String(field.args[0]!.type)}) { ${field.name}(input: $input) { __typename } }`,
      { input },
    );
    const members = { ...input };
    const filled = path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => {
      const value = encodeURIComponent(String(members[name]));
      delete members[name];
      return value;
    });
    const query = method === 'DELETE' ? `?${new URLSearchParams(members as Record<string, string>)}` : '';
    const response = await server.rest(
      method,
      `${filled}${query}`,
      method === 'DELETE' ? {} : { body: members },
    );
    const body = (await response.json()) as Record<string, unknown>;
    expect(body['code']).toBe(errors?.[0]?.extensions['code']);
    expect(body['detail']).toBe(errors?.[0]?.message);
    expect(response.ok).toBe(errors === undefined);
    expect(response.status).not.toBe(500);
    expect(data?.[field.name] != null).toBe(response.ok);
  });
});

describe('a subscription', () => {
  test.each(of('Subscription'))('$claim is a stream', async ({ path, field }) => {
    const values = await sampleArguments(path, field);
    const leaving = new AbortController();
    const response = await fetch(`${server.url}/iza/api/v1${addressOf(path, values)}`, {
      headers: { authorization: `Bearer ${server.key}`, accept: 'text/event-stream' },
      signal: leaving.signal,
    });
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      'text/event-stream; charset=utf-8',
    ]);
    leaving.abort();
  });
});

test('the contract is that of the running server', async () => {
  const served = (await (await server.rest('GET', '/openapi.json')).json()) as { readonly paths: unknown };
  expect(served.paths).toEqual(paths);
});

interface Items {
  readonly items: readonly { readonly id: string }[];
}

type Values = Readonly<Record<string, unknown>>;

/** The answer in GraphQL's shape; whether it is there, and the code of what is wrong but for 404. */
async function readRest(path: string, values: Values) {
  const response = await server.rest('GET', addressOf(path, values));
  const body = (await response.json()) as Record<string, unknown>;
  const code = response.ok || response.status === 404 ? undefined : body['code'];
  if (!response.ok) return { root: null, found: false, code };
  if (!('items' in body)) return { root: body, found: true, code };
  const { items, next: _next, ...members } = body;
  return { root: Object.keys(members).length > 0 ? { nodes: items, ...members } : items, found: true, code };
}

function addressOf(path: string, values: Values): string {
  const rest = new Map(Object.entries(values));
  const filled = path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => {
    const value = encodeURIComponent(String(rest.get(name)));
    rest.delete(name);
    return value;
  });
  const input = rest.get('input') as Values | undefined;
  rest.delete('input');
  const query = new URLSearchParams(
    [...rest, ...Object.entries(input ?? {})].map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
  return query.size > 0 ? `${filled}?${query}` : filled;
}

/** Values for what a field needs: ids of things there are. */
async function sampleArguments(path: string, field: GraphQLField<unknown, unknown>): Promise<Values> {
  const values: Record<string, unknown> = {};
  for (const { name, type } of field.args) {
    if (!isNonNullType(type)) continue;
    values[name] = name === 'id' ? await idBelow(path) : sampleInput(type);
  }
  return values;
}

/** The id of the first thing in the collection that a path lies in; of a container where it lies in none. */
async function idBelow(path: string): Promise<string> {
  const collection = path.startsWith('/queries/') ? '/containers' : path.slice(0, path.indexOf('/{'));
  const { items } = (await (await server.rest('GET', `${collection}?fields=id`)).json()) as Items;
  return items[0]?.id ?? 'none';
}

/** The least that an input type takes, changing nothing. */
function sampleInput(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return sampleInput(type.ofType);
  if (isListType(type)) return [sampleInput(type.ofType)];
  if (isEnumType(type)) return type.getValues()[0]!.name;
  if (!isInputObjectType(type)) return { Int: 1, Float: 1, Boolean: true, JSON: {} }[type.name] ?? 'none';
  const fields = Object.values(type.getFields()).filter((field) => isNonNullType(field.type));
  return {
    ...Object.fromEntries(fields.map((field) => [field.name, sampleInput(field.type)])),
    ...(type.getFields()['dryRun'] && { dryRun: true }),
  };
}

function literalOf(name: string, value: unknown): string {
  if (name !== 'input') return JSON.stringify(value);
  const members = Object.entries(value as Values).map(
    ([member, given]) => `${member}: ${JSON.stringify(given)}`,
  );
  return `{ ${members.join(', ')} }`;
}
