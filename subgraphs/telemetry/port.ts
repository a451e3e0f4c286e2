import type { MachineReading, WorkloadFacts, WorkloadReading } from './domain.ts';

/** All that telemetry reads, whatever the platform. */
export interface TelemetryPlatforms {
  readonly endpoints: readonly EndpointView[];
  readonly workloads: readonly WorkloadPlatform[];
  readonly machines: readonly MachinePlatform[];
}

/** An endpoint as far as telemetry judges it. */
export interface EndpointView {
  /** Global id. */
  readonly id: string;
  readonly name: string;
  /** In lower case: a label of exported figures. */
  readonly platform: string;
  readonly state: EndpointHealth;
}

export interface EndpointHealth {
  readonly status: 'CONNECTING' | 'LIVE' | 'STALE' | 'STOPPED';
  readonly since: Date;
  /** Delay of the last event, ms. */
  readonly lagMs?: number;
  /** Safe to show. */
  readonly reason?: string;
}

/** Workloads of one endpoint: what they are comes from a mirror, what they use is read when asked. */
export interface WorkloadPlatform {
  /** Name of the endpoint. */
  readonly endpoint: string;
  /** Processors that a workload without a limit may use; undefined while the endpoint was never reached. */
  readonly cpuCount: number | undefined;
  /** All of them, running or not. Never reaches the engine; unchanged workloads are the same objects. */
  workloads(): readonly WorkloadFacts[];
  workload(nativeId: string): WorkloadFacts | undefined;
  /**
   * Hands the counters of running workloads to `take`: at once, in this call, where they can be read on this machine; otherwise later,
   * as the engine answers, in its own longer rhythm and never twice at the same time. A workload that cannot be read is left out.
   * Never throws. Not for use after `stop()`.
   */
  read(take: (reading: WorkloadReading) => void, options?: ReadOptions): void;
  /** Calls `listener` for what happens to workloads, in order, without delay; returns how to stop. */
  listen(listener: (incident: Incident) => void): () => void;
  /** Lets go of everything it holds open; readings under way are dropped. Idempotent. */
  stop(): void;
}

export interface ReadOptions {
  /** Only workloads that were never read since they started, or once and not just now; and only those that can be read at once. */
  readonly newOnly?: boolean;
}

/** Something that happened to a workload. */
export type Incident =
  | { readonly type: 'STARTED'; readonly workload: WorkloadFacts }
  /** Its program ended; `requested`: somebody asked the engine for it. */
  | {
      readonly type: 'EXITED';
      readonly workload: WorkloadFacts;
      readonly exitCode: number;
      readonly requested: boolean;
    }
  /** The kernel killed a process of it for lack of memory. */
  | { readonly type: 'OOM_KILLED'; readonly workload: WorkloadFacts }
  | { readonly type: 'REMOVED'; readonly workload: WorkloadFacts };

/** One machine that can be read. */
export interface MachinePlatform {
  /** Name of the endpoint. */
  readonly endpoint: string;
  /** Global id and name; undefined while it cannot be read. */
  readonly identity: { readonly id: string; readonly name: string } | undefined;
  /** Counters now, synchronously; undefined while it cannot be read. Never throws. */
  read(): MachineReading | undefined;
  /** Its processes, busiest first. Throws BACKEND_UNAVAILABLE, CANCELLED. */
  processes(query: ProcessesQuery): Promise<readonly ProcessFacts[]>;
}

export interface ProcessesQuery {
  readonly first: number;
  readonly orderBy: 'CPU' | 'MEMORY';
  readonly signal: AbortSignal;
}

export interface ProcessFacts {
  readonly pid: number;
  readonly parentPid: number;
  readonly name: string;
  readonly user: string | null;
  /** The kernel's letter: `R`, `S`, `D` … */
  readonly state: string;
  readonly cpuSeconds: number;
  readonly residentBytes: number;
  readonly threads: number;
  readonly startedAt: Date;
  /** Global id of the workload that it belongs to. */
  readonly workloadId: string | null;
}
