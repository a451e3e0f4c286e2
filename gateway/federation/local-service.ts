import { execute, subscribe } from 'graphql';
import type { ExecutionResult, GraphQLSchema } from 'graphql';
import type { SubgraphRequest, SubgraphResult, SubgraphService } from './subgraph-service.ts';

/**
 * A subgraph in this process: parsed documents run over its schema, without HTTP and without validation (plans are
 * made against the same schema). The caller's context becomes the resolvers' context.
 */
export function localService<C>(schema: GraphQLSchema): SubgraphService<C> {
  return {
    async execute(request) {
      return (await execute(toArguments(schema, request))) as SubgraphResult;
    },
    async subscribe(request) {
      return (await subscribe(toArguments(schema, request))) as AsyncIterable<ExecutionResult> &
        SubgraphResult;
    },
  };
}

function toArguments<C>(schema: GraphQLSchema, request: SubgraphRequest<C>) {
  return {
    schema,
    document: request.document,
    variableValues: request.variables,
    contextValue: request.context,
    ...(request.operationName !== undefined && { operationName: request.operationName }),
  };
}
