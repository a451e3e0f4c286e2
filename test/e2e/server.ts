import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';

const ROOT = join(import.meta.dirname, '../..');
const START_DEADLINE_MS = 20_000;

export interface RunningServer extends AsyncDisposable {
  readonly url: string;
  readonly key: string;
  readonly stateDirectory: string;
  readonly process: ChildProcess;
  /** What it printed so far. */
  readonly output: () => string;
  /** Asks the graph; gives the answer as it came. */
  graphql<T = Record<string, never>>(
    query: string,
    variables?: Record<string, unknown>,
    headers?: Record<string, string>,
  ): Promise<Answer<T>>;
  /** The data, or an error with what the graph said. */
  ask<T>(query: string, variables?: Record<string, unknown>): Promise<T>;
  rest(
    method: string,
    path: string,
    options?: { readonly body?: unknown; readonly headers?: Record<string, string> },
  ): Promise<Response>;
  /** A WebSocket client of the graph; closed with the server. */
  live(): Client;
  /** SIGTERM; gives the exit code. */
  stop(): Promise<number | null>;
}

export interface Answer<T> {
  readonly data?: T | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: Record<string, unknown>;
  }[];
}

/** Starts the product as `iza-ctl start` does: its own process, a free port, a state directory of its own. */
export async function startServer(
  options: {
    readonly flags?: readonly string[];
    readonly environment?: Record<string, string>;
    /** That of an earlier server; it is not removed with this one. */
    readonly stateDirectory?: string;
  } = {},
): Promise<RunningServer> {
  const stateDirectory = options.stateDirectory ?? mkdtempSync(join(tmpdir(), 'iza-e2e-'));
  const { IZA_API_KEY: given = 'iza_e2e_administrator_key' } = options.environment ?? {};
  const child = spawn(process.execPath, ['gateway/main.ts', '--port', '0', ...(options.flags ?? [])], {
    cwd: ROOT,
    env: {
      ...cleanEnvironment(),
      IZA_STATE_DIR: stateDirectory,
      IZA_API_KEY: given,
      IZA_LOG_LEVEL: 'warn',
      ...options.environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const removeState = () => {
    if (options.stateDirectory === undefined) rmSync(stateDirectory, { recursive: true, force: true });
  };
  const url = await listeningUrl(child, () => output).catch((error: unknown) => {
    removeState();
    throw error;
  });
  const clients: Client[] = [];
  const server: RunningServer = {
    url,
    key: given,
    stateDirectory,
    process: child,
    output: () => output,
    async graphql<T>(
      query: string,
      variables: Record<string, unknown> = {},
      headers: Record<string, string> = {},
    ) {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${given}`, ...headers },
        body: JSON.stringify({ query, variables }),
        signal: AbortSignal.timeout(30_000),
      });
      return (await response.json()) as Answer<T>;
    },
    async ask<T>(query: string, variables: Record<string, unknown> = {}) {
      const { data, errors } = await server.graphql<T>(query, variables);
      if (errors || !data) throw new Error(JSON.stringify(errors ?? 'no data'));
      return data;
    },
    rest: (method, path, { body, headers = {} } = {}) =>
      fetch(`${url}/iza/api/v1${path}`, {
        method,
        headers: {
          authorization: `Bearer ${given}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(30_000),
      }),
    live() {
      const client = createClient({
        url: `${url.replace('http', 'ws')}/graphql`,
        webSocketImpl: WebSocket,
        connectionParams: { authorization: `Bearer ${given}` },
        retryAttempts: 0,
      });
      clients.push(client);
      return client;
    },
    async stop() {
      for (const client of clients) await client.dispose();
      return end(child);
    },
    async [Symbol.asyncDispose]() {
      await server.stop();
      removeState();
    },
  };
  return server;
}

/** This process' environment without any IZA_ setting of the person who runs the tests. */
function cleanEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith('IZA_')),
  ) as Record<string, string>;
}

async function listeningUrl(child: ChildProcess, output: () => string): Promise<string> {
  const deadline = Date.now() + START_DEADLINE_MS;
  for (;;) {
    const match = /(?:answers (?:signed requests )?on|supergraph on) (https?:\/\/[^\s/]+)/.exec(output());
    if (match) return match[1]!;
    if (child.exitCode !== null || Date.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`IzaOS did not start:\n${output()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function end(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 15_000);
  const code = await ended;
  clearTimeout(timer);
  return code;
}
