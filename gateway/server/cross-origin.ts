import type { IncomingMessage, ServerResponse } from 'node:http';

/** Says to a browser that a page of a configured origin may read the answer. Returns whether the request was a preflight, which it has answered. */
export function answerCrossOrigin(
  request: IncomingMessage,
  response: ServerResponse,
  origin: string,
): boolean {
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('vary', 'Origin');
  response.setHeader(
    'access-control-expose-headers',
    'X-Request-Id, Location, Link, ETag, Retry-After, Iza-Partial, Preference-Applied',
  );
  if (request.method !== 'OPTIONS' || request.headers['access-control-request-method'] === undefined)
    return false;
  response.writeHead(204, {
    'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
    'access-control-allow-headers':
      'Authorization, Content-Type, X-API-Key, X-Request-Id, Apollo-Require-Preflight, Idempotency-Key, If-Match, If-None-Match, Last-Event-ID, Prefer',
    'access-control-max-age': '600',
  });
  response.end();
  return true;
}
