import { IzaError } from '#kernel/errors.ts';
import type { Outage } from './connection.ts';

export type PlatformName = 'DOCKER' | 'KUBERNETES' | 'LIBVIRT' | 'HOST' | 'EMBEDDED';

/** What a subgraph knows of an endpoint, as of now. */
export interface EndpointView {
  readonly name: string;
  readonly platform: PlatformName;
  readonly status: 'CONNECTING' | 'LIVE' | 'STALE' | 'STOPPED';
  /** When this status began. */
  readonly since: Date;
  /** When its mirror was last known to equal the engine; absent when it was never reached. */
  readonly lastSync?: Date;
  /** Why it is not LIVE, safe to show. */
  readonly reason?: string;
}

interface LiveEndpoint {
  readonly name: string;
  readonly platform: string;
  readonly state: Omit<EndpointView, 'name' | 'platform'>;
}

export function endpointView(endpoint: LiveEndpoint): EndpointView {
  const { status, since, lastSync, reason } = endpoint.state;
  return {
    name: endpoint.name,
    platform: endpoint.platform.toUpperCase() as PlatformName,
    status,
    since,
    ...(lastSync && { lastSync }),
    ...(reason !== undefined && { reason }),
  };
}

/** Those endpoints that could not answer for their part of a list, as data of the result. */
export function outagesOf(views: readonly EndpointView[]): readonly Outage[] {
  return views
    .filter((view) => view.status !== 'LIVE')
    .map((view) => ({
      endpoint: view.name,
      since: view.since,
      reason: view.reason ?? REASONS[view.status],
      servedStale: view.lastSync !== undefined,
    }));
}

/** Whether objects of this endpoint are what it last said, not what it has. */
export function isStale(view: EndpointView): boolean {
  return view.status !== 'LIVE';
}

/** Throws BACKEND_UNAVAILABLE unless the endpoint is followed live: for changes and for facts fetched from the engine. */
export function requireLive(view: EndpointView): void {
  if (view.status === 'LIVE') return;
  throw new IzaError(
    'BACKEND_UNAVAILABLE',
    `The endpoint ${view.name} is out of reach: ${view.reason ?? REASONS[view.status]}`,
    {
      endpoint: view.name,
      since: view.since.toISOString(),
    },
  );
}

/**
 * The endpoint a creation is meant for: the one named, else the only one there is. BAD_USER_INPUT for a name nobody has and when there
 * are several to choose from; NOT_SUPPORTED when there is none at all.
 */
export function chooseEndpoint<T extends { readonly endpoint: string }>(
  candidates: readonly T[],
  name: string | null | undefined,
  field = 'input.endpoint',
): T {
  const names = candidates.map((candidate) => candidate.endpoint).join(', ');
  if (candidates.length === 0) {
    throw new IzaError(
      'NOT_SUPPORTED',
      'No endpoint can do this; run iza-ctl doctor to see which there are.',
    );
  }
  if (name == null) {
    if (candidates.length === 1) return candidates[0]!;
    throw new IzaError('BAD_USER_INPUT', `${field}: say which endpoint is meant: ${names}.`, { field });
  }
  const chosen = candidates.find((candidate) => candidate.endpoint === name);
  if (chosen) return chosen;
  throw new IzaError(
    'BAD_USER_INPUT',
    `${field}: no endpoint of that name can do this; there are: ${names}.`,
    { field },
  );
}

const REASONS: Readonly<Record<EndpointView['status'], string>> = {
  CONNECTING: 'not reached yet',
  LIVE: 'connection lost',
  STALE: 'connection lost',
  STOPPED: 'let go of',
};
