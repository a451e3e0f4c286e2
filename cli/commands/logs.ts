import type { Command } from 'commander';
import { escapeControls } from '#kernel/log.ts';
import type { Client, Variables } from '../client.ts';
import type { CommandContext } from '../context.ts';
import { documents } from '../documents.ts';
import { readSince, readWhole } from '../read/read-values.ts';

interface LogEvent {
  readonly containerLogs: {
    readonly line: {
      readonly at: string | null;
      readonly stream: 'STDOUT' | 'STDERR';
      readonly line: string;
    } | null;
    readonly droppedLines: number;
  };
}

export function addLogs(program: Command, context: CommandContext): void {
  program
    .command('logs')
    .description('print what a container wrote')
    .argument('<container>')
    .option('-f, --follow', 'go on with new lines until it ends')
    .option('-n, --tail <lines>', 'begin with this many of the last lines; all unless given')
    .option('--since <time>', 'only lines after: 10m, or an instant')
    .option('-t, --timestamps', 'print when each line was received')
    .action(
      async (
        id: string,
        options: {
          readonly follow?: boolean;
          readonly tail?: string;
          readonly since?: string;
          readonly timestamps?: boolean;
        },
      ) => {
        const variables = {
          id,
          tail: options.tail === undefined ? -1 : readWhole(options.tail, '--tail'),
          since: options.since === undefined ? null : readSince(options.since),
          follow: options.follow === true,
        };
        await printLogs(context.client(), variables, { timestamps: options.timestamps === true });
      },
    );
}

/** Lines to the stream they were written to. Escapes control characters only towards a terminal, so that a pipe gets what was written. */
export async function printLogs(
  client: Client,
  variables: Variables,
  options: { readonly timestamps: boolean },
): Promise<void> {
  for await (const { containerLogs } of client.follow<LogEvent>(documents.logs, variables)) {
    const { line, droppedLines } = containerLogs;
    if (droppedLines > 0)
      process.stderr.write(`iza-ctl: ${droppedLines} lines were left out, this terminal is too slow\n`);
    if (!line) continue;
    const target = line.stream === 'STDERR' ? process.stderr : process.stdout;
    const text = target.isTTY ? escapeControls(line.line) : line.line;
    const room = target.write(`${options.timestamps && line.at ? `${line.at} ` : ''}${text}\n`);
    if (!room) await new Promise((resolve) => target.once('drain', resolve));
  }
}
