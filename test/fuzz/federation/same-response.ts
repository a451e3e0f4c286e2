import { isDeepStrictEqual } from 'node:util';

export interface Response {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly path?: readonly (string | number)[] }[];
}

/**
 * What sets an answer apart from the specification's, or undefined. Data must be equal, keys in the same order. Errors
 * must be the same set of path and message, but for one freedom that the specification gives: of several errors that
 * null the same ancestor, an executor may report any, at least one, and also those of siblings that it need not have
 * executed.
 */
export function difference(got: Response, want: Response): string | undefined {
  const gotData = JSON.stringify(got.data);
  const wantData = JSON.stringify(want.data);
  if (gotData !== wantData) return `data differs\n  got  ${gotData}\n  want ${wantData}`;
  if (!isDeepStrictEqual(got.data ?? null, JSON.parse(gotData ?? 'null'))) return 'data is not plain JSON';
  const gotErrors = byPlace(got);
  const wantErrors = byPlace(want);
  const places = new Set([...gotErrors.keys(), ...wantErrors.keys()]);
  for (const place of places) {
    const mine = gotErrors.get(place) ?? [];
    const theirs = wantErrors.get(place) ?? [];
    if (new Set(mine).size !== mine.length) return `an error twice at ${place}: ${mine.join('; ')}`;
    const isExact = [...mine, ...theirs].every((error) => error.startsWith(`${place} `));
    const agrees = isExact
      ? new Set(mine).symmetricDifference(new Set(theirs)).size === 0
      : mine.length > 0 && theirs.length > 0;
    if (!agrees) return `errors differ at ${place}\n  got  ${mine.join('; ')}\n  want ${theirs.join('; ')}`;
  }
  return undefined;
}

/** Errors by the place in the data that they made null. */
function byPlace({ data, errors = [] }: Response): Map<string, string[]> {
  const places = new Map<string, string[]>();
  for (const { message, path = [] } of errors) {
    const place = JSON.stringify(nulledPrefix(data, path));
    places.set(place, [...(places.get(place) ?? []), `${JSON.stringify(path)} ${message}`]);
  }
  return places;
}

function nulledPrefix(data: unknown, path: readonly (string | number)[]): readonly (string | number)[] {
  let current = data;
  for (let length = 0; length < path.length; length += 1) {
    if (current === null || current === undefined) return path.slice(0, length);
    current = (current as Record<string | number, unknown>)[path[length] as string];
  }
  return path;
}
