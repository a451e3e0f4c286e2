import type { ServerResponse } from 'node:http';
import { CATALOGUE, toIzaError } from '#kernel/errors.ts';
import type { IzaError } from '#kernel/errors.ts';

/** An error as a problem document, https://www.rfc-editor.org/rfc/rfc9457. */
export function sendProblem(response: ServerResponse, thrown: unknown, requestId: string): void {
  const error = toIzaError(thrown);
  const body = Buffer.from(JSON.stringify(problemOf(error, requestId)));
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(error.status, {
    'content-type': 'application/problem+json; charset=utf-8',
    'content-length': body.length,
    'cache-control': 'no-store',
    ...headersOf(error),
  });
  response.end(body);
}

export function problemOf(error: IzaError, requestId: string): Record<string, unknown> {
  const { http: _http, ...members } = error.toExtensions();
  return {
    type: `https://izaos.dev/problems/${error.code.toLowerCase().replaceAll('_', '-')}`,
    title: CATALOGUE[error.code].title,
    status: error.status,
    detail: error.message,
    ...members,
    requestId,
  };
}

/** What the status asks for beside a body. */
export function headersOf({ status }: { readonly status: number }): Record<string, string> {
  if (status === 401) return { 'www-authenticate': 'Bearer realm="IzaOS"' };
  if (status === 503 || status === 429) return { 'retry-after': '5' };
  return {};
}
