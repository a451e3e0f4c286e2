import { composeServices } from '@theguild/federation-composition';
import { subgraphTypeDefs } from './sdl.ts';
import { SUBGRAPH_NAMES, type SubgraphName } from './subgraph.ts';

/** Where each subgraph answers when it runs alone, as in `docker-compose.yml`; `IZA_SUBGRAPHS_*` overrides it. */
const DEFAULT_URLS: Readonly<Record<SubgraphName, string>> = {
  compute: 'http://compute:4001/graphql',
  network: 'http://network:4002/graphql',
  storage: 'http://storage:4003/graphql',
  telemetry: 'http://telemetry:4004/graphql',
  security: 'http://security:4005/graphql',
};

/** The five contracts as one supergraph. Throws with every composition error. */
export function composeSupergraph(): string {
  const result = composeServices(
    SUBGRAPH_NAMES.map((name) => ({ name, url: DEFAULT_URLS[name], typeDefs: subgraphTypeDefs(name) })),
  );
  if (!result.supergraphSdl) {
    throw new Error(
      `The subgraphs do not compose:\n${result.errors?.map((error) => `  - ${error.message}`).join('\n')}`,
    );
  }
  return `${result.supergraphSdl.trim()}\n`;
}
