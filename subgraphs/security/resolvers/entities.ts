import { tryDecodeId } from '#kernel/ids.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import type { SecurityDomain } from './security-domain.ts';

const MAXIMUM_TRAIL = 100;

/** What security says of other subgraphs' entities. A trail outlives what it is about, so any well-formed id has one. */
export function entityResolvers({ audit, endpoints, judge }: SecurityDomain) {
  const auditTrail = (
    parent: { readonly id: string },
    { first, after }: { first?: number | null; after?: string | null },
  ) => audit.page({ first: first ?? 20, after, maximum: MAXIMUM_TRAIL, where: { target: parent.id } });
  const entity = (type: string) => ({
    __resolveReference: ({ id }: { readonly id: string }) =>
      tryDecodeId(id)?.type === type ? { __typename: type, id } : null,
    auditTrail,
  });
  return {
    Workload: {
      ...entity('Container'),
      __resolveReference: ({ id }: { readonly id: string }) =>
        tryDecodeId(id)?.type === 'Container' ? { __typename: 'Workload', id } : null,
      policyVerdict: ({ id }) => {
        const decoded = tryDecodeId(id);
        const endpoint = endpoints.find(({ endpoint }) => endpoint === decoded?.endpoint);
        const settings = decoded && endpoint?.settingsOf(decoded.nativeId);
        return settings ? judge(settings) : null;
      },
    },
    Network: entity('Network'),
    Volume: entity('Volume'),
    Image: entity('Image'),
    Endpoint: entity('Endpoint'),
    Host: entity('Host'),
  } satisfies Resolvers;
}
