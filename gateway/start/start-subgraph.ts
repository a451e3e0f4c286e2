import type { SubgraphName } from '#schema/subgraph.ts';
import { openRegistry, securityRoutes } from '../registry.ts';
import { createSubgraphServer } from '../subgraph-server/subgraph-server.ts';
import { addRemoteSecurity } from './add-remote-security.ts';
import { requireSecret } from './require-secret.ts';
import type { StartOptions } from './start-foreign.ts';
import { readVersion } from './version.ts';

/** One subgraph alone, for a gateway elsewhere. All but security ask the security subgraph before a change. Returns where it listens. */
export async function startSubgraph(options: StartOptions, name: SubgraphName): Promise<string> {
  const { config, log, lifecycle } = options;
  const secret = requireSecret(config);
  const registry = await openRegistry({ config, log, version: readVersion(), names: [name] });
  await lifecycle.add({ name: 'subgraph', start: () => registry.start(), stop: () => registry.stop() });
  const [subgraph] = registry.subgraphs;
  const server = createSubgraphServer({
    schema: subgraph!.schema,
    guard: (registry.security ?? (await addRemoteSecurity(options))).guard,
    log,
    host: config.host,
    port: config.port,
    secret,
    routes: securityRoutes(registry.security),
  });
  let url = '';
  await lifecycle.add({
    name: 'server',
    start: async () => void ({ url } = await server.start()),
    stop: () => server.stop(),
  });
  return url;
}
