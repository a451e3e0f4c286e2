import type { Command } from 'commander';
import { text as readAll } from 'node:stream/consumers';
import type { CommandContext } from '../context.ts';
import { documents } from '../documents.ts';
import { ExitWith } from '../exit-with.ts';
import { readVariable, readWhole } from '../read/read-values.ts';
import { collect } from './collect.ts';

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
        const input = {
          id,
          command: command[0] === '--' ? command.slice(1) : command,
          user: options.user,
          workingDirectory: options.workdir,
          timeoutSeconds: readWhole(options.wait, '--wait'),
          ...(options.env.length > 0 && {
            environment: options.env.map((one) => readVariable(one, '--env', context.environment)),
          }),
          ...(options.stdin && { stdin: await readAll(process.stdin) }),
        };
        const { containerExec } = await context
          .client()
          .ask<{ containerExec: { exitCode: number; stdout: string; stderr: string; truncated: boolean } }>(
            documents.exec,
            { input },
          );
        const printer = context.printer();
        if (printer.isData) printer.data(containerExec);
        else {
          process.stdout.write(containerExec.stdout);
          process.stderr.write(containerExec.stderr);
          if (containerExec.truncated) process.stderr.write('iza-ctl: the output was cut at 1 MiB\n');
        }
        if (containerExec.exitCode !== 0) throw new ExitWith(containerExec.exitCode);
      },
    );
}
