import type { IncomingMessage, ServerResponse } from 'node:http';
import { Worker } from 'node:worker_threads';
import { gunzipSync } from 'node:zlib';
import { parse, validate } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { IzaError } from '#kernel/errors.ts';
import { FIRST_QUERY, PLAIN_QUERY } from './first-query.ts';
import type { RenderedPage } from './render-page.ts';

export interface GraphiqlPage {
  /** Answers GET and HEAD. INTERNAL_SERVER_ERROR when the page cannot be made. */
  send(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

const RENDER_DEADLINE_MS = 30_000;

/** GraphiQL from this server alone: one page without any outside reference, made when it is first asked for. */
export function createGraphiqlPage(schema: GraphQLSchema): GraphiqlPage {
  let rendering: Promise<RenderedPage> | undefined;
  const page = async () => {
    rendering ??= renderInWorker(defaultQueryOf(schema));
    try {
      return await rendering;
    } catch (cause) {
      rendering = undefined;
      throw new IzaError('INTERNAL_SERVER_ERROR', 'GraphiQL cannot be shown.', { cause });
    }
  };
  return {
    async send(request, response) {
      const { gzip, scriptHashes, etag } = await page();
      const headers = {
        etag,
        // Asked for again each time, answered with 304: a new version must not meet an old page.
        'cache-control': 'private, no-cache',
        vary: 'Accept, Accept-Encoding',
        'content-security-policy': contentSecurityPolicy(scriptHashes),
        'referrer-policy': 'no-referrer',
        'x-frame-options': 'DENY',
        'cross-origin-opener-policy': 'same-origin',
      };
      if (request.headers['if-none-match'] === etag) {
        response.writeHead(304, headers).end();
        return;
      }
      const takesGzip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
      const body = takesGzip ? gzip : gunzipSync(gzip);
      response.writeHead(200, {
        ...headers,
        'content-type': 'text/html; charset=utf-8',
        'content-length': body.byteLength,
        ...(takesGzip && { 'content-encoding': 'gzip' }),
      });
      response.end(request.method === 'HEAD' ? undefined : body);
    },
  };
}

/** The join query where it fits the schema. */
function defaultQueryOf(schema: GraphQLSchema): string {
  return validate(schema, parse(FIRST_QUERY)).length === 0 ? FIRST_QUERY : PLAIN_QUERY;
}

function renderInWorker(defaultQuery: string): Promise<RenderedPage> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('render-page.ts', import.meta.url), {
      workerData: { task: 'render-graphiql', defaultQuery },
    });
    const timer = setTimeout(() => {
      reject(new Error('Rendering took too long.'));
      void worker.terminate();
    }, RENDER_DEADLINE_MS).unref();
    worker.once('message', (page: RenderedPage) => resolve(page));
    worker.once('error', reject);
    worker.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`The renderer ended with ${code}.`));
    });
  });
}

/**
 * Only the page's own scripts run, workers only from its own blobs, requests go only to this server. Styles are inline because the editor sets
 * them on elements.
 */
function contentSecurityPolicy(scriptHashes: readonly string[]): string {
  return [
    "default-src 'none'",
    `script-src ${scriptHashes.join(' ')}`,
    "style-src 'unsafe-inline'",
    'worker-src blob:',
    "img-src 'self' data:",
    'font-src data:',
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
