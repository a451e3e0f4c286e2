import { IzaError } from '#kernel/errors.ts';
import { joinSources, type SourcePart } from '#schema/watch-source.ts';
import { watch, type WatchEvent, type WatchSource } from '#schema/watch.ts';
import { endpointId, type Compute } from '../compute.ts';
import { requireAllowed, type ContainerRecord } from '../domain.ts';
import { containerPredicate } from '../filters.ts';
import type { SubscriptionResolvers } from '../generated/resolvers.ts';
import { logPipe } from '../log-pipe.ts';
import type { ComputeEndpoint } from '../port.ts';
import { requireLive } from './change.ts';

/** Streams end when their client goes, when what they follow ends, and when the subgraph stops. */
export function subscriptionResolvers(
  compute: Compute,
  containers: WatchSource<ContainerRecord>,
): SubscriptionResolvers {
  const streamSignal = (signal: AbortSignal) => AbortSignal.any([signal, compute.life.signal]);
  return {
    containerWatch: {
      subscribe: (_root, { where, after }, { signal }) =>
        watch({
          source: containers,
          matches: containerPredicate(where),
          after,
          signal: streamSignal(signal),
        }),
      resolve: ({ type, cursor, value }: WatchEvent<ContainerRecord>) => ({
        type,
        cursor,
        container: value ?? null,
      }),
    },
    containerLogs: {
      subscribe: (_root, { id, tail, since, follow }, { signal }) => {
        const lines = tail ?? 100;
        if (lines < -1)
          throw new IzaError('BAD_USER_INPUT', 'tail must be -1 (all) or more.', { field: 'tail' });
        const container = compute.findContainer(id);
        const endpoint = container && compute.endpoint(container.endpoint);
        const port = endpoint?.containers;
        if (!container || !port)
          throw new IzaError('NOT_FOUND', `There is no container "${id.slice(0, 80)}".`, { field: 'id' });
        requireLive(endpoint);
        requireAllowed('logs', container);
        const request = {
          follow: follow ?? true,
          tail: lines === -1 ? undefined : lines,
          since: since ?? undefined,
        };
        return logPipe({
          open: (stop) => port.logs(container.nativeId, { ...request, signal: stop }),
          signal: streamSignal(signal),
        });
      },
      resolve: (piece: unknown) => piece,
    },
    operationWatch: {
      subscribe: (_root, { id }, { signal }) => {
        if (!compute.operations.get(id))
          throw new IzaError('NOT_FOUND', 'There is no such operation.', { field: 'id' });
        const changes = compute.operations.watch(id);
        endWith(streamSignal(signal), changes);
        return changes;
      },
      resolve: (operation: unknown) => operation,
    },
    endpointWatch: {
      subscribe: (_root, _arguments, { signal }) =>
        watch({ source: endpointSource(compute), signal: streamSignal(signal) }),
      resolve: ({ type, value }: WatchEvent<ComputeEndpoint>) => ({ type, endpoint: value ?? null }),
    },
  };
}

/** Containers of all endpoints, in one order of changes. */
export function containerSource(
  compute: Compute,
  staleness: readonly SourcePart<ContainerRecord>[],
): WatchSource<ContainerRecord> {
  const parts = compute.withContainers.map(({ containers }): SourcePart<ContainerRecord> => ({
    snapshot: () => containers.values().map((value) => ({ id: value.id, value })),
    listen: (listener) => containers.listen(listener),
    changesSince: (revision) => containers.changesSince(revision),
  }));
  return joinSources(compute.clock, [...parts, ...staleness]);
}

/** Endpoints never come or go; each change carries the state as it was then. */
function endpointSource(compute: Compute): WatchSource<ComputeEndpoint> {
  return {
    epoch: compute.clock.epoch,
    currentRevision: () => compute.clock.current,
    snapshot: () =>
      compute.endpoints.map((endpoint) => ({ id: endpointId(endpoint.name), value: asOf(endpoint) })),
    listen: (listener) => {
      const stops = compute.endpoints.map((endpoint) =>
        endpoint.onState((state) => {
          const id = endpointId(endpoint.name);
          listener({ type: 'MODIFIED', id, value: asOf(endpoint, state), revision: compute.clock.current });
        }),
      );
      return () => stops.forEach((stop) => stop());
    },
    changesSince: () => undefined,
  };
}

function asOf(endpoint: ComputeEndpoint, state = endpoint.state): ComputeEndpoint {
  return { ...endpoint, state };
}

function endWith(signal: AbortSignal, stream: AsyncIterator<unknown>): void {
  const end = () => void stream.return?.();
  if (signal.aborted) end();
  else signal.addEventListener('abort', end, { once: true });
}
