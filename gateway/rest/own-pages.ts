import type { IncomingMessage, ServerResponse } from 'node:http';
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { IzaError } from '#kernel/errors.ts';
import { checkAccept } from './accepts.ts';
import type { Contract } from './contract.ts';
import { renderReference } from './docs/render-reference.ts';
import { STYLE } from './docs/style.ts';
import { entityTagOf, matchesNone } from './entity-tag.ts';
import { REST_BASE } from './rest-paths.ts';
import { JSON_TYPE, send } from './send.ts';

/** Answers what is not a field of the graph: the index, the OpenAPI document and the reference. False for any other path. */
export type OwnPages = (request: IncomingMessage, response: ServerResponse, path: string) => boolean;

interface Page {
  readonly type: string;
  readonly text: string;
  readonly gzip: Buffer;
  readonly tag: string;
}

/**
 * They are open: they say what every IzaOS of this version says, nothing about this installation, and a browser has no way to send a key with a link.
 */
export function createOwnPages(contract: Contract): OwnPages {
  const pages: Readonly<Record<string, () => Page>> = {
    '': once(() => ({ type: JSON_TYPE, text: JSON.stringify(indexOf(contract)) })),
    '/openapi.json': once(() => ({ type: JSON_TYPE, text: JSON.stringify(contract.openapi()) })),
    '/docs': once(() => ({ type: 'text/html; charset=utf-8', text: renderReference(contract.openapi()) })),
  };
  const policy = contentSecurityPolicy();
  return (request, response, path) => {
    const page = pages[path === '/' ? '' : path];
    if (!page) return false;
    const { method } = request;
    const allow = 'GET, HEAD, OPTIONS';
    if (method === 'OPTIONS') {
      send(response, { status: 204, headers: { allow } });
      return true;
    }
    if (method !== 'GET' && method !== 'HEAD') {
      response.setHeader('allow', allow);
      throw new IzaError('METHOD_NOT_ALLOWED', `${method} is not served here; use ${allow}.`);
    }
    const { type, text, gzip, tag } = page();
    checkAccept(request.headers.accept, type.split(';')[0]!);
    const isZipped = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
    const headers = {
      // Two encodings are two representations: a strong tag may not be shared.
      etag: isZipped ? tag.replace(/"$/, '-gzip"') : tag,
      vary: 'Accept, Accept-Encoding, Origin',
      'cache-control': 'public, no-cache',
      'content-security-policy': policy,
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
    };
    if (matchesNone(request.headers['if-none-match'], headers.etag)) send(response, { status: 304, headers });
    else if (isZipped)
      send(response, {
        status: 200,
        headers: { ...headers, 'content-encoding': 'gzip' },
        body: { type, text: gzip },
      });
    else send(response, { status: 200, headers, body: { type, text } });
    return true;
  };
}

function indexOf(contract: Contract) {
  const { routes, version } = contract;
  return {
    version,
    openapi: `${REST_BASE}/openapi.json`,
    docs: `${REST_BASE}/docs`,
    metrics: `${REST_BASE}/metrics`,
    routes: routes.map((route) => ({
      method: route.method,
      path: `${REST_BASE}${route.path}`,
      operationId: route.operationId,
      graphql: route.coordinate,
      scopes: contract.scopesOf(route),
      description: route.field.description ?? null,
    })),
  };
}

function once(make: () => Pick<Page, 'type' | 'text'>): () => Page {
  let page: Page | undefined;
  return () => {
    if (!page) {
      const made = make();
      page = { ...made, gzip: gzipSync(made.text), tag: entityTagOf(made.text) };
    }
    return page;
  };
}

/** Nothing runs and nothing is loaded; the one style is named by its hash. */
function contentSecurityPolicy(): string {
  const style = createHash('sha256').update(STYLE).digest('base64');
  return `default-src 'none'; style-src 'sha256-${style}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
}
