/**
 * JSON text that is the same for the same value: members sorted by code unit, no white space. Members without a value are left
 * out, dates are RFC 3339, whole numbers beyond 2^53 decimal text. What hashes and signatures are made over.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sorted(value)) ?? 'null';
}

function sorted(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return value.toJSON();
  if (Array.isArray(value)) return value.map(sorted);
  const members: [string, unknown][] = [];
  for (const name of Object.keys(value).toSorted()) {
    members.push([name, sorted((value as Record<string, unknown>)[name])]);
  }
  return Object.fromEntries(members);
}
