import { IzaError } from '#kernel/errors.ts';
import { tryDecodeId } from '#kernel/ids.ts';
import type { SecurityEvent } from '../domain.ts';
import type { Resolvers, SecurityEventResolvers } from '../generated/resolvers.ts';
import type { SecurityDomain } from './security-domain.ts';

const MAXIMUM_EVENTS = 1000;

/** Denied attempts and risky events: newest, and as they come. */
export function securityEventResolvers({ events, endpoints }: SecurityDomain) {
  return {
    SecurityEvent: {
      type: () => 'iza.security.event',
      cursor: ({ sequence }: SecurityEvent) => String(sequence),
      // An event outlives what it is about, and a reference that leads nowhere is an error.
      workload: ({ target }: SecurityEvent) => {
        const decoded = target === undefined ? undefined : tryDecodeId(target);
        if (target === undefined || decoded?.type !== 'Container') return null;
        const endpoint = endpoints.find((candidate) => candidate.endpoint === decoded.endpoint);
        return endpoint?.settingsOf(decoded.nativeId) ? { __typename: 'Workload', id: target } : null;
      },
    } satisfies SecurityEventResolvers,
    Query: {
      securityEvents: async (_root, { first }) => {
        const limit = first ?? 100;
        if (limit < 1 || limit > MAXIMUM_EVENTS) {
          throw new IzaError(
            'BAD_USER_INPUT',
            `first must be between 1 and ${MAXIMUM_EVENTS}; it is ${limit}.`,
            { field: 'first' },
          );
        }
        return [...(await events.list(limit))];
      },
    },
    Subscription: {
      securityEventStream: {
        subscribe: (_root, { after }, { signal }) => events.follow(after, signal),
        resolve: (event: SecurityEvent) => event,
      },
    },
  } satisfies Resolvers;
}
