import { IzaError, toIzaError } from '#kernel/errors.ts';
import { GraphQLError, parse } from 'graphql';
import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql';
import { aliasCodec } from './alias-codec.ts';
import { buildApiSchema } from '#schema/api-schema.ts';
import { mergeErrors } from './merge-errors.ts';
import { OperationCache } from './operation.ts';
import type { CompiledOperation, OperationContext } from './operation.ts';
import { createPlanner } from './planning/planner.ts';
import type { Run } from './run.ts';
import type { SubgraphService } from './subgraph-service.ts';
import { subscriptionStream } from './subscription-stream.ts';
import { objectTypeNames, plannedFieldNames, subgraphUrls, typeMembership } from './supergraph.ts';

export interface ExecutorOptions<C = unknown> {
  readonly supergraphSdl: string;
  /** One service per subgraph name of `join__Graph`. */
  readonly services: Readonly<Record<string, SubgraphService<C>>>;
  /** Longest time one operation may take to plan; DEADLINE_EXCEEDED after it. Default 5,000. */
  readonly planDeadlineMs?: number;
  /** Operations kept compiled; the least recently used goes first. Default 1,000. */
  readonly maxCachedOperations?: number;
}

export interface OperationRequest<C = unknown> {
  /** Validated by the caller against `apiSchema`. Hand the same object for the same text: plans are cached by it. */
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
  readonly context: C;
  readonly signal?: AbortSignal | undefined;
}

export interface FederationExecutor<C = unknown> {
  /** What clients see: without join directives and inaccessible elements. Applied directives are lost here. */
  readonly apiSchema: GraphQLSchema;
  readonly supergraphSdl: string;
  /** Never rejects: what fails becomes an error in the result. */
  execute(request: OperationRequest<C>): Promise<ExecutionResult>;
  /** The stream, or a result with errors when it could not begin. `return()` closes the subgraph's stream. */
  subscribe(request: OperationRequest<C>): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult>;
  /** Ends every stream and closes the services. */
  close(): Promise<void>;
}

/** Throws when the supergraph is not valid or names a subgraph without a service. */
export function createFederationExecutor<C = unknown>(options: ExecutorOptions<C>): FederationExecutor<C> {
  const { supergraphSdl, services } = options;
  const supergraph = parse(supergraphSdl, { noLocation: true });
  const { lookup, context } = createContext(options, supergraph);
  for (const name of Object.keys(subgraphUrls(supergraph))) lookup(name);
  const operations = new OperationCache(context, options.maxCachedOperations ?? 1000);
  const closing = new AbortController();

  const prepare = (request: OperationRequest<C>): Prepared<C> => {
    const operation = operations.get(request.document, request.operationName);
    const coerced = operation.coerceVariables(request.variables);
    if ('errors' in coerced) return { errors: coerced.errors };
    return {
      kind: operation.definition.operation,
      compiled: operation.compiled(coerced.variables),
      variables: coerced.variables,
    };
  };

  return {
    apiSchema: context.apiSchema,
    supergraphSdl,
    async execute(request) {
      try {
        const prepared = prepare(request);
        if ('errors' in prepared) return prepared;
        if (prepared.kind === 'subscription')
          throw new IzaError('BAD_USER_INPUT', 'Subscriptions need a stream: WebSocket or SSE.');
        const run = startRun(request, prepared.variables, {});
        await prepared.compiled.run(run);
        return finishRun(run, prepared.compiled);
      } catch (error) {
        return { errors: [toGraphQLError(error)] };
      }
    },
    async subscribe(request) {
      try {
        const prepared = prepare(request);
        if ('errors' in prepared) return prepared;
        const { compiled, variables } = prepared;
        if (!compiled.source)
          throw new IzaError('BAD_USER_INPUT', 'The operation is not a subscription to a field.');
        const { source } = compiled;
        return await subscriptionStream({
          source: (signal) =>
            source.service.subscribe(source.request(startRun({ ...request, signal }, variables, {}))),
          signal: request.signal ? AbortSignal.any([request.signal, closing.signal]) : closing.signal,
          answer: async (event, signal) => {
            const run = startRun({ ...request, signal }, variables, {});
            source.accept(run, event);
            await compiled.run(run);
            return finishRun(run, compiled);
          },
        });
      } catch (error) {
        return { errors: [toGraphQLError(error)] };
      }
    },
    async close() {
      closing.abort(new IzaError('SHUTTING_DOWN', 'The gateway is shutting down.'));
      await Promise.all(Object.values(services).map(async (service) => service.close?.()));
    },
  };
}

type Prepared<C> =
  | { readonly errors: readonly GraphQLError[] }
  | {
      readonly kind: string;
      readonly compiled: CompiledOperation<C>;
      readonly variables: Readonly<Record<string, unknown>>;
    };

function createContext<C>(options: ExecutorOptions<C>, supergraph: DocumentNode) {
  const objectTypes = objectTypeNames(supergraph);
  const lookup = (name: string): SubgraphService<C> => {
    const service = options.services[name];
    if (!service) throw new IzaError('INTERNAL_SERVER_ERROR', `No service is given for subgraph "${name}".`);
    return service;
  };
  const isMember = typeMembership(supergraph);
  const codec = aliasCodec(plannedFieldNames(supergraph));
  const context: OperationContext<C> = {
    apiSchema: buildApiSchema(supergraph),
    planner: createPlanner({ supergraph, isMember, codec, deadlineMs: options.planDeadlineMs ?? 5000 }),
    isMember,
    isObjectType: (name) => objectTypes.has(name as string),
    codec,
    serviceOf: lookup,
  };
  return { lookup, context };
}

function startRun<C>(
  request: OperationRequest<C>,
  variables: Readonly<Record<string, unknown>>,
  data: Record<string, unknown>,
): Run<C> {
  return { data, errors: [], variables, context: request.context, signal: request.signal };
}

function finishRun<C>(run: Run<C>, compiled: CompiledOperation<C>): ExecutionResult {
  const { data, faults } = compiled.shape(run.data, run.variables);
  if (run.errors.length === 0 && faults.length === 0) return { data };
  return { errors: mergeErrors({ data, errors: run.errors, faults }), data };
}

function toGraphQLError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  const known = toIzaError(error);
  return new GraphQLError(known.message, { extensions: known.toExtensions(), originalError: known });
}
