import { IzaError } from '#kernel/errors.ts';
import { buildSchema } from 'graphql';
import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql';
import type { SubgraphService } from './subgraph-service.ts';

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
  execute(request: OperationRequest<C>): Promise<ExecutionResult>;
  /** The stream, or a result with errors when it could not begin. `return()` closes the subgraph's stream. */
  subscribe(request: OperationRequest<C>): Promise<AsyncIterable<ExecutionResult> | ExecutionResult>;
  /** Ends every stream and closes the services. */
  close(): Promise<void>;
}

export function createFederationExecutor<C = unknown>(options: ExecutorOptions<C>): FederationExecutor<C> {
  const refuse = async (): Promise<never> => {
    throw new IzaError('NOT_SUPPORTED', 'The executor is being written.');
  };
  return {
    apiSchema: buildSchema('type Query { _empty: Boolean }'),
    supergraphSdl: options.supergraphSdl,
    execute: refuse,
    subscribe: refuse,
    async close() {
      await Promise.all(Object.values(options.services).map((service) => service.close?.()));
    },
  };
}
