import type { SourceChange } from '#schema/watch.ts';
import type {
  ContainerRecord,
  ContainerResourcesPatch,
  EndpointStatus,
  HostRecord,
  ImageRecord,
  Label,
  LogStream,
  Platform,
  RestartPolicy,
} from './domain.ts';

/**
 * What compute needs of one endpoint, whatever its platform. Reads are synchronous, come from the mirror and never reach the engine.
 * Calls that change something throw IzaError (NOT_FOUND, CONFLICT, UNPROCESSABLE with the engine's words, NOT_SUPPORTED,
 * BACKEND_UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED, BACKEND_ERROR), have a deadline of their own, and resolve when the next read shows
 * the change.
 */
export interface ComputeEndpoint {
  readonly name: string;
  readonly platform: Platform;
  /** Without credentials. */
  readonly address: string;
  readonly state: EndpointFacts;
  onState(listener: (state: EndpointFacts) => void): () => void;
  /** The machine this endpoint reports itself; undefined when another endpoint does, or nothing is known of it yet. */
  machine(): HostRecord | undefined;
  /** Global id of the machine its workloads run on. */
  hostId(): string | undefined;
  /** Paths that a request to this endpoint names are paths of this machine. */
  readonly localPaths: boolean;
  /** Whether the endpoint has this object of another subgraph; all that compute knows of it. */
  has(type: 'Network' | 'Volume', nativeId: string): boolean;
  /** Absent on a platform that runs none. */
  readonly containers?: ContainerPort;
  readonly images?: ImagePort;
}

interface EndpointFacts {
  readonly status: EndpointStatus;
  readonly since: Date;
  readonly lastSync?: Date;
  readonly lagMs?: number;
  readonly apiVersion?: string;
  readonly engineVersion?: string;
  readonly reason?: string;
}

/** Live objects of one kind. Records are immutable; the same object until something changes. */
export interface Shelf<T> {
  /** All of them; the same array until something changes. */
  values(): readonly T[];
  get(nativeId: string): T | undefined;
  /** Calls `listener` synchronously for every later change; returns how to stop. */
  listen(listener: (change: SourceChange<T>) => void): () => void;
  /** Changes after `revision`, oldest first; undefined when some are forgotten. */
  changesSince(revision: number): readonly SourceChange<T>[] | undefined;
}

/**
 * A change in the engine's own words, ready to go. `settings` is the engine's complete request: what the admission policy judges is
 * what `run` sends. Making one changes nothing and throws what can be known beforehand.
 */
export interface Prepared<T> {
  readonly settings: Readonly<Record<string, unknown>>;
  run(options?: RunOptions): Promise<T>;
}

export interface RunOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** Absent members are unknown, not zero. */
export interface Progress {
  readonly percent?: number;
  readonly message?: string;
  readonly bytesDone?: number;
  readonly bytesTotal?: number;
  /** A line for the operation's log. */
  readonly log?: string;
}

export interface ContainerPort extends Shelf<ContainerRecord> {
  byName(name: string): ContainerRecord | undefined;
  /** Containers made from an image, by its native id. */
  ofImage(imageNativeId: string): readonly ContainerRecord[];
  /**
   * Not idempotent without a name. All or nothing: when it cannot be attached to all its networks, it is removed again.
   * NOT_FOUND when a network is not there.
   */
  prepareCreate(spec: ContainerSpec): Prepared<ContainerRecord>;
  /** Idempotent. NOT_SUPPORTED when the platform cannot change one of the members of a container that exists. */
  prepareUpdate(container: ContainerRecord, patch: ContainerPatch): Prepared<void>;
  /** Waits for the program's end. After DEADLINE_EXCEEDED the program may go on. */
  prepareExec(container: ContainerRecord, request: ExecRequest): Prepared<ExecOutcome>;
  /** No-op when it runs. */
  start(nativeId: string): Promise<void>;
  /** No-op when it does not run. */
  stop(nativeId: string, timeoutSeconds: number): Promise<void>;
  restart(nativeId: string, timeoutSeconds: number): Promise<void>;
  pause(nativeId: string): Promise<void>;
  unpause(nativeId: string): Promise<void>;
  kill(nativeId: string, killSignal: string): Promise<void>;
  remove(
    nativeId: string,
    options: { readonly force: boolean; readonly removeVolumes: boolean },
  ): Promise<void>;
  rename(nativeId: string, name: string): Promise<void>;
  /** Lines, oldest first; ends with the log, with the container when following, or with `signal`. Pulling slowly holds the engine back. */
  logs(nativeId: string, request: LogRequest): AsyncIterable<LogRecord>;
}

