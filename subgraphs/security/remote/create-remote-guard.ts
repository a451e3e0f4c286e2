import { toIzaError } from '#kernel/errors.ts';
import { pause } from '#kernel/deadlines.ts';
import type { Log } from '#kernel/log.ts';
import type { Attempt, Guard, Ticket, Verdict } from '#schema/guard.ts';
import { callSecurity, type RemoteSecurity } from './call-security.ts';

const TIMEOUT_MS = 10_000;
const SETTLE_ATTEMPTS = 5;

/**
 * The guard of a subgraph that runs alone, fulfilled by the security subgraph over HTTP. AUDIT_UNAVAILABLE when that does not answer: no change
 * without its note.
 */
export function createRemoteGuard(options: RemoteSecurity & { readonly log: Log }): Guard {
  const call = (name: string, ask: unknown) =>
    callSecurity(options, { name, ask, timeoutMs: TIMEOUT_MS, unreachable: 'AUDIT_UNAVAILABLE' });
  return {
    async admit(attempt: Attempt): Promise<Ticket> {
      const { ticket } = (await call('admit', attempt)) as { readonly ticket: string };
      let settled = false;
      return {
        async settle({ targets, error }) {
          if (settled) return;
          settled = true;
          const reason = error === undefined ? undefined : toIzaError(error).message;
          await settleSurely(() => call('settle', { ticket, targets, reason }), options.log);
        },
      };
    },
    async evaluate(attempt) {
      await call('evaluate', attempt);
    },
    async judge(subject) {
      return (await call('judge', subject)) as Verdict;
    },
  };
}

/** The change is made: that its outcome cannot be noted must not make it look failed. Its attempt stays pending then. */
async function settleSurely(settle: () => Promise<unknown>, log: Log): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await settle();
      return;
    } catch (error) {
      if (attempt < SETTLE_ATTEMPTS) await pause(attempt * 100, new AbortController().signal);
      else return log.error('The outcome of a change could not be noted in the audit trail', { error });
    }
  }
}
