import { openRemoteSecurity, type Security } from '../registry.ts';
import { requireSecret } from './require-secret.ts';
import type { StartOptions } from './start-foreign.ts';
import { subgraphUrl } from './subgraph-url.ts';

/** The security subgraph elsewhere, as part of this process' life. */
export async function addRemoteSecurity({ config, log, lifecycle }: StartOptions): Promise<Security> {
  const security = openRemoteSecurity({
    url: subgraphUrl(config, 'security'),
    secret: requireSecret(config),
    log,
  });
  await lifecycle.add({
    name: 'remote security',
    stop: async () => security.stop(),
  });
  return security;
}
