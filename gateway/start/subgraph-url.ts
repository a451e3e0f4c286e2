import type { Config } from '#kernel/config.ts';
import { SUBGRAPH_NAMES, type SubgraphName } from '#schema/subgraph.ts';

/** Where a subgraph that runs alone answers: as configured, else on this machine at 4001 and up. */
export function subgraphUrl(config: Config, name: SubgraphName): string {
  return config.subgraphs[name] ?? `http://127.0.0.1:${4001 + SUBGRAPH_NAMES.indexOf(name)}/graphql`;
}
