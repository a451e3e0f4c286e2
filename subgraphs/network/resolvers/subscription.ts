import { watch, type WatchEvent } from '#schema/watch.ts';
import { joinSources } from '#schema/watch-source.ts';
import type { NetworkRecord } from '../domain.ts';
import type { SubscriptionResolvers } from '../generated/resolvers.ts';
import type { NetworkPlatforms } from '../port.ts';
import { networkPredicate } from './network-page.ts';

export function subscriptionResolvers({ clock, networks }: NetworkPlatforms): SubscriptionResolvers {
  const source = joinSources(
    clock,
    networks.flatMap((platform) => platform.sources),
  );
  return {
    networkWatch: {
      subscribe: (_root, { where, after }, { signal }) =>
        watch({ source, matches: networkPredicate(where), after, signal }),
      resolve: ({ type, cursor, value }: WatchEvent<NetworkRecord>) => ({
        type,
        cursor,
        network: value ?? null,
      }),
    },
  };
}
