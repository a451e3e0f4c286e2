import { IzaError } from '#kernel/errors.ts';
import { tryDecodeId } from '#kernel/ids.ts';

/** Shortest beginning of a native id that is taken for it. */
const SHORTEST_PREFIX = 4;

export interface Target {
  /** Global id. */
  readonly id: string;
  readonly endpoint: string;
  readonly nativeId: string;
  readonly name: string;
}

export interface TargetQuery<T extends Target> {
  /** What the user wrote: a global id, a name, the platform's id or the beginning of it. */
  readonly text: string;
  /** Types whose ids are accepted: `['Network']`. */
  readonly types: readonly string[];
  readonly candidates: Iterable<T>;
  /** Input member the text came from, for errors. */
  readonly field?: string;
  /** Whether beginnings of native ids (four characters or more) are accepted. Default true. */
  readonly prefixes?: boolean;
}

/**
 * What a user means by a text: a global id first, then a full native id, an exact name, and last an unambiguous beginning of a native
 * id. Undefined when nothing fits. CONFLICT naming the candidates when several do; BAD_USER_INPUT for the id of another type.
 */
export function findTarget<T extends Target>(query: TargetQuery<T>): T | undefined {
  const { text, types, candidates, field = 'id', prefixes = true } = query;
  const decoded = tryDecodeId(text);
  if (decoded && !types.includes(decoded.type)) {
    const message = `${field} is the id of a ${decoded.type}; expected ${types.join(' or ')}.`;
    throw new IzaError('BAD_USER_INPUT', message, { field });
  }
  const named: T[] = [];
  const begun: T[] = [];
  for (const candidate of candidates) {
    if (candidate.id === text || candidate.nativeId === text) return candidate;
    if (candidate.name === text) named.push(candidate);
    else if (prefixes && text.length >= SHORTEST_PREFIX && bare(candidate.nativeId).startsWith(bare(text))) {
      begun.push(candidate);
    }
  }
  if (decoded) return undefined;
  return only(named, text, field) ?? only(begun, text, field);
}

/** The same, but NOT_FOUND when nothing fits. `noun` is what was looked for: `network`. */
export function requireTarget<T extends Target>(query: TargetQuery<T> & { readonly noun: string }): T {
  const found = findTarget(query);
  if (found) return found;
  const { field = 'id', noun, text } = query;
  throw new IzaError('NOT_FOUND', `There is no ${noun} "${printable(text)}".`, { field });
}

function only<T extends Target>(found: readonly T[], text: string, field: string): T | undefined {
  if (found.length < 2) return found[0];
  const shown = found
    .slice(0, 5)
    .map(({ name, endpoint, nativeId }) => `${name} (${bare(nativeId).slice(0, 12)} on ${endpoint})`);
  const rest = found.length > shown.length ? ` and ${found.length - shown.length} more` : '';
  throw new IzaError(
    'CONFLICT',
    `${field}: "${printable(text)}" is ambiguous: ${shown.join(', ')}${rest}. Use an id.`,
    {
      field,
      data: { candidates: found.slice(0, 20).map(({ id }) => id) },
    },
  );
}

/** Without the digest's algorithm, which nobody types. */
function bare(nativeId: string): string {
  return nativeId.startsWith('sha256:') ? nativeId.slice(7) : nativeId;
}

function printable(text: string): string {
  return text.slice(0, 80).replace(/[^\x20-\x7e]/g, '?');
}
