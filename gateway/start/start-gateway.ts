import { readFileSync } from 'node:fs';
import type { Config } from '#kernel/config.ts';
import { createSigner } from '#kernel/signing.ts';
import type { GraphContext } from '#schema/context.ts';
import { SUBGRAPH_NAMES, type SubgraphName } from '#schema/subgraph.ts';
import {
  createFederationExecutor,
  localService,
  remoteService,
  type SubgraphService,
} from '../federation/index.ts';
import { openRegistry, type Registry } from '../registry.ts';
import { createRest } from '../rest/index.ts';
import { createGatewayServer, type Check, type GatewayServerOptions } from '../server/index.ts';
import { addRemoteSecurity } from './add-remote-security.ts';
import type { BannerFacts } from './banner.ts';
import { readPersistedOperations } from './persisted-operations.ts';
import { plainMetrics } from './plain-metrics.ts';
import { requireSecret } from './require-secret.ts';
import { subgraphUrl } from './subgraph-url.ts';
import { serverConfig } from './server-config.ts';
import type { StartOptions } from './start-foreign.ts';
import { readVersion } from './version.ts';

/** imageBuild takes its context inline, as base64: 16 MiB carry a context of 12. Callers are authenticated before a body is read. */
const UPLOAD_LIMITS = { bodyBytes: 16 * 1024 * 1024, variablesLength: 16 * 1024 * 1024 };

const SUPERGRAPH = new URL('../../schema/generated/supergraph.graphql', import.meta.url);

/** The gateway, with all five subgraphs in this process (`all`) or none (`gateway`). */
export async function startGateway(startOptions: StartOptions): Promise<BannerFacts> {
  const { config, log, lifecycle } = startOptions;
  const version = readVersion();
  const names = config.role === 'all' ? SUBGRAPH_NAMES : [];
  const registry = await openRegistry({ config, log, version, names });
  await lifecycle.add({ name: 'subgraphs', start: () => registry.start(), stop: () => registry.stop() });

  const supergraphSdl = readFileSync(SUPERGRAPH, 'utf8');
  const executor = createFederationExecutor<GraphContext>({
    supergraphSdl,
    services: servicesOf(registry, config),
  });
  const security = registry.security ?? (await addRemoteSecurity(startOptions));
  const options: GatewayServerOptions = {
    executor,
    authenticate: security.authenticate,
    onRevoked: security.onRevoked,
    guard: security.guard,
    log,
    config: { ...serverConfig(config), limits: UPLOAD_LIMITS },
    rest: createRest({
      executor,
      supergraphSdl,
      log,
      version,
      chooseFields: config.persistedOperations !== 'only',
    }),
    metrics: registry.telemetry?.metrics ?? plainMetrics(),
    readiness: () => Promise.resolve(readinessOf(registry)),
    persistedOperations: readPersistedOperations(config),
  };
  const server = createGatewayServer(options);
  let url = '';
  await lifecycle.add({
    name: 'gateway',
    start: async () => void ({ url } = await server.start()),
    stop: async () => {
      await server.drain(8000);
      await server.stop();
    },
  });
  const keyFile = registry.security?.administratorKeyFile;
  return {
    version,
    url,
    endpoints: registry.fleet.endpoints.map(({ name, platform, address, state }) => ({
      name,
      platform,
      address,
      ...state,
    })),
    loginUrl: keyFile && `${url}/graphql#key=${readFileSync(keyFile, 'utf8').trim()}`,
    keyFile,
  };
}

function servicesOf(registry: Registry, config: Config): Record<SubgraphName, SubgraphService<GraphContext>> {
  const local = new Map(registry.subgraphs.map((subgraph) => [subgraph.name, subgraph]));
  return Object.fromEntries(
    SUBGRAPH_NAMES.map((name) => {
      const subgraph = local.get(name);
      return [name, subgraph ? localService(subgraph.schema) : signedService(name, config)];
    }),
  ) as Record<SubgraphName, SubgraphService<GraphContext>>;
}

function signedService(name: SubgraphName, config: Config): SubgraphService<GraphContext> {
  const sign = createSigner(requireSecret(config));
  return remoteService<GraphContext>({
    name,
    url: subgraphUrl(config, name),
    headers: (context) => ({ 'x-request-id': context.requestId }),
    sign: (request, context) => sign({ ...request, onBehalfOf: JSON.stringify(context.caller) }),
  });
}

/** An endpoint that is lost makes IzaOS no less ready: it answers, and says so. One that was never reached does. */
function readinessOf(registry: Registry): Check[] {
  return registry.fleet.endpoints.map(({ name, state }) => ({
    name: `endpoint ${name}`,
    ok: state.status !== 'CONNECTING',
    detail: `${state.status}${state.reason ? `: ${state.reason}` : ''}`,
  }));
}
