import { encodeId, tryDecodeId } from '#kernel/ids.ts';
import { isStale } from '#schema/endpoint-view.ts';
import type { AttachmentRecord, NetworkRecord } from '../domain.ts';
import type { NetworkAttachmentResolvers, NetworkResolvers } from '../generated/resolvers.ts';
import type { NetworkPlatform, NetworkPlatforms } from '../port.ts';
import { attachmentPage } from './attachment-page.ts';

export function networkResolvers({ networks }: NetworkPlatforms): NetworkResolvers {
  const platforms = byEndpoint(networks);
  return {
    __resolveReference: ({ id }) => {
      const decoded = tryDecodeId(id);
      if (decoded?.type !== 'Network') return null;
      return platforms.get(decoded.endpoint)?.network(decoded.nativeId) ?? null;
    },
    endpoint: ({ endpoint }: NetworkRecord) => ({ id: encodeId('Endpoint', endpoint, endpoint) }),
    stale: ({ endpoint }: NetworkRecord) => isStale(platforms.get(endpoint)!.view()),
    attachments: ({ endpoint, nativeId }: NetworkRecord, { first, after }) => {
      const platform = platforms.get(endpoint)!;
      const attachments = platform.attachmentsOf(nativeId);
      return attachmentPage({
        platform,
        attachments,
        by: 'workloadName',
        page: { first, after: after ?? null },
      });
    },
    hostInterface: (network: NetworkRecord) =>
      platforms.get(network.endpoint)!.hostInterfaceOf(network) ?? null,
    native: (network: NetworkRecord) => network.native(),
  };
}

export function attachmentResolvers({ networks }: NetworkPlatforms): NetworkAttachmentResolvers {
  const platforms = byEndpoint(networks);
  return {
    workload: ({ workloadId }: AttachmentRecord) => ({ __typename: 'Workload', id: workloadId }),
    network: ({ endpoint, networkId }: AttachmentRecord) =>
      platforms.get(endpoint)!.network(networkId) ?? null,
  };
}

export function byEndpoint(platforms: readonly NetworkPlatform[]): ReadonlyMap<string, NetworkPlatform> {
  return new Map(platforms.map((platform) => [platform.endpoint, platform]));
}
