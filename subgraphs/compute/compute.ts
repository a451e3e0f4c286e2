import { encodeId, tryDecodeId } from '#kernel/ids.ts';
import type { Log } from '#kernel/log.ts';
import type { Outage } from '#schema/connection.ts';
import { outagesOf } from '#schema/endpoint-view.ts';
import { findTarget } from '#schema/find-target.ts';
import type { Idempotency } from '#schema/idempotency.ts';
import type { SourceClock } from '#schema/watch-source.ts';
import type { ContainerRecord, HostRecord, ImageRecord } from './domain.ts';
import { tryParseImageReference } from './image-reference.ts';
import type { Operations } from './operations.ts';
import type { ComputeEndpoint, ContainerPort, ImagePort } from './port.ts';

export type ContainerEndpoint = ComputeEndpoint & { readonly containers: ContainerPort };
export type ImageEndpoint = ComputeEndpoint & { readonly images: ImagePort };

export interface ComputeOptions {
  readonly endpoints: readonly ComputeEndpoint[];
  /** Epoch and newest revision of every mirror of this process. */
  readonly clock: SourceClock & { next(): number };
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
    this.withContainers = this.endpoints.filter(
      (endpoint): endpoint is ContainerEndpoint => endpoint.containers !== undefined,
    );
    this.withImages = this.endpoints.filter(
      (endpoint): endpoint is ImageEndpoint => endpoint.images !== undefined,
    );
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
    return machines.toSorted((left, right) =>
      left.name < right.name ? -1 : left.name > right.name ? 1 : left.id < right.id ? -1 : 1,
    );
  }

  hostById(id: string): HostRecord | undefined {
    const decoded = tryDecodeId(id);
    const machine = decoded && this.#byName.get(decoded.endpoint)?.machine();
    return machine?.id === id ? machine : undefined;
  }

  hostOf(endpoint: string): HostRecord | undefined {
    const id = this.#byName.get(endpoint)?.hostId();
    return id === undefined ? undefined : this.hostById(id);
  }

  isStale(endpoint: string): boolean {
    return this.#byName.get(endpoint)?.state.status !== 'LIVE';
  }

  containerById(id: string): ContainerRecord | undefined {
    const decoded = tryDecodeId(id);
    return decoded?.type === 'Container'
      ? this.#byName.get(decoded.endpoint)?.containers?.get(decoded.nativeId)
      : undefined;
  }

  imageById(id: string): ImageRecord | undefined {
    const decoded = tryDecodeId(id);
    return decoded?.type === 'Image'
      ? this.#byName.get(decoded.endpoint)?.images?.get(decoded.nativeId)
      : undefined;
  }

  /** By global id, full native id, name, or at least four digits of the native id, in this order. CONFLICT when several fit. */
  findContainer(text: string, field = 'id'): ContainerRecord | undefined {
    const known = this.containerById(text);
    if (known) return known;
    const candidates = this.withContainers.flatMap(({ containers }) => containers.values());
    return findTarget({ text: text.replace(/^\//, ''), types: ['Container'], candidates, field });
  }

  /** By global id, full native id, tag (`nginx` is `nginx:latest`), or at least four digits of the native id. CONFLICT when several fit. */
  findImage(
    text: string,
    field = 'id',
    endpoints: readonly ImageEndpoint[] = this.withImages,
  ): ImageRecord | undefined {
    const candidates = endpoints.flatMap(({ images }) => {
      const named = imageNamed(images, text);
      return named
        ? [imageTarget(named, text)]
        : images.values().map((image) => imageTarget(image, image.name));
    });
    return findTarget({ text, types: ['Image'], candidates, field })?.image;
  }

  /** What is missing from, or old in, a list over `endpoints`. */
  outages(endpoints: readonly ComputeEndpoint[]): readonly Outage[] {
    return outagesOf(endpoints.map(({ name, platform, state }) => ({ ...state, name, platform })));
  }
}

export function endpointId(name: string): string {
  return encodeId('Endpoint', name, name);
}

function imageTarget(image: ImageRecord, name: string) {
  return { image, name, id: image.id, endpoint: image.endpoint, nativeId: image.nativeId };
}

function imageNamed(images: ImagePort, text: string): ImageRecord | undefined {
  const reference = tryParseImageReference(text);
  if (!reference) return undefined;
  if (reference.digest === undefined) return images.byTag(reference.familiar);
  const suffix = `@${reference.digest}`;
  return images
    .values()
    .find(({ digests }) =>
      digests.some(
        (digest) => digest.endsWith(suffix) && tryParseImageReference(digest)?.name === reference.name,
      ),
    );
}
