import { scalarResolvers } from '#schema/scalars.ts';
import type { WatchSource } from '#schema/watch.ts';
import type { Compute } from '../compute.ts';
import type { ContainerRecord } from '../domain.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import { containerMutations } from './container-mutations.ts';
import { imageMutations } from './image-mutations.ts';
import { operationMutations } from './operation-mutations.ts';
import { queryResolvers } from './queries.ts';
import { subscriptionResolvers } from './subscriptions.ts';
import { typeResolvers } from './types.ts';

export function computeResolvers(compute: Compute, containers: WatchSource<ContainerRecord>): Resolvers {
  return {
    ...scalarResolvers,
    ...typeResolvers(compute),
    Query: queryResolvers(compute),
    Mutation: {
      ...containerMutations(compute),
      ...imageMutations(compute),
      ...operationMutations(compute),
    },
    Subscription: subscriptionResolvers(compute, containers),
  };
}
