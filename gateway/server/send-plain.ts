import type { ServerResponse } from 'node:http';

/** A short text or JSON answer that must not be stored. */
export function sendPlain(
  response: ServerResponse,
  answer: {
    readonly status?: number;
    readonly type?: string;
    readonly text: string;
    readonly headers?: Readonly<Record<string, string>>;
  },
): void {
  const { status = 200, type = 'text/plain; charset=utf-8', text, headers } = answer;
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    ...headers,
  });
  response.end(text);
}
