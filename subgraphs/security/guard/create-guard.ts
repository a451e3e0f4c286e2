import { IzaError, toIzaError } from '#kernel/errors.ts';
import type { Log } from '#kernel/log.ts';
import { hasScope } from '#schema/context.ts';
import type { AdmissionSubject, Attempt, Guard, Ticket, Verdict } from '#schema/guard.ts';
import type { AttemptRecord, AuditTrail } from '../audit/audit-trail.ts';
import type { AuditOutcome, Maintenance } from '../domain.ts';
import type { SecurityEventLog } from '../events/security-event-log.ts';
import type { OwnExecs } from './own-execs.ts';
import { OutcomeWriter } from './outcome-writer.ts';
import { withholdSecrets } from './withhold.ts';

export interface GuardOptions {
  readonly audit: AuditTrail;
  readonly events: SecurityEventLog;
  readonly ownExecs: OwnExecs;
  readonly log: Log;
  /** Mutation → scopes it needs, all of them. A mutation that is not in it cannot be called. */
  readonly actionScopes: ReadonlyMap<string, readonly string[]>;
  readonly maintenance: () => Maintenance;
  readonly judge: (subject: AdmissionSubject) => Verdict;
}

/** The one mutation that maintenance leaves open. */
const ENDS_MAINTENANCE = 'systemMaintenance';

interface Refusal {
  readonly outcome: Exclude<AuditOutcome, 'PENDING' | 'SUCCEEDED'>;
  readonly error: IzaError;
}

/** The guard over this process's audit trail. `stop` writes the outcomes that are still to be written. */
export function createGuard(options: GuardOptions): Guard & { stop(): Promise<void> } {
  const { audit, log, ownExecs } = options;
  const outcomes = new OutcomeWriter({ audit, log });

  return {
    async admit(attempt) {
      const refusal = refusalOf(attempt, options);
      if (refusal) {
        tell(attempt, refusal, options);
        await audit.attempt({
          ...recordOf(attempt),
          outcome: refusal.outcome,
          reason: refusal.error.message,
        });
        throw refusal.error;
      }
      const { sequence } = await audit.attempt({ ...recordOf(attempt), outcome: 'PENDING' });
      if (attempt.admission?.kind === 'container.exec') ownExecs.expect(attempt.targets);
      return ticketOf(sequence, attempt, outcomes);
    },
    // eslint-disable-next-line typescript/require-await -- a port that may be fulfilled over HTTP
    async evaluate(attempt) {
      const refusal = refusalOf(attempt, options);
      if (!refusal) return;
      tell(attempt, refusal, options);
      throw refusal.error;
    },
    // eslint-disable-next-line typescript/require-await -- likewise
    async judge(subject) {
      return options.judge(subject);
    },
    stop: () => outcomes.stop(),
  };
}

function refusalOf(
  attempt: Attempt,
  { actionScopes, maintenance, judge }: GuardOptions,
): Refusal | undefined {
  const { action, caller, admission } = attempt;
  const scopes = actionScopes.get(action);
  const missing = scopes?.filter((scope) => !hasScope(caller.scopes, scope));
  if (!missing)
    return {
      outcome: 'FORBIDDEN',
      error: new IzaError('FORBIDDEN', `${action} is not open to anyone: it names no scope.`),
    };
  if (missing.length > 0) {
    const error = new IzaError(
      'FORBIDDEN',
      `${action} needs the scope ${missing.join(', ')}, which ${caller.name} does not have.`,
      {
        data: { missingScopes: missing },
      },
    );
    return { outcome: 'FORBIDDEN', error };
  }
  const { enabled, reason } = maintenance();
  if (enabled && action !== ENDS_MAINTENANCE) {
    const why = reason === undefined ? '' : ` (${reason})`;
    return {
      outcome: 'FAILED',
      error: new IzaError('CONFLICT', `IzaOS is in maintenance${why}: no changes until it ends.`, {
        data: { maintenance: true },
      }),
    };
  }
  const verdict = admission && judge(admission);
  if (!verdict || verdict.allowed) return undefined;
  return { outcome: 'DENIED', error: denial(action, verdict) };
}

function denial(action: string, { violations }: Verdict): IzaError {
  const shown = violations.slice(0, 5).map(({ message }) => message);
  const more = violations.length > shown.length ? ` And ${violations.length - shown.length} more.` : '';
  return new IzaError('POLICY_DENIED', `${action} is denied by policy: ${shown.join(' ')}${more}`, {
    data: { violations },
  });
}

function tell(attempt: Attempt, { outcome, error }: Refusal, { events }: GuardOptions): void {
  if (outcome === 'FAILED') return;
  const { action, caller, targets } = attempt;
  const kind = outcome === 'FORBIDDEN' ? 'scope.denied' : 'policy.denied';
  events.recordGathered(`${kind} ${caller.id} ${action} ${error.message}`, (count) => ({
    kind,
    severity: 'WARNING',
    summary: `${caller.name}: ${error.message}${count === 1 ? '' : ` (${count} times)`}`,
    actor: caller.id,
    ...(targets[0] !== undefined && { target: targets[0] }),
  }));
}

function recordOf({ caller, action, targets, input, requestId }: Attempt): Omit<AttemptRecord, 'outcome'> {
  return {
    actor: caller.id,
    actorName: caller.name,
    action,
    targets,
    input: withholdSecrets(input),
    requestId,
  };
}

function ticketOf(sequence: number, { targets: known }: Attempt, outcomes: OutcomeWriter): Ticket {
  const startedAt = performance.now();
  let settled = false;
  return {
    async settle({ targets = [], error }) {
      if (settled) return;
      settled = true;
      const durationMs = Math.round((performance.now() - startedAt) * 1000) / 1000;
      const more = targets.filter((target) => !known.includes(target));
      await outcomes.write(sequence, {
        ...(error === undefined
          ? { outcome: 'SUCCEEDED' }
          : { outcome: 'FAILED', reason: toIzaError(error).message }),
        durationMs,
        targets: more,
      });
    },
  };
}
