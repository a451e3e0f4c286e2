import type { EmbeddedContainer, EmbeddedEndpoint, EmbeddedVolume } from '#backends/embedded/index.ts';
import type { RevisionClock } from '#backends/revision-clock.ts';
import { IzaError } from '#kernel/errors.ts';
import { encodeId } from '#kernel/ids.ts';
import { requireLive } from '#schema/endpoint-view.ts';
import { labelList } from '#schema/labels.ts';
import type { MountRecord, VolumeRecord, VolumeSpec } from '../domain.ts';
import type { VolumePlatform } from '../port.ts';
import { mirroredVolumes } from './mirrored-volumes.ts';

/** Volumes that are made up, in memory. */
export function embeddedVolumes(options: {
  readonly endpoint: EmbeddedEndpoint;
  readonly clock: RevisionClock;
}): VolumePlatform & Disposable {
  const { endpoint, clock } = options;
  const reads = mirroredVolumes<EmbeddedContainer, EmbeddedVolume>({
    endpoint,
    clock,
    nameOf: (volume) => volume.name,
    describeVolume: (volume, revision) => describeVolume(endpoint.name, volume, revision),
    describeMounts: (container) => mountsIn(endpoint.name, container),
  });
  return {
    ...reads,
    filesystemOf: () => undefined,
    usedBytes: async ({ name }) => {
      requireLive(reads.view());
      return endpoint.volumes.get(name)?.sizeBytes;
    },
    planCreate: (spec) => {
      requireKnown(spec);
      const { name, labels } = spec;
      return {
        admission: {
          kind: 'volume.create',
          platform: endpoint.platform,
          endpoint: endpoint.name,
          localPaths: false,
          settings: {
            ...(name !== undefined && { Name: name }),
            Driver: spec.driver,
            DriverOpts: spec.options,
            Labels: labels,
          },
        },
        create: async () => {
          const created = await endpoint.createVolume({ labels, ...(name !== undefined && { name }) });
          const record = reads.volume(created.name);
          if (record) return record;
          throw new IzaError('CONFLICT', `${created.name} was created and removed again by someone else.`);
        },
      };
    },
    remove: (volume, force) => endpoint.removeVolume(volume.name, { force }),
  };
}

function describeVolume(endpoint: string, volume: EmbeddedVolume, revision: string): VolumeRecord {
  return {
    id: encodeId('Volume', endpoint, volume.name),
    endpoint,
    nativeId: volume.name,
    name: volume.name,
    platform: 'EMBEDDED',
    driver: volume.driver,
    mountPoint: volume.mountPoint,
    scope: 'local',
    labels: labelList(volume.labels),
    labelRecord: volume.labels,
    createdAt: volume.createdAt,
    revision,
    native: () => volume,
  };
}

function mountsIn(endpoint: string, container: EmbeddedContainer): readonly MountRecord[] {
  return container.mounts.map(({ type, source, destination, readOnly }) => ({
    endpoint,
    workloadId: encodeId('Container', endpoint, container.id),
    workloadName: container.name,
    type,
    volumeName: type === 'volume' ? source : undefined,
    source: source || undefined,
    target: destination,
    readOnly,
  }));
}

function requireKnown({ driver, options }: VolumeSpec): void {
  if (driver !== 'local') throw unsupported('input.driver', 'only the driver local');
  if (Object.keys(options).length > 0) throw unsupported('input.options', 'no driver options');
}

function unsupported(field: string, what: string): IzaError {
  return new IzaError('NOT_SUPPORTED', `${field}: the embedded platform knows ${what}.`, { field });
}
