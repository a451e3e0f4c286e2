import type { GraphContext } from '#schema/context.ts';
import { performChange } from '#schema/perform-change.ts';
import type { Maintenance } from '../domain.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import { readSettings } from '../settings/settings-cell.ts';
import type { SecurityDomain } from './security-domain.ts';
import { IzaError } from '#kernel/errors.ts';

const SYSTEM = { __typename: 'System', id: 'system' } as const;
const LONGEST_REASON = 500;

/** This IzaOS itself: version, maintenance, settings. */
export function systemResolvers(domain: SecurityDomain) {
  const { settings, idempotency } = domain;
  return {
    System: {
      __resolveReference: ({ id }: { readonly id: string }) => (id === SYSTEM.id ? SYSTEM : null),
      version: () => domain.version,
      environment: () => domain.environment,
      startedAt: () => domain.startedAt,
      maintenance: () => settings.maintenance,
      settings: () => settings.current,
    },
    Query: {
      system: () => SYSTEM,
    },
    Mutation: {
      systemConfigure: (_root: unknown, { input }, context: GraphContext) =>
        performChange({
          context,
          idempotency,
          action: 'systemConfigure',
          input,
          audited: input,
          prepare: () => {
            const patch = readSettings(input);
            const work = async () => {
              settings.change(patch);
              return { result: { system: SYSTEM, dryRun: false } };
            };
            return { targets: [SYSTEM.id], preview: { system: SYSTEM, dryRun: true }, work };
          },
        }),
      systemMaintenance: (_root: unknown, { input }, context: GraphContext) =>
        performChange({
          context,
          idempotency,
          action: 'systemMaintenance',
          input,
          audited: input,
          prepare: () => {
            const { enabled, reason } = input;
            if (reason != null && reason.length > LONGEST_REASON) {
              const field = 'input.reason';
              throw new IzaError(
                'BAD_USER_INPUT',
                `${field} must have at most ${LONGEST_REASON} characters.`,
                { field },
              );
            }
            const work = async () => {
              const maintenance: Maintenance = enabled
                ? { enabled, since: new Date(), by: context.caller.name, ...(reason != null && { reason }) }
                : { enabled };
              settings.setMaintenance(maintenance);
              return { result: { system: SYSTEM, dryRun: false } };
            };
            return { targets: [SYSTEM.id], preview: { system: SYSTEM, dryRun: true }, work };
          },
        }),
    },
  } satisfies Resolvers;
}
