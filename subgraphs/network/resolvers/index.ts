import { Idempotency } from '#schema/idempotency.ts';
import { scalarResolvers } from '#schema/scalars.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import type { NetworkPlatforms } from '../port.ts';
import { endpointResolvers, hostResolvers } from './endpoint-and-host.ts';
import { mutationResolvers } from './mutation.ts';
import { attachmentResolvers, networkResolvers } from './network.ts';
import { queryResolvers } from './query.ts';
import { subscriptionResolvers } from './subscription.ts';
import { workloadResolvers } from './workload.ts';

/** Everything the subgraph answers. */
export function networkSubgraphResolvers(platforms: NetworkPlatforms): Resolvers {
  return {
    ...scalarResolvers,
    Query: queryResolvers(platforms),
    Mutation: mutationResolvers(platforms, new Idempotency()),
    Subscription: subscriptionResolvers(platforms),
    Network: networkResolvers(platforms),
    NetworkAttachment: attachmentResolvers(platforms),
    Workload: workloadResolvers(platforms),
    Endpoint: endpointResolvers(platforms),
    Host: hostResolvers(platforms),
  };
}
