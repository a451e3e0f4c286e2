import { GraphQLError } from 'graphql';
import type { GraphQLFormattedError } from 'graphql';
import { CATALOGUE, IzaError, isErrorCode, toIzaError } from '#kernel/errors.ts';
import type { ErrorCode } from '#kernel/errors.ts';
import type { Log } from '#kernel/log.ts';

export type ErrorFormatter = (error: unknown, requestId?: string) => GraphQLFormattedError;

/** Codes of Apollo Server that the catalogue knows by another name. */
const RENAMED: Readonly<Record<string, ErrorCode>> = {
  BAD_REQUEST: 'BAD_USER_INPUT',
  OPERATION_RESOLUTION_FAILURE: 'BAD_USER_INPUT',
};

/**
 * The one way an error takes to a GraphQL client: `extensions` carry code, http.status, retryable and requestId. What nobody meant for
 * clients (an exception of some library) is masked, and logged with its cause.
 */
export function createErrorFormatter(log: Log): ErrorFormatter {
  return (thrown, requestId) => {
    const error = toGraphQLError(thrown);
    const cause = causeOf(error);
    const { message, extensions } = describe(error, cause);
    if (extensions['code'] === 'INTERNAL_SERVER_ERROR') {
      log.error('an operation failed', { requestId, path: error.path?.join('.'), error: cause ?? error });
    }
    return {
      message,
      ...(error.locations && { locations: error.locations }),
      ...(error.path && { path: error.path }),
      extensions: { ...extensions, ...(requestId !== undefined && { requestId }) },
    };
  };
}

/** HTTP status of a response that has no data, by its first error. */
export function statusOf(errors: readonly GraphQLFormattedError[]): number {
  const http = errors[0]?.extensions?.['http'] as { readonly status?: number } | undefined;
  return http?.status ?? 500;
}

export function toGraphQLError(thrown: unknown): GraphQLError {
  if (thrown instanceof GraphQLError) return thrown;
  const known = toIzaError(thrown);
  return new GraphQLError(known.message, { extensions: known.toExtensions(), originalError: known });
}

/** The exception under any number of GraphQLErrors. */
function causeOf(error: GraphQLError): Error | undefined {
  let cause: Error | undefined = error.originalError ?? undefined;
  for (let depth = 0; depth < 8 && cause instanceof GraphQLError; depth += 1)
    cause = cause.originalError ?? undefined;
  return cause instanceof GraphQLError ? undefined : cause;
}

function describe(
  error: GraphQLError,
  cause: Error | undefined,
): { readonly message: string; readonly extensions: Record<string, unknown> } {
  if (cause instanceof IzaError) {
    return {
      message: cause.message,
      extensions: { ...withoutServer(error.extensions), ...cause.toExtensions() },
    };
  }
  const given = error.extensions['code'];
  const code = typeof given === 'string' ? (RENAMED[given] ?? given) : undefined;
  if (code === undefined && cause) {
    const known = toIzaError(cause);
    return { message: known.message, extensions: known.toExtensions() };
  }
  return { message: error.message, extensions: withCatalogue(error, code ?? codeByOrigin(error)) };
}

/** Errors of graphql-js itself have no code: those without a path are about the request, the others about an answer. */
function codeByOrigin(error: GraphQLError): ErrorCode {
  if (error.extensions['serviceName'] !== undefined) return 'BACKEND_ERROR';
  return error.path === undefined ? 'BAD_USER_INPUT' : 'INTERNAL_SERVER_ERROR';
}

function withCatalogue(error: GraphQLError, code: string): Record<string, unknown> {
  const rest = withoutServer(error.extensions);
  if (isErrorCode(code))
    return { ...rest, code, http: { status: CATALOGUE[code].status }, retryable: CATALOGUE[code].retryable };
  // A subgraph's own code, of somebody else's catalogue.
  return {
    ...rest,
    code,
    http: { status: statusGiven(error) ?? 500 },
    retryable: error.extensions['retryable'] === true,
  };
}

function statusGiven(error: GraphQLError): number | undefined {
  const http = error.extensions['http'] as { readonly status?: unknown } | undefined;
  const status = http?.status;
  return typeof status === 'number' && status >= 400 && status <= 599 ? status : undefined;
}

/** Members that tell about the server's inside. */
function withoutServer(extensions: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { stacktrace: _stacktrace, exception: _exception, http: _http, ...rest } = extensions;
  return rest;
}
