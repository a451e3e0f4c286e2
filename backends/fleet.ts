import { readFileSync } from 'node:fs';
import type { EndpointConfig } from '#kernel/config.ts';
import { IzaError, toIzaError } from '#kernel/errors.ts';
import type { Log } from '#kernel/log.ts';
import { createDockerEndpoint, type DockerEndpoint, type TlsMaterial } from './docker/index.ts';
import { createEmbeddedEndpoint, type EmbeddedEndpoint } from './embedded/index.ts';
import type { Endpoint } from './endpoint.ts';
import { createHostEndpoint, type HostEndpoint } from './host/index.ts';
import { RevisionClock } from './revision-clock.ts';

export { discoverEndpoints, type DiscoveryOptions } from './discover-endpoints.ts';

/** All endpoints of a process, over one clock, so that their changes have one order. */
export interface Fleet {
  readonly clock: RevisionClock;
  /** In the configuration's order. */
  readonly endpoints: readonly Endpoint[];
  readonly docker: readonly DockerEndpoint[];
  readonly host: readonly HostEndpoint[];
  readonly embedded: readonly EmbeddedEndpoint[];
  /**
   * Starts all at once. Resolves when each has synced or failed for the first time, at the latest after `startGraceMs`: an endpoint that
   * does not answer goes on trying by itself and delays nobody. Never rejects.
   */
  start(): Promise<void>;
  /** Stops all. Never rejects. Idempotent. */
  stop(): Promise<void>;
}

export interface FleetOptions {
  readonly endpoints: readonly EndpointConfig[];
  readonly log: Log;
  /** Default 1,000 ms. */
  readonly startGraceMs?: number;
}

/** Makes the endpoints; none is dialled before `start()`. BAD_USER_INPUT names the setting that cannot be used. */
export function createFleet({ endpoints: configs, log, startGraceMs = 1000 }: FleetOptions): Fleet {
  assertUniqueNames(configs);
  const clock = new RevisionClock();
  const docker: DockerEndpoint[] = [];
  const host: HostEndpoint[] = [];
  const embedded: EmbeddedEndpoint[] = [];
  const endpoints = configs.map((config, index): Endpoint => {
    const common = { name: config.name, clock, log };
    switch (config.platform) {
      case 'docker':
        return added(docker, createDocker(config, { ...common, field: `endpoints[${index}]` }));
      case 'host':
        return added(host, createHostEndpoint(common));
      case 'embedded':
        return added(embedded, createEmbeddedEndpoint(common));
      default:
        throw new TypeError(`unknown platform ${String(config satisfies never)}`);
    }
  });
  return {
    clock,
    endpoints,
    docker,
    host,
    embedded,
    async start() {
      const { promise: graceIsOver, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, startGraceMs);
      const started = endpoints.map((endpoint) =>
        endpoint.start().catch((error: unknown) => complain(log, endpoint, error)),
      );
      await Promise.race([Promise.all(started), graceIsOver]);
      clearTimeout(timer);
    },
    async stop() {
      await Promise.all(
        endpoints.map((endpoint) =>
          endpoint.stop().catch((error: unknown) => complain(log, endpoint, error)),
        ),
      );
    },
  };
}

function assertUniqueNames(configs: readonly EndpointConfig[]): void {
  const seen = new Map<string, number>();
  for (const [index, { name }] of configs.entries()) {
    const first = seen.get(name);
    if (first !== undefined) {
      const field = `endpoints[${index}].name`;
      throw new IzaError(
        'BAD_USER_INPUT',
        `${field}: endpoints[${first}] is named "${name}" too; names must differ.`,
        { field },
      );
    }
    seen.set(name, index);
  }
}

function createDocker(
  config: Extract<EndpointConfig, { platform: 'docker' }>,
  options: {
    readonly name: string;
    readonly clock: RevisionClock;
    readonly log: Log;
    readonly field: string;
  },
): DockerEndpoint {
  const { field, ...common } = options;
  const tls = config.tls && readTls(config.tls, `${field}.tls`);
  try {
    return createDockerEndpoint({ ...common, host: config.host, ...(tls && { tls }) });
  } catch (error) {
    const { code, message, details } = toIzaError(error);
    throw new IzaError(code, `${field}.host: ${message}`, { ...details, field: `${field}.host` });
  }
}

function readTls(
  paths: NonNullable<Extract<EndpointConfig, { platform: 'docker' }>['tls']>,
  field: string,
): TlsMaterial {
  const material: { -readonly [K in keyof TlsMaterial]: TlsMaterial[K] } = {};
  for (const part of ['ca', 'cert', 'key'] as const) {
    const path = paths[part];
    if (path === undefined) continue;
    try {
      material[part] = readFileSync(path);
    } catch (cause) {
      throw new IzaError('BAD_USER_INPUT', `${field}.${part}: ${path} cannot be read.`, {
        field: `${field}.${part}`,
        cause,
      });
    }
  }
  return material;
}

function added<T>(list: T[], item: T): T {
  list.push(item);
  return item;
}

/** Endpoints promise not to reject; one that does must not take the others along. */
function complain(log: Log, { name }: Endpoint, error: unknown): void {
  log.error('An endpoint broke its promise not to reject', { endpoint: name, error });
}
