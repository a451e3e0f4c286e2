import { findTarget } from '#schema/find-target.ts';
import type { QueryResolvers } from '../generated/resolvers.ts';
import type { NetworkPlatforms } from '../port.ts';
import { networkPage } from './network-page.ts';

export function queryResolvers({ networks }: NetworkPlatforms): QueryResolvers {
  return {
    networks: (_root, { first, after, where, orderBy }) =>
      networkPage({ platforms: networks, first, after, maximum: 1000, where, orderBy }),
    network: (_root, { id }) =>
      findTarget({
        text: id,
        types: ['Network'],
        candidates: networks.flatMap((platform) => platform.networks()),
      }) ?? null,
  };
}
