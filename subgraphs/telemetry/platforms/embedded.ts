import type {
  EmbeddedContainer,
  EmbeddedContainerStatus,
  EmbeddedEndpoint,
  EmbeddedEvent,
} from '#backends/embedded/index.ts';
import { encodeId } from '#kernel/ids.ts';
import type { WorkloadFacts, WorkloadReading, WorkloadState } from '../domain.ts';
import type { Incident, ReadOptions, WorkloadPlatform } from '../port.ts';
import { sumTraffic } from './cgroup-meter.ts';

/** The pretended machine has so many processors. */
const CPU_COUNT = 4;
const SECOND_READING_MS = 150;

/** Containers of the engine in memory; their figures are made up by its generator. */
export class EmbeddedWorkloads implements WorkloadPlatform {
  readonly endpoint: string;
  readonly cpuCount = CPU_COUNT;
  readonly #engine: EmbeddedEndpoint;
  readonly #facts = new WeakMap<EmbeddedContainer, WorkloadFacts>();
  readonly #read = new Map<string, { readonly run: string; readonly times: number; readonly at: number }>();
  #stopped = false;

  constructor(engine: EmbeddedEndpoint) {
    this.endpoint = engine.name;
    this.#engine = engine;
  }

  workloads(): readonly WorkloadFacts[] {
    return this.#engine.containers.values().map((container) => this.#factsOf(container));
  }

  workload(nativeId: string): WorkloadFacts | undefined {
    const container = this.#engine.containers.get(nativeId);
    return container && this.#factsOf(container);
  }

  read(take: (reading: WorkloadReading) => void, options: ReadOptions = {}): void {
    if (this.#stopped) return;
    for (const container of this.#engine.containers.values()) {
      const run = runOf(container);
      if (run === undefined) {
        this.#read.delete(container.id);
        continue;
      }
      const known = this.#read.get(container.id);
      const before = known?.run === run ? known : undefined;
      const now = performance.now();
      if (options.newOnly && before && (before.times > 1 || now - before.at < SECOND_READING_MS)) continue;
      const reading = this.#readOne(container, run);
      if (!reading) continue;
      this.#read.set(container.id, { run, times: (before?.times ?? 0) + 1, at: now });
      take(reading);
    }
  }

  listen(listener: (incident: Incident) => void): () => void {
    const signalled = new Set<string>();
    const stopEvents = this.#engine.onEvent((event) => {
      const incident = this.#incidentOf(event, signalled);
      if (incident) listener(incident);
    });
    const stopChanges = this.#engine.containers.listen((change) => {
      if (change.type === 'DELETED') {
        this.#read.delete(change.key);
        return listener({ type: 'REMOVED', workload: this.#factsOf(change.previous) });
      }
      const before = change.type === 'MODIFIED' ? runOf(change.previous) : undefined;
      if (isRunning(change.value) && runOf(change.value) !== before) {
        listener({ type: 'STARTED', workload: this.#factsOf(change.value) });
      }
    });
    return () => {
      stopEvents();
      stopChanges();
    };
  }

  stop(): void {
    this.#stopped = true;
  }

  #readOne(container: EmbeddedContainer, run: string): WorkloadReading | undefined {
    const stats = this.#engine.stats(container.id);
    if (!stats) return undefined;
    const traffic = sumTraffic(stats.networks);
    return {
      workload: this.#factsOf(container),
      run,
      source: 'EMBEDDED',
      at: Date.now(),
      monotonicMs: performance.now(),
      intervalMs: undefined,
      cpuSeconds: stats.cpuUsageNs / 1e9,
      cpuPeriods: undefined,
      cpuThrottledPeriods: stats.throttledPeriods,
      memoryBytes: stats.memoryWorkingSetBytes,
      memoryLimitBytes: stats.memoryLimitBytes,
      oomKills: 0,
      pids: stats.pids,
      networkReceivedBytes: traffic.received,
      networkTransmittedBytes: traffic.transmitted,
      blockReadBytes: stats.blkioReadBytes,
      blockWrittenBytes: stats.blkioWrittenBytes,
    };
  }

  #incidentOf(event: EmbeddedEvent, signalled: Set<string>): Incident | undefined {
    const container = event.type === 'container' ? this.#engine.containers.get(event.subject) : undefined;
    if (!container) return undefined;
    const workload = this.#factsOf(container);
    if (event.action === 'oom') return { type: 'OOM_KILLED', workload };
    if (event.action === 'kill') signalled.add(container.id);
    if (event.action !== 'die') return undefined;
    const exitCode = Number(event.attributes['exitCode'] ?? container.state.exitCode);
    return { type: 'EXITED', workload, exitCode, requested: signalled.delete(container.id) };
  }

  #factsOf(container: EmbeddedContainer): WorkloadFacts {
    let facts = this.#facts.get(container);
    if (!facts) this.#facts.set(container, (facts = deriveFacts(this.endpoint, container)));
    return facts;
  }
}

const STATES: Readonly<Record<EmbeddedContainerStatus, WorkloadState>> = {
  created: 'CREATED',
  running: 'RUNNING',
  paused: 'PAUSED',
  exited: 'STOPPED',
};

function deriveFacts(endpoint: string, container: EmbeddedContainer): WorkloadFacts {
  return {
    id: encodeId('Container', endpoint, container.id),
    endpoint,
    nativeId: container.id,
    name: container.name,
    image: container.image,
    state: STATES[container.state.status],
    running: isRunning(container),
    cpuLimitCores: container.limits.cpuCores,
    healthy: container.state.health === undefined ? undefined : true,
  };
}

function isRunning({ state }: EmbeddedContainer): boolean {
  return state.status === 'running' || state.status === 'paused';
}

/** Undefined while it does not run. */
function runOf(container: EmbeddedContainer): string | undefined {
  return isRunning(container) ? String(container.state.startedAt?.getTime()) : undefined;
}
