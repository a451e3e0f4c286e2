import { IzaError } from '#kernel/errors.ts';
import { performChange } from '#schema/perform-change.ts';
import type { ApiKeyRecord } from '../domain.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import { CONFIGURED_KEY } from '../keys/key-ring.ts';
import { requireRoles, ROLES } from '../permissions.ts';
import type { SecurityDomain } from './security-domain.ts';

const MAXIMUM_KEYS = 1000;

/** Callers, roles, API keys. */
export function apiKeyResolvers({ keys, idempotency }: SecurityDomain) {
  return {
    Query: {
      caller: (_root, _arguments, { caller }) => caller,
      roles: () => [...ROLES],
      apiKeys: () => [...keys.list()],
    },
    Mutation: {
      apiKeyCreate: (_root, { input }, context) =>
        performChange<{ apiKey: ApiKeyRecord | null; secret: string | null; dryRun: boolean }>({
          context,
          idempotency,
          action: 'apiKeyCreate',
          input,
          audited: input,
          prepare: () => {
            const { name, roles, expiresAt } = input;
            requireName(name);
            requireRoles(roles, 'input.roles');
            if (expiresAt && expiresAt.getTime() <= Date.now())
              throw badInput('input.expiresAt', 'must lie ahead');
            if (keys.list().length >= MAXIMUM_KEYS)
              throw new IzaError('CONFLICT', `There are ${MAXIMUM_KEYS} keys already.`);
            const work = async () => {
              const { key, secret } = keys.create({
                name,
                roles: [...new Set(roles)],
                ...(expiresAt && { expiresAt }),
              });
              return { result: { apiKey: key, secret, dryRun: false }, targets: [key.id] };
            };
            return { targets: [], preview: { apiKey: null, secret: null, dryRun: true }, work };
          },
        }),
      apiKeyRevoke: (_root, { input }, context) =>
        performChange<{ apiKey: ApiKeyRecord | null; dryRun: boolean }>({
          context,
          idempotency,
          action: 'apiKeyRevoke',
          input,
          audited: input,
          prepare: () => {
            const key = keys.get(input.id);
            if (!key)
              throw new IzaError('NOT_FOUND', 'There is no API key with this id.', { field: 'input.id' });
            if (key.id === CONFIGURED_KEY && !key.revokedAt) {
              throw new IzaError(
                'CONFLICT',
                'This key is set by the configuration (IZA_API_KEY): change it there and restart.',
              );
            }
            if (key.roles.includes('admin') && !key.revokedAt && !keys.hasAdministrator(key.id)) {
              throw new IzaError(
                'CONFLICT',
                'This is the last key of an administrator that does not expire; make another one first.',
              );
            }
            const work = async () => ({ result: { apiKey: keys.revoke(key.id), dryRun: false } });
            return { targets: [key.id], preview: { apiKey: key, dryRun: true }, work };
          },
        }),
    },
  } satisfies Resolvers;
}

function requireName(name: string): void {
  if (!/^[\p{L}\p{N}\p{P}\p{S} ]{1,100}$/u.test(name) || name.trim() === '') {
    throw badInput('input.name', 'must be 1 to 100 visible characters');
  }
}

function badInput(field: string, why: string): IzaError {
  return new IzaError('BAD_USER_INPUT', `${field} ${why}.`, { field });
}
