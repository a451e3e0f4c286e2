import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { IzaError } from './errors.ts';

/** What is signed: enough that a signature fits one request, once, now. */
export interface SignedParts {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  /** The exact body; empty when there is none. */
  readonly body: string;
  /** Who the request is made for, as JSON; signed so that it cannot be exchanged. Empty when for nobody. */
  readonly onBehalfOf?: string;
}

export type SignatureHeaders = Readonly<
  Record<'x-iza-signature' | 'x-iza-time' | 'x-iza-nonce' | 'x-iza-caller', string>
>;

const WINDOW_MS = 60_000;
const MAX_REMEMBERED = 2_000_000;

/** Signs requests between gateway and subgraphs with HMAC-SHA256 over method, path, time, nonce, caller and body. */
export function createSigner(secret: string): (parts: SignedParts) => SignatureHeaders {
  return (parts) => {
    const time = String(Date.now());
    const nonce = randomBytes(12).toString('base64url');
    const caller = Buffer.from(parts.onBehalfOf ?? '').toString('base64url');
    return {
      'x-iza-signature': signatureOf(secret, { ...parts, time, nonce, caller }),
      'x-iza-time': time,
      'x-iza-nonce': nonce,
      'x-iza-caller': caller,
    };
  };
}

/**
 * Checks such signatures: the right secret, at most 60 s old or ahead, and each nonce once. Returns the caller's JSON. Throws UNAUTHENTICATED, with one
 * message for every reason.
 */
export function createVerifier(
  secret: string,
): (parts: SignedParts, headers: Readonly<Record<string, string | string[] | undefined>>) => string {
  const seen = new Map<string, number>();
  return (parts, headers) => {
    const read = (name: string) => {
      const value = headers[name];
      return typeof value === 'string' ? value : '';
    };
    const time = read('x-iza-time');
    const nonce = read('x-iza-nonce');
    const caller = read('x-iza-caller');
    const now = Date.now();
    const expected = Buffer.from(signatureOf(secret, { ...parts, time, nonce, caller }));
    const given = Buffer.from(read('x-iza-signature'));
    const fresh = /^\d{13}$/.test(time) && Math.abs(now - Number(time)) <= WINDOW_MS;
    if (given.length !== expected.length || !timingSafeEqual(given, expected) || !fresh || seen.has(nonce)) {
      throw new IzaError('UNAUTHENTICATED', 'The request is not signed by the gateway of this IzaOS.');
    }
    forgetOld(seen, now);
    // Forgetting one that is still fresh would let its request be sent again.
    if (seen.size >= MAX_REMEMBERED)
      throw new IzaError('RATE_LIMITED', 'More signed requests arrive than can be told apart.');
    seen.set(nonce, now);
    return Buffer.from(caller, 'base64url').toString();
  };
}

function signatureOf(
  secret: string,
  parts: SignedParts & { readonly time: string; readonly nonce: string; readonly caller: string },
): string {
  const { method, path, time, nonce, caller, body } = parts;
  return createHmac('sha256', secret)
    .update([method, path, time, nonce, caller, body].join('\n'))
    .digest('hex');
}

/** Nonces are remembered for as long as their time stamp would be accepted; insertion order is age. */
function forgetOld(seen: Map<string, number>, now: number): void {
  for (const [nonce, at] of seen) {
    if (now - at <= 2 * WINDOW_MS) return;
    seen.delete(nonce);
  }
}
