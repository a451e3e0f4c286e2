import type { Readable } from 'node:stream';
import { IzaError } from '#kernel/errors.ts';
import type { LogLine, LogOptions } from './docker-endpoint.ts';
import type { Engine } from './engine.ts';
import { LogLines } from './log-lines.ts';
import { Demultiplexer } from './multiplexed.ts';
import { resolveContainer } from './resolve.ts';

/** Nothing is buffered beyond a chunk: a slow reader slows the engine's stream down. */
export async function* readLogs(
  engine: Engine,
  id: string,
  options: LogOptions = {},
): AsyncGenerator<LogLine> {
  const { timestamps = true, signal } = options;
  const container = await resolveContainer(engine, id, options);
  const multiplexed = !(await hasTerminal(engine, container, options));
  const over = new AbortController();
  const both = signal ? AbortSignal.any([signal, over.signal]) : over.signal;
  try {
    const body = await openLogs(engine, container, { ...options, signal: both });
    const frames = new Demultiplexer();
    const lines = new LogLines({ timestamps, multiplexed });
    for await (const chunk of body as AsyncIterable<Buffer>) {
      const pieces = multiplexed
        ? frames.push(chunk)
        : [{ stream: 'stdout' as const, bytes: chunk, first: false }];
      for (const piece of pieces) yield* lines.push(piece);
    }
    yield* lines.end();
  } catch (error) {
    // The caller asked for the end.
    if (signal?.aborted) return;
    if (error instanceof IzaError) throw error;
    throw new IzaError('BACKEND_UNAVAILABLE', 'The log broke off.', { endpoint: engine.name, cause: error });
  } finally {
    over.abort();
  }
}

/** A container with a terminal writes one raw stream; others two, multiplexed. */
async function hasTerminal(engine: Engine, container: string, options: LogOptions): Promise<boolean> {
  const known = engine.mirror.containers.get(container);
  if (known) return known.Config.Tty;
  const { Config } = await engine.call({
    what: 'Reading the container',
    timeoutMs: 15_000,
    options,
    send: (docker, abortSignal) => docker.getContainer(container).inspect({ abortSignal }),
  });
  return Config.Tty;
}

function openLogs(
  engine: Engine,
  container: string,
  options: LogOptions & { readonly signal: AbortSignal },
): Promise<Readable> {
  const {
    follow = false,
    timestamps = true,
    stdout = true,
    stderr = true,
    tail,
    since,
    until,
    signal,
  } = options;
  return engine.call({
    what: 'Opening the log',
    timeoutMs: 30_000,
    options: { signal },
    send: (docker) =>
      // dockerode collects a log in memory unless it is followed; the engine ends the stream by itself when not to follow.
      new Promise<Readable>((resolve, reject) => {
        const query = {
          follow,
          timestamps,
          stdout,
          stderr,
          ...(tail !== undefined && { tail: String(Math.max(0, Math.trunc(tail))) }),
          ...(since && { since: (since.getTime() / 1000).toFixed(3) }),
          ...(until && { until: (until.getTime() / 1000).toFixed(3) }),
        };
        const request = {
          path: `/containers/${container}/logs?`,
          method: 'GET',
          options: query,
          isStream: true,
          abortSignal: signal,
          statusCodes: { 200: true, 404: 'no such container', 500: 'server error' },
        };
        const { modem } = docker as {
          modem: { dial(request: object, done: (error: unknown, body: Readable) => void): void };
        };
        modem.dial(request, (error, body) => (error ? reject(error) : resolve(body)));
      }),
  });
}
