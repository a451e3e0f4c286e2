import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readAppliedDirectives } from './directives.ts';

const generated = readFileSync(new URL('generated/supergraph.graphql', import.meta.url), 'utf8');

test('the composed graph gives every root field scopes', () => {
  const { scoped, fieldScopes } = readAppliedDirectives(generated);
  expect(scoped).toBe(true);
  expect(fieldScopes.get('Query.containers')).toEqual(['compute:read']);
  expect(fieldScopes.get('Mutation.containerExec')).toEqual(['compute:exec']);
  expect(fieldScopes.get('Query.caller')).toEqual([]);
});

test('scopes of nested fields survive composition', () => {
  const { fieldScopes } = readAppliedDirectives(generated);
  expect(fieldScopes.get('Container.auditTrail')).toEqual(['security:audit']);
});

test('costs and routes are read with their defaults', () => {
  const { fieldCosts, rest } = readAppliedDirectives(generated);
  expect(fieldCosts.get('Volume.usedBytes')).toEqual({ weight: 50, fetch: true });
  expect(rest.get('Query.containers')).toEqual([{ method: 'GET', path: '/containers', status: undefined }]);
  expect(rest.get('Mutation.containerCreate')).toEqual([
    { method: 'POST', path: '/containers', status: 201 },
  ]);
});

test('scopes of a type hold for each of its fields', () => {
  const { fieldScopes } = readAppliedDirectives(`
    directive @scope(requires: [String!]!) on FIELD_DEFINITION | OBJECT
    type Secret @scope(requires: ["a:read"]) { plain: Int deep: Int @scope(requires: ["b:read"]) }
  `);
  expect(fieldScopes.get('Secret.plain')).toEqual(['a:read']);
  expect(fieldScopes.get('Secret.deep')).toEqual(['a:read', 'b:read']);
});

test('a graph without our @scope has no scopes, even when it uses the name otherwise', () => {
  const foreign = readAppliedDirectives(`
    directive @scope(name: String) on FIELD_DEFINITION
    type Query { a: Int @scope(name: "x") }
  `);
  expect(foreign.scoped).toBe(false);
  expect(foreign.fieldScopes.size).toBe(0);
});
