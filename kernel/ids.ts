import { IzaError } from './errors.ts';

/**
 * Opaque global ids. An id carries type, endpoint and native id, so `node(id)` needs no search. Clients must not
 * take it apart; the encoding (base64url of `Type\0endpoint\0nativeId`) may change with a new leading version byte.
 */
export interface GlobalId<T extends string = string> {
  readonly type: T;
  readonly endpoint: string;
  readonly nativeId: string;
}

const SEPARATOR = '\0';

export function encodeId(type: string, endpoint: string, nativeId: string): string {
  return Buffer.from(`${type}${SEPARATOR}${endpoint}${SEPARATOR}${nativeId}`).toString('base64url');
}

/** The parts of an id, or undefined when the text is not an id (a name, a short id). Never throws. */
export function tryDecodeId(id: string): GlobalId | undefined {
  if (id.length < 8 || id.length > 1024 || !/^[\w-]+$/.test(id)) return undefined;
  const parts = Buffer.from(id, 'base64url').toString().split(SEPARATOR);
  const [type, endpoint, nativeId] = parts;
  if (parts.length !== 3 || !type || !endpoint || !nativeId || !/^[A-Z]\w*$/.test(type)) return undefined;
  return { type, endpoint, nativeId };
}

/** The parts of an id of one of `types`; BAD_USER_INPUT naming `field` otherwise. */
export function decodeId<T extends string>(id: string, types: readonly T[], field = 'id'): GlobalId<T> {
  const decoded = tryDecodeId(id);
  if (!decoded) throw new IzaError('BAD_USER_INPUT', `${field}: "${printable(id)}" is not an id.`, { field });
  if (!types.includes(decoded.type as T)) {
    throw new IzaError(
      'BAD_USER_INPUT',
      `${field} is the id of a ${decoded.type}; expected ${types.join(' or ')}.`,
      { field },
    );
  }
  return decoded as GlobalId<T>;
}

function printable(text: string): string {
  return text.slice(0, 80).replace(/[^\x20-\x7e]/g, '?');
}
