import { deadline, pause, withSignal } from '#kernel/deadlines.ts';
import { IzaError, toIzaError } from '#kernel/errors.ts';
import type { Log } from '#kernel/log.ts';
import type { EndpointState } from '../endpoint.ts';
import { EndpointStatusCell } from '../endpoint-status.ts';
import * as actions from './container-actions.ts';
import { containerStats } from './container-stats.ts';
import { createContainer } from './create-container.ts';
import type {
  CallOptions,
  EmbeddedBuildOptions,
  EmbeddedContainerPatch,
  EmbeddedContainerSpec,
  EmbeddedEndpoint,
  EmbeddedExecOptions,
  EmbeddedExecResult,
  EmbeddedLogLine,
  EmbeddedLogsOptions,
  EmbeddedNetworkSpec,
  EmbeddedOptions,
  EmbeddedProgress,
} from './embedded-endpoint.ts';
import { fingerprint } from './fingerprint.ts';
import * as images from './images.ts';
import * as networks from './networks.ts';
import { readLogs } from './read-logs.ts';
import type {
  EmbeddedContainer,
  EmbeddedEvent,
  EmbeddedImage,
  EmbeddedNetwork,
  EmbeddedStats,
  EmbeddedVolume,
} from './records.ts';
import { runCommand } from './run-command.ts';
import { seed } from './seed.ts';
import * as volumes from './volumes.ts';
import { createCollections, type World } from './world.ts';

/** Each call is one function over the world; this class adds what all calls share: life, cancellation, events. */
export class EmbeddedEngine implements EmbeddedEndpoint {
  readonly platform = 'embedded';
  readonly name: string;
  readonly address = 'memory:';
  readonly containers: World['containers'];
  readonly images: World['images'];
  readonly networks: World['networks'];
  readonly volumes: World['volumes'];
  readonly #world: World;
  readonly #log: Log | undefined;
  readonly #isEmpty: boolean;
  readonly #status = new EndpointStatusCell();
  readonly #life = new AbortController();
  #serial = 0;
  readonly #listeners = new Set<(event: EmbeddedEvent) => void>();

