import type { ApolloServerPlugin } from '@apollo/server';
import { Kind } from 'graphql';
import type { DocumentNode, ExecutionResult, GraphQLError, GraphQLFormattedError } from 'graphql';
import type { FederationExecutor } from './executor.ts';
import { LruCache } from './lru-cache.ts';

export interface FastPathRequest<C> {
  /** The parsed JSON body of a `POST` with `Content-Type: application/json`. */
  readonly body: unknown;
  readonly accept: string | undefined;
  readonly context: C;
  readonly signal?: AbortSignal;
}

export interface FastPathAnswer {
  /** 200 with any data; else what the first error says, or 400. */
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

export interface FastPath<C> {
  /** For the Apollo Server that the path shortens: remembers which documents passed parsing, validation and its plugins. */
  readonly plugin: ApolloServerPlugin;
  /** Undefined where Apollo Server has to answer: nothing has been executed then. */
  answer(request: FastPathRequest<C>): Promise<FastPathAnswer> | undefined;
}

/** GraphQL over HTTP, https://graphql.github.io/graphql-over-http/draft/#sec-Media-Types. */
const RESPONSE_TYPE = 'application/graphql-response+json';
const JSON_TYPE = 'application/json';

/**
 * A shorter way for documents that an Apollo Server has accepted before: no hashing, no plugins, no header maps. Its
 * pipeline takes several times what a light operation takes to execute. Everything unusual (persisted queries,
 * batches, unknown documents, subscriptions, other media types) is left to Apollo Server, as is the first use of every
 * document. Checks that depend on the caller must be made before, for both ways.
 */
export function httpFastPath<C>({
  executor,
  maxDocuments = 1000,
  formatError = (formatted) => formatted,
}: {
  readonly executor: FederationExecutor<C>;
  readonly maxDocuments?: number;
  /** As in the options of Apollo Server. */
  readonly formatError?: FormatError;
}): FastPath<C> {
  const accepted = new LruCache<string, DocumentNode>(maxDocuments);
  return {
    plugin: {
      async requestDidStart() {
        return {
          async didResolveOperation({ source, document }) {
            if (!hasSubscription(document)) accepted.set(source, document);
          },
        };
      },
    },
    answer({ body, accept, context, signal }) {
      const contentType = responseType(accept);
      if (!contentType || !isPlainRequest(body)) return undefined;
      const document = accepted.get(body.query);
      if (!document || !names(document, body.operationName)) return undefined;
      return executor
        .execute({ document, operationName: body.operationName, variables: body.variables, context, signal })
        .then((result) => toAnswer(result, contentType, formatError));
    },
  };
}

type FormatError = (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;

function toAnswer(result: ExecutionResult, contentType: string, formatError: FormatError): FastPathAnswer {
  if (!result.errors) return { status: 200, contentType, body: `${JSON.stringify(result)}\n` };
  const errors = result.errors.map((error) => formatError(toFormatted(error), error));
  const http = result.errors[0]?.extensions['http'];
  const status = result.data === undefined ? (http?.status ?? 400) : 200;
  return { status, contentType, body: `${JSON.stringify({ ...result, errors })}\n` };
}

/** As Apollo Server does it: always a code, and nothing of HTTP in the body. */
function toFormatted(error: GraphQLError): GraphQLFormattedError {
  const { http: _http, ...extensions } = error.extensions;
  return { ...error.toJSON(), extensions: { code: 'INTERNAL_SERVER_ERROR', ...extensions } };
}

interface PlainRequest {
  readonly query: string;
  readonly operationName?: string | null;
  readonly variables?: Record<string, unknown> | null;
}

function isPlainRequest(body: unknown): body is PlainRequest {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return false;
  const { query, operationName, variables, extensions } = body as Record<string, unknown>;
  return (
    typeof query === 'string' &&
    extensions === undefined &&
    (operationName === undefined || operationName === null || typeof operationName === 'string') &&
    (variables === undefined ||
      variables === null ||
      (typeof variables === 'object' && !Array.isArray(variables)))
  );
}

function names(document: DocumentNode, operationName: string | null | undefined): boolean {
  let operations = 0;
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    operations += 1;
    if (operationName && definition.name?.value === operationName) return true;
  }
  return !operationName && operations === 1;
}

function hasSubscription({ definitions }: DocumentNode): boolean {
  return definitions.some(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION && definition.operation === 'subscription',
  );
}

function responseType(accept: string | undefined): string | undefined {
  if (accept === undefined || accept === '*/*' || accept === JSON_TYPE) return `${JSON_TYPE}; charset=utf-8`;
  return accept === RESPONSE_TYPE ? `${RESPONSE_TYPE}; charset=utf-8` : undefined;
}
