import { readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { documents } from './documents.ts';

const schema = buildSchema(
  readFileSync(new URL('../schema/generated/schema.graphql', import.meta.url), 'utf8'),
);

test.each(Object.entries(documents))('the operation %s fits the graph', (_, document) => {
  expect(validate(schema, parse(document)).map((error) => error.message)).toEqual([]);
});
