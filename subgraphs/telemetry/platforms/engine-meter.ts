import type { DockerContainer, DockerEndpoint, DockerStats } from '#backends/docker/index.ts';
import { deadline } from '#kernel/deadlines.ts';
import type { WorkloadFacts, WorkloadReading } from '../domain.ts';

/** Shortest time between two rounds of questions, ms: each takes the engine about a second of work. */
const ROUND_MS = 15_000;
const AT_ONCE = 8;
const ANSWER_MS = 15_000;

export interface Asked {
  readonly container: DockerContainer;
  readonly workload: WorkloadFacts;
  readonly run: string;
}

/** Asks an engine for the counters of containers that cannot be read on this machine; one round at a time. */
export class EngineMeter {
  readonly #endpoint: DockerEndpoint;
  readonly #stopped = new AbortController();
  #startedAt = Number.NEGATIVE_INFINITY;
  /** Time between the last two rounds, ms: when the next answers may be expected. */
  #rhythmMs = ROUND_MS;
  #busy = false;

  constructor(endpoint: DockerEndpoint) {
    this.#endpoint = endpoint;
  }

  /** Begins a round unless one is under way or the last began a moment ago. Answers go to `take` as they come. */
  ask(asked: readonly Asked[], take: (reading: WorkloadReading) => void): void {
    const now = performance.now();
    if (this.#busy || asked.length === 0 || now - this.#startedAt < ROUND_MS || this.#stopped.signal.aborted)
      return;
    if (this.#endpoint.state.status !== 'LIVE') return;
    if (Number.isFinite(this.#startedAt)) this.#rhythmMs = now - this.#startedAt;
    this.#startedAt = now;
    this.#busy = true;
    const waiting = asked.values();
    const lane = async () => {
      for (const one of waiting) await this.#askOne(one, take);
    };
    const lanes = Array.from({ length: Math.min(AT_ONCE, asked.length) }, lane);
    void Promise.all(lanes).finally(() => {
      this.#busy = false;
    });
  }

  stop(): void {
    this.#stopped.abort();
  }

  /** Never rejects: a container that cannot be read keeps its old figures, which then count as stale. */
  async #askOne(
    { container, workload, run }: Asked,
    take: (reading: WorkloadReading) => void,
  ): Promise<void> {
    if (this.#stopped.signal.aborted) return;
    using signal = deadline(ANSWER_MS, `figures of ${workload.name}`, this.#stopped.signal);
    const stats = await this.#endpoint.stats(container.Id, { signal }).catch(() => undefined);
    if (!stats || this.#stopped.signal.aborted) return;
    const reading = readStats(stats, { container, workload, run, intervalMs: this.#rhythmMs });
    if (reading) take(reading);
  }
}

/** Undefined for a container that stopped before the engine looked at it. */
function readStats(
  stats: DockerStats,
  asked: Asked & { readonly intervalMs: number },
): WorkloadReading | undefined {
  const at = Date.parse(stats.read);
  if (!(at > 0)) return undefined;
  const { container, workload, run, intervalMs } = asked;
  const { cpu_stats: cpu, memory_stats: memory, networks, blkio_stats: blkio } = stats;
  const traffic = container.HostConfig.NetworkMode === 'host' ? undefined : Object.values(networks ?? {});
  const limited = (container.HostConfig.Memory ?? 0) > 0;
  return {
    workload,
    run,
    source: 'ENGINE',
    at,
    // The engine's own clock, so that its delays do not count.
    monotonicMs: at,
    intervalMs,
    cpuSeconds: cpu.cpu_usage.total_usage / 1e9,
    cpuCoresTold: coresBetween(stats),
    cpuPeriods: cpu.throttling_data?.periods,
    cpuThrottledPeriods: cpu.throttling_data?.throttled_periods,
    memoryBytes: memory.usage === undefined ? undefined : workingSet(memory.usage, memory.stats),
    // Without a limit the engine names the machine's memory.
    memoryLimitBytes: limited ? memory.limit : undefined,
    oomKills: undefined,
    pids: stats.pids_stats?.current,
    networkReceivedBytes: traffic && sum(traffic, (counters) => counters.rx_bytes),
    networkTransmittedBytes: traffic && sum(traffic, (counters) => counters.tx_bytes),
    blockReadBytes: blockBytes(blkio, 'read'),
    blockWrittenBytes: blockBytes(blkio, 'write'),
  };
}

/** The engine takes two samples a second apart for one answer. */
function coresBetween({
  read,
  preread,
  cpu_stats: now,
  precpu_stats: before,
}: DockerStats): number | undefined {
  const elapsedMs = Date.parse(read) - Date.parse(preread);
  const usedMs = (now.cpu_usage.total_usage - before.cpu_usage.total_usage) / 1e6;
  const known = Date.parse(preread) > 0 && elapsedMs > 0 && usedMs >= 0;
  return known ? usedMs / elapsedMs : undefined;
}

function workingSet(usage: number, stats: Readonly<Record<string, number>> | undefined): number {
  return Math.max(0, usage - (stats?.['total_inactive_file'] ?? stats?.['inactive_file'] ?? 0));
}

/** `Read` on control groups v1, `read` on v2; no entries before the first access. */
function blockBytes(blkio: DockerStats['blkio_stats'], operation: string): number | undefined {
  const entries = blkio?.io_service_bytes_recursive;
  if (!blkio) return undefined;
  return sum(entries ?? [], ({ op, value }) => (op.toLowerCase() === operation ? value : 0));
}

function sum<T>(items: readonly T[], valueOf: (item: T) => number): number {
  return items.reduce((total, item) => total + valueOf(item), 0);
}
