import type { Target } from './exchange.ts';
import { REST_BASE } from './rest-paths.ts';

/** The request target; undefined when it does not lie below the base. */
export function parseTarget(url: string): Target | undefined {
  const end = url.indexOf('?');
  const path = end === -1 ? url : url.slice(0, end);
  if (path !== REST_BASE && !path.startsWith(`${REST_BASE}/`)) return undefined;
  return { path, query: new URLSearchParams(end === -1 ? '' : url.slice(end + 1)) };
}
