import { IzaError } from '#kernel/errors.ts';
import { Collection } from '../mirror.ts';
import type { RevisionClock } from '../revision-clock.ts';
import type {
  EmbeddedContainer,
  EmbeddedEvent,
  EmbeddedImage,
  EmbeddedNetwork,
  EmbeddedVolume,
} from './records.ts';

/** A time in which a container's pretended program was at work. `until` is absent while it still is. */
export interface Activity {
  readonly run: number;
  readonly from: Date;
  readonly until?: Date;
}

/** Everything that the embedded engine has, and how its parts announce what they did. */
export interface World {
  readonly endpoint: string;
  readonly now: () => Date;
  readonly workMs: number;
  /** 64 hex digits; the same for the same sample object at every start, never used twice otherwise. */
  readonly newId: (kind: string, name: string) => string;
  readonly containers: Collection<EmbeddedContainer>;
  readonly images: Collection<EmbeddedImage>;
  readonly networks: Collection<EmbeddedNetwork>;
  readonly volumes: Collection<EmbeddedVolume>;
  /** By container id, oldest first. Logs and metrics are functions of it. */
  readonly activity: Map<string, readonly Activity[]>;
  readonly emit: (
    event: Omit<EmbeddedEvent, 'at' | 'attributes'> & { readonly attributes?: EmbeddedEvent['attributes'] },
  ) => void;
}

/** On every object, so that nobody takes one for real. */
export const EMBEDDED_LABEL = { 'iza.embedded': 'true' } as const;

export function createCollections(
  clock: RevisionClock,
): Pick<World, 'containers' | 'images' | 'networks' | 'volumes'> {
  return {
    containers: collection<EmbeddedContainer>(clock, 'containers', ({ id }) => id, {
      name: ({ name }) => [name],
      image: ({ imageId }) => [imageId],
      network: ({ networks }) => networks.map(({ networkId }) => networkId),
      volume: ({ mounts }) => [
        ...new Set(mounts.flatMap(({ type, source }) => (type === 'volume' ? source : []))),
      ],
    }),
    images: collection<EmbeddedImage>(clock, 'images', ({ id }) => id, { tag: ({ tags }) => tags }),
    networks: collection<EmbeddedNetwork>(clock, 'networks', ({ id }) => id, { name: ({ name }) => [name] }),
    volumes: collection<EmbeddedVolume>(clock, 'volumes', ({ name }) => name, {}),
  };
}

/** The container of this id, name or unambiguous id prefix. */
export function findContainer(world: World, container: string): EmbeddedContainer {
  return (
    world.containers.get(container) ??
    world.containers.by('name', container)[0] ??
    byPrefix(world.containers.values(), container) ??
    missing(world, 'container', container)
  );
}

export function findNetwork(world: World, network: string): EmbeddedNetwork {
  return (
    world.networks.get(network) ??
    world.networks.by('name', network)[0] ??
    byPrefix(world.networks.values(), network) ??
    missing(world, 'network', network)
  );
}

export function findVolume(world: World, volume: string): EmbeddedVolume {
  return world.volumes.get(volume) ?? missing(world, 'volume', volume);
}

export function findImage(world: World, image: string): EmbeddedImage {
  const digits = image.replace(/^sha256:/, '');
  return (
    world.images.get(image) ??
    world.images.by('tag', image)[0] ??
    world.images.by('tag', `${image}:latest`)[0] ??
    byPrefix(world.images.values(), `sha256:${digits}`) ??
    missing(world, 'image', image)
  );
}

export function conflict(world: World, message: string): IzaError {
  return new IzaError('CONFLICT', message, { endpoint: world.endpoint });
}

export function unprocessable(world: World, message: string): IzaError {
  return new IzaError('UNPROCESSABLE', message, { endpoint: world.endpoint });
}

/** Every change here makes a new record, so the same record is the same state. */
function collection<T extends object>(
  clock: RevisionClock,
  kind: string,
  keyOf: (value: T) => string,
  indexes: Readonly<Record<string, (value: T) => readonly string[]>>,
): Collection<T> {
  return new Collection({ kind, clock, keyOf, indexes, same: (left, right) => left === right });
}

function byPrefix<T extends { readonly id: string }>(objects: readonly T[], prefix: string): T | undefined {
  if (!/^(sha256:)?[0-9a-f]{4,64}$/.test(prefix)) return undefined;
  const found = objects.filter(({ id }) => id.startsWith(prefix));
  return found.length === 1 ? found[0] : undefined;
}

function missing(world: World, kind: string, name: string): never {
  const shown = name.slice(0, 80).replace(/[^\x20-\x7e]/g, '?');
  throw new IzaError('NOT_FOUND', `No such ${kind}: ${shown}`, { endpoint: world.endpoint });
}
