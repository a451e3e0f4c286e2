import { readFileSync } from 'node:fs';
import type { Config } from '#kernel/config.ts';
import { IzaError } from '#kernel/errors.ts';
import type { GatewayServerConfig } from '../server/index.ts';

/** The part of the configuration that the HTTP server takes. BAD_USER_INPUT names a file that cannot be read. */
export function serverConfig(config: Config): GatewayServerConfig {
  const { tlsCert, tlsKey } = config;
  if ((tlsCert === undefined) !== (tlsKey === undefined)) {
    const field = tlsCert === undefined ? 'tlsCert' : 'tlsKey';
    throw new IzaError('BAD_USER_INPUT', `${field}: tlsCert and tlsKey are given together or not at all.`, {
      field,
    });
  }
  return {
    host: config.host,
    port: config.port,
    ...(tlsCert !== undefined &&
      tlsKey !== undefined && { tls: { cert: readPem('tlsCert', tlsCert), key: readPem('tlsKey', tlsKey) } }),
    allowedHosts: config.allowedHosts,
    allowedOrigins: config.allowedOrigins,
    introspection: config.introspection,
    environment: config.env,
  };
}

function readPem(field: string, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new IzaError('BAD_USER_INPUT', `${field}: ${file} cannot be read.`, { field, cause });
  }
}
