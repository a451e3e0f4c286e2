import { banner, foreignBanner, subgraphBanner } from './banner.ts';
import { startForeign, type StartOptions } from './start-foreign.ts';
import { startGateway } from './start-gateway.ts';
import { startSubgraph } from './start-subgraph.ts';

/** Starts what the configuration asks for and returns the banner: what runs, what is real, where to go. */
export async function start(options: StartOptions): Promise<string> {
  const { supergraph: supergraphFile, role } = options.config;
  if (supergraphFile !== undefined) {
    return foreignBanner({
      url: await startForeign({ ...options, supergraphFile }),
      keyed: options.config.apiKey !== undefined,
    });
  }
  if (role === 'all' || role === 'gateway') return banner(await startGateway(options));
  return subgraphBanner({ name: role, url: await startSubgraph(options, role) });
}
