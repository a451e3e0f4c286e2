import { readFileSync } from 'node:fs';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { join } from 'node:path';
import type { EndpointConfig } from '#kernel/config.ts';
import { parseEngineAddress, type EngineAddress } from './docker/engine-address.ts';

export interface DiscoveryOptions {
  /** DOCKER_HOST. Default: the usual socket. */
  readonly dockerHost?: string | undefined;
  /** DOCKER_CERT_PATH: folder with `ca.pem`, `cert.pem`, `key.pem`; makes a `tcp://` address speak TLS. */
  readonly dockerCertPath?: string | undefined;
  /** How long an engine may take to answer. Default 500 ms. */
  readonly timeoutMs?: number;
}

const DEFAULT_DOCKER_HOST = 'unix:///var/run/docker.sock';

/**
 * What can be managed here without being told: a Docker Engine that answers a ping in time, always this host, and the
 * embedded platform when there is no engine. Never rejects; an unusable address counts as no engine.
 */
export async function discoverEndpoints(options: DiscoveryOptions = {}): Promise<readonly EndpointConfig[]> {
  const { dockerCertPath, timeoutMs = 500 } = options;
  const docker: Extract<EndpointConfig, { platform: 'docker' }> = {
    platform: 'docker',
    name: 'docker',
    host: options.dockerHost || DEFAULT_DOCKER_HOST,
    ...(dockerCertPath && {
      tls: {
        ca: join(dockerCertPath, 'ca.pem'),
        cert: join(dockerCertPath, 'cert.pem'),
        key: join(dockerCertPath, 'key.pem'),
      },
    }),
  };
  const hasEngine = await answersPing(docker, timeoutMs);
  return [
    ...(hasEngine ? [docker] : []),
    { platform: 'host', name: 'host' },
    ...(hasEngine ? [] : [{ platform: 'embedded', name: 'embedded' } as const]),
  ];
}

async function answersPing(
  { host, tls }: Extract<EndpointConfig, { platform: 'docker' }>,
  timeoutMs: number,
): Promise<boolean> {
  try {
    const material =
      tls?.ca !== undefined && tls.cert !== undefined && tls.key !== undefined
        ? { ca: readFileSync(tls.ca), cert: readFileSync(tls.cert), key: readFileSync(tls.key) }
        : undefined;
    return await ping(parseEngineAddress(host, material), AbortSignal.timeout(timeoutMs));
  } catch {
    return false;
  }
}

/** `GET /_ping`, which every Docker-compatible engine answers with 200, also without authorisation plug-ins' leave. */
function ping(address: EngineAddress, signal: AbortSignal): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const target =
    address.kind === 'socket'
      ? { socketPath: address.socketPath }
      : { hostname: address.hostname, port: address.port, ...address.tls };
  const send = address.kind === 'tcp' && address.tls ? requestHttps : requestHttp;
  const request = send(
    { ...target, path: '/_ping', agent: false, signal, headers: { host: 'docker' } },
    (response) => {
      resolve(response.statusCode === 200);
      response.destroy();
    },
  );
  request.on('error', () => resolve(false));
  request.end();
  return promise;
}
