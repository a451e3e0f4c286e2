import { pageOf, type Connection, type SortKey } from '#schema/connection.ts';
import { outagesOf } from '#schema/endpoint-view.ts';
import { combine, matchesString, type Predicate } from '#schema/filter.ts';
import { parseLabelSelector } from '#schema/label-selector.ts';
import type { VolumeRecord, VolumeState } from '../domain.ts';
import type { VolumeFilter, VolumeOrder, VolumeOrderField } from '../generated/resolvers.ts';
import type { VolumePlatform } from '../port.ts';

/** A page of the volumes of some platforms. */
export function volumePage(options: {
  readonly platforms: readonly VolumePlatform[];
  readonly first: number | null;
  readonly after?: string | null | undefined;
  readonly maximum: number;
  readonly where?: VolumeFilter | null | undefined;
  readonly orderBy?: VolumeOrder | null | undefined;
}): Connection<VolumeRecord> {
  const { platforms, first, after, maximum, where, orderBy } = options;
  const matches = volumePredicate(where);
  return pageOf({
    items: platforms.flatMap((platform) =>
      platform.volumes().filter((volume) =>
        matches({
          volume,
          get unused() {
            return platform.mountsOf(volume.name).length === 0;
          },
        }),
      ),
    ),
    first,
    after,
    maximum,
    sortKey: SORT_KEYS[orderBy?.field ?? 'NAME'],
    idOf: (volume) => volume.id,
    descending: orderBy?.direction === 'DESC',
    fingerprint: { where, orderBy },
    outages: outagesOf(platforms.map((platform) => platform.view())),
  });
}

export function volumePredicate(where: VolumeFilter | null | undefined): Predicate<VolumeState> {
  return combine(where, ({ name, driver, endpoint, labels, unused }) => {
    const selected = labels == null ? () => true : parseLabelSelector(labels);
    return (state) =>
      matchesString(name, state.volume.name) &&
      matchesString(driver, state.volume.driver) &&
      matchesString(endpoint, state.volume.endpoint) &&
      selected(state.volume.labelRecord) &&
      (unused == null || state.unused === unused);
  });
}

const SORT_KEYS: Readonly<Record<VolumeOrderField, (volume: VolumeRecord) => SortKey>> = {
  NAME: (volume) => volume.name,
  DRIVER: (volume) => volume.driver,
  CREATED_AT: (volume) => volume.createdAt?.getTime() ?? null,
};
