import { GraphQLError } from 'graphql';
import type { ResponsePath } from './target-path.ts';

/**
 * The errors of a response: what subgraphs said, at places that the response has, and what their answers violate
 * where nobody said why. A missing value gives exactly one error.
 */
export function mergeErrors({
  data,
  errors,
  faults,
}: {
  readonly data: unknown;
  readonly errors: readonly GraphQLError[];
  readonly faults: readonly GraphQLError[];
}): readonly GraphQLError[] {
  const placed = withoutRepetition(errors.map((error) => withPathInside(error, data)));
  const unexplained = faults.filter(({ path = [] }) => !errors.some((error) => concerns(error.path, path)));
  return [...placed, ...unexplained];
}

/** A place in the response fails once, also where two fetches asked for it. */
function withoutRepetition(errors: readonly GraphQLError[]): readonly GraphQLError[] {
  const seen = new Set<string>();
  return errors.filter(({ path, message }) => {
    const text = JSON.stringify([path, message]);
    return !seen.has(text) && seen.add(text);
  });
}

/** Cuts a path where it leaves the response: a field that only a plan needed (a key, a required field) has no place. */
function withPathInside(error: GraphQLError, data: unknown): GraphQLError {
  const { path } = error;
  if (!path) return error;
  let current = data;
  let length = 0;
  for (const segment of path) {
    if (current === null || typeof current !== 'object') return error;
    if (!Object.hasOwn(current, segment)) break;
    current = (current as Record<string | number, unknown>)[segment];
    length += 1;
  }
  if (length === path.length) return error;
  return new GraphQLError(error.message, {
    extensions: error.extensions,
    ...(length > 0 && { path: path.slice(0, length) }),
    ...(error.originalError && { originalError: error.originalError }),
  });
}

/** Whether an error at one path explains a missing value at another: it is above or below it. */
function concerns(errorPath: ResponsePath | undefined, faultPath: ResponsePath): boolean {
  if (!errorPath) return true;
  const length = Math.min(errorPath.length, faultPath.length);
  for (let index = 0; index < length; index += 1) if (errorPath[index] !== faultPath[index]) return false;
  return true;
}
