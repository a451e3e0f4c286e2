import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { backoffMs, deadline, pause, withSignal } from '#kernel/deadlines.ts';
import { IzaError, toIzaError } from '#kernel/errors.ts';
import type { Log } from '#kernel/log.ts';
import type { EndpointState } from '../endpoint.ts';
import { EndpointStatusCell } from '../endpoint-status.ts';
import { affectedBy, type Affected } from './affected-by.ts';
import type { DockerEvent, DockerInfo } from './documents.ts';
import { DockerMirror } from './docker-mirror.ts';
import type { RevisionClock } from '../revision-clock.ts';
import type { Engine } from './engine.ts';
import type { EngineAddress } from './engine-address.ts';
import { EngineConnection, type EngineRequest } from './engine-connection.ts';
import type { ErrorContext } from './engine-error.ts';
import { readEvents, SeenEvents } from './event-stream.ts';

export interface Pace {
  /** Between two signs of life asked of the engine, and how long one may take: a dead peer is noticed within their sum. */
  readonly pingEveryMs: number;
  readonly pingTimeoutMs: number;
  /** Between two comparisons of the engine's lists with the mirror. */
  readonly reconcileEveryMs: number;
  /** Longest wait before connecting again. */
  readonly backoffCapMs: number;
  /** How long a call waits for a lost engine to come back. */
  readonly callWaitMs: number;
}

/** Connected this long, an endpoint starts its backoff from the beginning. */
const STEADY_MS = 10_000;
const EVENTS_MS = 5000;

/** The life of an endpoint: connect, follow the event stream, notice the gap, connect again. */
export class DockerConnector implements Engine {
  readonly name: string;
  readonly mirror: DockerMirror;
  readonly #address: EngineAddress;
  readonly #pace: Pace;
  readonly #log: Log;
  readonly #status = new EndpointStatusCell();
  readonly #eventListeners = new Set<(event: DockerEvent) => void>();
  readonly #stopping = new AbortController();
  readonly #seen = new SeenEvents();
  #firstAttempt: PromiseWithResolvers<void> | undefined;
  #loop: Promise<void> = Promise.resolve();
  #connection: EngineConnection | undefined;
  /** While out of reach: ends the wait before the next attempt, and tells of its outcome. */
  #hurry: AbortController | undefined;
  #nextAttempt = Promise.withResolvers<void>();
  #info: DockerInfo | undefined;
  #engineId: string | undefined;
  #heardAt: Date | undefined;
  #lagMs: number | undefined;

  constructor(options: {
    readonly name: string;
    readonly address: EngineAddress;
    readonly clock: RevisionClock;
    readonly pace: Pace;
    readonly log: Log;
  }) {
    this.name = options.name;
    this.#address = options.address;
    this.#pace = options.pace;
    this.#log = options.log;
    this.mirror = new DockerMirror({ clock: options.clock, log: options.log });
  }

  get info(): DockerInfo | undefined {
    return this.#info;
  }

  get state(): EndpointState {
    return this.#describe(this.#status.state);
  }

  onState(listener: (state: EndpointState) => void): () => void {
    return this.#status.listen((state) => listener(this.#describe(state)));
  }

  onEvent(listener: (event: DockerEvent) => void): () => void {
    this.#eventListeners.add(listener);
    return () => this.#eventListeners.delete(listener);
  }

  async start(): Promise<void> {
    if (!this.#firstAttempt) {
      this.#firstAttempt = Promise.withResolvers<void>();
      this.#loop = this.#run(this.#stopping.signal);
    }
    await this.#firstAttempt.promise;
  }

  async stop(): Promise<void> {
    this.#stopping.abort(
      new IzaError('SHUTTING_DOWN', `The endpoint ${this.name} is stopped.`, { endpoint: this.name }),
    );
    await this.#loop;
    if (this.#status.state.status !== 'STOPPED') this.#status.set('STOPPED');
  }

