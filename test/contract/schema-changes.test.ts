import { readFileSync } from 'node:fs';
import { buildSchema, findBreakingChanges, type GraphQLSchema } from 'graphql';
import { expect, test } from 'vitest';

/**
 * Programs rely on the schema as it was last released, `schema/released.graphql`. What breaks them must be named in CHANGELOG.md, by the
 * coordinate that the change is about, above the last release. On a release that file becomes a copy of the generated schema.
 */
const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const released = read('schema/released.graphql');
const present = read('schema/generated/schema.graphql');

test('a change of the schema that breaks programs is named in the changelog', () => {
  expect(
    unnamedChanges({
      before: buildSchema(released),
      after: buildSchema(present),
      changelog: read('CHANGELOG.md'),
    }),
  ).toEqual([]);
});

test('a field, an argument or a value that goes is noticed, and let through when it is named', () => {
  const before = buildSchema(released);
  const plant = (from: string, to: string) => buildSchema(present.replace(from, to));
  const planted = [
    ['Container.oomKilled', plant('oomKilled: Boolean!', 'wasOomKilled: Boolean!')],
    [
      'ContainerCreateInput.zone',
      plant('input ContainerCreateInput {', 'input ContainerCreateInput { zone: String!'),
    ],
    ['Query.containers', plant('orderBy: ContainerOrder', 'sort: ContainerOrder')],
    ['Platform.LIBVIRT', plant('  LIBVIRT', '  XEN')],
  ] as const;
  for (const [coordinate, after] of planted) {
    const found = unnamedChanges({ before, after, changelog: '' });
    expect(found).toHaveLength(1);
    expect(unnamedChanges({ before, after, changelog: `- Breaking: \`${coordinate}\` changed.` })).toEqual(
      [],
    );
  }
});

test('the list of operations is that of the schema', () => {
  const schema = buildSchema(present);
  const roots = {
    query: schema.getQueryType(),
    mutation: schema.getMutationType(),
    subscription: schema.getSubscriptionType(),
  };
  const expected = Object.entries(roots).flatMap(([kind, type]) =>
    Object.keys(type?.getFields() ?? {}).map((name) => `${kind} ${name}`),
  );
  const listed = read('schema/generated/operations.txt').trim().split('\n');
  expect(new Set(listed.map((line) => /^\w+ \w+/.exec(line)?.[0]))).toEqual(new Set(expected));
});

/** Breaking changes whose coordinate the changelog does not name, in words. */
function unnamedChanges({
  before,
  after,
  changelog,
}: {
  readonly before: GraphQLSchema;
  readonly after: GraphQLSchema;
  readonly changelog: string;
}): string[] {
  const pending = changelog.split(/^## /m).find((section) => /unreleased/i.test(section)) ?? changelog;
  return findBreakingChanges(before, after)
    .filter(({ description }) => !coordinatesIn(description).some((name) => pending.includes(`\`${name}\``)))
    .map(({ type, description }) => `${type}: ${description}`);
}

/** `Container.name`; a type's name where a change is about a whole type. */
function coordinatesIn(description: string): readonly string[] {
  const dotted = description.match(/\b[A-Z]\w*\.\w+/g);
  if (dotted) return dotted;
  const member = /(\w+) (?:on input type|was (?:added to|removed from) \w+ type) (\w+)/.exec(description);
  return member ? [`${member[2]}.${member[1]}`] : (description.match(/\b[A-Z]\w+\b/g) ?? []);
}
