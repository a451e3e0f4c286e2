import type { ServerResponse } from 'node:http';
import type { Problem } from './problem.ts';
import { PROBLEM_TYPE } from './problem.ts';

export const JSON_TYPE = 'application/json; charset=utf-8';
/** Answers differ by these, caches must know. */
const VARY = 'Accept, Authorization, X-API-Key, Origin';

/** Answers once. Nothing when the client has gone; for HEAD Node leaves the body out. */
export function send(
  response: ServerResponse,
  answer: {
    readonly status: number;
    readonly headers?: Readonly<Record<string, string>> | undefined;
    /** Undefined for an answer without a body. */
    readonly body?: { readonly type: string; readonly text: string | Buffer } | undefined;
  },
): void {
  if (response.destroyed) return;
  const { status, headers, body } = answer;
  response.writeHead(status, {
    'cache-control': 'no-store',
    vary: VARY,
    ...(body && { 'content-type': body.type, 'content-length': Buffer.byteLength(body.text) }),
    ...headers,
  });
  response.end(body?.text);
}

export function sendProblemDocument(response: ServerResponse, { status, headers, body }: Problem): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  send(response, { status, headers, body: { type: PROBLEM_TYPE, text: JSON.stringify(body) } });
}
