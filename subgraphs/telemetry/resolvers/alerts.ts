import { IzaError } from '#kernel/errors.ts';
import { decodeId, encodeId } from '#kernel/ids.ts';
import { pageOf } from '#schema/connection.ts';
import type { GraphContext } from '#schema/context.ts';
import { matchesDateTime, matchesString, type DateTimeFilter, type StringFilter } from '#schema/filter.ts';
import { performChange } from '#schema/perform-change.ts';
import type { Alert, Severity } from '../alerts/alert.ts';
import { SIGNALS } from '../alerts/signals.ts';
import type { RulePatch } from '../alerts/rule-book.ts';
import { inRange } from './check-arguments.ts';
import { findWorkload } from './find-workload.ts';
import type { Parts } from './parts.ts';

interface AlertFilter {
  readonly state?: readonly Alert['state'][] | null;
  readonly severity?: readonly Severity[] | null;
  readonly rule?: StringFilter | null;
  readonly subject?: StringFilter | null;
  readonly startedAt?: DateTimeFilter | null;
}

interface RuleUpdateInput {
  readonly name: string;
  readonly threshold?: number | null;
  readonly forSeconds?: number | null;
  readonly severity?: Severity | null;
  readonly enabled?: boolean | null;
  readonly requestId?: string | null;
  readonly dryRun?: boolean | null;
}

interface AcknowledgeInput {
  readonly id: string;
  readonly requestId?: string | null;
  readonly dryRun?: boolean | null;
}

const DAY_SECONDS = 86_400;

/** Alerts and rules: queries, changes, fields. */
export function alertResolvers({ book, rules, idempotency, platforms }: Parts) {
  const endpointOf = ({ subject }: Alert) =>
    subject.type === 'ENDPOINT' ? subject.id : encodeId('Endpoint', subject.endpoint, subject.endpoint);
  return {
    Query: {
      alerts: (
        _: unknown,
        {
          first,
          after,
          where,
        }: {
          readonly first?: number | null;
          readonly after?: string | null;
          readonly where?: AlertFilter | null;
        },
      ) =>
        pageOf<Alert>({
          items: book.alerts().filter((alert) => matches(alert, where)),
          first: inRange(first, { field: 'first', fallback: 100, least: 1, most: 1000 }),
          after,
          maximum: 1000,
          sortKey: (alert) => alert.startedAt.getTime(),
          idOf: (alert) => alert.id,
          descending: true,
          fingerprint: where,
        }),
      alert: (_: unknown, { id }: { readonly id: string }) => {
        decodeId(id, ['Alert']);
        return book.get(id) ?? null;
      },
      alertRules: () => rules.rules(),
    },
    Mutation: {
      alertRuleUpdate: (_: unknown, { input }: { readonly input: RuleUpdateInput }, context: GraphContext) =>
        performChange({
          context,
          idempotency,
          action: 'alertRuleUpdate',
          input,
          audited: input,
          prepare: () => {
            const patch = checkPatch(input);
            const rule = rules.preview(input.name, patch);
            checkThreshold(rule.signal, patch.threshold);
            return {
              targets: [encodeId('AlertRule', 'izaos', rule.name)],
              preview: { rule, dryRun: true },
              work: async () => ({ result: { rule: await rules.update(rule.name, patch), dryRun: false } }),
            };
          },
        }),
      alertAcknowledge: (
        _: unknown,
        { input }: { readonly input: AcknowledgeInput },
        context: GraphContext,
      ) =>
        performChange({
          context,
          idempotency,
          action: 'alertAcknowledge',
          input,
          audited: input,
          prepare: () => {
            decodeId(input.id, ['Alert'], 'input.id');
            const alert = book.get(input.id);
            if (!alert) throw new IzaError('NOT_FOUND', 'There is no such alert.', { field: 'input.id' });
            const acknowledgement = { at: new Date(), by: context.caller.name };
            return {
              targets: [alert.id],
              preview: { alert: { ...alert, acknowledgement }, dryRun: true },
              work: async () => ({
                result: { alert: await book.acknowledge(alert.id, acknowledgement), dryRun: false },
              }),
            };
          },
        }),
    },
    Alert: {
      __resolveReference: ({ id }: { readonly id: string }) => book.get(id) ?? null,
      type: () => 'iza.resource.alert',
      sequence: ({ position }: Alert) => position,
      acknowledgedAt: ({ acknowledgement }: Alert) => acknowledgement?.at,
      acknowledgedBy: ({ acknowledgement }: Alert) => acknowledgement?.by,
      // An alert outlives what it is about, and a reference that leads nowhere is an error.
      workload: ({ subject }: Alert) =>
        subject.type === 'WORKLOAD' && findWorkload(platforms, subject.id) ? { id: subject.id } : null,
      host: ({ subject }: Alert) =>
        subject.type === 'HOST' && platforms.machines.some(({ identity }) => identity?.id === subject.id)
          ? { id: subject.id }
          : null,
      endpoint: (alert: Alert) =>
        platforms.endpoints.some(({ id }) => id === endpointOf(alert)) ? { id: endpointOf(alert) } : null,
      subject: ({ subject }: Alert) => subject.name,
    },
  };
}

function matches(alert: Alert, where: AlertFilter | null | undefined): boolean {
  if (!where) return true;
  return (
    (where.state?.includes(alert.state) ?? true) &&
    (where.severity?.includes(alert.severity) ?? true) &&
    matchesString(where.rule, alert.rule) &&
    matchesString(where.subject, alert.subject.name) &&
    matchesDateTime(where.startedAt, alert.startedAt)
  );
}

/** Absent members stay as they are; null would take away what a rule cannot be without. */
function checkPatch(input: RuleUpdateInput): RulePatch {
  const { threshold, forSeconds, severity, enabled } = input;
  for (const [member, value] of Object.entries({ threshold, forSeconds, severity, enabled })) {
    if (value !== null) continue;
    const field = `input.${member}`;
    throw new IzaError('BAD_USER_INPUT', `${field} cannot be null; leave it out to keep what it is.`, {
      field,
    });
  }
  if (forSeconds != null)
    inRange(forSeconds, { field: 'input.forSeconds', fallback: 0, least: 0, most: DAY_SECONDS });
  return {
    ...(threshold != null && { threshold }),
    ...(forSeconds != null && { forSeconds }),
    ...(severity != null && { severity }),
    ...(enabled != null && { enabled }),
  };
}

function checkThreshold(signalName: string, threshold: number | null | undefined): void {
  if (threshold === null || threshold === undefined) return;
  const field = 'input.threshold';
  const maximum = SIGNALS[signalName]?.maximum ?? Number.MAX_VALUE;
  if (threshold > 0 && threshold <= maximum) return;
  throw new IzaError(
    'BAD_USER_INPUT',
    `${field} must be above 0 and at most ${maximum}; it is ${threshold}.`,
    { field },
  );
}