  async call<T>(request: EngineRequest<T>): Promise<T> {
    if (!this.#connection) await this.#comeBack(request);
    const connection = this.#connection;
    if (!connection) throw this.#unavailable();
    const signals = [this.#stopping.signal, ...(request.options?.signal ? [request.options.signal] : [])];
    return connection.call({ ...request, options: { ...request.options, signal: AbortSignal.any(signals) } });
  }

  async refresh(affected: readonly Affected[]): Promise<void> {
    await this.mirror.refresh(affected).catch((error: unknown) => {
      this.#log.debug('the mirror could not follow a call', {
        endpoint: this.name,
        error: toIzaError(error).message,
      });
    });
  }

  async #run(signal: AbortSignal): Promise<void> {
    for (let attempt = 0; !signal.aborted; attempt++) {
      const startedAt = Date.now();
      const outcome = this.#nextAttempt;
      const reason = await this.#follow(signal).catch((error: unknown) => toIzaError(error));
      if (signal.aborted) break;
      this.#lose(reason);
      this.#nextAttempt = Promise.withResolvers<void>();
      outcome.resolve();
      this.#firstAttempt?.resolve();
      if (Date.now() - startedAt > STEADY_MS) attempt = 0;
      this.#hurry = new AbortController();
      const wait = Math.max(20, backoffMs(attempt, 100, this.#pace.backoffCapMs));
      await pause(wait, AbortSignal.any([signal, this.#hurry.signal])).catch(() => undefined);
      this.#hurry = undefined;
    }
    this.mirror.attach(undefined);
    this.#connection = undefined;
    this.#nextAttempt.resolve();
    this.#firstAttempt?.resolve();
    this.#status.set('STOPPED', this.#heardAt ? { lastSync: this.#heardAt } : {});
  }

  /** One connection from its beginning to its end, which is always an error. */
  async #follow(stopping: AbortSignal): Promise<never> {
    const over = new AbortController();
    const signal = AbortSignal.any([stopping, over.signal]);
    const connection = await EngineConnection.open(this.#address, () => this.#errorContext(), signal);
    let hard = true;
    try {
      // Before anything is listed, so that nothing falls between the list and the first event. The engine answers before it
      // listens; `since` brings what happens between the two.
      const body = await this.#openEvents(connection, signal);
      const ended = this.#consume(body);
      ended.catch(() => undefined);
      this.mirror.attach(connection);
      const alive = this.#keepAsking(connection, signal);
      alive.catch(() => undefined);
      await Promise.race([this.mirror.relist(), ended, alive]);
      this.#goLive(connection);
      const reconciling = this.#keepReconciling(signal);
      reconciling.catch(() => undefined);
      await Promise.race([ended.finally(() => (hard = false)), alive, reconciling]);
      throw new IzaError('BACKEND_UNAVAILABLE', 'The connection ended.');
    } finally {
      this.mirror.attach(undefined);
      if (this.#connection === connection) this.#connection = undefined;
      over.abort();
      connection.close({ hard: hard || stopping.aborted });
    }
  }

  #openEvents(connection: EngineConnection, signal: AbortSignal): Promise<Readable> {
    const since = this.#engineId === connection.info.ID ? this.#seen.resumeAt : undefined;
    this.#engineId = connection.info.ID;
    const opened = Promise.withResolvers<Readable>();
    // The deadline is for the answer's head only: the body goes on as long as the connection.
    return connection.call({
      what: `Opening the event stream of ${this.#address.display}`,
      timeoutMs: EVENTS_MS,
      options: { signal },
      send: (docker) => {
        const options = { since: since ?? connection.engineTime, abortSignal: signal };
        const body = docker.getEvents(options);
        body.then(opened.resolve, opened.reject);
        return opened.promise;
      },
    });
  }

  async #consume(body: Readable): Promise<never> {
    const { socket } = body as Readable & { socket?: Socket };
    // Without events nothing tells a dead peer from a quiet one on this connection but TCP itself.
    socket?.setKeepAlive(true, 15_000);
    try {
      for await (const event of readEvents(body)) this.#take(event);
    } catch (error) {
      throw new IzaError('BACKEND_UNAVAILABLE', 'The event stream broke.', {
        endpoint: this.name,
        cause: error,
      });
    } finally {
      body.destroy();
    }
    throw new IzaError('BACKEND_UNAVAILABLE', 'The engine ended the event stream.', { endpoint: this.name });
  }

  #take(event: DockerEvent): void {
    this.#hear();
    if (!this.#seen.add(event)) return;
    // Before that, events are replayed ones.
    if (this.#connection) this.#lagMs = Math.max(0, Date.now() - event.timeNano / 1e6);
    const affected = affectedBy(event, {
      networksOf: (id) => this.mirror.networksOf(id),
      hasHealthcheck: (id) => this.mirror.containers.get(id)?.State.Health !== undefined,
    });
    for (const object of affected) {
      this.mirror.refresh([object]).catch((error: unknown) => {
        // A lost connection is told by its own end, and everything is read again after it.
        if (!toIzaError(error).retryable)
          this.#log.warn('an object could not be read', { endpoint: this.name, ...object });
      });
    }
    for (const listener of this.#eventListeners) {
      try {
        listener(event);
      } catch (error) {
        this.#log.warn('a listener of events failed', { endpoint: this.name, error });
      }
    }
  }

  async #keepAsking(connection: EngineConnection, signal: AbortSignal): Promise<never> {
    for (;;) {
      await pause(this.#pace.pingEveryMs, signal);
      await connection.call({
        what: `A sign of life from ${this.#address.display}`,
        timeoutMs: this.#pace.pingTimeoutMs,
        options: { signal },
        send: (docker, abortSignal) => docker.ping({ abortSignal }),
      });
      this.#hear();
    }
  }

  async #keepReconciling(signal: AbortSignal): Promise<never> {
    for (;;) {
      await pause(this.#pace.reconcileEveryMs, signal);
      await this.mirror.reconcile();
    }
  }

  #goLive(connection: EngineConnection): void {
    this.#connection = connection;
    this.#info = connection.info;
    this.#hear();
    this.#status.set('LIVE', {
      apiVersion: connection.info.negotiatedApiVersion,
      engineVersion: connection.info.ServerVersion,
    });
    this.#nextAttempt.resolve();
    this.#firstAttempt?.resolve();
    this.#log.info('endpoint is live', {
      endpoint: this.name,
      engine: connection.info.ServerVersion,
      api: connection.info.negotiatedApiVersion,
    });
  }

  #lose(reason: IzaError): void {
    const status = this.#heardAt ? 'STALE' : 'CONNECTING';
    const first = this.#status.state.status !== status || this.#status.state.reason !== reason.message;
    this.#status.set(status, {
      ...(this.#heardAt && { lastSync: this.#heardAt }),
      ...(this.#info && {
        apiVersion: this.#info.negotiatedApiVersion,
        engineVersion: this.#info.ServerVersion,
      }),
      reason: reason.message,
    });
    if (first)
      this.#log.warn(`endpoint is out of reach: ${reason.message}`, {
        endpoint: this.name,
        code: reason.code,
      });
  }

  #hear(): void {
    this.#heardAt = new Date();
  }

  #describe(state: EndpointState): EndpointState {
    const lastSync = state.status === 'LIVE' ? this.#heardAt : state.lastSync;
    return {
      ...state,
      ...(lastSync && { lastSync }),
      ...(state.status === 'LIVE' && this.#lagMs !== undefined && { lagMs: this.#lagMs }),
    };
  }

  /** A call found the engine out of reach: try at once instead of when the backoff says, and wait a moment for the outcome. */
  async #comeBack(request: EngineRequest<unknown>): Promise<void> {
    if (this.#stopping.signal.aborted || !this.#firstAttempt) return;
    this.#hurry?.abort();
    using limit = deadline(this.#pace.callWaitMs, request.what, request.options?.signal);
    await withSignal(this.#nextAttempt.promise, limit).catch(() => request.options?.signal?.throwIfAborted());
  }

  #unavailable(): IzaError {
    const { reason, since } = this.#status.state;
    const why = reason ?? (this.#firstAttempt ? 'It has not answered yet.' : 'It is not started.');
    return new IzaError('BACKEND_UNAVAILABLE', `The endpoint ${this.name} is out of reach. ${why}`, {
      endpoint: this.name,
      since: since.toISOString(),
    });
  }

  #errorContext(): ErrorContext {
    const { status, since } = this.#status.state;
    return {
      endpoint: this.name,
      address: this.#address.display,
      ...(status === 'STALE' || status === 'CONNECTING' ? { since } : {}),
    };
  }
}
