import { deadline } from '#kernel/deadlines.ts';
import { IzaError } from '#kernel/errors.ts';
import { tryDecodeId } from '#kernel/ids.ts';
import { pageOf } from '#schema/connection.ts';
import type { GraphContext } from '#schema/context.ts';
import { endpointId, type Compute } from '../compute.ts';
import {
  describeState,
  requireAllowed,
  type ContainerRecord,
  type HostRecord,
  type ImageRecord,
} from '../domain.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import type { ComputeEndpoint, LogRecord } from '../port.ts';
import { endpointById, nodeById } from './queries.ts';

/** The largest page of a list below another object. */
const MAXIMUM = 100;
const LOG_TAIL_LINES = 1000;
const LOG_TAIL_DEADLINE_MS = 10_000;

interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
}

interface Reference {
  readonly id: string;
}

type TypeResolvers = Omit<Resolvers, 'Query' | 'Mutation' | 'Subscription'>;

export function typeResolvers(compute: Compute): TypeResolvers {
  const stale = ({ endpoint }: { readonly endpoint: string }) => compute.isStale(endpoint);
  const endpoint = ({ endpoint }: { readonly endpoint: string }) => compute.endpoint(endpoint) ?? null;
  const pageOfContainers = (
    items: readonly ContainerRecord[],
    { first, after }: PageArguments,
    endpoints: readonly ComputeEndpoint[],
  ) =>
    pageOf({
      items,
      first,
      after,
      maximum: MAXIMUM,
      sortKey: ({ name }) => name,
      idOf: ({ id }) => id,
      outages: compute.outages(endpoints),
    });

  return {
    Node: { __resolveType: ({ __typename }: { readonly __typename: 'Container' }) => __typename },
    Workload: {
      __resolveType: ({ __typename }: { readonly __typename: 'Container' }) => __typename,
      __resolveReference: ({ id }: Reference) => compute.containerById(id) ?? null,
    },
    Container: {
      __resolveReference: ({ id }: Reference) => compute.containerById(id) ?? null,
      endpoint,
      host: ({ endpoint }: ContainerRecord) => compute.hostOf(endpoint) ?? null,
      status: (container: ContainerRecord) => describeState(container, new Date()),
      stale,
      image: ({ endpoint, imageNativeId }: ContainerRecord) =>
        compute.endpoint(endpoint)?.images?.get(imageNativeId) ?? null,
      logTail: (container: ContainerRecord, { lines }, context) =>
        logTail(compute, container, { lines: lines ?? 50, context }),
    },
    Image: {
      __resolveReference: ({ id }: Reference) => compute.imageById(id) ?? null,
      endpoint,
      stale,
      containers: ({ endpoint, nativeId }: ImageRecord, page: PageArguments) => {
        const holder = compute.endpoint(endpoint);
        return pageOfContainers(holder?.containers?.ofImage(nativeId) ?? [], page, holder ? [holder] : []);
      },
    },
    Host: {
      __resolveReference: ({ id }: Reference) => compute.hostById(id) ?? null,
      endpoint,
      stale,
      workloads: ({ id }: HostRecord, page: PageArguments) => {
        const here = compute.withContainers.filter((candidate) => candidate.hostId() === id);
        return pageOfContainers(
          here.flatMap(({ containers }) => containers.values()),
          page,
          here,
        );
      },
    },
    Endpoint: {
      __resolveReference: ({ id }: Reference) => endpointById(compute, id),
      id: ({ name }: ComputeEndpoint) => endpointId(name),
      status: ({ state }: ComputeEndpoint) => state.status,
      since: ({ state }: ComputeEndpoint) => state.since,
      lastSync: ({ state }: ComputeEndpoint) => state.lastSync ?? null,
      lagMs: ({ state }: ComputeEndpoint) => state.lagMs ?? null,
      apiVersion: ({ state }: ComputeEndpoint) => state.apiVersion ?? null,
      engineVersion: ({ state }: ComputeEndpoint) => state.engineVersion ?? null,
      reason: ({ state }: ComputeEndpoint) => state.reason ?? null,
      embedded: ({ platform }: ComputeEndpoint) => platform === 'EMBEDDED',
      workloads: (parent: ComputeEndpoint, page: PageArguments) =>
        pageOfContainers(parent.containers?.values() ?? [], page, [parent]),
    },
    Operation: {
      __resolveReference: ({ id }: Reference) => compute.operations.get(id) ?? null,
    },
    System: {
      __resolveReference: ({ id }: Reference) => (id === 'system' ? { id } : null),
      endpoints: () => [...compute.endpoints],
    },
    ContainerPayload: { operation: operationOf(compute), container: containerOf(compute) },
    ContainerExecPayload: { operation: operationOf(compute), container: containerOf(compute) },
    ContainerRemovePayload: { operation: operationOf(compute) },
    ImagePayload: {
      operation: operationOf(compute),
      image: ({ imageId }: { readonly imageId: string | null }) =>
        imageId === null ? null : nodeById(compute, imageId),
    },
    ImageRemovePayload: { operation: operationOf(compute) },
    OperationPayload: { operation: operationOf(compute) },
  };
}

/** Payloads hold ids, so that a repeated request shows the objects as they are now. */
function operationOf(compute: Compute) {
  return ({ operationId }: { readonly operationId: string | null }) =>
    operationId === null ? null : (compute.operations.get(operationId) ?? null);
}

function containerOf(compute: Compute) {
  return ({ containerId }: { readonly containerId: string | null }) =>
    containerId === null ? null : (compute.containerById(containerId) ?? null);
}

async function logTail(
  compute: Compute,
  container: ContainerRecord,
  { lines, context }: { readonly lines: number; readonly context: GraphContext },
): Promise<LogRecord[]> {
  if (lines < 0 || lines > LOG_TAIL_LINES) {
    throw new IzaError('BAD_USER_INPUT', `lines must be between 0 and ${LOG_TAIL_LINES}.`, {
      field: 'lines',
    });
  }
  requireAllowed('logs', container);
  const containers = compute.endpoint(container.endpoint)?.containers;
  const nativeId = tryDecodeId(container.id)?.nativeId;
  if (!containers || nativeId === undefined || lines === 0) return [];
  using signal = deadline(LOG_TAIL_DEADLINE_MS, `Reading the log of ${container.name}`, context.signal);
  const tail: LogRecord[] = [];
  for await (const line of containers.logs(nativeId, { follow: false, tail: lines, signal })) tail.push(line);
  return tail.slice(-lines);
}
