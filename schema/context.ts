import type { Guard } from './guard.ts';

/** Who asks. Made by authentication at the gateway, carried in signed headers to a subgraph that runs alone. */
export interface Caller {
  /** The API key's id, or `system` for IzaOS itself. */
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
  /** Scopes over all roles; `*` is every one, `*:read` is reading of every subgraph, `compute:*` all of compute. */
  readonly scopes: readonly string[];
}

/** What every resolver gets as its third argument. One per operation; per event for subscriptions. */
export interface GraphContext {
  readonly caller: Caller;
  /** Id of the request, in logs, audit and errors. */
  readonly requestId: string;
  /** Aborts when the client goes away or the operation's deadline passes. */
  readonly signal: AbortSignal;
  readonly guard: Guard;
}

/** Whether `scopes` gives `wanted` (`compute:write`). */
export function hasScope(scopes: readonly string[], wanted: string): boolean {
  const [room, verb] = wanted.split(':');
  return scopes.some(
    (scope) => scope === '*' || scope === wanted || scope === `${room}:*` || scope === `*:${verb}`,
  );
}
