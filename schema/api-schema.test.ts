import { composeServices } from '@theguild/federation-composition';
import { composedSupergraph, monolithSchema } from '#test/fuzz/federation/graph.ts';
import { lexicographicSortSchema, parse, printSchema } from 'graphql';
import { expect, it } from 'vitest';
import { buildApiSchema } from './api-schema.ts';

it('is the merged graph, without anything of federation', () => {
  const schema = buildApiSchema(parse(composedSupergraph()));
  expect(printSchema(lexicographicSortSchema(schema))).toBe(
    printSchema(lexicographicSortSchema(monolithSchema())),
  );
});

it('keeps descriptions, deprecations, defaults and scalars, and hides what is inaccessible', () => {
  const { supergraphSdl = '' } = composeServices([
    {
      name: 'a',
      url: 'http://a.invalid/',
      typeDefs: parse(`
        extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@inaccessible", "@tag"])
        "A day." scalar Date @specifiedBy(url: "https://date.example") @tag(name: "internal")
        enum Kind { NEW OLD @deprecated(reason: "gone") HIDDEN @inaccessible }
        input Filter { kind: Kind = NEW hidden: Int @inaccessible }
        type Secret @inaccessible { id: ID }
        union Any = Shown | Secret
        type Shown { "When." day: Date }
        type Query { list(filter: Filter = { kind: OLD }, hidden: Int @inaccessible): [Any] secret: Secret @inaccessible }`),
    },
  ]);
  expect(printSchema(lexicographicSortSchema(buildApiSchema(parse(supergraphSdl))))).toBe(
    `
union Any = Shown

"""A day."""
scalar Date @specifiedBy(url: "https://date.example")

input Filter {
  kind: Kind = NEW
}

enum Kind {
  NEW
  OLD @deprecated(reason: "gone")
}

type Query {
  list(filter: Filter = {kind: OLD}): [Any]
}

type Shown {
  """When."""
  day: Date
}`.trim(),
  );
});
