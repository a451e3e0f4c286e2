import { pageOf, type Connection, type SortKey } from '#schema/connection.ts';
import { outagesOf } from '#schema/endpoint-view.ts';
import { combine, matchesString, type Predicate } from '#schema/filter.ts';
import { parseLabelSelector } from '#schema/label-selector.ts';
import type { NetworkRecord } from '../domain.ts';
import type { NetworkFilter, NetworkOrder, NetworkOrderField } from '../generated/resolvers.ts';
import type { NetworkPlatform } from '../port.ts';

/** A page of the networks of some platforms. */
export function networkPage(options: {
  readonly platforms: readonly NetworkPlatform[];
  readonly first: number | null;
  readonly after?: string | null | undefined;
  readonly maximum: number;
  readonly where?: NetworkFilter | null | undefined;
  readonly orderBy?: NetworkOrder | null | undefined;
}): Connection<NetworkRecord> {
  const { platforms, first, after, maximum, where, orderBy } = options;
  const matches = networkPredicate(where);
  return pageOf({
    items: platforms.flatMap((platform) => platform.networks().filter(matches)),
    first,
    after,
    maximum,
    sortKey: SORT_KEYS[orderBy?.field ?? 'NAME'],
    idOf: (network) => network.id,
    descending: orderBy?.direction === 'DESC',
    fingerprint: { where, orderBy },
    outages: outagesOf(platforms.map((platform) => platform.view())),
  });
}

export function networkPredicate(where: NetworkFilter | null | undefined): Predicate<NetworkRecord> {
  return combine(where, ({ name, driver, endpoint, labels, internal }) => {
    const selected = labels == null ? () => true : parseLabelSelector(labels);
    return (network) =>
      matchesString(name, network.name) &&
      matchesString(driver, network.driver) &&
      matchesString(endpoint, network.endpoint) &&
      (internal == null || network.internal === internal) &&
      selected(network.labelRecord);
  });
}

const SORT_KEYS: Readonly<Record<NetworkOrderField, (network: NetworkRecord) => SortKey>> = {
  NAME: (network) => network.name,
  DRIVER: (network) => network.driver,
  CREATED_AT: (network) => network.createdAt?.getTime() ?? null,
};
