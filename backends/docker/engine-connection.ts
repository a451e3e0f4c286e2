import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { inspect } from 'node:util';
import Dockerode from 'dockerode';
import { deadline, withSignal } from '#kernel/deadlines.ts';
import { IzaError } from '#kernel/errors.ts';
import type { CallOptions } from './docker-endpoint.ts';
import type { DockerInfo } from './documents.ts';
import type { EngineClient } from './engine-client.ts';
import type { EngineAddress } from './engine-address.ts';
import { toEngineError, type ErrorContext } from './engine-error.ts';

/** The API versions whose documents `documents.ts` describes. */
const OLDEST_API = [1, 40] as const;
const NEWEST_API = [1, 47] as const;

const CONNECT_MS = 5000;

export interface EngineRequest<T> {
  /** What is being done, for the deadline's message: `Starting the container`. */
  readonly what: string;
  /** Deadline unless the caller gives one. */
  readonly timeoutMs: number;
  readonly options?: CallOptions | undefined;
  send(docker: EngineClient, signal: AbortSignal): Promise<T>;
}

/** Pooled connections to one engine at one negotiated API version. */
export class EngineConnection {
  readonly docker: EngineClient;
  readonly info: DockerInfo;
  /** The engine's clock when it was asked, as the `since` of an event stream. */
  readonly engineTime: string;
  readonly #agent: HttpAgent;
  readonly #context: () => ErrorContext;

  private constructor(parts: {
    docker: EngineClient;
    agent: HttpAgent;
    info: DockerInfo;
    engineTime: string;
    context: () => ErrorContext;
  }) {
    this.docker = parts.docker;
    this.info = parts.info;
    this.engineTime = parts.engineTime;
    this.#agent = parts.agent;
    this.#context = parts.context;
  }

  /** Dials, negotiates the version, reads the engine's facts. Throws IzaError within a few seconds. */
  static async open(
    address: EngineAddress,
    context: () => ErrorContext,
    signal: AbortSignal,
  ): Promise<EngineConnection> {
    const agent = pooledAgent(address);
    try {
      using limit = deadline(CONNECT_MS, `Connecting to ${address.display}`, signal);
      const plain = dockerodeFor(address, agent);
      const version = await withSignal(plain.version({ abortSignal: limit }), limit);
      const negotiated = negotiate(version, address.display);
      const docker = dockerodeFor(address, agent, negotiated);
      const facts = await withSignal(docker.info({ abortSignal: limit }), limit);
      const { SystemTime, ...info } = facts;
      return new EngineConnection({
        docker,
        agent,
        info: { ...info, ApiVersion: version.ApiVersion!, negotiatedApiVersion: negotiated },
        engineTime: epochText(SystemTime),
        context,
      });
    } catch (error) {
      agent.destroy();
      throw toEngineError(error, context());
    }
  }

