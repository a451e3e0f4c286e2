import { CommanderError } from 'commander';
import { readEnvironment } from '#kernel/environment.ts';
import { CATALOGUE, toIzaError, type ErrorCode } from '#kernel/errors.ts';
import { escapeControls } from '#kernel/log.ts';
import { ExitWith } from './exit-with.ts';
import { buildProgram } from './program.ts';

/** Where the catalogue's remedy is for programs, what a person at the command line can do. */
const REMEDIES: Partial<Record<ErrorCode, string>> = {
  UNAUTHENTICATED: 'Set IZA_API_KEY to a key of this server; iza-ctl keys create makes them.',
  FORBIDDEN: 'Use a key whose role has that scope: iza-ctl keys create --role ROLE.',
};

/** Runs one command line; gives its exit code: 0, that of the error catalogue, or that of the program which ran inside a container. */
export async function runCommand(args: readonly string[]): Promise<number> {
  const environment = readEnvironment();
  try {
    await buildProgram(environment).parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof ExitWith) return error.exitCode;
    const known = toIzaError(error);
    process.stderr.write(`iza-ctl: ${escapeControls(known.message)}\n`);
    const violations = known.details.data?.['violations'];
    if (Array.isArray(violations)) {
      for (const { message } of violations) process.stderr.write(`  ${escapeControls(message)}\n`);
    } else if (known.code !== 'INTERNAL_SERVER_ERROR')
      process.stderr.write(`${REMEDIES[known.code] ?? CATALOGUE[known.code].remedy}\n`);
    else if (known.cause instanceof Error) process.stderr.write(`${escapeControls(known.cause.message)}\n`);
    return CATALOGUE[known.code].exit;
  }
}
