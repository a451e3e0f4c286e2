import { scalarResolvers } from '#schema/scalars.ts';
import { apiKeyResolvers } from './api-keys.ts';
import { auditResolvers } from './audit.ts';
import { entityResolvers } from './entities.ts';
import { policyResolvers } from './policy.ts';
import type { SecurityDomain } from './security-domain.ts';
import { securityEventResolvers } from './security-events.ts';
import { systemResolvers } from './system.ts';

/** All resolvers of the subgraph, root fields of the parts joined. */
export function securityResolvers(domain: SecurityDomain) {
  const keys = apiKeyResolvers(domain);
  const audit = auditResolvers(domain);
  const policy = policyResolvers(domain);
  const events = securityEventResolvers(domain);
  const system = systemResolvers(domain);
  return {
    ...scalarResolvers,
    ...entityResolvers(domain),
    System: system.System,
    AuditEntry: audit.AuditEntry,
    SecurityEvent: events.SecurityEvent,
    Query: { ...keys.Query, ...audit.Query, ...policy.Query, ...events.Query, ...system.Query },
    Mutation: { ...keys.Mutation, ...system.Mutation },
    Subscription: { ...audit.Subscription, ...events.Subscription },
  };
}
