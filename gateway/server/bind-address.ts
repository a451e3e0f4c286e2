import { isIP } from 'node:net';
import { IzaError } from '#kernel/errors.ts';

/** Throws BAD_USER_INPUT for an address that others can reach, unless TLS and authentication are configured: the graph is root. */
export function checkBindAddress({
  host,
  hasTls,
  hasAuthentication,
}: {
  readonly host: string;
  readonly hasTls: boolean;
  readonly hasAuthentication: boolean;
}): void {
  if (isLoopback(host)) return;
  const missing = [
    ...(hasTls ? [] : ['TLS (tlsCert, tlsKey)']),
    ...(hasAuthentication ? [] : ['authentication (apiKey)']),
  ];
  if (missing.length === 0) return;
  throw new IzaError(
    'BAD_USER_INPUT',
    `host ${host} can be reached from other machines, which needs ${missing.join(' and ')}. Configure it, or use 127.0.0.1.`,
    { field: 'host' },
  );
}

/** Whether a name or address (without port, IPv6 without brackets) means this machine only. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase();
  if (name === 'localhost' || name === '::1' || name === '0:0:0:0:0:0:0:1') return true;
  const mapped = name.startsWith('::ffff:') ? name.slice('::ffff:'.length) : name;
  return isIP(mapped) === 4 && mapped.startsWith('127.');
}
