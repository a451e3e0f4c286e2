import { findTarget } from '#schema/find-target.ts';
import type { QueryResolvers } from '../generated/resolvers.ts';
import type { StoragePlatforms } from '../port.ts';
import { volumePage } from './volume-page.ts';

export function queryResolvers({ volumes }: StoragePlatforms): QueryResolvers {
  return {
    volumes: (_root, { first, after, where, orderBy }) =>
      volumePage({ platforms: volumes, first, after, maximum: 1000, where, orderBy }),
    volume: (_root, { id }) =>
      findTarget({
        text: id,
        types: ['Volume'],
        candidates: volumes.flatMap((platform) => platform.volumes()),
        prefixes: false,
      }) ?? null,
  };
}
