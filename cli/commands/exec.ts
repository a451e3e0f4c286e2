import type { Command } from 'commander';
import { text as readAll } from 'node:stream/consumers';
import type { CommandContext } from '../context.ts';
import { documents } from '../documents.ts';
import { ExitWith } from '../exit-with.ts';
import { safeText } from '../output/safe-text.ts';
import { readVariable, readWhole } from '../read/read-values.ts';
import { collect } from './collect.ts';

interface ExecOutcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly truncated: boolean;
}

/** What the answer may take beyond the program's own time. */
const ANSWER_MS = 5000;

export function addExec(program: Command, context: CommandContext): void {
  program
    .command('exec')
    .description(
      'run a program inside a running container and end with its exit code; no terminal yet, with -i what is piped in goes to its standard input',
    )
    .argument('<container>')
    .argument('<command...>', 'program and arguments')
    .passThroughOptions()
    .option('-i, --stdin', 'send this standard input to it')
    .option('-e, --env <KEY=VALUE>', 'environment variable', collect, [])
    .option('-u, --user <user>', 'user')
    .option('-w, --workdir <path>', 'working directory')
    .option('--wait <seconds>', 'how long to wait for its end', '30')
    .action(
      async (
        id: string,
        command: readonly string[],
        options: {
          readonly stdin?: boolean;
          readonly env: readonly string[];
          readonly user?: string;
          readonly workdir?: string;
          readonly wait: string;
        },
      ) => {
        const seconds = readWhole(options.wait, '--wait');
        const input = {
          id,
          command: command[0] === '--' ? command.slice(1) : command,
          user: options.user,
          workingDirectory: options.workdir,
          timeoutSeconds: seconds,
          ...(options.env.length > 0 && {
            environment: options.env.map((one) => readVariable(one, '--env', context.environment)),
          }),
          ...(options.stdin && { stdin: await readAll(process.stdin) }),
        };
        const client = context.client();
        const { containerExec } = await client.ask<{ containerExec: ExecOutcome }>(
          documents.exec,
          { input },
          { timeoutMs: Math.max(client.settings.timeoutMs, seconds * 1000 + ANSWER_MS) },
        );
        const printer = context.printer();
        if (printer.isData) printer.data(containerExec);
        else {
          process.stdout.write(safeText(containerExec.stdout, process.stdout));
          process.stderr.write(safeText(containerExec.stderr, process.stderr));
          if (containerExec.truncated) process.stderr.write('iza-ctl: the output was cut at 1 MiB\n');
        }
        if (containerExec.exitCode !== 0) throw new ExitWith(containerExec.exitCode);
      },
    );
}
