import { Argument, type Command } from 'commander';
import type { CommandContext } from '../context.ts';
import { documents } from '../documents.ts';

export function addMaintenance(program: Command, context: CommandContext): void {
  program
    .command('maintenance')
    .description('begin or end maintenance, in which every other change is refused')
    .addArgument(new Argument('<switch>').choices(['on', 'off']))
    .option('--reason <text>', 'why')
    .action(async (position: string, { reason }: { readonly reason?: string }) => {
      const input = { enabled: position === 'on', reason };
      const { systemMaintenance } = await context
        .client()
        .ask<{ systemMaintenance: { system: { maintenance: { enabled: boolean; reason: string | null } } } }>(
          documents.maintenance,
          { input },
        );
      const { maintenance } = systemMaintenance.system;
      const printer = context.printer();
      if (printer.isData) printer.data(maintenance);
      else printer.line(`maintenance is ${maintenance.enabled ? 'on' : 'off'}`);
    });
}
