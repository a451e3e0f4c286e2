/** The face of the federation executor: everything outside this folder imports from here. */
export { asApolloGateway } from './apollo-gateway.ts';
export { createFederationExecutor } from './executor.ts';
export type { ExecutorOptions, FederationExecutor, OperationRequest } from './executor.ts';
export { localService } from './local-service.ts';
export { remoteService } from './remote-service.ts';
export type { RemoteServiceOptions } from './remote-service.ts';
export type { SubgraphError, SubgraphRequest, SubgraphResult, SubgraphService } from './subgraph-service.ts';
export { subgraphUrls } from './supergraph.ts';
