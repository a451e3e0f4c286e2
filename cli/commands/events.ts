import type { Command } from 'commander';
import { escapeControls } from '#kernel/log.ts';
import type { CommandContext } from '../context.ts';
import { documents } from '../documents.ts';

interface WatchEvent {
  readonly type: string;
  readonly cursor: string;
  readonly container: {
    readonly name: string;
    readonly state: string;
    readonly status: string;
    readonly endpoint: { readonly name: string } | null;
  } | null;
}

export function addEvents(program: Command, context: CommandContext): void {
  program
    .command('events')
    .description(
      'follow containers: those there are, then every change, over lost connections too; -o json gives one event a line with its cursor',
    )
    .option('-l, --label <selector>', 'label selector: app=web,tier in (a,b)')
    .option('--after <cursor>', 'go on after this cursor')
    .action(async ({ label, after }: { readonly label?: string; readonly after?: string }) => {
      const printer = context.printer();
      const variables = { where: label === undefined ? null : { labels: label }, after };
      const events = context
        .client()
        .followResuming<{ containerWatch: WatchEvent }>(documents.watchContainers, {
          variables,
          cursorOf: ({ containerWatch }) => containerWatch.cursor,
        });
      for await (const { containerWatch } of events) {
        const { type, container } = containerWatch;
        if (printer.isData) printer.line(JSON.stringify(containerWatch));
        else
          printer.line(
            container
              ? escapeControls(`${type.padEnd(9)} ${container.name} ${container.state} (${container.status})`)
              : type,
          );
      }
    });
}
