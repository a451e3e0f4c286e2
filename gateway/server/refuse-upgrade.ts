import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { IzaError } from '#kernel/errors.ts';
import { headersOf, problemOf } from './send-problem.ts';

/** Answers an upgrade with a problem document instead. */
export function refuseUpgrade(socket: Duplex, error: IzaError, requestId: string): void {
  const body = JSON.stringify(problemOf(error, requestId));
  const headers = {
    'content-type': 'application/problem+json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    'cache-control': 'no-store',
    'x-request-id': requestId,
    connection: 'close',
    ...headersOf(error),
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.end(
    [`HTTP/1.1 ${error.status} ${STATUS_CODES[error.status] ?? ''}`, ...lines, '', body].join('\r\n'),
  );
}
