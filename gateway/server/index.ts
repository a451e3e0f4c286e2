/** The face of the gateway's server: everything outside this folder imports from here. */
export { createGatewayServer } from './create-gateway-server.ts';
export type {
  AuthenticatedRequest,
  GatewayServer,
  GatewayServerConfig,
  GatewayServerOptions,
  PersistedOperations,
  RestHandler,
} from './gateway-options.ts';
export type { Check } from '../health/check.ts';
export { DEFAULT_LIMITS } from '../limits/limits.ts';
export type { Limits } from '../limits/limits.ts';
