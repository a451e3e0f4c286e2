import type { Command } from 'commander';
import type { CommandContext } from '../context.ts';
import { documents } from '../documents.ts';
import { showAge, showBytes } from '../output/units.ts';

interface Status {
  readonly system: {
    readonly version: string;
    readonly environment: string;
    readonly startedAt: string;
    readonly maintenance: { readonly enabled: boolean; readonly reason: string | null };
    readonly endpoints: readonly EndpointRow[];
  };
  readonly systemMetrics: {
    readonly alertsFiring: number;
    readonly residentBytes: number;
    readonly workloadCpuCores: number;
    readonly workloadMemoryBytes: number;
    readonly workloadsByState: readonly { readonly state: string; readonly count: number }[];
  };
}

export interface EndpointRow {
  readonly name: string;
  readonly platform: string;
  readonly address: string;
  readonly status: string;
  readonly since: string;
  readonly lagMs: number | null;
  readonly engineVersion: string | null;
  readonly reason: string | null;
  readonly embedded: boolean;
}

export function addStatus(program: Command, context: CommandContext): void {
  program
    .command('status')
    .description('what is real, what is embedded, what is lost, and how much is used')
    .action(async () => {
      const printer = context.printer();
      const status = await context.client().ask<Status>(documents.status);
      if (printer.isData) return printer.data(status);
      const { system, systemMetrics } = status;
      printer.object({
        IzaOS: `${system.version} (${system.environment}), started ${showAge(system.startedAt)}`,
        maintenance: system.maintenance.enabled
          ? `on: ${system.maintenance.reason ?? 'no reason given'}`
          : 'off',
        workloads:
          systemMetrics.workloadsByState
            .map(({ state, count }) => `${count} ${state.toLowerCase()}`)
            .join(', ') || 'none',
        used: `${systemMetrics.workloadCpuCores.toFixed(2)} cores, ${showBytes(systemMetrics.workloadMemoryBytes)} by workloads; ${showBytes(systemMetrics.residentBytes)} by IzaOS`,
        alerts: systemMetrics.alertsFiring,
      });
      printer.line();
      printer.list(system.endpoints, [
        { title: 'ENDPOINT', value: ({ name }) => name },
        { title: 'PLATFORM', value: ({ platform }) => platform.toLowerCase() },
        {
          title: 'KIND',
          value: ({ embedded }) => (embedded ? 'embedded (made up)' : 'real'),
          colour: ({ embedded }) => (embedded ? 'yellow' : undefined),
        },
        {
          title: 'STATUS',
          value: ({ status }) => (status === 'STALE' ? 'LOST' : status),
          colour: ({ status }) => (status === 'LIVE' ? 'green' : 'red'),
        },
        { title: 'SINCE', value: ({ since }) => showAge(since) },
        { title: 'ENGINE', value: ({ engineVersion }) => engineVersion },
        { title: 'ADDRESS', value: ({ address }) => address },
        { title: 'REASON', value: ({ reason }) => reason },
        {
          title: 'LAG',
          value: ({ lagMs }) => (lagMs === null ? null : `${lagMs.toFixed(1)} ms`),
          wide: true,
        },
      ]);
    });
}
