import type { AdmissionSubject, Verdict } from '#schema/guard.ts';
import type { Idempotency } from '#schema/idempotency.ts';
import type { AuditTrail } from '../audit/audit-trail.ts';
import type { SecurityEventLog } from '../events/security-event-log.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import type { SecurityEndpoint } from '../port.ts';
import type { SettingsCell } from '../settings/settings-cell.ts';

/** What the resolvers answer from. */
export interface SecurityDomain {
  readonly keys: KeyRing;
  readonly audit: AuditTrail;
  readonly events: SecurityEventLog;
  readonly settings: SettingsCell;
  readonly idempotency: Idempotency;
  readonly endpoints: readonly SecurityEndpoint[];
  readonly judge: (subject: AdmissionSubject) => Verdict;
  readonly verifyAudit: (signal?: AbortSignal) => ReturnType<AuditTrail['verify']>;
  readonly version: string;
  readonly environment: string;
  readonly startedAt: Date;
}
