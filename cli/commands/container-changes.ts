import type { Command } from 'commander';
import { CATALOGUE, IzaError, toIzaError } from '#kernel/errors.ts';
import { escapeControls } from '#kernel/log.ts';
import type { Variables } from '../client.ts';
import type { CommandContext } from '../context.ts';
import { documents } from '../documents.ts';
import { ExitWith } from '../exit-with.ts';
import { readBytes, readNumber, readRestart, readWhole } from '../read/read-values.ts';

interface Change {
  readonly name: string;
  readonly description: string;
  readonly document: string;
  readonly options?: readonly (readonly [string, string])[];
  /** Members of the input besides the id, from the flags. */
  readonly input?: (options: Readonly<Record<string, string | boolean | undefined>>) => Variables;
}

const timeout = {
  options: [['-t, --time <seconds>', 'seconds before it is killed (10)']] as const,
  input: (options: Readonly<Record<string, string | boolean | undefined>>) =>
    typeof options['time'] === 'string' ? { timeoutSeconds: readWhole(options['time'], '--time') } : {},
};

const CHANGES: readonly Change[] = [
  { name: 'start-container', description: 'start stopped containers', document: documents.start },
  { name: 'stop', description: 'stop running containers', document: documents.stop, ...timeout },
  { name: 'restart', description: 'stop and start containers', document: documents.restart, ...timeout },
  { name: 'pause', description: 'freeze running containers in memory', document: documents.pause },
  { name: 'unpause', description: 'let paused containers go on', document: documents.unpause },
  {
    name: 'kill',
    description: 'send a signal to running containers',
    document: documents.kill,
    options: [['-s, --signal <name>', 'signal (SIGKILL)']],
    input: ({ signal }) => (typeof signal === 'string' ? { signal } : {}),
  },
  {
    name: 'rm',
    description: 'remove containers',
    document: documents.remove,
    options: [
      ['-f, --force', 'also while they run'],
      ['-v, --volumes', 'their anonymous volumes too'],
    ],
    input: ({ force, volumes }) => ({ force: force === true, removeVolumes: volumes === true }),
  },
  {
    name: 'update',
    description: 'change limits and restart policy of containers without a restart',
    document: documents.update,
    options: [
      ['-m, --memory <size>', 'memory limit: 256m, with as much swap again; none removes it'],
      ['--cpus <number>', 'processors they may use: 1.5'],
      ['--pids <number>', 'processes and threads; none removes the limit'],
      ['--restart <policy>', 'no, always, unless-stopped, on-failure[:N]'],
      ['--name <name>', 'new name, of a single container'],
    ],
    input: ({ memory, cpus, pids, restart, name }) => {
      const bytes = limitOf(memory, (text) => readBytes(text, '--memory'));
      const resources = {
        ...(bytes !== undefined && { memoryBytes: bytes, memorySwapBytes: bytes && bytes * 2 }),
        ...given(
          'cpuCores',
          limitOf(cpus, (text) => readNumber(text, '--cpus')),
        ),
        ...given(
          'pidsLimit',
          limitOf(pids, (text) => readWhole(text, '--pids')),
        ),
      };
      const input = {
        ...(Object.keys(resources).length > 0 && { resources }),
        ...(typeof restart === 'string' && { restartPolicy: readRestart(restart) }),
        ...(typeof name === 'string' && { name }),
      };
      if (Object.keys(input).length > 0) return input;
      throw new IzaError('BAD_USER_INPUT', 'update: give --memory, --cpus, --pids, --restart or --name.');
    },
  },
];

/** Commands that do one thing to each container named: the others are done when one fails, and the first error ends the command. */
export function addContainerChanges(program: Command, context: CommandContext): void {
  for (const { name, description, document, options = [], input } of CHANGES) {
    const command = program
      .command(name)
      .description(description)
      .argument('<container...>')
      .option('--dry-run', 'judge and change nothing');
    for (const [flag, meaning] of options) command.option(flag, meaning);
    command.action(
      async (ids: readonly string[], flags: Readonly<Record<string, string | boolean | undefined>>) => {
        const client = context.client();
        const printer = context.printer();
        const more = input?.(flags) ?? {};
        const failures: IzaError[] = [];
        for (const id of ids) {
          try {
            const answer = await client.ask<Record<string, unknown>>(document, {
              input: { id, ...more, ...(flags['dryRun'] === true && { dryRun: true }) },
            });
            if (printer.isData) printer.data(Object.values(answer)[0]);
            else printer.line(id);
          } catch (error) {
            failures.push(toIzaError(error));
            if (ids.length > 1)
              process.stderr.write(escapeControls(`iza-ctl: ${id}: ${toIzaError(error).message}\n`));
          }
        }
        if (!failures[0]) return;
        throw ids.length === 1 ? failures[0] : new ExitWith(CATALOGUE[failures[0].code].exit);
      },
    );
  }
}

/** Absent leaves a limit as it is, `none` removes it: null. */
function limitOf(
  text: string | boolean | undefined,
  read: (text: string) => number,
): number | null | undefined {
  if (typeof text !== 'string') return undefined;
  return text === 'none' ? null : read(text);
}

function given(member: string, value: number | null | undefined): Variables {
  return value === undefined ? {} : { [member]: value };
}
