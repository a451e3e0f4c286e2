import { tryDecodeId } from '#kernel/ids.ts';
import { pageOf, type SortKey } from '#schema/connection.ts';
import type { Compute } from '../compute.ts';
import { endpointId } from '../compute.ts';
import type { ContainerRecord, ImageRecord } from '../domain.ts';
import { containerPredicate, endpointsFor, imagePredicate, workloadPredicate } from '../filters.ts';
import type { ContainerOrderField, ImageOrderField, QueryResolvers } from '../generated/resolvers.ts';

/** The largest page of a root list. */
const MAXIMUM = 1000;

export function queryResolvers(compute: Compute): QueryResolvers {
  return {
    node: (_root, { id }) => nodeById(compute, id),
    endpoints: () => [...compute.endpoints],
    endpoint: (_root, { id }) => compute.findEndpoint(id) ?? null,
    hosts: () => [...compute.hosts()],
    host: (_root, { id }) => compute.hostById(id) ?? compute.hosts().find(({ name }) => name === id) ?? null,
    containers: (_root, { first, after, where, orderBy }) => {
      const endpoints = endpointsFor(compute.withContainers, where);
      const fits = containerPredicate(where);
      const field = orderBy?.field ?? 'NAME';
      return pageOf({
        items: endpoints.flatMap(({ containers }) => containers.values().filter(fits)),
        first,
        after,
        maximum: MAXIMUM,
        sortKey: CONTAINER_KEYS[field],
        idOf: ({ id }) => id,
        descending: orderBy?.direction === 'DESC',
        fingerprint: [where, field, orderBy?.direction],
        outages: compute.outages(endpoints),
      });
    },
    container: (_root, { id }) => compute.findContainer(id) ?? null,
    images: (_root, { first, after, where, orderBy }) => {
      const endpoints = endpointsFor(compute.withImages, where);
      const fits = imagePredicate(where);
      const field = orderBy?.field ?? 'NAME';
      return pageOf({
        items: endpoints.flatMap(({ images }) => images.values().filter(fits)),
        first,
        after,
        maximum: MAXIMUM,
        sortKey: IMAGE_KEYS[field],
        idOf: ({ id }) => id,
        descending: orderBy?.direction === 'DESC',
        fingerprint: [where, field, orderBy?.direction],
        outages: compute.outages(endpoints),
      });
    },
    image: (_root, { id }) => compute.findImage(id) ?? null,
    workloads: (_root, { first, after, where }) => {
      const endpoints = endpointsFor(compute.withContainers, where);
      const fits = workloadPredicate(where);
      return pageOf({
        items: endpoints.flatMap(({ containers }) => containers.values().filter(fits)),
        first,
        after,
        maximum: MAXIMUM,
        sortKey: CONTAINER_KEYS.NAME,
        idOf: ({ id }) => id,
        fingerprint: where,
        outages: compute.outages(endpoints),
      });
    },
    workload: (_root, { id }) => compute.findContainer(id) ?? null,
    operations: (_root, { first, state }) => {
      const wanted = compute.operations
        .list()
        .filter((operation) => state == null || state.includes(operation.state));
      const { nodes } = pageOf({
        items: wanted.map((operation, index) => ({ operation, index })),
        first,
        after: null,
        maximum: MAXIMUM,
        sortKey: ({ index }) => index,
        idOf: ({ operation }) => operation.id,
      });
      return nodes.map(({ operation }) => operation);
    },
    operation: (_root, { id }) => compute.operations.get(id) ?? null,
  };
}

/** Objects of other subgraphs are named, nothing more: the rest of them is their own subgraph's. */
export function nodeById(compute: Compute, id: string): unknown {
  const decoded = tryDecodeId(id);
  if (!decoded) return null;
  const { type, endpoint, nativeId } = decoded;
  switch (type) {
    case 'Container':
      return compute.containerById(id) ?? null;
    case 'Image':
      return compute.imageById(id) ?? null;
    case 'Host':
      return compute.hostById(id) ?? null;
    case 'Endpoint':
      return endpointById(compute, id);
    case 'Operation':
      return compute.operations.get(id) ?? null;
    case 'Network':
    case 'Volume':
      return compute.endpoint(endpoint)?.has(type, nativeId) ? { __typename: type, id } : null;
    default:
      return null;
  }
}

export function endpointById(compute: Compute, id: string): unknown {
  const name = tryDecodeId(id)?.endpoint;
  return name !== undefined && endpointId(name) === id ? (compute.endpoint(name) ?? null) : null;
}

const CONTAINER_KEYS: Readonly<Record<ContainerOrderField, (container: ContainerRecord) => SortKey>> = {
  NAME: ({ name }) => name,
  STATE: ({ state }) => state,
  CREATED_AT: ({ createdAt }) => createdAt.getTime(),
  STARTED_AT: ({ startedAt }) => startedAt?.getTime() ?? null,
};

const IMAGE_KEYS: Readonly<Record<ImageOrderField, (image: ImageRecord) => SortKey>> = {
  NAME: ({ name }) => name,
  CREATED_AT: ({ createdAt }) => createdAt?.getTime() ?? null,
  SIZE_BYTES: ({ sizeBytes }) => sizeBytes,
};
