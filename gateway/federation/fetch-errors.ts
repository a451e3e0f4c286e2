import { toIzaError } from '#kernel/errors.ts';
import { GraphQLError } from 'graphql';
import type { SubgraphError } from './subgraph-service.ts';
import type { ResponsePath } from './target-path.ts';

/** A subgraph's error as the client sees it: its message and extensions, our path, and who said it. */
export function fromSubgraphError(
  error: SubgraphError,
  serviceName: string,
  path?: ResponsePath,
): GraphQLError {
  const originalError = error instanceof GraphQLError ? error.originalError : undefined;
  return new GraphQLError(error.message, {
    extensions: { ...error.extensions, serviceName },
    ...(path !== undefined && path.length > 0 && { path }),
    ...(originalError && { originalError }),
  });
}

/** One error for a whole sub-request that had no answer. */
export function fromFailedFetch(thrown: unknown, serviceName: string, path?: ResponsePath): GraphQLError {
  const known = toIzaError(thrown);
  const isUnknown = known.code === 'INTERNAL_SERVER_ERROR';
  const message = isUnknown ? `Subgraph "${serviceName}" could not be asked.` : known.message;
  const extensions = isUnknown
    ? { code: 'SUBGRAPH_UNAVAILABLE', http: { status: 503 }, retryable: true }
    : known.toExtensions();
  return new GraphQLError(message, {
    extensions: { ...extensions, serviceName },
    originalError: thrown instanceof Error ? thrown : known,
    ...(path !== undefined && path.length > 0 && { path }),
  });
}
