import type { Registry } from 'prom-client';
import type { CpuTimes, MachineReading, PressureReading } from '../domain.ts';
import type { Sampler } from '../sampler.ts';
import { registerFamily } from './register-family.ts';

/** Figures of machines, from their newest readings; named by the endpoint that reads them. */
export function registerMachineMetrics(registry: Registry, sampler: Sampler): void {
  for (const [name, type, help, valueOf] of FIGURES) {
    family(registry, sampler, { name, type, help, labelNames: [] }, (reading, set) =>
      set({}, valueOf(reading)),
    );
  }
  registerCpu(registry, sampler);
  registerFilesystems(registry, sampler);
  registerDisks(registry, sampler);
  registerInterfaces(registry, sampler);
  registerPressure(registry, sampler);
}

type Row = readonly [name: string, type: 'gauge', help: string, valueOf: (reading: MachineReading) => number];

const FIGURES: readonly Row[] = [
  ['iza_host_load1', 'gauge', 'Load average over one minute.', ({ load }) => load.one],
  ['iza_host_load5', 'gauge', 'Load average over five minutes.', ({ load }) => load.five],
  ['iza_host_load15', 'gauge', 'Load average over fifteen minutes.', ({ load }) => load.fifteen],
  ['iza_host_memory_size_bytes', 'gauge', 'Physical memory.', ({ memory }) => memory.totalBytes],
  ['iza_host_memory_free_bytes', 'gauge', 'Memory that nothing uses.', ({ memory }) => memory.freeBytes],
  [
    'iza_host_memory_available_bytes',
    'gauge',
    'Memory that could be had without swapping.',
    ({ memory }) => memory.availableBytes,
  ],
  [
    'iza_host_memory_buffers_bytes',
    'gauge',
    'Memory that holds metadata of file systems.',
    ({ memory }) => memory.buffersBytes,
  ],
  [
    'iza_host_memory_cached_bytes',
    'gauge',
    'Memory that holds file contents.',
    ({ memory }) => memory.cachedBytes,
  ],
  ['iza_host_swap_size_bytes', 'gauge', 'Swap space.', ({ memory }) => memory.swapTotalBytes],
  [
    'iza_host_swap_free_bytes',
    'gauge',
    'Swap space that nothing uses.',
    ({ memory }) => memory.swapFreeBytes,
  ],
  ['iza_host_processes', 'gauge', 'Processes.', ({ processes }) => processes.total],
  [
    'iza_host_boot_time_seconds',
    'gauge',
    'When the machine was booted, Unix time.',
    ({ at, uptimeSeconds }) => Math.round(at.getTime() / 1000 - uptimeSeconds),
  ],
];

const MODES: readonly (readonly [string, keyof CpuTimes])[] = [
  ['user', 'userSeconds'],
  ['nice', 'niceSeconds'],
  ['system', 'systemSeconds'],
  ['idle', 'idleSeconds'],
  ['iowait', 'iowaitSeconds'],
  ['irq', 'irqSeconds'],
  ['steal', 'stealSeconds'],
];

function registerCpu(registry: Registry, sampler: Sampler): void {
  const name = 'iza_host_cpu_seconds_total';
  const help = 'Time each processor spent in each mode.';
  family(registry, sampler, { name, type: 'counter', help, labelNames: ['core', 'mode'] }, ({ cpu }, set) => {
    for (const times of cpu.cores) {
      for (const [mode, key] of MODES) set({ core: String(times.core), mode }, times[key]);
    }
  });
}

function registerFilesystems(registry: Registry, sampler: Sampler): void {
  const rows = [
    ['iza_host_filesystem_size_bytes', 'Size of the file system.', 'sizeBytes'],
    ['iza_host_filesystem_used_bytes', 'Space in use.', 'usedBytes'],
    ['iza_host_filesystem_available_bytes', 'Space that unprivileged users could use.', 'availableBytes'],
  ] as const;
  for (const [name, help, key] of rows) {
    const labelNames = ['device', 'mountpoint', 'fstype'] as const;
    family(registry, sampler, { name, type: 'gauge', help, labelNames }, ({ filesystems }, set) => {
      for (const filesystem of filesystems) {
        const value = filesystem[key];
        const { source: device, mountPoint: mountpoint, type: fstype } = filesystem;
        if (value !== undefined) set({ device, mountpoint, fstype }, value);
      }
    });
  }
}

