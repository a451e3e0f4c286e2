import type { LogLevel } from '#kernel/log.ts';
import type { AdmissionSubject } from '#schema/guard.ts';

/** An API key's record: never the key. */
export interface ApiKeyRecord {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly createdAt: Date;
  readonly expiresAt?: Date;
  /** To the minute. */
  readonly lastUsedAt?: Date;
  readonly revokedAt?: Date;
}

export interface SystemSettings {
  /** `silent` only by configuration. */
  readonly logLevel: LogLevel;
  readonly metricsIntervalMs: number;
  readonly allowedBindPaths: readonly string[];
  readonly allowedCapabilities: readonly string[];
  readonly allowedRegistries: readonly string[];
  readonly allowedPublishAddresses: readonly string[];
}

export interface Maintenance {
  readonly enabled: boolean;
  readonly reason?: string;
  readonly since?: Date;
  readonly by?: string;
}

export type AuditOutcome = 'PENDING' | 'SUCCEEDED' | 'FAILED' | 'FORBIDDEN' | 'DENIED';

export interface AuditEntry {
  readonly sequence: number;
  /** Sequence of the record that told its present state: of the attempt, or of its outcome. */
  readonly cursor: number;
  readonly at: Date;
  readonly actor: string;
  readonly actorName: string;
  readonly action: string;
  /** Global ids. */
  readonly targets: readonly string[];
  readonly input: unknown;
  readonly outcome: AuditOutcome;
  readonly reason?: string;
  readonly durationMs?: number;
  readonly requestId: string;
  /** Hex. */
  readonly hash: string;
}

export type Severity = 'INFO' | 'WARNING' | 'CRITICAL';

export type SecurityEventKind =
  | 'auth.failed'
  | 'scope.denied'
  | 'policy.denied'
  | 'engine.privileged_start'
  | 'engine.host_namespace'
  | 'engine.host_mount'
  | 'engine.exec'
  | 'audit.broken';

export interface SecurityEvent {
  readonly sequence: number;
  readonly at: Date;
  readonly kind: SecurityEventKind;
  readonly severity: Severity;
  readonly summary: string;
  /** Id of the caller. */
  readonly actor?: string;
  /** Global id of what it concerned. */
  readonly target?: string;
}

export type NewSecurityEvent = Omit<SecurityEvent, 'sequence' | 'at'>;

/** What a workload that exists was made with, in the words of a creation, for the policy to judge. */
export type WorkloadSettings = AdmissionSubject & { readonly kind: 'container.create' };

/** Rules whose violation by a workload that starts is an event, worst first. */
export const RISKS: readonly {
  readonly kind: SecurityEventKind;
  readonly severity: Severity;
  readonly rules: readonly string[];
  readonly summary: string;
}[] = [
  {
    kind: 'engine.privileged_start',
    severity: 'CRITICAL',
    rules: ['privileged', 'devices', 'capabilities', 'security-options'],
    summary: 'started with powers over the host',
  },
  {
    kind: 'engine.host_namespace',
    severity: 'CRITICAL',
    rules: ['host-namespace'],
    summary: 'started inside a namespace of the host',
  },
  {
    kind: 'engine.host_mount',
    severity: 'CRITICAL',
    rules: ['protected-path'],
    summary: 'started with a protected path of the host',
  },
  {
    kind: 'engine.host_mount',
    severity: 'WARNING',
    rules: ['host-path'],
    summary: 'started with a directory of the host',
  },
];
