import { tryDecodeId } from '#kernel/ids.ts';
import type { EndpointResolvers, HostResolvers } from '../generated/resolvers.ts';
import type { HostPlatform, StoragePlatforms } from '../port.ts';
import { volumePage } from './volume-page.ts';

interface EndpointReference {
  readonly id: string;
  readonly name: string;
}

interface HostReference {
  readonly id: string;
  readonly nativeId: string;
  /** Undefined for a machine that is not read on the machine itself. */
  readonly host: HostPlatform | undefined;
}

export function endpointResolvers({ endpoints, volumes }: StoragePlatforms): EndpointResolvers {
  return {
    __resolveReference: ({ id }): EndpointReference | null => {
      const decoded = tryDecodeId(id);
      if (decoded?.type !== 'Endpoint' || !endpoints.includes(decoded.endpoint)) return null;
      return { id, name: decoded.endpoint };
    },
    volumes: ({ name }: EndpointReference, { first, after }) => {
      const platforms = volumes.filter((platform) => platform.endpoint === name);
      return volumePage({ platforms, first, after, maximum: 100 });
    },
  };
}

export function hostResolvers({ endpoints, hosts }: StoragePlatforms): HostResolvers {
  return {
    __resolveReference: ({ id }): HostReference | null => {
      const decoded = tryDecodeId(id);
      if (decoded?.type !== 'Host' || !endpoints.includes(decoded.endpoint)) return null;
      const host = hosts.find((candidate) => candidate.endpoint === decoded.endpoint);
      return { id, nativeId: decoded.nativeId, host };
    },
    disks: ({ host, nativeId }: HostReference) => (host?.is(nativeId) ? [...host.disks()] : null),
    filesystems: ({ host, nativeId }: HostReference) => (host?.is(nativeId) ? [...host.filesystems()] : null),
  };
}
