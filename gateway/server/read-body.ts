import type { IncomingMessage } from 'node:http';
import { IzaError } from '#kernel/errors.ts';

const LINGER_MS = 2_000;

/** The whole body. BODY_TOO_LARGE as soon as it is known to exceed `maxBytes`; CANCELLED when the client goes away. */
export function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const tooLarge = () =>
      new IzaError('BODY_TOO_LARGE', `The body is larger than ${maxBytes} bytes.`, {
        data: { maximum: maxBytes },
      });
    if (Number(request.headers['content-length'] ?? 0) > maxBytes) {
      discard(request);
      reject(tooLarge());
      return;
    }
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= maxBytes) {
        chunks.push(chunk);
        return;
      }
      chunks.length = 0;
      request.removeAllListeners('data');
      discard(request);
      reject(tooLarge());
    });
    request.on('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
    request.on('error', (cause) => reject(new IzaError('CANCELLED', 'The client went away.', { cause })));
    request.on('close', () => {
      // Every request closes in the end; an error, with its stack, is made only for those that were cut short.
      if (!request.readableEnded) reject(new IzaError('CANCELLED', 'The client went away.'));
    });
  });
}

/** Reads on for a while, so that the client gets to see the answer: closing with data unread resets the connection under it. */
function discard(request: IncomingMessage): void {
  const timer = setTimeout(() => request.destroy(), LINGER_MS).unref();
  request.once('close', () => clearTimeout(timer));
  request.resume();
}

/** Throws UNSUPPORTED_MEDIA_TYPE unless the body is plain JSON in UTF-8. Anything looser lets a form of another site send it. */
export function checkJsonBody({ headers }: IncomingMessage): void {
  const isPlain = headers['content-type'] === 'application/json';
  if (isPlain && headers['content-encoding'] === undefined) return;
  const [type = '', ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';');
  const charset = parameters.map((text) => text.trim()).find((text) => text.startsWith('charset='));
  const isJson =
    type.trim() === 'application/json' && (charset === undefined || /^charset="?utf-8"?$/.test(charset));
  if (!isJson)
    throw new IzaError(
      'UNSUPPORTED_MEDIA_TYPE',
      'Send the body as Content-Type: application/json, in UTF-8.',
    );
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') {
    throw new IzaError('UNSUPPORTED_MEDIA_TYPE', 'Send the body without Content-Encoding.');
  }
}
