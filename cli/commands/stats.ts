import type { Command } from 'commander';
import { IzaError } from '#kernel/errors.ts';
import type { CommandContext } from '../context.ts';
import { documents } from '../documents.ts';
import { showBytes, showPercent } from '../output/units.ts';
import { readNumber } from '../read/read-values.ts';

interface StatsRow {
  readonly id: string;
  readonly name: string;
  readonly nativeId: string;
  readonly metrics: {
    readonly cpuCores: number | null;
    readonly memoryBytes: number;
    readonly memoryLimitBytes: number | null;
    readonly memoryRatio: number | null;
    readonly networkReceivedBytes: number | null;
    readonly networkTransmittedBytes: number | null;
    readonly blockReadBytes: number | null;
    readonly blockWrittenBytes: number | null;
    readonly pids: number | null;
  } | null;
}

export function addStats(program: Command, context: CommandContext): void {
  program
    .command('stats')
    .description('what running workloads use now')
    .argument('[container...]', 'only these')
    .option('-w, --watch [seconds]', 'again and again, every 2 seconds unless given')
    .action(async (names: readonly string[], { watch }: { readonly watch?: string | true }) => {
      const client = context.client();
      const printer = context.printer();
      const everyMs = watch === undefined ? 0 : (watch === true ? 2 : readNumber(watch, '--watch')) * 1000;
      for (;;) {
        const { workloads } = await client.ask<{ workloads: { nodes: readonly StatsRow[] } }>(
          documents.stats,
        );
        if (everyMs > 0 && process.stdout.isTTY) process.stdout.write('\u001b[2J\u001b[H');
        printer.list(chosen(workloads.nodes, names), [
          { title: 'NAME', value: ({ name }) => name },
          { title: 'CPU', value: ({ metrics }) => showPercent(metrics?.cpuCores) },
          { title: 'MEMORY', value: ({ metrics }) => showBytes(metrics?.memoryBytes) },
          { title: 'LIMIT', value: ({ metrics }) => showBytes(metrics?.memoryLimitBytes) },
          { title: 'MEM', value: ({ metrics }) => showPercent(metrics?.memoryRatio) },
          {
            title: 'NET I/O',
            value: ({ metrics }) =>
              `${showBytes(metrics?.networkReceivedBytes)} / ${showBytes(metrics?.networkTransmittedBytes)}`,
          },
          {
            title: 'BLOCK I/O',
            value: ({ metrics }) =>
              `${showBytes(metrics?.blockReadBytes)} / ${showBytes(metrics?.blockWrittenBytes)}`,
          },
          { title: 'PIDS', value: ({ metrics }) => metrics?.pids },
          { title: 'ID', value: ({ nativeId }) => nativeId.slice(0, 12), wide: true },
        ]);
        if (everyMs === 0) return;
        await new Promise((resolve) => setTimeout(resolve, everyMs));
      }
    });
}

/** Those named, by name, id or the beginning of one. NOT_FOUND names the one that does not run. */
function chosen(rows: readonly StatsRow[], names: readonly string[]): readonly StatsRow[] {
  if (names.length === 0) return rows;
  return names.flatMap((name) => {
    const found = rows.filter(
      (row) => row.name === name || row.id === name || (name.length >= 4 && row.nativeId.startsWith(name)),
    );
    if (found.length > 0) return found;
    throw new IzaError('NOT_FOUND', `No workload "${name}" is running.`);
  });
}
