import { buildSubgraphSchema } from '@apollo/subgraph';
import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';
import type { GraphQLSchema } from 'graphql';

type Resolver = (source: never, args: never, context: never) => unknown;
type Resolvers = Readonly<
  Record<string, Readonly<Record<string, Resolver | { subscribe: Resolver; resolve?: Resolver }>>>
>;

export interface FixtureSubgraph {
  readonly typeDefs: string;
  readonly resolvers?: Resolvers;
  readonly url?: string;
}

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@shareable",
  "@external", "@requires", "@provides", "@override", "@inaccessible", "@interfaceObject", "@tag"])`;

/** For tests: subgraphs from SDL and resolvers, and their supergraph. */
export function fixtureGraph(subgraphs: Readonly<Record<string, FixtureSubgraph>>): {
  readonly supergraphSdl: string;
  readonly schemas: Readonly<Record<string, GraphQLSchema>>;
} {
  const parts = Object.entries(subgraphs).map(([name, { typeDefs, resolvers, url }]) => ({
    name,
    typeDefs: parse(LINK + typeDefs),
    resolvers,
    url: url ?? `http://${name}.invalid/`,
  }));
  const { supergraphSdl, errors } = composeServices(parts);
  if (supergraphSdl === undefined) throw new Error(errors?.map(({ message }) => message).join('\n'));
  const schemas = parts.map(({ name, typeDefs, resolvers }) => [
    name,
    buildSubgraphSchema([{ typeDefs, ...(resolvers && { resolvers: resolvers as object }) } as never]),
  ]);
  return { supergraphSdl, schemas: Object.fromEntries(schemas) as Record<string, GraphQLSchema> };
}
