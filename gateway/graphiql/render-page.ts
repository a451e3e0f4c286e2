import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';
import { renderGraphiQL } from '@graphql-yoga/render-graphiql';

/** The page as it is sent, with what its Content-Security-Policy must allow. */
export interface RenderedPage {
  readonly gzip: Uint8Array;
  /** CSP sources of its inline scripts. */
  readonly scriptHashes: readonly string[];
  readonly etag: string;
}

/** Renders GraphiQL with our sign-in in front of it: 9 MB of text, of which the process need not keep more than the compressed quarter. */
export function renderPage({ defaultQuery }: { readonly defaultQuery: string }): RenderedPage {
  const page = renderGraphiQL({ title: 'IzaOS', endpoint: '/graphql', defaultQuery });
  const signIn = readFileSync(new URL('sign-in.js', import.meta.url), 'utf8');
  const start = page.indexOf('<script>');
  if (start === -1) throw new Error('GraphiQL has no script to put the sign-in before.');
  const html = `${page.slice(0, start)}<script>${signIn}</script>\n${page.slice(start)}`;
  const scripts = [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map((match) => match[1]!);
  return {
    gzip: gzipSync(html),
    scriptHashes: scripts.map((script) => `'sha256-${digest(script)}'`),
    etag: `"${digest(html).slice(0, 22)}"`,
  };
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}

// In a worker thread this module is the whole program: its strings go when the thread ends.
if (parentPort !== null && (workerData as { readonly task?: unknown } | null)?.task === 'render-graphiql') {
  // eslint-disable-next-line unicorn/require-post-message-target-origin -- a MessagePort, not a window
  parentPort.postMessage(renderPage(workerData as { readonly defaultQuery: string }));
}
