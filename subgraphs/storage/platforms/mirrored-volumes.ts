import type { Endpoint } from '#backends/endpoint.ts';
import type { Collection } from '#backends/mirror.ts';
import type { RevisionClock } from '#backends/revision-clock.ts';
import { endpointView } from '#schema/endpoint-view.ts';
import { mirrorPart, stalenessPart, touchPart, type SourcePart } from '#schema/watch-source.ts';
import type { MountRecord, VolumeRecord, VolumeState } from '../domain.ts';
import type { VolumePlatform } from '../port.ts';

export interface MirroredOptions<C extends object, V extends object> {
  readonly endpoint: Endpoint & { readonly containers: Collection<C>; readonly volumes: Collection<V> };
  readonly clock: RevisionClock;
  readonly nameOf: (volume: V) => string;
  readonly describeVolume: (volume: V, revision: string) => VolumeRecord;
  readonly describeMounts: (container: C) => readonly MountRecord[];
}

type Reads = Omit<VolumePlatform, 'planCreate' | 'remove' | 'filesystemOf' | 'usedBytes'>;

/** Volumes read from an endpoint's mirror, whose containers are indexed by `volume`. Records hang on the mirror's immutable objects. */
export function mirroredVolumes<C extends object, V extends object>(
  options: MirroredOptions<C, V>,
): Reads & Disposable {
  const { endpoint, clock, nameOf, describeVolume, describeMounts } = options;
  const { containers, volumes } = endpoint;
  const records = new WeakMap<V, VolumeRecord>();
  const mounts = new WeakMap<C, readonly MountRecord[]>();

  const recordOf = (native: V, revision = volumes.revisionOf(nameOf(native)) ?? 0): VolumeRecord => {
    const known = records.get(native);
    if (known) return known;
    const record = describeVolume(native, `${clock.epoch}.${revision}`);
    records.set(native, record);
    return record;
  };
  const mountsIn = (container: C): readonly MountRecord[] => {
    const known = mounts.get(container);
    if (known) return known;
    const described = describeMounts(container).toSorted((left, right) =>
      left.target < right.target ? -1 : 1,
    );
    mounts.set(container, described);
    return described;
  };
  const isUnused = (name: string) => containers.by('volume', name).length === 0;
  const stateOf = (native: V, revision?: number): VolumeState => {
    return { volume: recordOf(native, revision), unused: isUnused(nameOf(native)) };
  };
  const snapshot = () =>
    volumes.values().map((native) => ({ id: recordOf(native).id, value: stateOf(native) }));

  /** A mount that comes or goes shows in its volume. What its use was in the past is not known: the opposite is supposed. */
  const touched = (names: ReadonlySet<string>, added: boolean, replayed: boolean) =>
    [...names].flatMap((name) => {
      const native = volumes.get(name);
      if (!native) return [];
      const value = stateOf(native);
      const first = containers.by('volume', name).length === 1;
      const unusedBefore = replayed ? !value.unused : added && first;
      return [{ id: value.volume.id, value, previous: { volume: value.volume, unused: unusedBefore } }];
    });

  const staleness = stalenessPart<VolumeState>({ clock, endpoint, snapshot });
  const sources: readonly SourcePart<VolumeState>[] = [
    mirrorPart<V, VolumeState>({ collection: volumes, idOf: (native) => recordOf(native).id, view: stateOf }),
    touchPart<C, VolumeState>({
      collection: containers,
      touched: (change, replayed) => {
        // What is mounted into a container is settled when it is created.
        if (change.type === 'MODIFIED') return [];
        const container = change.type === 'ADDED' ? change.value : change.previous;
        return touched(volumeNames(mountsIn(container)), change.type === 'ADDED', replayed);
      },
    }),
    staleness,
  ];

  return {
    endpoint: endpoint.name,
    view: () => endpointView(endpoint),
    volumes: () => volumes.values().map((native) => recordOf(native)),
    volume: (name) => {
      const native = volumes.get(name);
      return native && recordOf(native);
    },
    mountsOf: (volumeName) =>
      containers
        .by('volume', volumeName)
        .flatMap((container) => mountsIn(container).filter((mount) => mount.volumeName === volumeName)),
    mountsOfWorkload: (workloadNativeId) => {
      const container = containers.get(workloadNativeId);
      return container && mountsIn(container);
    },
    sources,
    [Symbol.dispose]: () => staleness[Symbol.dispose](),
  };
}

function volumeNames(mounts: readonly MountRecord[]): ReadonlySet<string> {
  return new Set(mounts.flatMap(({ volumeName }) => (volumeName === undefined ? [] : [volumeName])));
}