export interface ContainerSpec {
  readonly name?: string | undefined;
  /** A reference, or the native id of an image on the endpoint. */
  readonly image: string;
  readonly command?: readonly string[] | undefined;
  readonly entrypoint?: readonly string[] | undefined;
  readonly environment: readonly { readonly name: string; readonly value: string }[];
  readonly labels: readonly Label[];
  readonly user?: string | undefined;
  readonly workingDirectory?: string | undefined;
  readonly hostname?: string | undefined;
  /** Names or native ids; undefined: the platform's default; empty: none. */
  readonly networks?: readonly string[] | undefined;
  readonly ports: readonly PortSpec[];
  readonly mounts: readonly MountSpec[];
  readonly resources: ContainerResourcesPatch;
  readonly restartPolicy?: RestartPolicy | undefined;
  readonly readOnlyRootFilesystem?: boolean | undefined;
  readonly dropCapabilities: readonly string[];
  readonly addCapabilities: readonly string[];
  readonly privileged?: boolean | undefined;
  readonly init?: boolean | undefined;
  readonly tty?: boolean | undefined;
  readonly autoRemove?: boolean | undefined;
  /** The platform's own settings; they win. */
  readonly native?: Readonly<Record<string, unknown>> | undefined;
}

export interface PortSpec {
  readonly containerPort: number;
  /** Absent: the engine picks one. */
  readonly hostPort?: number | undefined;
  readonly hostAddress: string;
  readonly protocol: 'tcp' | 'udp' | 'sctp';
}

export interface MountSpec {
  readonly type: 'volume' | 'bind' | 'tmpfs';
  /** Name of the volume (absent: an anonymous one), path on the host, absent for tmpfs. */
  readonly source?: string | undefined;
  readonly target: string;
  readonly readOnly: boolean;
}

export interface ContainerPatch {
  readonly resources: ContainerResourcesPatch;
  readonly restartPolicy?: RestartPolicy | undefined;
}

export interface ExecRequest {
  readonly command: readonly string[];
  readonly environment: readonly { readonly name: string; readonly value: string }[];
  readonly user?: string | undefined;
  readonly workingDirectory?: string | undefined;
  readonly stdin?: string | undefined;
  readonly timeoutMs: number;
  readonly maxOutputBytes: number;
}

export interface ExecOutcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly truncated: boolean;
}

export interface LogRequest {
  readonly follow: boolean;
  /** Undefined: all. */
  readonly tail?: number | undefined;
  readonly since?: Date | undefined;
  readonly signal: AbortSignal;
}

export interface LogRecord {
  readonly stream: LogStream;
  readonly at?: Date | undefined;
  readonly line: string;
}

export interface ImagePort extends Shelf<ImageRecord> {
  /** By a tag in its familiar form: `nginx:1.27`. */
  byTag(tag: string): ImageRecord | undefined;
  /** `reference` is canonical: `docker.io/library/nginx:1.27`. Idempotent. */
  preparePull(reference: {
    readonly name: string;
    readonly tag?: string;
    readonly digest?: string;
  }): Prepared<ImageRecord>;
  prepareBuild(request: BuildRequest): Prepared<ImageRecord>;
  /** Idempotent; a tag another image has moves. */
  tag(nativeId: string, reference: string): Promise<void>;
  /** By tag: that tag, and the image with its last one. By native id: the image; with several tags only if `force`. */
  remove(reference: string, options: { readonly force: boolean }): Promise<void>;
}

export interface BuildRequest {
  readonly tags: readonly string[];
  /** A tar archive, Dockerfile inside. */
  readonly context: Uint8Array;
  /** Path inside. */
  readonly dockerfile: string;
  readonly buildArguments: readonly { readonly name: string; readonly value: string }[];
  readonly labels: readonly Label[];
  readonly target?: string | undefined;
  readonly noCache: boolean;
  /** Images and addresses outside that the Dockerfile names: for policy. */
  readonly sources: BuildSources;
}

export interface BuildSources {
  /** Canonical references of base images. */
  readonly images: readonly string[];
  /** What ADD fetches. */
  readonly urls: readonly string[];
}
