import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import type { CommandContext } from '../context.ts';
import { ExitWith } from '../exit-with.ts';

/** Flags of the server, which takes them as they are: a test holds the two together. */
const FLAGS: readonly (readonly [string, string])[] = [
  ['--host <address>', 'address to listen on (127.0.0.1; another needs TLS)'],
  ['--port <port>', 'port to listen on (4000; 0 takes a free one)'],
  ['--env <name>', 'development or production'],
  ['--state-dir <directory>', 'where keys, audit and alerts are kept'],
  ['--log-level <level>', 'trace, debug, info, warn, error, silent'],
  ['--allowed-hosts <names>', 'host names besides loopback that requests may name'],
  ['--allowed-origins <origins>', "browser origins besides the server's own"],
  ['--tls-cert <file>', 'certificate, PEM'],
  ['--tls-key <file>', 'its key, PEM'],
  ['--introspection <switch>', 'whether the schema can be asked for (true)'],
  ['--role <role>', 'all, gateway, compute, network, storage, telemetry or security'],
  ['--supergraph <file>', 'serve this Federation 2 supergraph instead'],
  ['--metrics-interval-ms <ms>', 'time between two samples (1000)'],
  ['--persisted-operations <mode>', 'off, allow or only'],
  ['--persisted-operations-file <file>', 'the known operations'],
];

export function addStart(program: Command, context: CommandContext): void {
  const command = program.command('start').description('start IzaOS here and serve until stopped');
  for (const [flag, description] of FLAGS) command.option(flag, description);
  command.action(async (options: Readonly<Record<string, string>>) => {
    const flags = Object.entries(options).flatMap(([name, value]) => [
      `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
      value,
    ]);
    await becomeServer(flags, context.environment);
  });
}

/** Replaces this process by the server where the system can; else runs it as a child that shares its life. */
async function becomeServer(
  flags: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<void> {
  const main = fileURLToPath(new URL('../../gateway/main.ts', import.meta.url));
  const args = ['--disable-warning=ExperimentalWarning', main, ...flags];
  // Two malloc arenas serve as well as the eight that glibc gives 13 threads, and keep 15 MB less.
  const env = { MALLOC_ARENA_MAX: '2', ...environment };
  if (process.execve) process.execve(process.execPath, [process.execPath, ...args], env);
  const child = spawn(process.execPath, args, { stdio: 'inherit', env });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  const code = await new Promise<number>((resolve) =>
    child.once('exit', (exitCode, signal) =>
      resolve(exitCode ?? 128 + (signal ? constants.signals[signal] : 1)),
    ),
  );
  throw new ExitWith(code);
}
