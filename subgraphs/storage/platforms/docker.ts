import type {
  DockerContainer,
  DockerEndpoint,
  DockerVolume,
  VolumeCreateBody,
} from '#backends/docker/index.ts';
import type { RevisionClock } from '#backends/revision-clock.ts';
import { IzaError } from '#kernel/errors.ts';
import { encodeId } from '#kernel/ids.ts';
import { requireLive } from '#schema/endpoint-view.ts';
import { labelList } from '#schema/labels.ts';
import { filesystemOf, type MountRecord, type VolumeRecord, type VolumeSpec } from '../domain.ts';
import type { HostPlatform, VolumePlatform } from '../port.ts';
import { mirroredVolumes } from './mirrored-volumes.ts';
import { volumeSizes } from './volume-sizes.ts';

/** Volumes of one Docker Engine. `host` is the machine it runs on, where that is this one. */
export function dockerVolumes(options: {
  readonly endpoint: DockerEndpoint;
  readonly clock: RevisionClock;
  readonly host: HostPlatform | undefined;
}): VolumePlatform & Disposable {
  const { endpoint, clock, host } = options;
  const reads = mirroredVolumes<DockerContainer, DockerVolume>({
    endpoint,
    clock,
    nameOf: (volume) => volume.Name,
    describeVolume: (volume, revision) => describeVolume(endpoint.name, volume, revision),
    describeMounts: (container) => mountsIn(endpoint.name, container),
  });
  const sizes = volumeSizes({
    measure: () => measure(endpoint),
    names: () => endpoint.volumes.values().map((volume) => volume.Name),
  });
  return {
    ...reads,
    filesystemOf: ({ mountPoint }) =>
      host && mountPoint ? filesystemOf(mountPoint, host.filesystems()) : undefined,
    usedBytes: async (volume, signal) => {
      requireLive(reads.view());
      return sizes.of(volume.name, signal);
    },
    planCreate: (spec) => {
      const body = createBody(spec);
      return {
        admission: {
          kind: 'volume.create',
          platform: endpoint.platform,
          endpoint: endpoint.name,
          localPaths: endpoint.local,
          settings: body as Readonly<Record<string, unknown>>,
        },
        create: async () => {
          const { Name } = await endpoint.createVolume(body);
          const created = reads.volume(Name);
          if (created) return created;
          throw new IzaError('CONFLICT', `${Name} was created and removed again by someone else.`);
        },
      };
    },
    remove: (volume, force) => endpoint.removeVolume(volume.name, { force }),
  };
}

function describeVolume(endpoint: string, volume: DockerVolume, revision: string): VolumeRecord {
  const labelRecord = volume.Labels ?? {};
  return {
    id: encodeId('Volume', endpoint, volume.Name),
    endpoint,
    nativeId: volume.Name,
    name: volume.Name,
    platform: 'DOCKER',
    driver: volume.Driver,
    mountPoint: volume.Mountpoint || undefined,
    scope: volume.Scope,
    labels: labelList(labelRecord),
    labelRecord,
    createdAt: instantOf(volume.CreatedAt),
    revision,
    native: () => {
      // Options hold credentials of network file systems; Status is the driver's own and may repeat them.
      const { Options: _, Status: __, ...shown } = volume;
      return shown;
    },
  };
}

/** `--tmpfs` mounts stand in the configuration only. */
function mountsIn(endpoint: string, container: DockerContainer): readonly MountRecord[] {
  const workload = {
    endpoint,
    workloadId: encodeId('Container', endpoint, container.Id),
    workloadName: container.Name.replace(/^\//, ''),
  };
  const mounts = container.Mounts.map((mount): MountRecord => {
    const volumeName = mount.Type === 'volume' ? mount.Name : undefined;
    return {
      ...workload,
      type: mount.Type,
      volumeName,
      source: volumeName ?? (mount.Source || undefined),
      target: mount.Destination,
      readOnly: !mount.RW,
    };
  });
  const tmpfs = Object.entries(container.HostConfig.Tmpfs ?? {}).map(([target, options]): MountRecord => {
    const readOnly = options.split(',').includes('ro');
    return { ...workload, type: 'tmpfs', volumeName: undefined, source: undefined, target, readOnly };
  });
  return [...mounts, ...tmpfs];
}

/** The engine says -1 for volumes its driver cannot measure. */
async function measure(endpoint: DockerEndpoint): Promise<ReadonlyMap<string, number>> {
  const { Volumes } = await endpoint.diskUsage();
  return new Map(
    Volumes.flatMap(({ Name, UsageData }) =>
      UsageData && UsageData.Size >= 0 ? [[Name, UsageData.Size] as const] : [],
    ),
  );
}

function createBody(spec: VolumeSpec): VolumeCreateBody {
  return {
    ...(spec.name !== undefined && { Name: spec.name }),
    Driver: spec.driver,
    DriverOpts: spec.options,
    Labels: spec.labels,
  };
}

function instantOf(text: string | undefined): Date | undefined {
  const instant = new Date(text ?? '');
  return instant.getTime() > 0 ? instant : undefined;
}
