import { buildSubgraphSchema, type GraphQLResolverMap } from '@apollo/subgraph';
import type { GraphContext } from '#schema/context.ts';
import { subgraphTypeDefs } from '#schema/sdl.ts';
import type { Subgraph } from '#schema/subgraph.ts';
import { networkPlatforms, type Fleet } from './platforms/index.ts';
import { networkSubgraphResolvers } from './resolvers/index.ts';

export interface NetworkSubgraphOptions {
  readonly fleet: Pick<Fleet, 'clock' | 'endpoints' | 'docker' | 'host' | 'embedded'>;
}

/** Networks, who is attached to them, published ports and the interfaces of this machine. */
export function createNetworkSubgraph({ fleet }: NetworkSubgraphOptions): Subgraph {
  const platforms = networkPlatforms(fleet);
  const resolvers = networkSubgraphResolvers(platforms) as GraphQLResolverMap<GraphContext>;
  return {
    name: 'network',
    schema: buildSubgraphSchema([{ typeDefs: subgraphTypeDefs('network'), resolvers }]),
    start: () => Promise.resolve(),
    stop: async () => platforms[Symbol.dispose](),
  };
}
