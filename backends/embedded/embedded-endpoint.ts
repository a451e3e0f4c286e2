import type { Log } from '#kernel/log.ts';
import type { Endpoint } from '../endpoint.ts';
import type { Collection } from '../mirror.ts';
import type { RevisionClock } from '../revision-clock.ts';
import type {
  EmbeddedContainer,
  EmbeddedEvent,
  EmbeddedImage,
  EmbeddedLimits,
  EmbeddedMount,
  EmbeddedNetwork,
  EmbeddedPort,
  EmbeddedRestartPolicy,
  EmbeddedStats,
  EmbeddedVolume,
} from './records.ts';

export interface CallOptions {
  readonly signal?: AbortSignal;
}

/**
 * A small container engine in memory, for machines without a real one: same state rules and errors as Docker, nothing
 * runs, nothing is kept. Every object carries the label `iza.embedded=true`.
 *
 * Names, ids and (for containers and networks) unambiguous id prefixes of at least four digits are accepted wherever a
 * container, network or image is named. Calls throw NOT_FOUND, CONFLICT (state, name or use), UNPROCESSABLE (a body no engine would take) and
 * BACKEND_UNAVAILABLE after `stop()`; CANCELLED (or the signal's own reason) when `signal` aborts.
 */
export interface EmbeddedEndpoint extends Endpoint {
  readonly platform: 'embedded';
  /** Indexes: `name`, `image` (image id), `network` (network id), `volume` (volume name). */
  readonly containers: Collection<EmbeddedContainer>;
  /** Index: `tag`. */
  readonly images: Collection<EmbeddedImage>;
  /** Index: `name`. */
  readonly networks: Collection<EmbeddedNetwork>;
  /** Keyed by name. */
  readonly volumes: Collection<EmbeddedVolume>;
  /** Calls `listener` on every event; returns how to stop. */
  onEvent(listener: (event: EmbeddedEvent) => void): () => void;

  /** Volumes that the mounts name and that are missing are made. */
  createContainer(spec: EmbeddedContainerSpec, options?: CallOptions): Promise<EmbeddedContainer>;
  /** Starting a running container is no error and changes nothing; a paused one is a CONFLICT. */
  startContainer(container: string, options?: CallOptions): Promise<void>;
  /** Stopping a stopped container is no error and changes nothing. */
  stopContainer(
    container: string,
    options?: CallOptions & { readonly timeoutSeconds?: number },
  ): Promise<void>;
  restartContainer(
    container: string,
    options?: CallOptions & { readonly timeoutSeconds?: number },
  ): Promise<void>;
  pauseContainer(container: string, options?: CallOptions): Promise<void>;
  unpauseContainer(container: string, options?: CallOptions): Promise<void>;
  killContainer(container: string, options?: CallOptions & { readonly killSignal?: string }): Promise<void>;
  /** A running or paused container only with `force`. */
  removeContainer(
    container: string,
    options?: CallOptions & { readonly force?: boolean; readonly removeVolumes?: boolean },
  ): Promise<void>;
  renameContainer(container: string, name: string, options?: CallOptions): Promise<void>;
  /** A patch: what is absent stays; `null` takes a limit away. */
  updateContainer(container: string, patch: EmbeddedContainerPatch, options?: CallOptions): Promise<void>;

  /** Ends after what there is, or with `follow` when the container stops. */
  logs(container: string, options?: EmbeddedLogsOptions): AsyncIterable<EmbeddedLogLine>;
  /** Knows echo, true, false, env, pwd, hostname, id, uname, date, sleep, ls, cat of a few files; anything else exits 127. */
  exec(container: string, options: EmbeddedExecOptions): Promise<EmbeddedExecResult>;
  /** Undefined unless the container runs (paused ones keep their counters). */
  stats(container: string): EmbeddedStats | undefined;

