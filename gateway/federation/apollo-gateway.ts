import type { ApolloServerOptionsWithGateway, BaseContext } from '@apollo/server';
import type { FederationExecutor } from './executor.ts';

type ApolloGateway = NonNullable<ApolloServerOptionsWithGateway<BaseContext>['gateway']>;

/** The executor as `gateway` of an Apollo Server. Stopping the server closes the executor. */
export function asApolloGateway<C>(executor: FederationExecutor<C>): ApolloGateway {
  type SchemaListener = Parameters<ApolloGateway['onSchemaLoadOrUpdate']>[0];
  const listeners = new Set<SchemaListener>();
  return {
    onSchemaLoadOrUpdate(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async load() {
      for (const listener of listeners) {
        listener({ apiSchema: executor.apiSchema, coreSupergraphSdl: executor.supergraphSdl });
      }
      return {
        executor: ({ document, operationName, request, context }) =>
          executor.execute({
            document,
            operationName,
            variables: request.variables,
            context: context as unknown as C,
          }),
      };
    },
    async stop() {
      await executor.close();
    },
  };
}
