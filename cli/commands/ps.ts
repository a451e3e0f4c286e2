import type { Command } from 'commander';
import { IzaError } from '#kernel/errors.ts';
import type { CommandContext } from '../context.ts';
import { documents } from '../documents.ts';
import { showAge } from '../output/units.ts';
import { allPages } from './all-pages.ts';
import { collect } from './collect.ts';

interface ContainerRow {
  readonly name: string;
  readonly nativeId: string;
  readonly state: string;
  readonly status: string;
  readonly imageReference: string;
  readonly command: readonly string[];
  readonly createdAt: string;
  readonly stale: boolean;
  readonly health: string | null;
  readonly endpoint: { readonly name: string; readonly embedded: boolean } | null;
  readonly ports:
    | readonly {
        readonly containerPort: number;
        readonly protocol: string;
        readonly hostAddress: string | null;
        readonly hostPort: number | null;
      }[]
    | null;
}

export function addPs(program: Command, context: CommandContext): void {
  program
    .command('ps')
    .description('list containers')
    .option('-a, --all', 'stopped ones too')
    .option('-q, --quiet', 'ids only')
    .option(
      '-f, --filter <key=value>',
      'name=, state=, image=, endpoint= or label=SELECTOR; may be given again',
      collect,
      [],
    )
    .action(
      async (options: {
        readonly all?: boolean;
        readonly quiet?: boolean;
        readonly filter: readonly string[];
      }) => {
        const printer = context.printer();
        const where = filterOf(options.filter, options.all === true);
        const rows = await allPages<ContainerRow>(context.client(), 'containers', documents.containers, {
          where,
        });
        if (options.quiet) return printer.words(rows.map(({ nativeId }) => nativeId.slice(0, 12)));
        printer.list(rows, [
          { title: 'CONTAINER ID', value: ({ nativeId }) => nativeId.slice(0, 12) },
          { title: 'NAME', value: ({ name }) => name },
          { title: 'IMAGE', value: ({ imageReference }) => imageReference },
          {
            title: 'STATUS',
            value: ({ status, stale, endpoint }) =>
              `${status}${stale ? ' (stale)' : ''}${endpoint?.embedded ? ' (embedded: made up)' : ''}`,
            colour: (row) => colourOf(row),
          },
          { title: 'CREATED', value: ({ createdAt }) => showAge(createdAt) },
          { title: 'PORTS', value: ({ ports }) => showPorts(ports) },
          { title: 'COMMAND', value: ({ command }) => command.join(' '), wide: true },
          { title: 'ENDPOINT', value: ({ endpoint }) => endpoint?.name, wide: true },
        ]);
      },
    );
}

/** A `where` of the graph. Running, paused and restarting ones unless all are asked for, as docker does. */
function filterOf(filters: readonly string[], all: boolean): Record<string, unknown> {
  const where: Record<string, unknown> = {};
  const labels: string[] = [];
  for (const filter of filters) {
    const [key, ...rest] = filter.split('=');
    const value = rest.join('=');
    if (key === 'label' && value) labels.push(value);
    else if ((key === 'name' || key === 'image') && value) where[key] = { contains: value };
    else if (key === 'endpoint' && value) where[key] = { eq: value };
    else if (key === 'state' && value) where['state'] = value.toUpperCase().split(',');
    else
      throw new IzaError(
        'BAD_USER_INPUT',
        `--filter: "${filter}" is not name=, state=, image=, endpoint= or label= with a value.`,
        { field: '--filter' },
      );
  }
  if (labels.length > 0) where['labels'] = labels.join(',');
  if (!all && !('state' in where)) where['state'] = ['RUNNING', 'PAUSED', 'RESTARTING'];
  return where;
}

function colourOf({ state, stale, health }: ContainerRow) {
  if (stale || health === 'UNHEALTHY' || state === 'RESTARTING') return 'yellow';
  if (state === 'FAILED') return 'red';
  return state === 'RUNNING' ? 'green' : 'dim';
}

function showPorts(ports: ContainerRow['ports']): string {
  return (ports ?? [])
    .map(({ containerPort, protocol, hostAddress, hostPort }) =>
      hostPort === null
        ? `${containerPort}/${protocol}`
        : `${hostAddress}:${hostPort}->${containerPort}/${protocol}`,
    )
    .join(', ');
}
