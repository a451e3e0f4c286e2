import { IzaError } from '#kernel/errors.ts';
import type { TlsMaterial } from './docker-endpoint.ts';

/** Where an engine listens. */
export type EngineAddress =
  | { readonly kind: 'socket'; readonly display: string; readonly socketPath: string }
  | {
      readonly kind: 'tcp';
      readonly display: string;
      readonly hostname: string;
      readonly port: number;
      readonly tls: TlsMaterial | undefined;
    };

/** Reads a DOCKER_HOST text. BAD_USER_INPUT says what is wrong with it; credentials in it are refused, so `display` has none. */
export function parseEngineAddress(host: string, tls?: TlsMaterial): EngineAddress {
  const socketPath = /^unix:\/\/(\/.+)$/.exec(host)?.[1];
  if (socketPath !== undefined && !socketPath.includes('\0'))
    return { kind: 'socket', display: host, socketPath };
  if (!URL.canParse(host)) throw unusable('write unix:///path or tcp://host:port');
  const url = new URL(host);
  if (url.protocol === 'ssh:')
    throw unusable('forward its socket with `ssh -L` and give that socket instead');
  if (!['tcp:', 'http:', 'https:'].includes(url.protocol))
    throw unusable('write unix:///path or tcp://host:port');
  if (url.username !== '' || url.password !== '')
    throw unusable('it must not carry credentials; use TLS certificates');
  if (url.hostname === '' || !['', '/'].includes(url.pathname))
    throw unusable('write tcp://host:port without a path');
  const material = tls ?? (url.protocol === 'https:' ? {} : undefined);
  // A URL forgets its scheme's usual port; the engine's is another one.
  const port = Number(/:(\d+)\/?$/.exec(host)?.[1] ?? (material ? 2376 : 2375));
  return {
    kind: 'tcp',
    display: `tcp://${url.hostname}:${port}`,
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    port,
    tls: material,
  };
}

function unusable(advice: string): IzaError {
  return new IzaError('BAD_USER_INPUT', `The address of a Docker Engine cannot be used: ${advice}.`, {
    field: 'host',
  });
}
