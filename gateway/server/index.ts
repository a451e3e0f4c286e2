/** The face of the gateway's server: everything outside this folder imports from here. */
export { createGatewayServer } from './create-gateway-server.ts';
export type {
  GatewayRequest,
  GatewayServer,
  GatewayServerConfig,
  GatewayServerOptions,
  PersistedOperations,
  RestHandler,
} from './gateway-options.ts';
export type { OperationRequest } from './operation-gate.ts';
export type { StreamEnd } from './live-streams.ts';
export { checkJsonBody, readBody } from './read-body.ts';
export { headersOf, problemOf } from './send-problem.ts';
export type { Check } from '../health/check.ts';
export type { Limits } from '../limits/limits.ts';
