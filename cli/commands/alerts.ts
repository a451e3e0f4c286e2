import type { Command } from 'commander';
import { escapeControls } from '#kernel/log.ts';
import type { Client, Variables } from '../client.ts';
import type { CommandContext } from '../context.ts';
import { documents } from '../documents.ts';
import type { Printer } from '../output/printer.ts';
import { showAge } from '../output/units.ts';
import { readWhole } from '../read/read-values.ts';

interface AlertRow {
  readonly id: string;
  readonly rule: string;
  readonly severity: string;
  readonly state: string;
  readonly subject: string;
  readonly summary: string;
  readonly startedAt: string;
  readonly acknowledgedBy: string | null;
}

interface AlertEvent {
  readonly alertStream: { readonly cursor: string; readonly alert: AlertRow };
}

export function addAlerts(program: Command, context: CommandContext): void {
  const alerts = program.command('alerts').description('alerts: list (default), ack');
  alerts
    .command('list', { isDefault: true })
    .description('alerts that are firing, newest first')
    .option('-a, --all', 'resolved ones too')
    .option('-f, --follow', 'then every one that fires or resolves; none is left out while this runs')
    .option('-n, --number <alerts>', 'how many of the newest', '100')
    .option('-q, --quiet', 'ids only')
    .action(
      async (options: {
        readonly all?: boolean;
        readonly follow?: boolean;
        readonly quiet?: boolean;
        readonly number: string;
      }) => {
        const client = context.client();
        const printer = context.printer();
        const variables = {
          where: options.all ? null : { state: ['FIRING'] },
          first: readWhole(options.number, '--number'),
        };
        if (options.follow) return follow(client, printer, variables);
        const rows = await list(client, variables);
        if (options.quiet) printer.words(rows.map(({ id }) => id));
        else show(printer, rows);
      },
    );
  alerts
    .command('ack')
    .description('note that somebody looks after alerts')
    .argument('<alert...>', 'ids: iza-ctl alerts -q')
    .action(async (ids: readonly string[]) => {
      const client = context.client();
      for (const id of ids) await client.ask(documents.acknowledge, { input: { id } });
      context.printer().words(ids);
    });
}

/** The stream is open before the list is asked for: what fires in between is in both, and printed once. */
async function follow(client: Client, printer: Printer, variables: Variables): Promise<void> {
  const connected = Promise.withResolvers<void>();
  const events = client.followResuming<AlertEvent>(documents.alertStream, {
    variables: {},
    cursorOf: ({ alertStream }) => alertStream.cursor,
    onConnected: connected.resolve,
  });
  let next = events.next();
  await Promise.race([connected.promise, next]);
  const rows = await list(client, variables);
  if (printer.isData) for (const alert of rows) printer.line(JSON.stringify({ alert }));
  else show(printer, rows);
  const known = new Map(rows.map(({ id, state }) => [id, state]));
  for (let event = await next; !event.done; event = await next) {
    next = events.next();
    const { alert } = event.value.alertStream;
    if (known.get(alert.id) === alert.state) {
      known.delete(alert.id);
      continue;
    }
    if (printer.isData) printer.line(JSON.stringify(event.value.alertStream));
    else
      printer.line(
        escapeControls(`${alert.state} ${alert.severity} ${alert.rule} ${alert.subject}: ${alert.summary}`),
      );
  }
}

async function list(client: Client, variables: Variables): Promise<readonly AlertRow[]> {
  const { alerts } = await client.ask<{ alerts: { totalCount: number; nodes: readonly AlertRow[] } }>(
    documents.alerts,
    variables,
  );
  const more = alerts.totalCount - alerts.nodes.length;
  if (more > 0) process.stderr.write(`iza-ctl: ${more} older ones are not shown; --number shows more\n`);
  return alerts.nodes;
}

function show(printer: Printer, rows: readonly AlertRow[]): void {
  printer.list(rows, [
    {
      title: 'SEVERITY',
      value: ({ severity }) => severity,
      colour: ({ severity }) =>
        severity === 'CRITICAL' ? 'red' : severity === 'WARNING' ? 'yellow' : undefined,
    },
    {
      title: 'STATE',
      value: ({ state }) => state,
      colour: ({ state }) => (state === 'RESOLVED' ? 'green' : undefined),
    },
    { title: 'RULE', value: ({ rule }) => rule },
    { title: 'SUBJECT', value: ({ subject }) => subject },
    { title: 'SINCE', value: ({ startedAt }) => showAge(startedAt) },
    { title: 'SUMMARY', value: ({ summary }) => summary },
    { title: 'SEEN BY', value: ({ acknowledgedBy }) => acknowledgedBy, wide: true },
    { title: 'ID', value: ({ id }) => id, wide: true },
  ]);
}
