import { createHash } from 'node:crypto';
import { backoffMs, pause } from '#kernel/deadlines.ts';
import type { Log } from '#kernel/log.ts';
import type { Caller } from '#schema/context.ts';
import { callSecurity, type RemoteSecurity } from './call-security.ts';

/** How long an answer counts. A revocation ends it at once, as long as the security subgraph can be reached. */
const KEEP_MS = 5000;
const MAXIMUM_KEPT = 10_000;
const TIMEOUT_MS = 10_000;
/** The other side answers within 20 s, with or without news. */
const NEWS_TIMEOUT_MS = 30_000;

export interface RemoteKeys {
  /** Like the security subgraph's own; SUBGRAPH_UNAVAILABLE when it does not answer. */
  readonly authenticate: (headerValue: string) => Promise<Caller | undefined>;
  readonly onRevoked: (listener: (callerId: string) => void) => () => void;
  /** Ends listening for revocations. Idempotent. */
  stop(): void;
}

/** Authentication for a gateway whose security subgraph runs alone. */
export function createRemoteKeys(options: RemoteSecurity & { readonly log: Log }): RemoteKeys {
  const kept = new Map<string, { readonly caller: Caller; readonly until: number }>();
  const listeners = new Set<(callerId: string) => void>();
  const life = new AbortController();
  const revoked = (id: string) => {
    for (const [print, { caller }] of kept) if (caller.id === id) kept.delete(print);
    for (const listener of listeners) listener(id);
  };
  void followRevocations(options, { revoked, signal: life.signal });
  return {
    async authenticate(headerValue) {
      const print = createHash('sha256').update(headerValue).digest('base64');
      const known = kept.get(print);
      if (known && known.until > Date.now()) return known.caller;
      const answer = await callSecurity(options, {
        name: 'authenticate',
        ask: { key: headerValue },
        timeoutMs: TIMEOUT_MS,
        unreachable: 'SUBGRAPH_UNAVAILABLE',
      });
      const { caller } = answer as { readonly caller: Caller | null };
      kept.delete(print);
      if (!caller) return undefined;
      if (kept.size >= MAXIMUM_KEPT) kept.delete(kept.keys().next().value!);
      kept.set(print, { caller, until: Date.now() + KEEP_MS });
      return caller;
    },
    onRevoked(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: () => life.abort(),
  };
}

async function followRevocations(
  options: RemoteSecurity & { readonly log: Log },
  { revoked, signal }: { readonly revoked: (id: string) => void; readonly signal: AbortSignal },
): Promise<void> {
  let after: string | null = null;
  for (let failures = 0; !signal.aborted;) {
    try {
      const ask = { after };
      const answer = await callSecurity(options, {
        name: 'revocations',
        ask,
        timeoutMs: NEWS_TIMEOUT_MS,
        unreachable: 'SUBGRAPH_UNAVAILABLE',
        signal,
      });
      const { cursor, ids } = answer as { readonly cursor: string; readonly ids: readonly string[] };
      after = cursor;
      failures = 0;
      for (const id of ids) revoked(id);
    } catch (error) {
      if (signal.aborted) return;
      options.log.debug('Revocations cannot be followed for now', { error });
      await pause(backoffMs(failures++), signal).catch(() => undefined);
    }
  }
}
