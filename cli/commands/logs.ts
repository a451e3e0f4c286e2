import type { Command } from 'commander';
import type { CommandContext } from '../context.ts';
import { readSince, readWhole } from '../read/read-values.ts';
import { printLogs } from './print-logs.ts';

interface LogsOptions {
  readonly follow?: boolean;
  readonly tail?: string;
  readonly since?: string;
  readonly timestamps?: boolean;
}

export function addLogs(program: Command, context: CommandContext): void {
  program
    .command('logs')
    .description('print what a container wrote; -o json gives one object a line')
    .argument('<container>')
    .option('-f, --follow', 'go on with new lines until it ends')
    .option('-n, --tail <lines>', 'begin with this many of the last lines; all unless given')
    .option('--since <time>', 'only lines after: 10m, or an instant')
    .option('-t, --timestamps', 'print when each line was received')
    .action(async (id: string, { follow, tail, since, timestamps }: LogsOptions) => {
      const variables = {
        id,
        tail: tail === undefined || tail === 'all' ? -1 : readWhole(tail, '--tail'),
        since: since === undefined ? null : readSince(since),
        follow: follow === true,
      };
      const printer = context.printer();
      await printLogs(context.client(), variables, {
        timestamps: timestamps === true,
        asData: printer.isData,
      });
    });
}
