import { buildSchema, getIntrospectionQuery, parse } from 'graphql';
import type { OperationDefinitionNode } from 'graphql';
import { describe, expect, test } from 'vitest';
import type { IzaError } from '#kernel/errors.ts';
import { readAppliedDirectives } from '#schema/directives.ts';
import { checkStructure } from './check-structure.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { createFactsSource } from './operation-facts.ts';
import { parseDocument } from './parse-document.ts';

const SDL = `
  directive @scope(requires: [String!]!) on FIELD_DEFINITION | OBJECT
  directive @cost(weight: Int!, fetch: Boolean) on FIELD_DEFINITION
  interface Workload { id: ID! audit: [String!] @scope(requires: ["security:audit"]) logs: String }
  type Container implements Workload {
    id: ID! audit: [String!] logs: String @scope(requires: ["compute:logs"]) tags: [Tag!]
    size: Int @cost(weight: 9) children(first: Int = 20): Page
  }
  type Tag { name: String }
  type Page { nodes: [Container!]! totalCount: Int }
  type Query {
    containers(first: Int = 20): Page @scope(requires: ["compute:read"])
    workload: Workload @scope(requires: ["compute:read"])
    open: Container @scope(requires: [])
    closed: Int
  }
`;
const schema = buildSchema(SDL);
const facts = createFactsSource(schema, readAppliedDirectives(SDL));

function factsOf(text: string) {
  const document = parse(text);
  return facts.factsOf(document, document.definitions[0] as OperationDefinitionNode);
}

function refusal(run: () => unknown): IzaError {
  try {
    run();
  } catch (error) {
    return error as IzaError;
  }
  throw new Error('it was not refused');
}

const check = (text: string, limits = {}) => checkStructure(parse(text), { ...DEFAULT_LIMITS, ...limits });

describe('structure', () => {
  test.each([
    ['depth', '{ a { b { c } } }', { depth: 2 }],
    ['depth', 'query { ...F } fragment F on Query { a { ...G } } fragment G on A { b { c } }', { depth: 2 }],
    ['aliases', '{ x: a y: a z: a }', { aliases: 2 }],
    ['rootFields', '{ a b ... { c } }', { rootFields: 2 }],
    [
      'fields',
      'query { ...F ...F } fragment F on Query { ...G ...G } fragment G on Query { a b }',
      { fields: 7 },
    ],
    ['directives', '{ a @x @x @x }', { directives: 2 }],
    ['directives', 'query @x @x @x { a }', { directives: 2 }],
  ])('%s over its limit is named: %s', (limit, text, limits) => {
    const error = refusal(() => check(text, limits));
    expect(error.code).toBe('TOO_COMPLEX');
    expect(error.details.data).toMatchObject({ limit });
    const value = Object.values(limits)[0]!;
    expect(() => check(text, { [limit]: value + 1 })).not.toThrow();
  });

  test('fragments that spread each other 2^40 times are refused at once', () => {
    const levels = Array.from(
      { length: 40 },
      (_, index) => `fragment F${index} on Query { ...F${index + 1} ...F${index + 1} }`,
    );
    const text = `{ ...F0 } ${levels.join(' ')} fragment F40 on Query { a }`;
    const before = performance.now();
    expect(refusal(() => check(text)).details.data).toMatchObject({ limit: 'fields' });
    expect(performance.now() - before).toBeLessThan(100);
  });

  test('a cycle of fragments ends, and is left to validation', () => {
    expect(() => check('{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }')).not.toThrow();
  });

  test('the introspection query of tools passes', () => {
    expect(() =>
      check(
        getIntrospectionQuery({ inputValueDeprecation: true, specifiedByUrl: true, schemaDescription: true }),
      ),
    ).not.toThrow();
  });
});

describe('tokens', () => {
  test('a document over the limit is TOO_COMPLEX', () => {
    expect(refusal(() => parseDocument(`{ ${'a '.repeat(100)} }`, 50)).code).toBe('TOO_COMPLEX');
  });

  test('a syntax error stays one, with its location', () => {
    expect(refusal(() => parseDocument('{ a', 50))).toMatchObject({ locations: [{ line: 1, column: 4 }] });
  });

  test('nesting that no parser survives is TOO_COMPLEX', () => {
    expect(refusal(() => parseDocument(`{ a(b: ${'['.repeat(200_000)}) }`, 1_000_000)).code).toBe(
      'TOO_COMPLEX',
    );
  });
});

describe('scopes', () => {
  test('those of root and nested fields are gathered with the first field that needs them', () => {
    expect(factsOf('{ containers { nodes { id logs } } }').scopes).toEqual(
      new Map([
        ['compute:read', 'Query.containers'],
        ['compute:logs', 'Container.logs'],
      ]),
    );
  });

  test('an interface field asks for the scopes of every implementation, an object field for those of its interfaces', () => {
    expect([...factsOf('{ workload { logs } }').scopes.keys()]).toContain('compute:logs');
    expect([...factsOf('{ open { audit } }').scopes.keys()]).toEqual(['security:audit']);
  });

  test('fragments hide nothing', () => {
    const { scopes } = factsOf(
      'query { ...A } fragment A on Query { workload { ... on Container { l: logs } } }',
    );
    expect([...scopes.keys()]).toContain('compute:logs');
  });

  test('a root field without @scope is closed to everybody', () => {
    expect(factsOf('{ closed open { id } __typename }').closed).toEqual(['Query.closed']);
  });
});

test('a graph that does not know @scope asks for none, and closes no field', () => {
  const foreign = 'type Query { anything: Int }';
  const document = parse('{ anything }');
  const source = createFactsSource(buildSchema(foreign), readAppliedDirectives(foreign));
  const { scopes, closed } = source.factsOf(document, document.definitions[0] as OperationDefinitionNode);
  expect([scopes.size, closed]).toEqual([0, []]);
});

describe('cost', () => {
  test.each([
    ['{ open { id } }', {}, 2],
    ['{ open { size } }', {}, 11],
    ['{ open { tags { name } } }', {}, 1 + 1 + 5],
    ['{ containers(first: 100) { nodes { id } } }', {}, 100 * (1 + 1 + 1)],
    ['{ containers { totalCount } }', {}, 20 * 2],
    ['query ($n: Int) { containers(first: $n) { totalCount } }', { n: 50 }, 50 * 2],
    ['query ($n: Int) { containers(first: $n) { totalCount } }', {}, 20 * 2],
    ['query ($n: Int) { containers(first: $n) { totalCount } }', { n: null }, 100 * 2],
    ['query ($n: Int = 7) { containers(first: $n) { totalCount } }', {}, 7 * 2],
    [
      '{ containers(first: 100) { nodes { children(first: 100) { nodes { children(first: 100) { totalCount } } } } } }',
      {},
      2_020_200,
    ],
  ])('%s with %o', (text, variables, expected) => {
    expect(factsOf(text).cost(variables)).toBe(expected);
  });
});
