import { createHash, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { IzaError } from '#kernel/errors.ts';
import type { Config } from '#kernel/config.ts';
import type { Lifecycle } from '#kernel/lifecycle.ts';
import type { Log } from '#kernel/log.ts';
import type { Caller, GraphContext } from '#schema/context.ts';
import type { Guard } from '#schema/guard.ts';
import { createFederationExecutor, remoteService, subgraphUrls } from '../federation/index.ts';
import { createGatewayServer } from '../server/index.ts';
import { plainMetrics } from './plain-metrics.ts';
import { serverConfig } from './server-config.ts';

export interface StartOptions {
  readonly config: Config;
  readonly log: Log;
  readonly lifecycle: Lifecycle;
}

/**
 * Serves a supergraph nobody here wrote: a plain federation gateway, without backends, subgraphs or REST of our own. Without `IZA_API_KEY` callers are
 * anonymous (docs/decisions/0003). Returns where it listens.
 */
export async function startForeign(
  options: StartOptions & { readonly supergraphFile: string },
): Promise<string> {
  const { config, log, lifecycle, supergraphFile } = options;
  const supergraphSdl = readSupergraph(supergraphFile);
  const services = Object.fromEntries(
    Object.entries(subgraphUrls(supergraphSdl)).map(([name, url]) => [
      name,
      remoteService<GraphContext>({
        name,
        url,
        headers: (context) => ({ 'x-request-id': context.requestId }),
      }),
    ]),
  );
  const executor = createFederationExecutor<GraphContext>({ supergraphSdl, services });
  const { apiKey } = config;
  const server = createGatewayServer({
    executor,
    ...(apiKey !== undefined && {
      authenticate: async (key: string) => (sameKey(key, apiKey) ? keyHolder : undefined),
    }),
    guard: noGuard,
    log,
    config: serverConfig(config),
    metrics: plainMetrics(),
    readiness: () => Promise.resolve([{ name: 'supergraph', ok: true }]),
  });
  let url = '';
  await lifecycle.add({
    name: 'gateway',
    start: async () => void ({ url } = await server.start()),
    stop: async () => {
      await server.drain(8000);
      await server.stop();
    },
  });
  return url;
}

const keyHolder: Caller = { id: 'admin', name: 'admin', roles: ['admin'], scopes: ['*'] };

/** Foreign subgraphs guard their own changes. */
const noGuard: Guard = {
  admit: () => Promise.resolve({ settle: () => Promise.resolve() }),
  evaluate: () => Promise.resolve(),
  judge: () => Promise.resolve({ allowed: true, violations: [] }),
};

/** Compares digests, which have one length, in constant time. */
function sameKey(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}

function readSupergraph(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new IzaError('BAD_USER_INPUT', `supergraph: ${file} cannot be read.`, {
      field: 'supergraph',
      cause,
    });
  }
}
