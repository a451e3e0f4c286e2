import { encodeId, tryDecodeId } from '#kernel/ids.ts';
import { isStale } from '#schema/endpoint-view.ts';
import type { MountRecord, VolumeRecord } from '../domain.ts';
import type { MountResolvers, VolumeResolvers } from '../generated/resolvers.ts';
import type { StoragePlatforms, VolumePlatform } from '../port.ts';
import { mountPage } from './mount-page.ts';

export function volumeResolvers({ volumes }: StoragePlatforms): VolumeResolvers {
  const platforms = byEndpoint(volumes);
  return {
    __resolveReference: ({ id }) => {
      const decoded = tryDecodeId(id);
      if (decoded?.type !== 'Volume') return null;
      return platforms.get(decoded.endpoint)?.volume(decoded.nativeId) ?? null;
    },
    endpoint: ({ endpoint }: VolumeRecord) => ({ id: encodeId('Endpoint', endpoint, endpoint) }),
    unused: ({ endpoint, name }: VolumeRecord) => platforms.get(endpoint)!.mountsOf(name).length === 0,
    stale: ({ endpoint }: VolumeRecord) => isStale(platforms.get(endpoint)!.view()),
    usedBytes: async (volume: VolumeRecord, _arguments, { signal }) =>
      (await platforms.get(volume.endpoint)!.usedBytes(volume, signal)) ?? null,
    usedBy: ({ endpoint, name }: VolumeRecord, { first, after }) => {
      const platform = platforms.get(endpoint)!;
      return mountPage({ platform, mounts: platform.mountsOf(name), by: 'workloadName', first, after });
    },
    filesystem: (volume: VolumeRecord) => platforms.get(volume.endpoint)!.filesystemOf(volume) ?? null,
    native: (volume: VolumeRecord) => volume.native(),
  };
}

export function mountResolvers({ volumes }: StoragePlatforms): MountResolvers {
  const platforms = byEndpoint(volumes);
  return {
    workload: ({ workloadId }: MountRecord) => ({ __typename: 'Workload', id: workloadId }),
    volume: ({ endpoint, volumeName }: MountRecord) =>
      (volumeName !== undefined && platforms.get(endpoint)!.volume(volumeName)) || null,
  };
}

export function byEndpoint(platforms: readonly VolumePlatform[]): ReadonlyMap<string, VolumePlatform> {
  return new Map(platforms.map((platform) => [platform.endpoint, platform]));
}
