import { tryDecodeId } from '#kernel/ids.ts';
import type { EndpointResolvers, HostResolvers } from '../generated/resolvers.ts';
import type { HostPlatform, NetworkPlatforms } from '../port.ts';
import { networkPage } from './network-page.ts';

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

export function endpointResolvers({ endpoints, networks }: NetworkPlatforms): EndpointResolvers {
  return {
    __resolveReference: ({ id }): EndpointReference | null => {
      const decoded = tryDecodeId(id);
      if (decoded?.type !== 'Endpoint' || !endpoints.includes(decoded.endpoint)) return null;
      return { id, name: decoded.endpoint };
    },
    networks: ({ name }: EndpointReference, { first, after }) => {
      const platforms = networks.filter((platform) => platform.endpoint === name);
      return networkPage({ platforms, first, after, maximum: 100 });
    },
  };
}

export function hostResolvers({ endpoints, hosts }: NetworkPlatforms): HostResolvers {
  return {
    __resolveReference: ({ id }): HostReference | null => {
      const decoded = tryDecodeId(id);
      if (decoded?.type !== 'Host' || !endpoints.includes(decoded.endpoint)) return null;
      const host = hosts.find((candidate) => candidate.endpoint === decoded.endpoint);
      return { id, nativeId: decoded.nativeId, host };
    },
    interfaces: ({ host, nativeId }: HostReference) => (host?.is(nativeId) ? [...host.interfaces()] : null),
  };
}
