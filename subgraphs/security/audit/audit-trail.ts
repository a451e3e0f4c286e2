import { createHash } from 'node:crypto';
import { IzaError } from '#kernel/errors.ts';
import {
  followJournal,
  type AmendedRecord,
  type Appended,
  type Journal,
  type JournalFilter,
  type JournalRecord,
  type JournalVerification,
  type KeyTest,
} from '#kernel/journal/index.ts';
import { matchesString, type DateTimeFilter, type StringFilter } from '#schema/filter.ts';
import type { AuditEntry, AuditOutcome } from '../domain.ts';
import { readSequence } from '../events/security-event-log.ts';

/** An attempt as it is written: before anything else happens, or as it was refused. */
export interface AttemptRecord {
  readonly actor: string;
  readonly actorName: string;
  readonly action: string;
  readonly targets: readonly string[];
  readonly input: unknown;
  readonly requestId: string;
  readonly outcome: AuditOutcome;
  readonly reason?: string;
}

/** How an attempt ended; a second record, that amends the attempt's. */
export interface OutcomeRecord {
  readonly outcome: 'SUCCEEDED' | 'FAILED';
  readonly reason?: string;
  readonly durationMs: number;
  /** Ids it concerned that were not known before. */
  readonly targets: readonly string[];
}

export interface AuditFilter {
  readonly actor?: StringFilter | null;
  readonly action?: StringFilter | null;
  readonly target?: string | null;
  readonly outcome?: readonly AuditOutcome[] | null;
  readonly at?: DateTimeFilter | null;
}

export interface AuditPage {
  readonly first: number | null | undefined;
  readonly after: string | null | undefined;
  readonly maximum: number;
  readonly where?: AuditFilter | null | undefined;
}

/** Ids by which an entry is found; an attempt on more of them at once lists all, and is found by these. */
const MAXIMUM_TARGET_KEYS = 200;

/** Who did or tried what: a chained journal of attempts and their outcomes. */
export class AuditTrail {
  readonly #journal: Journal;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  /** Resolves when it is durable. AUDIT_UNAVAILABLE. */
  attempt(attempt: AttemptRecord): Promise<Appended> {
    const { actor, action, outcome, targets } = attempt;
    return this.#journal.append(attempt, {
      keys: [key('actor', actor), key('action', action), key('outcome', outcome), ...targetKeys(targets)],
    });
  }

  /** Resolves when it is durable. AUDIT_UNAVAILABLE. */
  settle(sequence: number, outcome: OutcomeRecord): Promise<Appended> {
    return this.#journal.append(outcome, {
      amends: sequence,
      keys: [key('outcome', outcome.outcome), ...targetKeys(outcome.targets)],
    });
  }

  /** Newest first. `totalCount` is counted only when asked for. */
  async page({ first, after, maximum, where }: AuditPage) {
    const limit = first ?? maximum;
    if (limit < 1 || limit > maximum) {
      throw new IzaError('BAD_USER_INPUT', `first must be between 1 and ${maximum}; it is ${limit}.`, {
        field: 'first',
      });
    }
    const beforeSequence = readSequence(after);
    const filter = await this.#filterOf(where);
    const found =
      filter === 'NOTHING'
        ? []
        : await this.#journal.readAmended({
            limit: limit + 1,
            newestFirst: true,
            filter,
            ...(beforeSequence !== undefined && { beforeSequence }),
          });
    const nodes = found.slice(0, limit).map(entryOf);
    const edges = nodes.map((node) => ({ cursor: String(node.sequence), node }));
    return {
      edges,
      nodes,
      pageInfo: {
        hasNextPage: found.length > limit,
        hasPreviousPage: beforeSequence !== undefined,
        startCursor: edges[0]?.cursor ?? null,
        endCursor: edges.at(-1)?.cursor ?? null,
      },
      totalCount: () => (filter === 'NOTHING' ? 0 : this.#journal.count(filter)),
      outages: [],
    };
  }

  verify(signal?: AbortSignal): Promise<JournalVerification> {
    return this.#journal.verify(signal ? { signal } : {});
  }

  head() {
    return this.#journal.head();
  }

  /** Entries as they are written and again as they are settled, after the cursor (absent: from now), none left out. */
  async *follow(
    after: string | null | undefined,
    signal?: AbortSignal,
  ): AsyncGenerator<AuditEntry, void, undefined> {
    for await (const record of followJournal(this.#journal, { after: readSequence(after), signal })) {
      if (record.amends === undefined) yield entryOf(record);
      else {
        const [attempt] = await this.#journal.read({ afterSequence: record.amends - 1, limit: 1 });
        if (attempt) yield entryOf({ ...attempt, amendment: record });
      }
    }
  }

  async #filterOf(where: AuditFilter | null | undefined): Promise<JournalFilter | 'NOTHING'> {
    if (!where) return {};
    const { actor, action, target, outcome, at } = where;
    const keys: KeyTest[] = [];
    if (target != null) keys.push({ anyOf: [key('target', target)] });
    for (const [name, test] of [['actor', actor] as const, ['action', action] as const]) {
      if (!test) continue;
      const anyOf = (await this.#journal.keys(`${name}:`)).filter((text) =>
        matchesString(test, text.slice(name.length + 1)),
      );
      if (anyOf.length === 0) return 'NOTHING';
      keys.push({ anyOf });
    }
    if (outcome) keys.push(outcomeTest(outcome));
    return { keys, ...(at?.after && { since: at.after }), ...(at?.before && { until: at.before }) };
  }
}

/** An attempt is pending only as long as nothing says how it ended. */
function outcomeTest(outcomes: readonly AuditOutcome[]): KeyTest {
  const anyOf = outcomes.filter((outcome) => outcome !== 'PENDING').map((outcome) => key('outcome', outcome));
  return { anyOf, ...(outcomes.includes('PENDING') && { unamended: [key('outcome', 'PENDING')] }) };
}

function entryOf(record: AmendedRecord): AuditEntry {
  const attempt = record.entry as AttemptRecord;
  const amendment: JournalRecord | undefined = record.amendment;
  const outcome = amendment?.entry as OutcomeRecord | undefined;
  const reason = outcome?.reason ?? attempt.reason;
  return {
    ...attempt,
    sequence: record.sequence,
    cursor: amendment?.sequence ?? record.sequence,
    at: record.at,
    hash: record.hash,
    targets: [...new Set([...attempt.targets, ...(outcome?.targets ?? [])])],
    outcome: outcome?.outcome ?? attempt.outcome,
    ...(reason !== undefined && { reason }),
    ...(outcome && { durationMs: outcome.durationMs }),
  };
}

function targetKeys(targets: readonly string[]): string[] {
  return targets.slice(0, MAXIMUM_TARGET_KEYS).map((target) => key('target', target));
}

/** Texts too long for a key are found by their hash. */
function key(name: string, text: string): string {
  return `${name}:${text.length <= 900 ? text : createHash('sha256').update(text).digest('hex')}`;
}
