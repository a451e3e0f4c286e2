import type { Readable } from 'node:stream';
import type { Endpoint } from '../endpoint.ts';
import type { Collection } from '../mirror.ts';
import type {
  ContainerCreateBody,
  ContainerUpdateBody,
  DockerContainer,
  DockerDiskUsage,
  DockerEvent,
  DockerImage,
  DockerInfo,
  DockerNetwork,
  DockerStats,
  DockerVolume,
  NetworkCreateBody,
  NetworkEndpointBody,
  VolumeCreateBody,
} from './documents.ts';

/**
 * One Docker Engine: a live mirror of what it has, and the calls that change it.
 *
 * Reads come from the collections and never reach the engine. A call that changes something resolves after the mirror
 * shows the change (read your own writes), has a deadline of its own besides `signal`, and throws IzaError:
 * NOT_FOUND, CONFLICT, UNPROCESSABLE (the engine's words), BAD_USER_INPUT (a name or id that cannot be one; nothing was sent),
 * BACKEND_UNAVAILABLE (with endpoint and since), DEADLINE_EXCEEDED, CANCELLED, BACKEND_ERROR. After DEADLINE_EXCEEDED and
 * CANCELLED the engine may have done the work all the same: the mirror will tell.
 *
 * `id` is a container's, image's or network's full id, or its name where the engine takes one.
 */
export interface DockerEndpoint extends Endpoint {
  readonly platform: 'docker';
  /** The engine runs on this machine (unix socket): `/proc/PID` and cgroup files of its containers can be read here. */
  readonly local: boolean;
  /**
   * Keyed by id. Indexes: `name` (without slash), `image` (image id), `network` (network id; a container that never ran has none
   * yet), `networkName`, `volume` (name), `label` (`key=value`).
   */
  readonly containers: Collection<DockerContainer>;
  /** Keyed by id, as `docker images` lists them: no intermediate layers. Index: `tag` (`nginx:1.27`), `digest` (`nginx@sha256:…`). */
  readonly images: Collection<DockerImage>;
  /** Keyed by id. Index: `name`. */
  readonly networks: Collection<DockerNetwork>;
  /** Keyed by name. Index: `label` (`key=value`). */
  readonly volumes: Collection<DockerVolume>;
  /** Facts of the engine as of the last connect. */
  readonly info: DockerInfo | undefined;

  /**
   * Calls `listener` for every event the engine sent, in its order, when it arrived; the mirror follows a moment later. Each event
   * once. After a lost connection the engine replays what it still has; an engine restart forgets events: nothing is invented.
   */
  onEvent(listener: (event: DockerEvent) => void): () => void;

  /** Resolves to the container's document. Not idempotent without a name. */
  createContainer(
    body: ContainerCreateBody,
    options?: CallOptions & { readonly name?: string },
  ): Promise<DockerContainer>;
  /** No-op when it runs. */
  startContainer(id: string, options?: CallOptions): Promise<void>;
  /** No-op when it is stopped. Killed after `timeoutSeconds` (default: the container's, else 10). */
  stopContainer(id: string, options?: CallOptions & { readonly timeoutSeconds?: number }): Promise<void>;
  restartContainer(id: string, options?: CallOptions & { readonly timeoutSeconds?: number }): Promise<void>;
  pauseContainer(id: string, options?: CallOptions): Promise<void>;
  unpauseContainer(id: string, options?: CallOptions): Promise<void>;
  /** `SIGKILL` unless another name or number is given. */
  killContainer(id: string, options?: CallOptions & { readonly killSignal?: string }): Promise<void>;
  removeContainer(
    id: string,
    options?: CallOptions & { readonly force?: boolean; readonly removeVolumes?: boolean },
  ): Promise<void>;
  renameContainer(id: string, name: string, options?: CallOptions): Promise<void>;
  /** Resolves to the engine's warnings. */
  updateContainer(id: string, body: ContainerUpdateBody, options?: CallOptions): Promise<readonly string[]>;

  /** Lines of the container's log, demultiplexed, oldest first. Ends with the log, with `signal`, or when the caller stops. */
  logs(id: string, options?: LogOptions): AsyncIterable<LogLine>;
  /** Runs a command inside a running container and collects its output. */
  exec(id: string, options: ExecOptions): Promise<ExecResult>;
  /** One sample from the engine. Takes the engine a second or more: only for engines that are not local. */
  stats(id: string, options?: CallOptions): Promise<DockerStats>;
  /** Disk usage of everything. The engine walks its disk for it: seconds to minutes. */
  diskUsage(options?: CallOptions): Promise<DockerDiskUsage>;

