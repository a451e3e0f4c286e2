import { IzaError } from '#kernel/errors.ts';
import type { GatewayServer, GatewayServerOptions } from './gateway-options.ts';

/** The gateway's HTTP server over a federation executor. */
export function createGatewayServer(_options: GatewayServerOptions): GatewayServer {
  const refuse = async (): Promise<never> => {
    throw new IzaError('NOT_SUPPORTED', 'The server is being written.');
  };
  return { start: refuse, drain: refuse, stop: refuse };
}
