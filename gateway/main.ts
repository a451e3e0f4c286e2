import { loadConfig } from '#kernel/config.ts';
import { readEnvironment } from '#kernel/environment.ts';
import { CATALOGUE, toIzaError } from '#kernel/errors.ts';
import { Lifecycle } from '#kernel/lifecycle.ts';
import { createLog } from '#kernel/log.ts';
import { parseFlags } from './start/flags.ts';
import { start } from './start/start.ts';

/** The server process: `iza-ctl start` becomes this. SIGTERM and SIGINT drain and end it; a second one ends it at once. */
const DRAIN_MS = 10_000;

const log = createLog({ level: 'info' });
const lifecycle = new Lifecycle(log);

try {
  const config = loadConfig({ environment: readEnvironment(), flags: parseFlags(process.argv.slice(2)) });
  log.level = config.logLevel;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end(signal));
  process.on('unhandledRejection', (error) => log.error('a rejection nobody handled', { error }));
  process.stdout.write(await start({ config, log, lifecycle }));
} catch (error) {
  const known = toIzaError(error);
  if (known.code === 'INTERNAL_SERVER_ERROR') log.error('IzaOS could not start', { error });
  else process.stderr.write(`iza-ctl: ${known.message}\n${CATALOGUE[known.code].remedy}\n`);
  await lifecycle.stop(2000);
  process.exit(CATALOGUE[known.code].exit);
}

async function end(signal: NodeJS.Signals): Promise<void> {
  if (lifecycle.phase === 'STOPPING') process.exit(130);
  log.info('shutting down', { signal });
  await lifecycle.stop(DRAIN_MS);
  process.exit(0);
}
