import type { Registry } from 'prom-client';
import type { WorkloadReading } from '../domain.ts';
import type { TelemetryPlatforms } from '../port.ts';
import type { Sampler } from '../sampler.ts';
import { registerFamily } from './register-family.ts';

const LABELS = ['endpoint', 'container'] as const;

/** Figures of running workloads, from their newest readings. A container is named by its name, which is unique on its endpoint. */
export function registerWorkloadMetrics(
  registry: Registry,
  { platforms, sampler }: { readonly platforms: TelemetryPlatforms; readonly sampler: Sampler },
): void {
  for (const [name, type, help, valueOf] of FIGURES) {
    registerFamily(registry, {
      name,
      type,
      help,
      labelNames: LABELS,
      collect(set) {
        for (const { reading } of sampler.runningWorkloads()) {
          const value = valueOf(reading);
          const { endpoint, name: container } = reading.workload;
          if (value !== undefined) set({ endpoint, container }, value);
        }
      },
    });
  }
  registerFamily(registry, {
    name: 'iza_container_info',
    type: 'gauge',
    help: 'What a container is; the value is always 1.',
    labelNames: [...LABELS, 'id', 'image', 'state'],
    collect(set) {
      for (const platform of platforms.workloads) {
        for (const { endpoint, name: container, nativeId, image, state } of platform.workloads()) {
          set({ endpoint, container, id: nativeId, image, state: state.toLowerCase() }, 1);
        }
      }
    },
  });
}

type Row = readonly [
  name: string,
  type: 'counter' | 'gauge',
  help: string,
  valueOf: (reading: WorkloadReading) => number | undefined,
];

const FIGURES: readonly Row[] = [
  [
    'iza_container_cpu_seconds_total',
    'counter',
    'Processor time since the container started.',
    (r) => r.cpuSeconds,
  ],
  [
    'iza_container_cpu_periods_total',
    'counter',
    'Scheduling periods the CPU limit was applied to.',
    (r) => r.cpuPeriods,
  ],
  [
    'iza_container_cpu_throttled_periods_total',
    'counter',
    'Scheduling periods in which the CPU limit held the container back.',
    (r) => r.cpuThrottledPeriods,
  ],
  ['iza_container_memory_bytes', 'gauge', 'Memory in use without inactive file cache.', (r) => r.memoryBytes],
  [
    'iza_container_memory_limit_bytes',
    'gauge',
    'Memory limit; absent without one.',
    (r) => r.memoryLimitBytes,
  ],
  [
    'iza_container_oom_kills_total',
    'counter',
    'Processes the kernel killed for lack of memory.',
    (r) => r.oomKills,
  ],
  ['iza_container_processes', 'gauge', 'Processes and threads.', (r) => r.pids],
  [
    'iza_container_network_receive_bytes_total',
    'counter',
    'Received over all interfaces; absent with the network of the host.',
    (r) => r.networkReceivedBytes,
  ],
  [
    'iza_container_network_transmit_bytes_total',
    'counter',
    'Sent over all interfaces; absent with the network of the host.',
    (r) => r.networkTransmittedBytes,
  ],
  ['iza_container_block_read_bytes_total', 'counter', 'Read from block devices.', (r) => r.blockReadBytes],
  [
    'iza_container_block_written_bytes_total',
    'counter',
    'Written to block devices.',
    (r) => r.blockWrittenBytes,
  ],
];
