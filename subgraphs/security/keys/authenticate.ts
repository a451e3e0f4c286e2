import type { Caller } from '#schema/context.ts';
import type { SecurityEventLog } from '../events/security-event-log.ts';
import type { KeyRing } from './key-ring.ts';

/** Longer texts are no keys, and are not even hashed. */
const LONGEST_KEY = 1024;

/**
 * Whose key this is: the bare key, or the value of an Authorization header. Undefined for nobody's; failed attempts become events, gathered so
 * that an attacker cannot flood the history. The key's text goes nowhere.
 */
export function createAuthenticate(options: {
  readonly keys: KeyRing;
  readonly events: SecurityEventLog;
}): (headerValue: string) => Promise<Caller | undefined> {
  const { keys, events } = options;
  return async (headerValue) => {
    const secret = headerValue.replace(/^Bearer +/i, '').trim();
    if (secret === '') return undefined;
    const found = secret.length > LONGEST_KEY ? 'UNKNOWN' : keys.find(secret);
    if (typeof found === 'object') return found;
    events.recordGathered(`auth.failed ${found}`, (count) => ({
      kind: 'auth.failed',
      severity: 'WARNING',
      summary: `${count === 1 ? 'An attempt' : `${count} attempts`} to authenticate with ${WORDS[found]} key.`,
    }));
    return undefined;
  };
}

const WORDS = { UNKNOWN: 'an unknown', EXPIRED: 'an expired', REVOKED: 'a revoked' } as const;
