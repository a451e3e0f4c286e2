import { IzaError } from '#kernel/errors.ts';
import type { PlatformName } from '#schema/endpoint-view.ts';
import type { Target } from '#schema/find-target.ts';
import type { Label } from '#schema/labels.ts';

/** A volume as one platform describes it. Immutable: a change makes a new record. Its native id is its name. */
export interface VolumeRecord extends Target {
  readonly platform: PlatformName;
  readonly driver: string;
  /** Path on the engine's machine. */
  readonly mountPoint: string | undefined;
  readonly scope: string;
  readonly labels: readonly Label[];
  readonly labelRecord: Readonly<Record<string, string>>;
  readonly createdAt: Date | undefined;
  readonly revision: string;
  /** The platform's own document, driver options withheld. Made when asked for. */
  readonly native: () => unknown;
}

/** A volume and whether nothing mounts it, at one moment: what a watch filters by. */
export interface VolumeState {
  readonly volume: VolumeRecord;
  readonly unused: boolean;
}

/** Something mounted into a workload. */
export interface MountRecord {
  readonly endpoint: string;
  /** Global id of the workload. */
  readonly workloadId: string;
  readonly workloadName: string;
  /** `volume`, `bind`, `tmpfs`, or the platform's word for another kind. */
  readonly type: string;
  /** Name of the volume, for volumes. */
  readonly volumeName: string | undefined;
  /** Path on the host, or name of the volume; undefined for what has no source. */
  readonly source: string | undefined;
  readonly target: string;
  readonly readOnly: boolean;
}

export interface DiskRecord {
  readonly name: string;
  readonly model: string | undefined;
  readonly sizeBytes: number;
  readonly rotational: boolean;
  readonly readBytes: number;
  readonly writtenBytes: number;
  readonly busyMs: number;
}

export interface FilesystemRecord {
  readonly source: string;
  readonly mountPoint: string;
  readonly type: string;
  /** Undefined until the file system answered once. */
  readonly sizeBytes: number | undefined;
  readonly usedBytes: number | undefined;
  readonly availableBytes: number | undefined;
  readonly readOnly: boolean;
}

/** A volume to create; validated. */
export interface VolumeSpec {
  /** Undefined: the engine makes one up. */
  readonly name: string | undefined;
  readonly driver: string;
  readonly options: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
}

/** CONFLICT naming the users unless nothing mounts the volume: stopped workloads count, they could not start again. */
export function requireUnused(volume: VolumeRecord, mounts: readonly MountRecord[]): void {
  if (mounts.length === 0) return;
  const users = [...new Map(mounts.map((mount) => [mount.workloadId, mount.workloadName]))];
  const shown = users.slice(0, 5).map(([, name]) => name);
  const rest = users.length > shown.length ? ` and ${users.length - shown.length} more` : '';
  throw new IzaError(
    'CONFLICT',
    `${volume.name} is in use by ${shown.join(', ')}${rest}. Remove them first.`,
    {
      data: { workloads: users.slice(0, 20).map(([id]) => id) },
    },
  );
}

/** The file system a path lies on: the one mounted deepest above it. */
export function filesystemOf(
  path: string,
  filesystems: readonly FilesystemRecord[],
): FilesystemRecord | undefined {
  return filesystems
    .filter(({ mountPoint }) => isBelow(path, mountPoint))
    .reduce<FilesystemRecord | undefined>(
      (deepest, candidate) =>
        deepest && deepest.mountPoint.length >= candidate.mountPoint.length ? deepest : candidate,
      undefined,
    );
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}
