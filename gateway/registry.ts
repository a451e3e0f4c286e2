import { mkdirSync } from 'node:fs';
import { createFleet, discoverEndpoints, type Fleet } from '#backends/fleet.ts';
import type { Config } from '#kernel/config.ts';
import { IzaError } from '#kernel/errors.ts';
import type { Log } from '#kernel/log.ts';
import { createSigner } from '#kernel/signing.ts';
import { lockState } from '#kernel/state-lock.ts';
import type { Caller } from '#schema/context.ts';
import type { Guard } from '#schema/guard.ts';
import { SUBGRAPH_NAMES, type Subgraph, type SubgraphName } from '#schema/subgraph.ts';
import { createComputeSubgraph } from '#subgraphs/compute/index.ts';
import { createNetworkSubgraph } from '#subgraphs/network/index.ts';
import {
  createRemoteGuard,
  createRemoteKeys,
  createSecuritySubgraph,
  guardRoutes,
  type GuardRoutes,
  type SecuritySubgraph,
  type SystemSettings,
} from '#subgraphs/security/index.ts';
import { createStorageSubgraph } from '#subgraphs/storage/index.ts';
import { createTelemetrySubgraph, type TelemetrySubgraph } from '#subgraphs/telemetry/index.ts';

export interface RegistryOptions {
  readonly config: Config;
  readonly log: Log;
  readonly version: string;
  /** Subgraphs to run in this process. */
  readonly names: readonly SubgraphName[];
}

/** The subgraphs of this process and the endpoints under them: the one place where they meet. */
export interface Registry {
  readonly fleet: Fleet;
  readonly subgraphs: readonly Subgraph[];
  /** Present when the security subgraph runs here. */
  readonly security: SecuritySubgraph | undefined;
  /** Present when the telemetry subgraph runs here. */
  readonly telemetry: TelemetrySubgraph | undefined;
  /** Starts the endpoints, then the subgraphs. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Whose key a key is, and the guard: from the security subgraph in this process or elsewhere. */
export interface Security {
  readonly guard: Guard;
  readonly authenticate: (key: string) => Promise<Caller | undefined>;
  readonly onRevoked: (listener: (callerId: string) => void) => () => void;
  stop(): void;
}

/** The security subgraph that runs elsewhere, over signed requests. */
export function openRemoteSecurity({
  url,
  secret,
  log,
}: {
  readonly url: string;
  readonly secret: string;
  readonly log: Log;
}): Security {
  const remote = { url, sign: createSigner(secret), log };
  const keys = createRemoteKeys(remote);
  return {
    guard: createRemoteGuard(remote),
    authenticate: keys.authenticate,
    onRevoked: keys.onRevoked,
    stop: () => keys.stop(),
  };
}

/** What the security subgraph answers to other processes when it runs alone. */
export function securityRoutes(security: SecuritySubgraph | undefined): GuardRoutes {
  return security ? guardRoutes(security) : {};
}

/** Makes what `names` asks for; nothing runs before `start()`. */
export async function openRegistry({ config, log, version, names }: RegistryOptions): Promise<Registry> {
  const endpoints =
    config.endpoints ??
    (await discoverEndpoints({ dockerHost: config.dockerHost, dockerCertPath: config.dockerCertPath }));
  mkdirSync(config.stateDir, { recursive: true, mode: 0o700 });
  const locks = KEEPERS.filter((name) => names.includes(name)).map((name) =>
    lockState(config.stateDir, name),
  );
  const fleet = createFleet({ endpoints, log });
  const made: Partial<Record<SubgraphName, Subgraph>> = {};
  let security: SecuritySubgraph | undefined;
  let telemetry: TelemetrySubgraph | undefined;
  for (const name of SUBGRAPH_NAMES.filter((candidate) => names.includes(candidate))) {
    switch (name) {
      case 'compute':
        made.compute = createComputeSubgraph({ fleet, log });
        break;
      case 'network':
        made.network = createNetworkSubgraph({ fleet });
        break;
      case 'storage':
        made.storage = createStorageSubgraph({ fleet });
        break;
      case 'telemetry':
        telemetry = createTelemetrySubgraph({
          fleet,
          log,
          version,
          stateDirectory: config.stateDir,
          metricsIntervalMs: config.metricsIntervalMs,
        });
        made.telemetry = telemetry;
        break;
      case 'security':
        security = await createSecuritySubgraph({
          fleet,
          log,
          version,
          stateDirectory: config.stateDir,
          environment: config.env,
          ...(config.apiKey !== undefined && { adminKey: config.apiKey }),
          settings: settingsOf(config),
          onSettings: (settings) => {
            log.level = settings.logLevel;
            telemetry?.setInterval(settings.metricsIntervalMs);
          },
        });
        made.security = security;
        break;
      default:
        throw new IzaError('INTERNAL_SERVER_ERROR', `unknown subgraph ${String(name satisfies never)}`);
    }
  }
  const subgraphs = Object.values(made);
  return {
    fleet,
    subgraphs,
    security,
    telemetry,
    async start() {
      await fleet.start();
      await Promise.all(subgraphs.map((subgraph) => subgraph.start()));
    },
    async stop() {
      await Promise.allSettled(subgraphs.map((subgraph) => subgraph.stop()));
      await fleet.stop();
      for (const lock of locks) lock[Symbol.dispose]();
    },
  };
}

/** Subgraphs that keep something in the state directory. */
const KEEPERS: readonly SubgraphName[] = ['security', 'telemetry'];

/** What the configuration says of settings that can be changed while IzaOS runs. */
function settingsOf(config: Config): Partial<SystemSettings> {
  const given = {
    logLevel: config.logLevel,
    metricsIntervalMs: config.metricsIntervalMs,
    allowedBindPaths: config.allowedBindPaths,
    allowedCapabilities: config.allowedCapabilities,
    allowedRegistries: config.allowedRegistries,
    allowedPublishAddresses: config.allowedPublishAddresses,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
