import type { AuditEntry } from '../domain.ts';
import type { AuditEntryResolvers, Resolvers } from '../generated/resolvers.ts';
import type { SecurityDomain } from './security-domain.ts';

const MAXIMUM_PAGE = 1000;

/** The audit trail: pages, verification, stream. */
export function auditResolvers({ audit, verifyAudit }: SecurityDomain) {
  return {
    AuditEntry: {
      cursor: ({ cursor }: AuditEntry) => String(cursor),
    } satisfies AuditEntryResolvers,
    Query: {
      auditEntries: (_root, { first, after, where }) =>
        audit.page({ first: first ?? 100, after, maximum: MAXIMUM_PAGE, where }),
      auditVerify: async (_root, _arguments, { signal }) => {
        const { intact, records, firstBroken, head } = await verifyAudit(signal);
        return {
          intact,
          entries: records,
          firstBroken: firstBroken ?? null,
          head: head.sequence === 0 ? null : head.hash,
        };
      },
    },
    Subscription: {
      auditStream: {
        subscribe: (_root, { after }, { signal }) => audit.follow(after, signal),
        resolve: (entry: AuditEntry) => entry,
      },
    },
  } satisfies Resolvers;
}
