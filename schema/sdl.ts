import { readFileSync } from 'node:fs';
import { parse, type DocumentNode } from 'graphql';
import type { SubgraphName } from './subgraph.ts';

/** A subgraph's contract: the shared directives and types, and its own `schema.graphql`. */
export function subgraphSdl(name: SubgraphName): string {
  const own = new URL(`../subgraphs/${name}/schema.graphql`, import.meta.url);
  return `${readFileSync(new URL('shared.graphql', import.meta.url), 'utf8')}\n${readFileSync(own, 'utf8')}`;
}

/** The same, parsed, for `buildSubgraphSchema`. */
export function subgraphTypeDefs(name: SubgraphName): DocumentNode {
  return parse(subgraphSdl(name), { noLocation: true });
}
