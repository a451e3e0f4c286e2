import { tryDecodeId } from '#kernel/ids.ts';
import type { WorkloadResolvers } from '../generated/resolvers.ts';
import type { NetworkPlatform, NetworkPlatforms } from '../port.ts';
import { attachmentPage } from './attachment-page.ts';
import { byEndpoint } from './network.ts';

interface WorkloadReference {
  readonly id: string;
  readonly platform: NetworkPlatform;
  readonly nativeId: string;
}

export function workloadResolvers({ networks }: NetworkPlatforms): WorkloadResolvers {
  const platforms = byEndpoint(networks);
  return {
    __resolveReference: ({ id }): WorkloadReference | null => {
      const decoded = tryDecodeId(id);
      const platform = decoded && platforms.get(decoded.endpoint);
      if (decoded?.type !== 'Container' || !platform?.workload(decoded.nativeId)) return null;
      return { id, platform, nativeId: decoded.nativeId };
    },
    networks: ({ platform, nativeId }: WorkloadReference, { first, after }) => {
      const attachments = platform.attachmentsOfWorkload(nativeId);
      return attachmentPage({
        platform,
        attachments,
        by: 'networkName',
        page: { first, after: after ?? null },
      });
    },
    ports: ({ platform, nativeId }: WorkloadReference) => [...platform.portsOf(nativeId)],
  };
}
