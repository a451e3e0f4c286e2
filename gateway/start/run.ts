import { loadConfig } from '#kernel/config.ts';
import { readEnvironment } from '#kernel/environment.ts';
import { CATALOGUE, toIzaError } from '#kernel/errors.ts';
import { Lifecycle } from '#kernel/lifecycle.ts';
import { createLog } from '#kernel/log.ts';
import { parseFlags } from './flags.ts';
import { start } from './start.ts';

const DRAIN_MS = 10_000;

/** Reads the configuration, starts what it asks for and prints the banner. SIGTERM and SIGINT drain and end it; a second one ends it at once. */
export async function run({
  args,
  exit,
}: {
  readonly args: readonly string[];
  readonly exit: (code: number) => never;
}): Promise<void> {
  const log = createLog({ level: 'info' });
  const lifecycle = new Lifecycle(log);
  const end = async (signal: NodeJS.Signals) => {
    if (lifecycle.phase === 'STOPPING') exit(130);
    log.info('shutting down', { signal });
    await lifecycle.stop(DRAIN_MS);
    exit(0);
  };
  try {
    const config = loadConfig({ environment: readEnvironment(), flags: parseFlags(args) });
    log.level = config.logLevel;
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end(signal));
    process.on('unhandledRejection', (error) => log.error('a rejection nobody handled', { error }));
    process.stdout.write(await start({ config, log, lifecycle }));
  } catch (error) {
    const known = toIzaError(error);
    if (known.code === 'INTERNAL_SERVER_ERROR') log.error('IzaOS could not start', { error });
    else process.stderr.write(`iza-ctl: ${known.message}\n${CATALOGUE[known.code].remedy}\n`);
    await lifecycle.stop(2000);
    exit(CATALOGUE[known.code].exit);
  }
}
