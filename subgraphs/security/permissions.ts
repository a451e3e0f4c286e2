import { IzaError } from '#kernel/errors.ts';

export interface Role {
  readonly name: string;
  readonly description: string;
  readonly scopes: readonly string[];
}

/** Roles are fixed: what a key may do can be read from its roles without asking anyone. */
export const ROLES: readonly Role[] = [
  { name: 'admin', description: 'Everything, keys, settings and the audit trail included.', scopes: ['*'] },
  {
    name: 'operator',
    description:
      'Reads everything but the audit trail; changes workloads, networks, storage and alerts; no keys or settings.',
    scopes: ['*:read', 'compute:*', 'network:*', 'storage:*', 'telemetry:*'],
  },
  {
    name: 'viewer',
    description: 'Reads everything but logs and the audit trail; changes nothing.',
    scopes: ['*:read'],
  },
  {
    name: 'agent',
    description:
      'For orchestrators: reads, logs, changes workloads and networks, acknowledges alerts; runs no programs inside, removes no volumes.',
    scopes: ['*:read', 'compute:write', 'compute:logs', 'network:write', 'telemetry:write'],
  },
  {
    name: 'auditor',
    description: 'Reads everything, the audit trail included; changes nothing.',
    scopes: ['*:read', 'security:audit'],
  },
];

/** Scopes over all roles, each once. A role that is no longer there gives none. */
export function scopesOf(roles: readonly string[]): readonly string[] {
  return [...new Set(ROLES.filter(({ name }) => roles.includes(name)).flatMap(({ scopes }) => scopes))];
}

/** BAD_USER_INPUT unless every role is one. */
export function requireRoles(roles: readonly string[], field: string): void {
  const unknown = roles.find((role) => !ROLES.some(({ name }) => name === role));
  if (roles.length > 0 && unknown === undefined) return;
  const which = ROLES.map(({ name }) => name).join(', ');
  throw new IzaError(
    'BAD_USER_INPUT',
    `${field}: ${unknown === undefined ? 'give at least one of' : `"${unknown.slice(0, 60)}" is none of`} ${which}.`,
    { field },
  );
}
