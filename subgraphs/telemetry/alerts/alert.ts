export type Severity = 'INFO' | 'WARNING' | 'CRITICAL';

/** What an alert is about. */
export interface Subject {
  readonly type: 'WORKLOAD' | 'HOST' | 'ENDPOINT';
  /** Global id. */
  readonly id: string;
  /** Name of the endpoint it is on. */
  readonly endpoint: string;
  /** Name at that time; of a part of it (a file system) where the alert is about that. */
  readonly name: string;
  /** Tells parts of one object apart; empty for the whole. */
  readonly part: string;
}

/** An alert as it was at one of its transitions. Immutable. */
export interface Alert {
  /** Global id. */
  readonly id: string;
  /** Position of the transition among all transitions: begins at 1, grows without gaps. */
  readonly position: number;
  /** Name of the rule. */
  readonly rule: string;
  readonly severity: Severity;
  readonly state: 'FIRING' | 'RESOLVED';
  readonly summary: string;
  /** Null for state rules. */
  readonly value: number | null;
  readonly threshold: number | null;
  readonly startedAt: Date;
  readonly resolvedAt: Date | null;
  readonly subject: Subject;
  readonly acknowledgement: Acknowledgement | null;
}

export interface Acknowledgement {
  readonly at: Date;
  /** Name of the caller. */
  readonly by: string;
}

/** One fact of the durable history. Instants are ISO 8601 texts. */
export type HistoryEntry = TransitionEntry | AcknowledgementEntry | RuleEntry;

export interface TransitionEntry {
  readonly kind: 'transition';
  readonly alert: Omit<Alert, 'startedAt' | 'resolvedAt' | 'acknowledgement'> & {
    readonly startedAt: string;
    readonly resolvedAt: string | null;
  };
}

export interface AcknowledgementEntry {
  readonly kind: 'acknowledgement';
  readonly alertId: string;
  readonly at: string;
  readonly by: string;
}

export interface RuleEntry {
  readonly kind: 'rule';
  readonly rule: {
    readonly name: string;
    readonly threshold: number | null;
    readonly forSeconds: number;
    readonly severity: Severity;
    readonly enabled: boolean;
  };
}

export function toTransition(alert: Alert): TransitionEntry {
  const { startedAt, resolvedAt, acknowledgement: _, ...rest } = alert;
  return {
    kind: 'transition',
    alert: { ...rest, startedAt: startedAt.toISOString(), resolvedAt: resolvedAt?.toISOString() ?? null },
  };
}

export function fromTransition(
  { alert }: TransitionEntry,
  acknowledgement: Acknowledgement | null = null,
): Alert {
  const { startedAt, resolvedAt, ...rest } = alert;
  return {
    ...rest,
    startedAt: new Date(startedAt),
    resolvedAt: resolvedAt === null ? null : new Date(resolvedAt),
    acknowledgement,
  };
}
