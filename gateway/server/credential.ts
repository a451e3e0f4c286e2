import type { IncomingHttpHeaders } from 'node:http';
import { IzaError } from '#kernel/errors.ts';
import type { Caller } from '#schema/context.ts';

/** Who everybody is where no authentication is configured. */
const ANONYMOUS: Caller = { id: 'anonymous', name: 'anonymous', roles: [], scopes: ['*'] };

export type Authenticate = (key: string) => Promise<Caller | undefined>;

/** The key of `Authorization: Bearer` or `X-API-Key`; undefined when there is neither, UNAUTHENTICATED for another scheme. */
export function keyOfHeaders(headers: IncomingHttpHeaders): string | undefined {
  const { authorization } = headers;
  if (authorization !== undefined) return keyOfAuthorization(authorization);
  const key = headers['x-api-key'];
  return typeof key === 'string' && key !== '' ? key : undefined;
}

/** The key in the payload of a WebSocket's `connection_init`: `{authorization: "Bearer KEY"}` or `{apiKey: "KEY"}`. */
export function keyOfConnectionParams(
  parameters: Readonly<Record<string, unknown>> | undefined,
): string | undefined {
  if (!parameters) return undefined;
  for (const [name, value] of Object.entries(parameters)) {
    if (typeof value !== 'string' || value === '') continue;
    const plain = name.toLowerCase().replaceAll(/[-_]/g, '');
    if (plain === 'authorization') return keyOfAuthorization(value);
    if (plain === 'apikey' || plain === 'xapikey') return value;
  }
  return undefined;
}

/** The caller of a key. UNAUTHENTICATED without one, or when it is nobody's. */
export async function callerOf(
  key: string | undefined,
  authenticate: Authenticate | undefined,
): Promise<Caller> {
  if (!authenticate) return ANONYMOUS;
  if (key === undefined)
    throw new IzaError('UNAUTHENTICATED', 'A key is needed: Authorization: Bearer KEY, or X-API-Key: KEY.');
  const caller = await authenticate(key);
  if (!caller)
    throw new IzaError('UNAUTHENTICATED', 'The key is not valid: it was never issued, or it was revoked.');
  return caller;
}

function keyOfAuthorization(value: string): string {
  const match = /^Bearer +([^\s]+) *$/i.exec(value);
  if (!match) throw new IzaError('UNAUTHENTICATED', 'Authorization must be: Bearer KEY.');
  return match[1]!;
}
