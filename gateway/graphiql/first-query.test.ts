import { readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';
import type { OperationDefinitionNode } from 'graphql';
import { expect, test } from 'vitest';
import { readAppliedDirectives } from '#schema/directives.ts';
import { checkStructure } from '../limits/check-structure.ts';
import { DEFAULT_LIMITS } from '../limits/limits.ts';
import { createFactsSource } from '../limits/operation-facts.ts';
import { FIRST_QUERY } from './first-query.ts';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const schema = buildSchema(read('../../schema/generated/schema.graphql'));

const examples = [...read('../../README.md').matchAll(/```graphql\n([\s\S]*?)```/g)].map(
  (match) => match[1]!,
);

test.each([FIRST_QUERY, ...examples])('example %# fits the graph and is far below its limits', (text) => {
  const document = parse(text);
  expect(validate(schema, document)).toEqual([]);
  checkStructure(document, DEFAULT_LIMITS);
  const source = createFactsSource(
    schema,
    readAppliedDirectives(read('../../schema/generated/supergraph.graphql')),
  );
  const { closed, cost } = source.factsOf(document, document.definitions[0] as OperationDefinitionNode);
  expect(closed).toEqual([]);
  expect(cost({})).toBeLessThan(DEFAULT_LIMITS.cost / 100);
});