  /** Pretends to download; any valid reference succeeds except repositories named `missing`. */
  pullImage(
    reference: string,
    options?: CallOptions & { readonly onProgress?: (progress: EmbeddedProgress) => void },
  ): Promise<EmbeddedImage>;
  /** Reads the context to its end, pretends to build. */
  buildImage(context: AsyncIterable<Uint8Array>, options?: EmbeddedBuildOptions): Promise<EmbeddedImage>;
  tagImage(image: string, reference: string, options?: CallOptions): Promise<void>;
  /** By tag: removes the tag, and the image with its last one. CONFLICT while a container uses it (`force`: only stopped ones). */
  removeImage(image: string, options?: CallOptions & { readonly force?: boolean }): Promise<void>;

  createNetwork(spec: EmbeddedNetworkSpec, options?: CallOptions): Promise<EmbeddedNetwork>;
  removeNetwork(network: string, options?: CallOptions): Promise<void>;
  connectNetwork(
    network: string,
    container: string,
    options?: CallOptions & { readonly aliases?: readonly string[]; readonly ipv4Address?: string },
  ): Promise<void>;
  disconnectNetwork(
    network: string,
    container: string,
    options?: CallOptions & { readonly force?: boolean },
  ): Promise<void>;

  /** Creating an existing volume is no error. */
  createVolume(
    spec: { readonly name?: string; readonly labels?: Readonly<Record<string, string>> },
    options?: CallOptions,
  ): Promise<EmbeddedVolume>;
  removeVolume(volume: string, options?: CallOptions & { readonly force?: boolean }): Promise<void>;
}

export interface EmbeddedContainerSpec {
  readonly name?: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly environment?: readonly string[];
  readonly workingDirectory?: string;
  readonly user?: string;
  readonly hostname?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly restartPolicy?: EmbeddedRestartPolicy;
  readonly limits?: EmbeddedLimits;
  readonly mounts?: readonly EmbeddedMount[];
  readonly ports?: readonly EmbeddedPort[];
  /** Names or ids; default `bridge`. */
  readonly networks?: readonly string[];
}

export interface EmbeddedContainerPatch {
  readonly memoryBytes?: number | null;
  readonly cpuCores?: number | null;
  readonly pids?: number | null;
  readonly restartPolicy?: EmbeddedRestartPolicy;
}

export interface EmbeddedLogsOptions extends CallOptions {
  readonly follow?: boolean;
  /** Only the last lines. */
  readonly tail?: number;
  readonly since?: Date;
  readonly until?: Date;
  /** Default both. */
  readonly stdout?: boolean;
  readonly stderr?: boolean;
}

export interface EmbeddedLogLine {
  readonly stream: 'stdout' | 'stderr';
  readonly at: Date;
  readonly line: string;
}

export interface EmbeddedExecOptions extends CallOptions {
  readonly command: readonly string[];
  readonly env?: readonly string[];
  readonly user?: string;
  readonly workingDirectory?: string;
  readonly timeoutMs?: number;
  readonly maxOutputBytes?: number;
}

export interface EmbeddedExecResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly truncated: boolean;
}

export interface EmbeddedProgress {
  readonly message: string;
  readonly bytesDone?: number;
  readonly bytesTotal?: number;
}

export interface EmbeddedBuildOptions extends CallOptions {
  readonly tags?: readonly string[];
  readonly dockerfile?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly onProgress?: (progress: EmbeddedProgress) => void;
}

export interface EmbeddedNetworkSpec {
  readonly name: string;
  readonly internal?: boolean;
  readonly attachable?: boolean;
  /** `10.1.2.0/24`; chosen when absent. */
  readonly subnet?: string;
  readonly labels?: Readonly<Record<string, string>>;
}

export interface EmbeddedOptions {
  readonly name: string;
  readonly clock: RevisionClock;
  readonly log?: Log;
  /** Time source, for tests. Default: the system's. */
  readonly now?: () => Date;
  /** How long a pretended pull or build takes, ms. Default 1,500. */
  readonly workMs?: number;
  /** Start without the sample application. */
  readonly empty?: boolean;
}
