import type { Command } from 'commander';
import type { CommandContext } from '../context.ts';
import { documents } from '../documents.ts';
import { showAge, showBytes, showPercent } from '../output/units.ts';
import { allPages } from './all-pages.ts';

interface QuietOption {
  readonly quiet?: boolean;
}

interface ImageRow {
  readonly nativeId: string;
  readonly name: string;
  readonly tags: readonly string[];
  readonly sizeBytes: number;
  readonly createdAt: string | null;
  readonly endpoint: { readonly name: string } | null;
}

interface NetworkRow {
  readonly nativeId: string;
  readonly name: string;
  readonly driver: string;
  readonly scope: string;
  readonly internal: boolean;
  readonly subnets: readonly { readonly cidr: string }[];
  readonly attachments: { readonly totalCount: number } | null;
}

interface VolumeRow {
  readonly name: string;
  readonly driver: string;
  readonly mountPoint: string | null;
  readonly unused: boolean;
  readonly createdAt: string | null;
}

interface HostRow {
  readonly name: string;
  readonly operatingSystem: string | null;
  readonly kernel: string | null;
  readonly cpuCount: number;
  readonly memoryBytes: number;
  readonly bootedAt: string | null;
  readonly metrics: {
    readonly cpuRatio: number | null;
    readonly memoryRatio: number;
    readonly load1: number;
  } | null;
  readonly workloads: { readonly totalCount: number } | null;
}

/** Lists that are one query and one table. */
export function addLists(program: Command, context: CommandContext): void {
  program
    .command('images')
    .description('list images')
    .option('-q, --quiet', 'ids only')
    .action(async ({ quiet }: QuietOption) => {
      const rows = await allPages<ImageRow>(context.client(), 'images', documents.images);
      const printer = context.printer();
      if (quiet) return printer.words([...new Set(rows.map((row) => shortId(row)))]);
      printer.list(rows, [
        { title: 'IMAGE', value: ({ tags, name }) => tags.join(', ') || name },
        { title: 'IMAGE ID', value: (row) => shortId(row) },
        { title: 'CREATED', value: ({ createdAt }) => showAge(createdAt) },
        { title: 'SIZE', value: ({ sizeBytes }) => showBytes(sizeBytes) },
        { title: 'ENDPOINT', value: ({ endpoint }) => endpoint?.name, wide: true },
      ]);
    });
  program
    .command('networks')
    .description('list networks')
    .option('-q, --quiet', 'ids only')
    .action(async ({ quiet }: QuietOption) => {
      const rows = await allPages<NetworkRow>(context.client(), 'networks', documents.networks);
      const printer = context.printer();
      if (quiet) return printer.words(rows.map((row) => shortId(row)));
      printer.list(rows, [
        { title: 'NETWORK ID', value: (row) => shortId(row) },
        { title: 'NAME', value: ({ name }) => name },
        { title: 'DRIVER', value: ({ driver }) => driver },
        { title: 'SCOPE', value: ({ scope }) => scope },
        { title: 'SUBNETS', value: ({ subnets }) => subnets.map(({ cidr }) => cidr).join(', ') },
        { title: 'ATTACHED', value: ({ attachments }) => attachments?.totalCount },
        { title: 'INTERNAL', value: ({ internal }) => (internal ? 'yes' : 'no'), wide: true },
      ]);
    });
  program
    .command('volumes')
    .description('list volumes')
    .option('-q, --quiet', 'names only')
    .action(async ({ quiet }: QuietOption) => {
      const rows = await allPages<VolumeRow>(context.client(), 'volumes', documents.volumes);
      const printer = context.printer();
      if (quiet) return printer.words(rows.map(({ name }) => name));
      printer.list(rows, [
        { title: 'NAME', value: ({ name }) => name },
        { title: 'DRIVER', value: ({ driver }) => driver },
        { title: 'USED', value: ({ unused }) => (unused ? 'no' : 'yes') },
        { title: 'CREATED', value: ({ createdAt }) => showAge(createdAt) },
        { title: 'MOUNT POINT', value: ({ mountPoint }) => mountPoint, wide: true },
      ]);
    });
  program
    .command('hosts')
    .description('list machines')
    .option('-q, --quiet', 'names only')
    .action(async ({ quiet }: QuietOption) => {
      const { hosts } = await context.client().ask<{ hosts: HostRow[] }>(documents.hosts);
      const printer = context.printer();
      if (quiet) return printer.words(hosts.map(({ name }) => name));
      printer.list(hosts, [
        { title: 'HOST', value: ({ name }) => name },
        { title: 'SYSTEM', value: ({ operatingSystem }) => operatingSystem },
        { title: 'CPUS', value: ({ cpuCount }) => cpuCount },
        { title: 'MEMORY', value: ({ memoryBytes }) => showBytes(memoryBytes) },
        { title: 'CPU', value: ({ metrics }) => showPercent(metrics?.cpuRatio) },
        { title: 'MEM', value: ({ metrics }) => showPercent(metrics?.memoryRatio) },
        { title: 'LOAD', value: ({ metrics }) => metrics?.load1.toFixed(2) },
        { title: 'WORKLOADS', value: ({ workloads }) => workloads?.totalCount },
        { title: 'BOOTED', value: ({ bootedAt }) => showAge(bootedAt) },
        { title: 'KERNEL', value: ({ kernel }) => kernel, wide: true },
      ]);
    });
}

function shortId({ nativeId }: { readonly nativeId: string }): string {
  return nativeId.replace(/^sha256:/, '').slice(0, 12);
}
