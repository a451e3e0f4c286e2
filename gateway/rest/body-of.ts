import type { FormattedExecutionResult } from 'graphql';
import type { Route } from './derive-routes.ts';
import { faultOf } from './problem.ts';
import { HIDDEN } from './route-documents.ts';

type Json = Readonly<Record<string, unknown>>;

/** What was asked for only to serve the answer: status, tags, ids of events. */
type Hidden = { readonly [K in keyof typeof HIDDEN]: unknown };

export interface ReadAnswer {
  /** The answer as it is sent; null for an object that is not there. */
  readonly value: unknown;
  readonly hidden: Hidden;
  /** Cursor of the next page. */
  readonly nextCursor: string | undefined;
  /** Whether parts are missing: the errors are in `value` then, where it is an object. */
  readonly isPartial: boolean;
}

/** Reads a result whose root field is not undefined. A page and a list become `{ items, … }`, errors of a partial result the member `errors`. */
export function readAnswer({ field, answer }: Route, { data, errors }: FormattedExecutionResult): ReadAnswer {
  const value: unknown = data?.[field.name];
  const isPartial = errors !== undefined && errors.length > 0;
  const faults = isPartial && { errors: errors.map(faultOf) };
  const none = { hidden: NOTHING, nextCursor: undefined, isPartial };
  if (value === null || value === undefined || answer.kind === 'value')
    return { value: value ?? null, ...none };
  if (answer.kind === 'list') return { value: { items: value, ...faults }, ...none };
  if (answer.kind === 'connection') {
    const { nodes, pageInfo, ...members } = value as Json;
    const { hasNextPage, endCursor } = (pageInfo ?? {}) as Json;
    const nextCursor = hasNextPage === true && typeof endCursor === 'string' ? endCursor : undefined;
    return { value: { items: nodes, ...members, ...faults }, hidden: NOTHING, nextCursor, isPartial };
  }
  const { object, hidden } = withoutHidden(value as Json);
  return { value: faults ? { ...object, ...faults } : object, hidden, nextCursor: undefined, isPartial };
}

const NAMES = Object.entries(HIDDEN) as readonly (readonly [keyof Hidden, string])[];
const ALIASES: ReadonlySet<string> = new Set(Object.values(HIDDEN));
const NOTHING = Object.fromEntries(NAMES.map(([name]) => [name, undefined])) as unknown as Hidden;

function withoutHidden(value: Json): { readonly object: Json; readonly hidden: Hidden } {
  const object: Record<string, unknown> = {};
  for (const name of Object.keys(value)) if (!ALIASES.has(name)) object[name] = value[name];
  const hidden = Object.fromEntries(NAMES.map(([name, alias]) => [name, value[alias]])) as unknown as Hidden;
  return { object, hidden };
}
