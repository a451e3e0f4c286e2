import { tryDecodeId } from '#kernel/ids.ts';
import type { WorkloadResolvers } from '../generated/resolvers.ts';
import type { StoragePlatforms, VolumePlatform } from '../port.ts';
import { mountPage } from './mount-page.ts';
import { byEndpoint } from './volume.ts';

interface WorkloadReference {
  readonly id: string;
  readonly platform: VolumePlatform;
  readonly nativeId: string;
}

export function workloadResolvers({ volumes }: StoragePlatforms): WorkloadResolvers {
  const platforms = byEndpoint(volumes);
  return {
    __resolveReference: ({ id }): WorkloadReference | null => {
      const decoded = tryDecodeId(id);
      const platform = decoded && platforms.get(decoded.endpoint);
      if (decoded?.type !== 'Container' || !platform?.mountsOfWorkload(decoded.nativeId)) return null;
      return { id, platform, nativeId: decoded.nativeId };
    },
    mounts: ({ platform, nativeId }: WorkloadReference, { first, after }) => {
      const mounts = platform.mountsOfWorkload(nativeId) ?? [];
      return mountPage({ platform, mounts, by: 'target', first, after });
    },
  };
}
