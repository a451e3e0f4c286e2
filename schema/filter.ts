import { IzaError } from '#kernel/errors.ts';

export interface StringFilter {
  readonly eq?: string | null;
  readonly ne?: string | null;
  readonly in?: readonly string[] | null;
  readonly notIn?: readonly string[] | null;
  readonly contains?: string | null;
  readonly startsWith?: string | null;
}

export interface DateTimeFilter {
  readonly before?: Date | null;
  readonly after?: Date | null;
}

export interface BigIntFilter {
  readonly eq?: number | bigint | null;
  readonly lt?: number | bigint | null;
  readonly lte?: number | bigint | null;
  readonly gt?: number | bigint | null;
  readonly gte?: number | bigint | null;
}

export type Predicate<T> = (item: T) => boolean;

export function matchesString(filter: StringFilter | null | undefined, value: string): boolean {
  if (!filter) return true;
  const { eq, ne, in: among, notIn, contains, startsWith } = filter;
  return (
    (eq == null || value === eq) &&
    (ne == null || value !== ne) &&
    (among == null || among.includes(value)) &&
    (notIn == null || !notIn.includes(value)) &&
    (contains == null || value.toLowerCase().includes(contains.toLowerCase())) &&
    (startsWith == null || value.startsWith(startsWith))
  );
}

export function matchesDateTime(filter: DateTimeFilter | null | undefined, value: Date | undefined): boolean {
  if (!filter) return true;
  if (!value) return filter.before == null && filter.after == null;
  return (filter.before == null || value < filter.before) && (filter.after == null || value > filter.after);
}

export function matchesBigInt(filter: BigIntFilter | null | undefined, value: number | bigint): boolean {
  if (!filter) return true;
  const { eq, lt, lte, gt, gte } = filter;
  return (
    (eq == null || value == eq) &&
    (lt == null || value < lt) &&
    (lte == null || value <= lte) &&
    (gt == null || value > gt) &&
    (gte == null || value >= gte)
  );
}

export interface Combinators<F> {
  readonly and?: readonly F[] | null;
  readonly or?: readonly F[] | null;
  readonly not?: F | null;
}

/** A filter with `and`, `or`, `not` as one predicate; `own` judges the filter's own members. Nesting is limited to 8. */
export function combine<T, F extends Combinators<F>>(
  filter: F | null | undefined,
  own: (filter: F) => Predicate<T>,
  depth = 0,
): Predicate<T> {
  if (!filter) return () => true;
  if (depth > 8)
    throw new IzaError('BAD_USER_INPUT', 'where is nested deeper than 8 levels.', { field: 'where' });
  const self = own(filter);
  const every = (filter.and ?? []).map((inner) => combine(inner, own, depth + 1));
  const some = filter.or?.map((inner) => combine(inner, own, depth + 1));
  const not = filter.not ? combine(filter.not, own, depth + 1) : undefined;
  return (item) =>
    self(item) &&
    every.every((test) => test(item)) &&
    (!some || some.some((test) => test(item))) &&
    !not?.(item);
}
