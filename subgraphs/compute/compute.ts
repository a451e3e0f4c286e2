import { IzaError } from '#kernel/errors.ts';
import { encodeId, tryDecodeId } from '#kernel/ids.ts';
import type { Log } from '#kernel/log.ts';
import type { Outage } from '#schema/connection.ts';
import type { Idempotency } from '#schema/idempotency.ts';
import type { ContainerRecord, HostRecord, ImageRecord } from './domain.ts';
import { tryParseImageReference } from './image-reference.ts';
import type { Operations } from './operations.ts';
import type { ComputeEndpoint, ContainerPort, ImagePort } from './port.ts';

export type ContainerEndpoint = ComputeEndpoint & { readonly containers: ContainerPort };
export type ImageEndpoint = ComputeEndpoint & { readonly images: ImagePort };

export interface ComputeOptions {
  readonly endpoints: readonly ComputeEndpoint[];
  /** Epoch and newest revision of every mirror of this process. */
  readonly clock: { readonly epoch: string; readonly current: number };
  readonly operations: Operations;
  readonly idempotency: Idempotency;
  readonly log: Log;
}

/** All endpoints together: what resolvers ask. Reads only; nothing here reaches an engine. */
export class Compute {
  readonly endpoints: readonly ComputeEndpoint[];
  readonly withContainers: readonly ContainerEndpoint[];
  readonly withImages: readonly ImageEndpoint[];
  readonly clock: ComputeOptions['clock'];
  readonly operations: Operations;
  readonly idempotency: Idempotency;
  readonly log: Log;
  /** Aborts when the subgraph stops: every stream ends with it. */
  readonly life = new AbortController();
  readonly #byName: ReadonlyMap<string, ComputeEndpoint>;

  constructor({ endpoints, clock, operations, idempotency, log }: ComputeOptions) {
    this.endpoints = endpoints.toSorted((left, right) => (left.name < right.name ? -1 : 1));
    this.withContainers = this.endpoints.filter((endpoint): endpoint is ContainerEndpoint => endpoint.containers !== undefined);
    this.withImages = this.endpoints.filter((endpoint): endpoint is ImageEndpoint => endpoint.images !== undefined);
    this.clock = clock;
    this.operations = operations;
    this.idempotency = idempotency;
    this.log = log;
    this.#byName = new Map(this.endpoints.map((endpoint) => [endpoint.name, endpoint]));
  }

  endpoint(name: string): ComputeEndpoint | undefined {
    return this.#byName.get(name);
  }

  /** By name or global id. */
  findEndpoint(reference: string): ComputeEndpoint | undefined {
    const id = tryDecodeId(reference);
    return this.#byName.get(id?.type === 'Endpoint' ? id.endpoint : reference);
  }

  hosts(): readonly HostRecord[] {
    const machines = this.endpoints.flatMap((endpoint) => endpoint.machine() ?? []);
    return machines.toSorted((left, right) => (left.name < right.name ? -1 : left.name > right.name ? 1 : left.id < right.id ? -1 : 1));
  }

  hostById(id: string): HostRecord | undefined {
    const decoded = tryDecodeId(id);
    const machine = decoded && this.#byName.get(decoded.endpoint)?.machine();
    return machine?.id === id ? machine : undefined;
  }

  hostOf(endpointName: string): HostRecord | undefined {
    const id = this.#byName.get(endpointName)?.hostId();
    return id === undefined ? undefined : this.hostById(id);
  }

  isStale(endpointName: string): boolean {
    return this.#byName.get(endpointName)?.state.status !== 'LIVE';
  }

  containerById(id: string): ContainerRecord | undefined {
    const decoded = tryDecodeId(id);
    return decoded?.type === 'Container' ? this.#byName.get(decoded.endpoint)?.containers?.get(decoded.nativeId) : undefined;
  }

  imageById(id: string): ImageRecord | undefined {
    const decoded = tryDecodeId(id);
    return decoded?.type === 'Image' ? this.#byName.get(decoded.endpoint)?.images?.get(decoded.nativeId) : undefined;
  }

  /** By global id, full native id, name, or at least four digits of the native id, in this order. CONFLICT when several fit. */
  findContainer(reference: string, field = 'id'): ContainerRecord | undefined {
    if (tryDecodeId(reference)) return this.containerById(reference);
    const wanted = reference.replace(/^\//, '');
    const exact = this.withContainers.flatMap(({ containers }) => containers.get(wanted) ?? []);
    if (exact.length > 0) return onlyOne(exact, reference, field);
    const named = this.withContainers.flatMap(({ containers }) => containers.byName(wanted) ?? []);
    if (named.length > 0 || !SHORT_ID.test(wanted)) return onlyOne(named, reference, field);
    const begun = this.withContainers.flatMap(({ containers }) => containers.values().filter(({ nativeId }) => nativeId.startsWith(wanted)));
    return onlyOne(begun, reference, field);
  }

  /** By global id, full native id, tag (`nginx` is `nginx:latest`), or at least four digits of the native id. CONFLICT when several fit. */
  findImage(reference: string, field = 'id', endpoints: readonly ImageEndpoint[] = this.withImages): ImageRecord | undefined {
    if (tryDecodeId(reference)) return this.imageById(reference);
    const hex = reference.replace(/^sha256:/, '');
    const exact = endpoints.flatMap(({ images }) => images.get(`sha256:${hex}`) ?? []);
    if (exact.length > 0) return onlyOne(exact, reference, field);
    const named = endpoints.flatMap(({ images }) => imageNamed(images, reference) ?? []);
    if (named.length > 0 || !SHORT_ID.test(hex)) return onlyOne(named, reference, field);
    const begun = endpoints.flatMap(({ images }) => images.values().filter(({ nativeId }) => nativeId.startsWith(`sha256:${hex}`)));
    return onlyOne(begun, reference, field);
  }

  /** What is missing from, or old in, a list over `endpoints`. */
  outages(endpoints: readonly ComputeEndpoint[]): readonly Outage[] {
    return endpoints.flatMap(({ name, state }) => {
      if (state.status === 'LIVE') return [];
      const reason = state.reason ?? (state.status === 'STOPPED' ? 'not followed any more' : 'not reached yet');
      return [{ endpoint: name, since: state.since, reason, servedStale: state.lastSync !== undefined }];
    });
  }
}

const SHORT_ID = /^[0-9a-f]{4,64}$/;

export function endpointId(name: string): string {
  return encodeId('Endpoint', name, name);
}

function imageNamed(images: ImagePort, text: string): ImageRecord | undefined {
  const reference = tryParseImageReference(text);
  if (!reference) return undefined;
  if (reference.digest === undefined) return images.byTag(reference.familiar);
  const suffix = `@${reference.digest}`;
  return images.values().find(({ digests }) =>
    digests.some((digest) => digest.endsWith(suffix) && tryParseImageReference(digest)?.name === reference.name),
  );
}

function onlyOne<T extends ContainerRecord | ImageRecord>(found: readonly T[], reference: string, field: string): T | undefined {
  if (found.length < 2) return found[0];
  const candidates = found.slice(0, 10).map(({ name, endpointName, id }) => ({ name, endpoint: endpointName, id }));
  const list = candidates.map(({ name, endpoint }) => `${name} on ${endpoint}`).join(', ');
  throw new IzaError('CONFLICT', `"${reference}" fits several: ${list}. Use an id.`, { field, data: { candidates } });
}
