import { encodeId } from '#kernel/ids.ts';
import type { WorkloadFacts, WorkloadReading } from '../domain.ts';
import type { EndpointHealth, Incident, TelemetryPlatforms } from '../port.ts';
import { machineReading, workloadFacts, workloadReading, type MachineSays } from './made-up-readings.ts';

/** Platforms that say what a test tells them to: one engine, one machine. */
export interface ScriptedPlatforms extends TelemetryPlatforms {
  /** How the endpoint of the engine is; `LIVE` at first. */
  health: EndpointHealth;
  /** What the next reading of the machine says. */
  machineSays: MachineSays;
  readonly machineId: string;
  /** Adds a workload or changes it, and what its next readings say. CPU time grows by `cpuCores` per second. */
  put(name: string, says?: Says): WorkloadFacts;
  remove(name: string): void;
  /** Tells of something as an engine would. */
  tell(incident: Incident): void;
  /** How often workloads were read. */
  reads: number;
}

export interface Says {
  readonly facts?: Partial<WorkloadFacts>;
  readonly cpuCores?: number;
  readonly figures?: Partial<WorkloadReading>;
}

export function scriptedPlatforms(): ScriptedPlatforms {
  const workloads = new Map<
    string,
    { readonly facts: WorkloadFacts; readonly says: Says; cpuSeconds: number; at: number; read: boolean }
  >();
  const listeners = new Set<(incident: Incident) => void>();
  const machineId = encodeId('Host', 'host', 'machine');
  const read = (take: (reading: WorkloadReading) => void, newOnly: boolean) => {
    platforms.reads += 1;
    for (const workload of workloads.values()) {
      if (!workload.facts.running || (newOnly && workload.read)) continue;
      workload.read = true;
      const now = performance.now();
      workload.cpuSeconds += ((workload.says.cpuCores ?? 0) * (now - workload.at)) / 1000;
      workload.at = now;
      const { cpuSeconds } = workload;
      take(
        workloadReading(workload.facts, {
          at: Date.now(),
          monotonicMs: now,
          cpuSeconds,
          ...workload.says.figures,
        }),
      );
    }
  };
  const platforms: ScriptedPlatforms = {
    health: { status: 'LIVE', since: new Date() },
    machineSays: {},
    machineId,
    reads: 0,
    endpoints: [
      {
        id: encodeId('Endpoint', 'engine', 'engine'),
        name: 'engine',
        platform: 'docker',
        get state() {
          return platforms.health;
        },
      },
      {
        id: encodeId('Endpoint', 'host', 'host'),
        name: 'host',
        platform: 'host',
        state: { status: 'LIVE', since: new Date(0) },
      },
    ],
    workloads: [
      {
        endpoint: 'engine',
        cpuCount: 2,
        workloads: () => Array.from(workloads.values(), ({ facts }) => facts),
        workload: (nativeId) =>
          Array.from(workloads.values(), ({ facts }) => facts).find((facts) => facts.nativeId === nativeId),
        read: (take, options) => read(take, options?.newOnly ?? false),
        listen(listener) {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
        stop: () => listeners.clear(),
      },
    ],
    machines: [
      {
        endpoint: 'host',
        identity: { id: machineId, name: 'machine' },
        read: () => machineReading(platforms.machineSays),
        processes: async () => [],
      },
    ],
    put(name, says = {}) {
      const facts = workloadFacts({ name, ...says.facts });
      const known = workloads.get(name);
      workloads.set(name, {
        facts,
        says,
        cpuSeconds: known?.cpuSeconds ?? 0,
        at: known?.at ?? performance.now(),
        read: known?.read ?? false,
      });
      return facts;
    },
    remove(name) {
      const workload = workloads.get(name)?.facts;
      workloads.delete(name);
      if (workload) platforms.tell({ type: 'REMOVED', workload });
    },
    tell(incident) {
      for (const listener of listeners) listener(incident);
    },
  };
  return platforms;
}