  /** Runs one call under its deadline and the caller's signal; errors come out as IzaError. */
  async call<T>(request: EngineRequest<T>): Promise<T> {
    using limit = deadline(
      request.options?.timeoutMs ?? request.timeoutMs,
      request.what,
      request.options?.signal,
    );
    const failed = new AbortController();
    try {
      limit.throwIfAborted();
      // Some of dockerode's calls take no signal, and none settles when the answer breaks off half-way: race them all.
      return await withSignal(request.send(this.docker, AbortSignal.any([limit, failed.signal])), limit);
    } catch (error) {
      // An answer that nobody reads would keep its connection.
      failed.abort();
      throw toEngineError(limit.aborted ? limit.reason : error, this.#context());
    }
  }

  /** Lets the idle connections go; `hard` also breaks those in use. */
  close(options: { readonly hard: boolean }): void {
    if (options.hard) this.#agent.destroy();
    for (const sockets of Object.values(this.#agent.freeSockets))
      for (const socket of sockets ?? []) socket.destroy();
    // What is in use now would idle for ever in an agent that nobody uses again.
    this.#agent.on('free', (socket) => socket.destroy());
  }
}

function pooledAgent(address: EngineAddress): HttpAgent {
  const Agent = address.kind === 'tcp' && address.tls ? HttpsAgent : HttpAgent;
  const agent = new Agent({ keepAlive: true, maxFreeSockets: 16 });
  // docker-modem writes the options of every request out in full for its debug log, also when nobody reads that: with all sockets of
  // the agent this took most of a second.
  return Object.assign(agent, { [inspect.custom]: () => 'Agent {}' });
}

/** Every connection option is given, undefined ones too: what is left out docker-modem takes from DOCKER_HOST and its kin. */
function dockerodeFor(address: EngineAddress, agent: HttpAgent, version?: string): EngineClient {
  const tls = address.kind === 'tcp' ? address.tls : undefined;
  const options = {
    socketPath: address.kind === 'socket' ? address.socketPath : undefined,
    host: address.kind === 'tcp' ? bracketed(address.hostname) : undefined,
    port: address.kind === 'tcp' ? address.port : undefined,
    protocol: tls ? 'https' : 'http',
    pathPrefix: '/',
    username: undefined,
    timeout: undefined,
    ca: tls?.ca,
    cert: tls?.cert,
    key: tls?.key,
    version: version === undefined ? undefined : `v${version}`,
    headers: {},
    agent,
  };
  return withoutRedirects(new Dockerode(options as Dockerode.DockerOptions) as unknown as EngineClient);
}

/**
 * docker-modem 5.0 follows redirects wherever they point, and a target that cannot be reached throws past every handler. The
 * engine redirects only paths it finds unclean, and a proxy must not send us elsewhere.
 */
function withoutRedirects(docker: EngineClient): EngineClient {
  const { modem } = docker;
  const buildRequest = modem.buildRequest.bind(modem);
  modem.buildRequest = (options, ...rest) => buildRequest({ ...options, maxRedirects: 0 }, ...rest);
  return docker;
}

function bracketed(hostname: string): string {
  return hostname.includes(':') ? `[${hostname}]` : hostname;
}

/** The newest version both sides speak. */
function negotiate(
  version: { readonly ApiVersion?: string; readonly MinAPIVersion?: string },
  address: string,
): string {
  const newest = parseVersion(version.ApiVersion);
  if (!newest)
    throw new IzaError('BACKEND_ERROR', `What listens at ${address} does not answer like a Docker Engine.`);
  const oldest = parseVersion(version.MinAPIVersion) ?? OLDEST_API;
  const chosen = compare(newest, NEWEST_API) < 0 ? newest : NEWEST_API;
  if (compare(chosen, OLDEST_API) < 0 || compare(chosen, oldest) < 0) {
    const spoken = `${version.MinAPIVersion ?? '?'} to ${version.ApiVersion ?? '?'}`;
    throw new IzaError(
      'NOT_SUPPORTED',
      `The engine at ${address} speaks API ${spoken}; IzaOS speaks ${OLDEST_API.join('.')} to ${NEWEST_API.join('.')}.`,
    );
  }
  return chosen.join('.');
}

function parseVersion(text: unknown): readonly [number, number] | undefined {
  const parts = typeof text === 'string' ? /^(\d+)\.(\d+)$/.exec(text) : null;
  return parts ? [Number(parts[1]), Number(parts[2])] : undefined;
}

function compare(left: readonly [number, number], right: readonly [number, number]): number {
  return left[0] - right[0] || left[1] - right[1];
}

/** RFC 3339 → `seconds.nanoseconds`, as the engine takes times. A second earlier, so that nothing is missed to rounding. */
function epochText(time: string | undefined): string {
  const ms = time === undefined ? Date.now() : Date.parse(time);
  return ((Number.isFinite(ms) ? ms : Date.now()) / 1000 - 1).toFixed(3);
}
