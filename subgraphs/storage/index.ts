import { buildSubgraphSchema, type GraphQLResolverMap } from '@apollo/subgraph';
import type { GraphContext } from '#schema/context.ts';
import { subgraphTypeDefs } from '#schema/sdl.ts';
import type { Subgraph } from '#schema/subgraph.ts';
import { storagePlatforms, type Fleet } from './platforms/index.ts';
import { storageSubgraphResolvers } from './resolvers/index.ts';

export interface StorageSubgraphOptions {
  readonly fleet: Pick<Fleet, 'clock' | 'endpoints' | 'docker' | 'host' | 'embedded'>;
}

/** Volumes, what mounts them, and the disks and file systems of this machine. */
export function createStorageSubgraph({ fleet }: StorageSubgraphOptions): Subgraph {
  const platforms = storagePlatforms(fleet);
  const resolvers = storageSubgraphResolvers(platforms) as GraphQLResolverMap<GraphContext>;
  return {
    name: 'storage',
    schema: buildSubgraphSchema([{ typeDefs: subgraphTypeDefs('storage'), resolvers }]),
    start: () => Promise.resolve(),
    stop: async () => platforms[Symbol.dispose](),
  };
}
