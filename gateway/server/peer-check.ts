import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { IzaError } from '#kernel/errors.ts';
import { isLoopback } from './bind-address.ts';

export interface PeerCheckOptions {
  readonly allowedHosts: readonly string[];
  readonly allowedOrigins: readonly string[];
  readonly isTls: boolean;
}

/** What the check found: the origin to name in CORS headers, for origins other than our own. */
export interface Peer {
  readonly crossOrigin: string | undefined;
}

/**
 * Keeps web pages of others away from a server that is reachable by every browser on this machine. `Host` defeats DNS rebinding: a page of
 * `evil.example` that resolves to 127.0.0.1 still names `evil.example`. `Origin` defeats requests from other sites, and WebSockets, which no
 * same-origin policy covers.
 */
export function createPeerCheck(options: PeerCheckOptions): (request: IncomingMessage) => Peer {
  const hosts = new Set(options.allowedHosts.map((host) => host.toLowerCase()));
  const origins = new Set(options.allowedOrigins.map((origin) => origin.toLowerCase().replace(/\/$/, '')));
  const scheme = options.isTls ? 'https' : 'http';

  const isOurHost = (host: string, socket: Socket): boolean => {
    const name = nameOf(host);
    if (name === undefined) return false;
    return isLoopback(name) || hosts.has(name) || hosts.has(host) || name === unmapped(socket.localAddress);
  };

  return ({ headers, socket }) => {
    const host = headers.host?.toLowerCase();
    if (host === undefined || !isOurHost(host, socket)) {
      throw new IzaError(
        'FORBIDDEN',
        'The Host header does not name this server; list its names in allowedHosts.',
        { field: 'Host' },
      );
    }
    const origin = headers.origin?.toLowerCase();
    if (origin === undefined || origin === `${scheme}://${host}`) return { crossOrigin: undefined };
    if (origins.has(origin)) return { crossOrigin: headers.origin };
    throw new IzaError('FORBIDDEN', 'This origin may not use this server; list it in allowedOrigins.', {
      field: 'Origin',
    });
  };
}

/** Name or address without port and brackets; undefined for text that is no authority. */
function nameOf(host: string): string | undefined {
  const match = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(?::\d{1,5})?$/.exec(host);
  return match?.[1] ?? match?.[2];
}

function unmapped(address: string | undefined): string | undefined {
  return address?.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address;
}
