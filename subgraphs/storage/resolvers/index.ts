import { Idempotency } from '#schema/idempotency.ts';
import { scalarResolvers } from '#schema/scalars.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import type { StoragePlatforms } from '../port.ts';
import { endpointResolvers, hostResolvers } from './endpoint-and-host.ts';
import { mutationResolvers } from './mutation.ts';
import { queryResolvers } from './query.ts';
import { subscriptionResolvers } from './subscription.ts';
import { mountResolvers, volumeResolvers } from './volume.ts';
import { workloadResolvers } from './workload.ts';

/** Everything the subgraph answers. */
export function storageSubgraphResolvers(platforms: StoragePlatforms): Resolvers {
  return {
    ...scalarResolvers,
    Query: queryResolvers(platforms),
    Mutation: mutationResolvers(platforms, new Idempotency()),
    Subscription: subscriptionResolvers(platforms),
    Volume: volumeResolvers(platforms),
    Mount: mountResolvers(platforms),
    Workload: workloadResolvers(platforms),
    Endpoint: endpointResolvers(platforms),
    Host: hostResolvers(platforms),
  };
}
