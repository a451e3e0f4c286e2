import { ApolloServer } from '@apollo/server';
import type {
  ApolloServerOptionsWithGateway,
  ApolloServerPlugin,
  HTTPGraphQLRequest,
  HTTPGraphQLResponse,
} from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { GraphQLError } from 'graphql';
import type { DocumentNode, ExecutionResult } from 'graphql';
import type { Log } from '#kernel/log.ts';
import type { GraphContext } from '#schema/context.ts';
import { asApolloGateway } from '../federation/index.ts';
import type { FederationExecutor } from '../federation/index.ts';
import type { ErrorFormatter } from './format-error.ts';
import { toGraphQLError } from './format-error.ts';
import type { OperationGate } from './operation-gate.ts';
import type { TextStore } from './text-store.ts';

export interface ApolloSurface {
  start(): Promise<void>;
  /** Answers a GraphQL request of any shape, as the GraphQL over HTTP specification says. Never rejects. */
  handle(request: HTTPGraphQLRequest, context: GraphContext): Promise<HTTPGraphQLResponse>;
  /** Makes a valid document known, so that it is neither parsed nor validated again. */
  remember(hash: string, document: DocumentNode): void;
  /** Closes the executor as well. */
  stop(): Promise<void>;
}

/**
 * Apollo Server over the executor. It reaches no one outside: reporting, tracing and the hosted landing page are off whatever the
 * environment says.
 */
export function createApolloSurface(options: {
  readonly executor: FederationExecutor<GraphContext>;
  readonly gate: OperationGate;
  readonly texts: TextStore;
  readonly format: ErrorFormatter;
  readonly introspection: boolean;
  readonly hideSuggestions: boolean;
  readonly maxTokens: number;
  readonly log: Log;
}): ApolloSurface {
  const { executor, gate, texts, format, introspection, hideSuggestions, maxTokens, log } = options;
  const documents = documentStore();
  const server = new ApolloServer<GraphContext>({
    gateway: guardedGateway(executor, gate),
    introspection,
    nodeEnv: 'production',
    // No page of another site can send the last two without a preflight either, which only configured origins pass.
    csrfPrevention: {
      requestHeaders: ['apollo-require-preflight', 'x-apollo-operation-name', 'authorization', 'x-api-key'],
    },
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens },
    validationOptions: { hideSuggestions },
    persistedQueries: { cache: persistedTexts(texts) },
    documentStore: documents.store,
    formatError: (_formatted, error) => format(error),
    logger: {
      debug: (message: string) => log.debug(message),
      info: (message: string) => log.debug(message),
      warn: (message: string) => log.warn(message),
      error: (message: string) => log.error(message),
    },
    plugins: [
      gatePlugin(gate),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
  return {
    start: () => server.start(),
    async handle(httpGraphQLRequest, context) {
      const response = await server.executeHTTPGraphQLRequest({
        httpGraphQLRequest,
        context: async () => context,
      });
      return withRequestId(response, context.requestId);
    },
    remember: (hash, document) => documents.remember(hash, document),
    stop: () => server.stop(),
  };
}

type Gateway = NonNullable<ApolloServerOptionsWithGateway<GraphContext>['gateway']>;

/** The executor's gateway, with deadline and cancellation, and without telling Apollo Server the status of partial failures. */
function guardedGateway(executor: FederationExecutor<GraphContext>, gate: OperationGate): Gateway {
  const gateway = asApolloGateway(executor);
  return {
    onSchemaLoadOrUpdate: (listener) => gateway.onSchemaLoadOrUpdate(listener),
    stop: () => gateway.stop(),
    async load(loading) {
      await gateway.load(loading);
      return {
        executor: async ({ document, operationName, request, context, operation }) => {
          const result = await gate.executeRaw(
            { document, operationName, kind: operation.operation, variables: request.variables ?? {} },
            context as GraphContext,
          );
          return withoutStatus(result);
        },
      };
    },
  };
}

/** Apollo Server would answer a partial result with the status that an error of one field carries. */
function withoutStatus(result: ExecutionResult): ExecutionResult {
  if (!result.errors || result.data === undefined) return result;
  return {
    ...result,
    errors: result.errors.map((error) => {
      if (error.extensions['http'] === undefined) return error;
      const { http: _http, ...extensions } = error.extensions;
      return new GraphQLError(error.message, {
        path: error.path,
        originalError: error.originalError,
        extensions,
      });
    }),
  };
}

/** Scopes and limits for whatever way a document came. */
function gatePlugin(gate: OperationGate): ApolloServerPlugin<GraphContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ document, request, contextValue }) {
          try {
            gate.check(gate.documents.of(document), request, contextValue.caller);
          } catch (error) {
            throw toGraphQLError(error);
          }
        },
      };
    },
  };
}

function documentStore() {
  const byHash = new Map<string, WeakRef<DocumentNode>>();
  return {
    store: {
      async get(key: string) {
        return byHash.get(hashOfKey(key))?.deref();
      },
      async set() {},
      async delete() {},
    },
    remember(hash: string, document: DocumentNode) {
      byHash.delete(hash);
      byHash.set(hash, new WeakRef(document));
      if (byHash.size > 2_000) byHash.delete(byHash.keys().next().value!);
    },
  };
}

function persistedTexts(texts: TextStore) {
  return {
    get: async (key: string) => texts.peek(hashOfKey(key)),
    set: async (key: string, value: string) => texts.put(hashOfKey(key), value),
    delete: async (key: string) => texts.remove(hashOfKey(key)),
  };
}

/** Apollo Server prefixes the hash with what a key is for. */
function hashOfKey(key: string): string {
  return key.slice(key.lastIndexOf(':') + 1);
}

/** Apollo Server's error hook knows no request; a body with errors is rare enough to be opened again. */
function withRequestId(response: HTTPGraphQLResponse, requestId: string): HTTPGraphQLResponse {
  if (response.body.kind !== 'complete' || !response.body.string.startsWith('{"errors":[')) return response;
  const body = JSON.parse(response.body.string) as { errors: { extensions?: Record<string, unknown> }[] };
  for (const error of body.errors) error.extensions = { ...error.extensions, requestId };
  return { ...response, body: { kind: 'complete', string: JSON.stringify(body) } };
}