  /** Fetches an image from its registry; resolves to its document. */
  pullImage(reference: string, options?: PullOptions): Promise<DockerImage>;
  /** Builds from a tar stream (Dockerfile inside) with the engine's own builder; resolves to the image's document. */
  buildImage(context: Readable, options?: BuildOptions): Promise<DockerImage>;
  tagImage(id: string, reference: string, options?: CallOptions): Promise<void>;
  /** By reference: removes that tag, and the image with its last one. By id: the image, if `force` even with several tags. */
  removeImage(
    id: string,
    options?: CallOptions & { readonly force?: boolean; readonly keepParents?: boolean },
  ): Promise<void>;

  createNetwork(body: NetworkCreateBody, options?: CallOptions): Promise<DockerNetwork>;
  removeNetwork(id: string, options?: CallOptions): Promise<void>;
  connectNetwork(
    id: string,
    containerId: string,
    options?: CallOptions & { readonly endpoint?: NetworkEndpointBody },
  ): Promise<void>;
  disconnectNetwork(
    id: string,
    containerId: string,
    options?: CallOptions & { readonly force?: boolean },
  ): Promise<void>;

  createVolume(body: VolumeCreateBody, options?: CallOptions): Promise<DockerVolume>;
  removeVolume(name: string, options?: CallOptions & { readonly force?: boolean }): Promise<void>;
}

export interface CallOptions {
  readonly signal?: AbortSignal;
  /** Replaces the call's own deadline, ms. */
  readonly timeoutMs?: number;
}

export interface LogOptions {
  /** Go on with new lines as they are written. Default false. */
  readonly follow?: boolean;
  /** Only so many of the newest lines; default all. */
  readonly tail?: number;
  readonly since?: Date;
  readonly until?: Date;
  /** Fill `at`. Default true. Of a container with a terminal, the engine's time stamps stay inside lines longer than 16 KiB. */
  readonly timestamps?: boolean;
  /** Default: both. */
  readonly stdout?: boolean;
  readonly stderr?: boolean;
  readonly signal?: AbortSignal;
}

export interface LogLine {
  readonly stream: 'stdout' | 'stderr';
  /** When the engine read it, to the millisecond. */
  readonly at?: Date;
  /** Without its line end, at most 16,384 characters: a longer line comes in several pieces, all but the last `partial`. */
  readonly line: string;
  readonly partial?: true;
}

export interface ExecOptions {
  readonly command: readonly string[];
  /** `KEY=value`. */
  readonly env?: readonly string[];
  readonly user?: string;
  readonly workingDirectory?: string;
  /** Written to the command's standard input, which then ends. */
  readonly stdin?: string | Uint8Array;
  readonly tty?: boolean;
  readonly privileged?: boolean;
  /**
   * Default 60,000 ms. The engine cannot end a running exec: after DEADLINE_EXCEEDED or an abort the command may live on until the
   * pipe it writes to breaks.
   */
  readonly timeoutMs?: number;
  /** Output kept, standard output and error together; the rest is read and dropped. Default 1 MiB. */
  readonly maxOutputBytes?: number;
  readonly signal?: AbortSignal;
}

export interface ExecResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Some output was dropped. */
  readonly truncated: boolean;
}

/** Credentials for one registry. Sent to the engine in a header, never logged. */
export interface RegistryAuth {
  readonly username?: string;
  readonly password?: string;
  readonly identityToken?: string;
  readonly serverAddress?: string;
}

/** What the engine reports while it pulls or builds. */
export interface ImageProgress {
  /** The layer's short id, when the line is about one. */
  readonly id?: string;
  /** `Downloading`, `Pull complete` … */
  readonly status?: string;
  readonly bytesDone?: number;
  readonly bytesTotal?: number;
  /** Output of a build step. */
  readonly output?: string;
}

export interface PullOptions extends CallOptions {
  readonly auth?: RegistryAuth;
  /** `linux/arm64`. */
  readonly platform?: string;
  readonly onProgress?: (progress: ImageProgress) => void;
}

export interface BuildOptions extends CallOptions {
  /** References to give the result. */
  readonly tags?: readonly string[];
  /** Path of the Dockerfile inside the context; default `Dockerfile`. */
  readonly dockerfile?: string;
  readonly buildArgs?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly target?: string;
  readonly noCache?: boolean;
  readonly pull?: boolean;
  readonly networkMode?: string;
  /** Credentials for the registries that base images come from, by registry host. */
  readonly registries?: Readonly<Record<string, RegistryAuth>>;
  readonly onProgress?: (progress: ImageProgress) => void;
}

export interface TlsMaterial {
  /** PEM. */
  readonly ca?: string | Buffer;
  readonly cert?: string | Buffer;
  readonly key?: string | Buffer;
}
