import type { Duplex } from 'node:stream';
import { deadline, pause } from '#kernel/deadlines.ts';
import { IzaError } from '#kernel/errors.ts';
import type { ExecOptions, ExecResult } from './docker-endpoint.ts';
import type { Engine } from './engine.ts';
import { Demultiplexer, type Piece } from './multiplexed.ts';
import { resolveContainer } from './resolve.ts';

const DEFAULT_TIMEOUT_MS = 60_000;
const DEFAULT_OUTPUT_BYTES = 1024 * 1024;

export async function runExec(engine: Engine, id: string, options: ExecOptions): Promise<ExecResult> {
  if (options.command.length === 0) {
    throw new IzaError('BAD_USER_INPUT', 'command must name what to run.', { field: 'command' });
  }
  const timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  using limit = deadline(timeoutMs, 'The command', options.signal);
  const call = { signal: limit, timeoutMs: timeoutMs + 1000 };
  const container = await resolveContainer(engine, id, call);
  const execId = await create(engine, container, options, call);
  const output = await engine.call({
    what: 'The command',
    timeoutMs: call.timeoutMs,
    options: call,
    send: async (docker, signal) => {
      const withInput = options.stdin !== undefined;
      const start = {
        Detach: false,
        Tty: options.tty ?? false,
        hijack: withInput,
        stdin: withInput,
        abortSignal: signal,
      };
      const stream = await docker.getExec(execId).start(start);
      // After the upgrade the request's signal no longer reaches the connection.
      const onAbort = () => stream.destroy(limit.reason);
      limit.addEventListener('abort', onAbort, { once: true });
      try {
        if (withInput) stream.end(options.stdin);
        return await collect(stream, options);
      } finally {
        limit.removeEventListener('abort', onAbort);
        stream.destroy();
      }
    },
  });
  return { ...output, exitCode: await exitCode(engine, execId, call) };
}

async function create(
  engine: Engine,
  container: string,
  options: ExecOptions,
  call: { readonly signal: AbortSignal; readonly timeoutMs: number },
): Promise<string> {
  const { command, env, user, workingDirectory, tty = false, privileged = false, stdin } = options;
  const body = {
    AttachStdin: stdin !== undefined,
    AttachStdout: true,
    AttachStderr: true,
    Tty: tty,
    Privileged: privileged,
    Cmd: [...command],
    ...(env && { Env: [...env] }),
    ...(user !== undefined && { User: user }),
    ...(workingDirectory !== undefined && { WorkingDir: workingDirectory }),
  };
  const exec = await engine.call({
    what: 'Preparing the command',
    timeoutMs: call.timeoutMs,
    options: call,
    send: (docker, abortSignal) => docker.getContainer(container).exec({ ...body, abortSignal }),
  });
  return exec.id;
}

/** Reads to the end, so that the command never blocks on a full pipe, and keeps what fits. */
async function collect(stream: Duplex, options: ExecOptions): Promise<Omit<ExecResult, 'exitCode'>> {
  const { tty = false, maxOutputBytes = DEFAULT_OUTPUT_BYTES } = options;
  const kept: Record<Piece['stream'], Buffer[]> = { stdout: [], stderr: [] };
  const frames = new Demultiplexer();
  let left = maxOutputBytes;
  let truncated = false;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    const pieces = tty ? [{ stream: 'stdout' as const, bytes: chunk }] : frames.push(chunk);
    for (const { stream: name, bytes } of pieces) {
      truncated ||= bytes.length > left;
      if (left > 0) kept[name].push(Buffer.from(bytes.subarray(0, left)));
      left = Math.max(0, left - bytes.length);
    }
  }
  return { stdout: textOf(kept.stdout), stderr: textOf(kept.stderr), truncated };
}

/** `stream: true` leaves out a character that was cut in two. */
function textOf(chunks: readonly Buffer[]): string {
  return new TextDecoder().decode(Buffer.concat(chunks), { stream: true });
}

/** The output ends a moment before the engine knows how the command did. */
async function exitCode(
  engine: Engine,
  execId: string,
  call: { readonly signal: AbortSignal; readonly timeoutMs: number },
): Promise<number> {
  for (;;) {
    const { Running, ExitCode } = await engine.call({
      what: 'Reading the exit code',
      timeoutMs: call.timeoutMs,
      options: call,
      send: (docker, abortSignal) => docker.getExec(execId).inspect({ abortSignal }),
    });
    if (!Running && ExitCode !== null) return ExitCode;
    await pause(10, call.signal);
  }
}
