import { watch, type WatchEvent } from '#schema/watch.ts';
import { joinSources } from '#schema/watch-source.ts';
import type { VolumeState } from '../domain.ts';
import type { SubscriptionResolvers } from '../generated/resolvers.ts';
import type { StoragePlatforms } from '../port.ts';
import { volumePredicate } from './volume-page.ts';

export function subscriptionResolvers({ clock, volumes }: StoragePlatforms): SubscriptionResolvers {
  const source = joinSources(
    clock,
    volumes.flatMap((platform) => platform.sources),
  );
  return {
    volumeWatch: {
      subscribe: (_root, { where, after }, { signal }) =>
        watch({ source, matches: volumePredicate(where), after, signal }),
      resolve: ({ type, cursor, value }: WatchEvent<VolumeState>) => ({
        type,
        cursor,
        volume: value?.volume ?? null,
      }),
    },
  };
}