  constructor({ name, clock, log, now = () => new Date(), workMs = 1500, empty = false }: EmbeddedOptions) {
    this.name = name;
    this.#log = log;
    this.#isEmpty = empty;
    const collections = createCollections(clock);
    ({
      containers: this.containers,
      images: this.images,
      networks: this.networks,
      volumes: this.volumes,
    } = collections);
    this.#world = {
      endpoint: name,
      now,
      workMs,
      newId: (kind, objectName) => {
        const since = this.#status.state.status === 'LIVE' ? now().getTime() : 'sample';
        return fingerprint(name, kind, objectName, since, ++this.#serial);
      },
      ...collections,
      activity: new Map(),
      emit: ({ attributes = {}, ...event }) => {
        const complete = { ...event, attributes, at: now() };
        for (const listener of this.#listeners) listener(complete);
      },
    };
  }

  /** What is in memory is always in step with itself. */
  get state(): EndpointState {
    const { state } = this.#status;
    return state.status === 'LIVE' ? { ...state, lastSync: new Date() } : state;
  }

  onState(listener: (state: EndpointState) => void): () => void {
    return this.#status.listen(listener);
  }

  onEvent(listener: (event: EmbeddedEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async start(): Promise<void> {
    if (this.state.status !== 'CONNECTING') return;
    networks.createPredefinedNetworks(this.#world);
    if (!this.#isEmpty) seed(this.#world);
    this.#status.set('LIVE', { lastSync: new Date(), engineVersion: 'embedded' });
    this.#log?.info('Embedded platform is up: in memory, nothing in it is real', { endpoint: this.name });
  }

  async stop(): Promise<void> {
    if (this.state.status === 'STOPPED') return;
    this.#status.set('STOPPED');
    this.#life.abort(this.#unavailable());
  }

  createContainer(spec: EmbeddedContainerSpec, options?: CallOptions): Promise<EmbeddedContainer> {
    return this.#call(options, () => createContainer(this.#world, spec));
  }
  startContainer(container: string, options?: CallOptions): Promise<void> {
    return this.#call(options, () => actions.startContainer(this.#world, container));
  }
  stopContainer(container: string, options?: CallOptions): Promise<void> {
    return this.#call(options, () => actions.stopContainer(this.#world, container));
  }
  restartContainer(container: string, options?: CallOptions): Promise<void> {
    return this.#call(options, () => actions.restartContainer(this.#world, container));
  }
  pauseContainer(container: string, options?: CallOptions): Promise<void> {
    return this.#call(options, () => actions.pauseContainer(this.#world, container));
  }
  unpauseContainer(container: string, options?: CallOptions): Promise<void> {
    return this.#call(options, () => actions.unpauseContainer(this.#world, container));
  }
  killContainer(container: string, options?: CallOptions & { readonly killSignal?: string }): Promise<void> {
    return this.#call(options, () => actions.killContainer(this.#world, container, options?.killSignal));
  }
  removeContainer(
    container: string,
    options?: CallOptions & { readonly force?: boolean; readonly removeVolumes?: boolean },
  ): Promise<void> {
    return this.#call(options, () => actions.removeContainer(this.#world, container, options));
  }
  renameContainer(container: string, name: string, options?: CallOptions): Promise<void> {
    return this.#call(options, () => actions.renameContainer(this.#world, container, name));
  }
  updateContainer(container: string, patch: EmbeddedContainerPatch, options?: CallOptions): Promise<void> {
    return this.#call(options, () => actions.updateContainer(this.#world, container, patch));
  }

  async *logs(
    container: string,
    options: EmbeddedLogsOptions = {},
  ): AsyncGenerator<EmbeddedLogLine, void, void> {
    const signal = this.#enter(options);
    yield* readLogs(this.#world, container, { ...options, signal });
  }

  async exec(name: string, options: EmbeddedExecOptions): Promise<EmbeddedExecResult> {
    const signal = this.#enter(options);
    const container = actions.allowed(this.#world, 'exec', name)!;
    if (options.command.length === 0) {
      throw new IzaError('BAD_USER_INPUT', 'command must name a program.', { field: 'command' });
    }
    const result = runCommand(options.command, {
      container,
      env: [...container.environment, `HOSTNAME=${container.hostname}`, ...(options.env ?? [])],
      user: options.user ?? container.user,
      workingDirectory: options.workingDirectory ?? container.workingDirectory,
      now: this.#world.now(),
    });
    using limit = deadline(options.timeoutMs ?? 60_000, 'The command', signal);
    if (result.durationMs > 0)
      await pause(result.durationMs, limit).catch((error: unknown) => Promise.reject(toIzaError(error)));
    const maxBytes = options.maxOutputBytes ?? 2 ** 20;
    const stdout = Buffer.from(result.stdout).subarray(0, maxBytes);
    const stderr = Buffer.from(result.stderr).subarray(0, maxBytes - stdout.length);
    return {
      exitCode: result.exitCode,
      stdout: stdout.toString(),
      stderr: stderr.toString(),
      truncated: Buffer.byteLength(result.stdout + result.stderr) > stdout.length + stderr.length,
    };
  }

  stats(container: string): EmbeddedStats | undefined {
    this.#enter();
    return containerStats(this.#world, container);
  }

  pullImage(
    reference: string,
    options: CallOptions & { readonly onProgress?: (progress: EmbeddedProgress) => void } = {},
  ): Promise<EmbeddedImage> {
    return this.#call(options, (signal) => images.pullImage(this.#world, reference, { ...options, signal }));
  }
  buildImage(context: AsyncIterable<Uint8Array>, options: EmbeddedBuildOptions = {}): Promise<EmbeddedImage> {
    return this.#call(options, (signal) =>
      withSignal(images.buildImage(this.#world, context, { ...options, signal }), signal),
    );
  }
  tagImage(image: string, reference: string, options?: CallOptions): Promise<void> {
    return this.#call(options, () => images.tagImage(this.#world, image, reference));
  }
  removeImage(image: string, options?: CallOptions & { readonly force?: boolean }): Promise<void> {
    return this.#call(options, () => images.removeImage(this.#world, image, options));
  }

  createNetwork(spec: EmbeddedNetworkSpec, options?: CallOptions): Promise<EmbeddedNetwork> {
    return this.#call(options, () => networks.createNetwork(this.#world, spec));
  }
  removeNetwork(network: string, options?: CallOptions): Promise<void> {
    return this.#call(options, () => networks.removeNetwork(this.#world, network));
  }
  connectNetwork(
    network: string,
    container: string,
    options: CallOptions & { readonly aliases?: readonly string[]; readonly ipv4Address?: string } = {},
  ): Promise<void> {
    return this.#call(options, () =>
      networks.connectNetwork(this.#world, { ...options, network, container }),
    );
  }
  disconnectNetwork(network: string, container: string, options?: CallOptions): Promise<void> {
    return this.#call(options, () => networks.disconnectNetwork(this.#world, network, container));
  }

  createVolume(
    spec: { readonly name?: string; readonly labels?: Readonly<Record<string, string>> },
    options?: CallOptions,
  ): Promise<EmbeddedVolume> {
    return this.#call(options, () => volumes.createVolume(this.#world, spec));
  }
  removeVolume(volume: string, options?: CallOptions): Promise<void> {
    return this.#call(options, () => volumes.removeVolume(this.#world, volume));
  }

  async #call<T>(
    options: CallOptions | undefined,
    work: (signal: AbortSignal) => T | Promise<T>,
  ): Promise<T> {
    const signal = this.#enter(options);
    try {
      return await work(signal);
    } catch (error) {
      throw toIzaError(error);
    }
  }

  /** A signal that ends with the caller's and with this endpoint; throws when either is over. */
  #enter({ signal }: CallOptions = {}): AbortSignal {
    if (this.state.status !== 'LIVE') throw this.#unavailable();
    if (signal?.aborted) throw toIzaError(signal.reason);
    return signal ? AbortSignal.any([signal, this.#life.signal]) : this.#life.signal;
  }

  #unavailable(): IzaError {
    const { status, since } = this.state;
    return new IzaError(
      'BACKEND_UNAVAILABLE',
      `The embedded endpoint "${this.name}" is ${status.toLowerCase()}.`,
      {
        endpoint: this.name,
        since: since.toISOString(),
      },
    );
  }
}
