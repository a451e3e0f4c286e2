import { createHash } from 'node:crypto';
import { IzaError } from '#kernel/errors.ts';

export interface Outage {
  readonly endpoint: string;
  readonly since: Date;
  readonly reason: string;
  readonly servedStale: boolean;
}

export interface Connection<T> {
  readonly edges: readonly { readonly cursor: string; readonly node: T }[];
  readonly nodes: readonly T[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly totalCount: number;
  readonly outages: readonly Outage[];
}

export type SortKey = string | number | bigint | null;

export interface PageOptions<T> {
  /** All that fits the filter, unsorted. */
  readonly items: readonly T[];
  readonly first: number | null | undefined;
  readonly after: string | null | undefined;
  readonly maximum: number;
  /** Value sorted by; nulls come last. */
  readonly sortKey: (item: T) => SortKey;
  /** Breaks ties, so that the order is total: the global id. */
  readonly idOf: (item: T) => string;
  readonly descending?: boolean;
  /** What makes two lists the same list (arguments `where`, `orderBy`): a cursor of another one is an error. */
  readonly fingerprint?: unknown;
  readonly outages?: readonly Outage[];
}

/**
 * One page of a list. A cursor carries the sort key and id of its item, so it stays valid when items come and go, its own included; it
 * is refused (CURSOR_EXPIRED) for a list with another filter or order.
 */
export function pageOf<T>(options: PageOptions<T>): Connection<T> {
  const { items, after, maximum, sortKey, idOf, descending = false } = options;
  const first = options.first ?? maximum;
  if (!Number.isInteger(first) || first < 0 || first > maximum) {
    throw new IzaError('BAD_USER_INPUT', `first must be between 0 and ${maximum}; it is ${first}.`, {
      field: 'first',
    });
  }
  const print = fingerprintOf(options.fingerprint);
  const compare = (left: readonly [SortKey, string], right: readonly [SortKey, string]) =>
    (descending ? -1 : 1) * compareKeys(left[0], right[0]) || compareText(left[1], right[1]);
  const sorted = items
    .map((item) => ({ item, place: [sortKey(item), idOf(item)] as const }))
    .toSorted((left, right) => compare(left.place, right.place));
  const start = after ? firstAfter(sorted, readCursor(after, print), compare) : 0;
  const page = sorted.slice(start, start + first);
  const edges = page.map(({ item, place }) => ({ cursor: writeCursor(place, print), node: item }));
  return {
    edges,
    nodes: page.map(({ item }) => item),
    pageInfo: {
      hasNextPage: start + first < sorted.length,
      hasPreviousPage: start > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: sorted.length,
    outages: options.outages ?? [],
  };
}

function firstAfter(
  sorted: readonly { readonly place: readonly [SortKey, string] }[],
  place: readonly [SortKey, string],
  compare: (left: readonly [SortKey, string], right: readonly [SortKey, string]) => number,
): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(sorted[middle]!.place, place) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function compareKeys(left: SortKey, right: SortKey): number {
  if (left === right) return 0;
  if (left === null) return 1;
  if (right === null) return -1;
  return left < right ? -1 : 1;
}

function compareText(left: string, right: string): number {
  return left === right ? 0 : left < right ? -1 : 1;
}

function fingerprintOf(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(value ?? null, bigintAsText))
    .digest('base64url')
    .slice(0, 8);
}

function writeCursor(place: readonly [SortKey, string], print: string): string {
  return Buffer.from(JSON.stringify([print, ...place], bigintAsText)).toString('base64url');
}

function readCursor(cursor: string, print: string): readonly [SortKey, string] {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    parts = undefined;
  }
  if (!Array.isArray(parts) || parts.length !== 3 || typeof parts[2] !== 'string') {
    throw new IzaError('BAD_USER_INPUT', 'after is not a cursor of this list.', { field: 'after' });
  }
  if (parts[0] !== print) {
    throw new IzaError('CURSOR_EXPIRED', 'after belongs to a list with another filter or order.', {
      field: 'after',
    });
  }
  return [parts[1] as SortKey, parts[2]];
}

function bigintAsText(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}
