import type { Command } from 'commander';
import type { CommandContext } from '../context.ts';
import { documents } from '../documents.ts';
import type { Printer } from '../output/printer.ts';
import { showAge } from '../output/units.ts';

interface AlertRow {
  readonly rule: string;
  readonly severity: string;
  readonly state: string;
  readonly subject: string;
  readonly summary: string;
  readonly startedAt: string;
}

export function addAlerts(program: Command, context: CommandContext): void {
  program
    .command('alerts')
    .description('alerts, newest first')
    .option('-a, --all', 'resolved ones too')
    .option('-f, --follow', 'then those to come')
    .action(async ({ all, follow }: { readonly all?: boolean; readonly follow?: boolean }) => {
      const client = context.client();
      const printer = context.printer();
      const where = all ? null : { state: ['FIRING'] };
      const { alerts } = await client.ask<{ alerts: { nodes: readonly AlertRow[] } }>(documents.alerts, {
        where,
      });
      show(printer, alerts.nodes);
      if (!follow) return;
      for await (const { alertStream } of client.follow<{ alertStream: { alert: AlertRow } }>(
        documents.alertStream,
      )) {
        if (printer.isData) printer.line(JSON.stringify(alertStream));
        else
          printer.line(
            `${alertStream.alert.state} ${alertStream.alert.severity} ${alertStream.alert.rule}: ${alertStream.alert.summary}`,
          );
      }
    });
}

function show(printer: Printer, rows: readonly AlertRow[]): void {
  printer.list(rows, [
    {
      title: 'SEVERITY',
      value: (row) => printer.colour(row.severity, row.severity === 'CRITICAL' ? 'red' : 'yellow'),
    },
    { title: 'STATE', value: ({ state }) => state },
    { title: 'RULE', value: ({ rule }) => rule },
    { title: 'SUBJECT', value: ({ subject }) => subject },
    { title: 'SINCE', value: ({ startedAt }) => showAge(startedAt) },
    { title: 'SUMMARY', value: ({ summary }) => summary },
  ]);
}
