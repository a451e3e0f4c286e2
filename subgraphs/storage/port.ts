import type { EndpointView } from '#schema/endpoint-view.ts';
import type { AdmissionSubject } from '#schema/guard.ts';
import type { SourcePart } from '#schema/watch-source.ts';
import type {
  DiskRecord,
  FilesystemRecord,
  MountRecord,
  VolumeRecord,
  VolumeSpec,
  VolumeState,
} from './domain.ts';

/**
 * The volumes of one endpoint. Reads (all but `usedBytes`) are synchronous, come from memory, never reach the engine, and go on with what
 * was last known while the endpoint is out of reach (`view` tells). The same state gives the same records.
 *
 * Changes resolve after reads show them, have a deadline of their own, are not idempotent, and throw IzaError: CONFLICT, NOT_FOUND,
 * UNPROCESSABLE (the engine's words), BACKEND_UNAVAILABLE, DEADLINE_EXCEEDED (it may have happened all the same), BACKEND_ERROR. They do not
 * repeat the rules of `domain.ts`: callers check those first.
 */
export interface VolumePlatform {
  /** Name of the endpoint. */
  readonly endpoint: string;
  view(): EndpointView;

  volumes(): readonly VolumeRecord[];
  volume(name: string): VolumeRecord | undefined;
  /** Mounts of a volume, by running and stopped workloads. */
  mountsOf(volumeName: string): readonly MountRecord[];
  /** Everything mounted into a workload, by target path; undefined for one that is unknown. */
  mountsOfWorkload(workloadNativeId: string): readonly MountRecord[] | undefined;
  /** The file system a volume lies on; undefined where the engine runs elsewhere or the path is on none that holds data. */
  filesystemOf(volume: VolumeRecord): FilesystemRecord | undefined;
  /**
   * What is stored in a volume, bytes; undefined where its driver cannot tell. Makes the engine walk its disk, at most once at a time
   * and once a minute for all volumes; `signal` ends the wait, not the walk.
   */
  usedBytes(volume: VolumeRecord, signal: AbortSignal): Promise<number | undefined>;

  /** Volumes and their changes; being mounted for the first time or no longer is a change. */
  readonly sources: readonly SourcePart<VolumeState>[];

  /**
   * What a creation would ask of the engine, without asking. `admission.settings` is exactly what `create` sends. NOT_SUPPORTED for what
   * this platform has no notion of.
   */
  planCreate(spec: VolumeSpec): VolumePlan;
  /** `force`: also when the driver has lost it. */
  remove(volume: VolumeRecord, force: boolean): Promise<void>;
}

interface VolumePlan {
  readonly admission: AdmissionSubject;
  create(): Promise<VolumeRecord>;
}

/** Disks and file systems of a machine that is read on the machine itself. */
export interface HostPlatform {
  readonly endpoint: string;
  /** Whether this is the machine of that native id. */
  is(nativeId: string): boolean;
  /** Counters at most a second old. Both throw BACKEND_UNAVAILABLE when the kernel cannot be read. */
  disks(): readonly DiskRecord[];
  filesystems(): readonly FilesystemRecord[];
}

/** Everything storage is read from. Disposed of with the subgraph. */
export interface StoragePlatforms extends Disposable {
  readonly clock: { readonly epoch: string; readonly current: number };
  /** Names of all endpoints, with or without volumes. */
  readonly endpoints: readonly string[];
  readonly volumes: readonly VolumePlatform[];
  readonly hosts: readonly HostPlatform[];
}
