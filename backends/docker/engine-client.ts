import type { Duplex, Readable } from 'node:stream';
import type {
  ContainerCreateBody,
  ContainerUpdateBody,
  DockerContainer,
  DockerDiskUsage,
  DockerImage,
  DockerInfo,
  DockerNetwork,
  DockerStats,
  DockerVolume,
  NetworkCreateBody,
  VolumeCreateBody,
} from './documents.ts';

/**
 * The part of dockerode used here, as it really is: its published typings leave out the signal of many calls, and what the engine
 * answers. Calls that take no signal are marked by taking no options.
 *
 * Of a POST whose path may have a query, dockerode sends the options as the body and again in the URL: give `_query` and `_body`.
 */
export interface EngineClient {
  version(options: Abortable): Promise<{ readonly ApiVersion?: string; readonly MinAPIVersion?: string }>;
  info(options: Abortable): Promise<DockerInfo & { readonly SystemTime?: string }>;
  ping(options: Abortable): Promise<unknown>;
  df(options: Abortable): Promise<{ readonly [K in keyof DockerDiskUsage]?: DockerDiskUsage[K] | null }>;
  getEvents(options: Abortable & { readonly since: string }): Promise<Readable>;

  listContainers(options: Abortable & { readonly all: boolean }): Promise<readonly ContainerSummary[] | null>;
  listImages(options: Abortable): Promise<readonly ImageSummary[] | null>;
  listNetworks(options: Abortable): Promise<readonly DockerNetwork[] | null>;
  listVolumes(options: Abortable): Promise<{ readonly Volumes: readonly DockerVolume[] | null }>;

  createContainer(options: Body<ContainerCreateBody> & Abortable): Promise<{ readonly id: string }>;
  getContainer(id: string): {
    inspect(options: Abortable): Promise<DockerContainer>;
    start(options: Abortable): Promise<unknown>;
    stop(options: Abortable & { readonly t?: number }): Promise<unknown>;
    restart(options: Abortable & { readonly t?: number }): Promise<unknown>;
    pause(options: Abortable): Promise<unknown>;
    unpause(options: Abortable): Promise<unknown>;
    kill(options: Abortable & { readonly signal: string }): Promise<unknown>;
    wait(options: Abortable & { readonly condition: 'not-running' }): Promise<unknown>;
    remove(options: Abortable & { readonly force: boolean; readonly v: boolean }): Promise<unknown>;
    rename(options: Abortable & { readonly name: string }): Promise<unknown>;
    update(
      options: Abortable & ContainerUpdateBody,
    ): Promise<{ readonly Warnings?: readonly string[] | null }>;
    stats(options: Abortable & { readonly stream: false }): Promise<DockerStats>;
    exec(options: Abortable & object): Promise<{ readonly id: string }>;
  };
  getExec(id: string): {
    start(options: Abortable & object): Promise<Duplex>;
    inspect(options: Abortable): Promise<{ readonly Running: boolean; readonly ExitCode: number | null }>;
  };

  createImage(auth: object | undefined, options: Body<object> & Abortable): Promise<Readable>;
  buildImage(context: Readable, options: Abortable & object): Promise<Readable>;
  getImage(reference: string): {
    inspect(): Promise<DockerImage>;
    tag(options: Body<object> & Abortable): Promise<unknown>;
    remove(options: Abortable & { readonly force: boolean; readonly noprune: boolean }): Promise<unknown>;
  };

  createNetwork(
    options: Body<NetworkCreateBody & { readonly CheckDuplicate: true }> & Abortable,
  ): Promise<{ readonly id: string }>;
  getNetwork(id: string): {
    inspect(): Promise<DockerNetwork>;
    remove(options: Abortable): Promise<unknown>;
    connect(
      options: Abortable & { readonly Container: string; readonly EndpointConfig?: object },
    ): Promise<unknown>;
    disconnect(
      options: Abortable & { readonly Container: string; readonly Force: boolean },
    ): Promise<unknown>;
  };

  createVolume(options: Abortable & VolumeCreateBody): Promise<{ readonly name: string }>;
  getVolume(name: string): {
    inspect(options: Abortable): Promise<DockerVolume>;
    remove(options: Abortable & { readonly force: boolean }): Promise<unknown>;
  };

  /** docker-modem: for the one call that dockerode shapes wrongly (`logs.ts`), and for what must be kept from it. */
  readonly modem: {
    dial(request: object, done: (error: unknown, body: Readable) => void): void;
    buildRequest(options: object, ...rest: readonly unknown[]): void;
  };
}

interface Abortable {
  readonly abortSignal?: AbortSignal;
}

interface Body<T> {
  readonly _query: Readonly<Record<string, string>>;
  readonly _body: T;
}

/** One line of `GET /containers/json`. */
export interface ContainerSummary {
  readonly Id: string;
  readonly Names?: readonly string[] | null;
  readonly ImageID: string;
  readonly State: string;
  /** `Exited (137) 2 hours ago`. */
  readonly Status?: string;
  readonly NetworkSettings?: {
    readonly Networks?: Readonly<
      Record<string, { readonly NetworkID: string; readonly IPAddress: string }>
    > | null;
  };
}

/** One line of `GET /images/json`. */
export interface ImageSummary {
  readonly Id: string;
  readonly RepoTags?: readonly string[] | null;
  readonly RepoDigests?: readonly string[] | null;
}