function registerDisks(registry: Registry, sampler: Sampler): void {
  type Disk = MachineReading['disks'][number];
  const rows: readonly (readonly [string, string, (disk: Disk) => number])[] = [
    ['iza_host_disk_read_bytes_total', 'Read from the disk.', (disk) => disk.readBytes],
    ['iza_host_disk_written_bytes_total', 'Written to the disk.', (disk) => disk.writtenBytes],
    ['iza_host_disk_reads_total', 'Completed reads.', (disk) => disk.reads],
    ['iza_host_disk_writes_total', 'Completed writes.', (disk) => disk.writes],
    [
      'iza_host_disk_busy_seconds_total',
      'Time with at least one request in flight.',
      (disk) => disk.busyMs / 1000,
    ],
  ];
  for (const [name, help, valueOf] of rows) {
    family(registry, sampler, { name, type: 'counter', help, labelNames: ['device'] }, ({ disks }, set) => {
      for (const disk of disks) set({ device: disk.name }, valueOf(disk));
    });
  }
}

/** Ends of cables into containers come and go with them: their names would pile up as series, and the containers' own counters say the same. */
const FLEETING: ReadonlySet<string> = new Set(['veth', 'tuntap', 'macvlan', 'ipvlan']);

function registerInterfaces(registry: Registry, sampler: Sampler): void {
  type Interface = MachineReading['interfaces'][number];
  const rows: readonly (readonly [string, string, (one: Interface) => number])[] = [
    ['iza_host_network_receive_bytes_total', 'Received over the interface.', (one) => one.rxBytes],
    ['iza_host_network_transmit_bytes_total', 'Sent over the interface.', (one) => one.txBytes],
    ['iza_host_network_receive_errors_total', 'Errors while receiving.', (one) => one.rxErrors],
    ['iza_host_network_transmit_errors_total', 'Errors while sending.', (one) => one.txErrors],
    ['iza_host_network_receive_drops_total', 'Received and dropped.', (one) => one.rxDrops],
    ['iza_host_network_transmit_drops_total', 'Dropped instead of sent.', (one) => one.txDrops],
  ];
  for (const [name, help, valueOf] of rows) {
    family(
      registry,
      sampler,
      { name, type: 'counter', help, labelNames: ['interface'] },
      ({ interfaces }, set) => {
        for (const one of interfaces) if (!FLEETING.has(one.kind)) set({ interface: one.name }, valueOf(one));
      },
    );
  }
}

function registerPressure(registry: Registry, sampler: Sampler): void {
  const rows: readonly (readonly [string, string, (pressure: PressureReading) => number | undefined])[] = [
    [
      'iza_host_pressure_waiting_seconds_total',
      'Time in which some work waited for the resource.',
      ({ some }) => some.totalUs / 1e6,
    ],
    [
      'iza_host_pressure_stalled_seconds_total',
      'Time in which all work waited for the resource.',
      ({ full }) => full && full.totalUs / 1e6,
    ],
  ];
  for (const [name, help, valueOf] of rows) {
    family(
      registry,
      sampler,
      { name, type: 'counter', help, labelNames: ['resource'] },
      ({ pressure }, set) => {
        for (const resource of ['cpu', 'memory', 'io'] as const) {
          const reading = pressure[resource];
          const value = reading && valueOf(reading);
          if (value !== undefined) set({ resource }, value);
        }
      },
    );
  }
}

function family<Label extends string>(
  registry: Registry,
  sampler: Sampler,
  about: {
    readonly name: string;
    readonly type: 'counter' | 'gauge';
    readonly help: string;
    readonly labelNames: readonly Label[];
  },
  collect: (
    reading: MachineReading,
    set: (labels: Readonly<Record<Label, string>>, value: number) => void,
  ) => void,
): void {
  registerFamily<Label | 'host'>(registry, {
    ...about,
    labelNames: ['host', ...about.labelNames],
    collect(set) {
      for (const figures of sampler.machines()) {
        const host = figures.name;
        collect(figures.reading, (labels, value) => {
          set({ ...labels, host }, value);
        });
      }
    },
  });
}
