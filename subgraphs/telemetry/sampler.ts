import {
  deriveMachineFigures,
  deriveWorkloadFigures,
  type MachineFigures,
  type WorkloadFacts,
  type WorkloadFigures,
  type WorkloadReading,
} from './domain.ts';
import type { MachinePlatform, TelemetryPlatforms, WorkloadPlatform } from './port.ts';
import { Series, type SeriesPoint } from './series.ts';

/** Columns of a workload's series, in this order. */
const WORKLOAD_COLUMNS = [
  'cpuCores',
  'memoryBytes',
  'networkReceivedBytesPerSecond',
  'networkTransmittedBytesPerSecond',
  'blockReadBytesPerSecond',
  'blockWrittenBytesPerSecond',
] as const;

/** Columns of a machine's series, in this order. */
const MACHINE_COLUMNS = ['cpuRatio', 'memoryRatio', 'load1'] as const;

export interface SamplerOptions {
  readonly platforms: TelemetryPlatforms;
  /** Time between two readings of what can be read on this machine, ms. */
  readonly intervalMs: number;
}

/** The second reading of something new comes so long after the first: only then rates are known. */
const SECOND_READING_MS = 200;
/** Without demand (no watcher, no rule, no query in the last minute) readings are this many times rarer. */
const IDLE_FACTOR = 10;
const DEMAND_MS = 60_000;
const KEEP_MS = 3_600_000;

/**
 * Reads all running workloads and machines in one rhythm and keeps their last hour. One timer; a round is synchronous for what is read
 * on this machine. What engines must be asked arrives between rounds.
 */
export class Sampler {
  readonly #platforms: TelemetryPlatforms;
  readonly #platformOf: ReadonlyMap<string, WorkloadPlatform>;
  readonly #workloads = new Map<string, Tracked<WorkloadFigures>>();
  readonly #machines = new Map<string, Tracked<MachineFigures>>();
  readonly #workloadListeners = new Set<(figures: WorkloadFigures) => void>();
  readonly #machineListeners = new Set<(figures: MachineFigures) => void>();
  readonly #stops: (() => void)[] = [];
  #intervalMs: number;
  #standing = 0;
  #askedAt = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;
  #soon: NodeJS.Timeout | undefined;
  #soonDue = new Set<number>();
  #newReadAt = Number.NEGATIVE_INFINITY;
  #roundAt = Number.NEGATIVE_INFINITY;
  #nextAt = 0;
  #running = false;

  constructor(options: SamplerOptions) {
    this.#platforms = options.platforms;
    this.#platformOf = new Map(options.platforms.workloads.map((platform) => [platform.endpoint, platform]));
    this.#intervalMs = options.intervalMs;
  }

  /** Time between two readings as configured, ms. */
  get intervalMs(): number {
    return this.#intervalMs;
  }

  /** Takes effect at once. */
  setInterval(intervalMs: number): void {
    this.#intervalMs = intervalMs;
    if (this.#running) this.#schedule(0);
  }

  /** Takes the first reading now and the second a moment later, so that rates are known soon. */
  start(): void {
    if (this.#running) return;
    this.#running = true;
    for (const platform of this.#platforms.workloads) this.#stops.push(this.#follow(platform));
    this.#round();
    this.#schedule(SECOND_READING_MS);
  }

  stop(): void {
    this.#running = false;
    clearTimeout(this.#timer);
    clearTimeout(this.#soon);
    for (const stop of this.#stops.splice(0)) stop();
  }

  /** Keeps the rhythm at full rate until disposed. */
  demand(): Disposable {
    this.#standing += 1;
    if (this.#standing === 1) this.#hurry();
    let held = true;
    return {
      [Symbol.dispose]: () => {
        if (held) this.#standing -= 1;
        held = false;
      },
    };
  }

  /** The newest figures of a running workload; one that has just started is read now. */
  workload(facts: WorkloadFacts): WorkloadFigures | undefined {
    this.#ask();
    if (!facts.running) return undefined;
    const found = this.#workloads.get(facts.id);
    if (found && !found.ended) return found.figures;
    this.#readNew();
    return this.#workloads.get(facts.id)?.figures;
  }

  machine(id: string): MachineFigures | undefined {
    this.#ask();
    return this.#machines.get(id)?.figures;
  }

  /** The newest figures of everything that runs. */
  runningWorkloads(): WorkloadFigures[] {
    return [...this.#workloads.values()]
      .filter((tracked) => !tracked.ended)
      .map((tracked) => tracked.figures);
  }

  machines(): MachineFigures[] {
    return Array.from(this.#machines.values(), (tracked) => tracked.figures);
  }

  workloadWindow(id: string, seconds: number, points: number): SeriesPoint[] {
    return windowOf(this.#workloads.get(id)?.series, seconds, points);
  }

  machineWindow(id: string, seconds: number, points: number): SeriesPoint[] {
    return windowOf(this.#machines.get(id)?.series, seconds, points);
  }

  /** Whether figures are older than three of their intervals. */
  isStale(at: number, intervalMs: number | undefined): boolean {
    return Date.now() - at > 3 * Math.max(intervalMs ?? 0, this.#effectiveIntervalMs());
  }

  /** Calls `listener` for each new figure; returns how to stop. It must be quick and not throw. */
  onWorkload(listener: (figures: WorkloadFigures) => void): () => void {
    this.#workloadListeners.add(listener);
    return () => this.#workloadListeners.delete(listener);
  }

  onMachine(listener: (figures: MachineFigures) => void): () => void {
    this.#machineListeners.add(listener);
    return () => this.#machineListeners.delete(listener);
  }

  #schedule(delayMs: number): void {
    clearTimeout(this.#timer);
    const due = performance.now() + delayMs;
    this.#nextAt = due;
    this.#timer = setTimeout(() => {
      this.#round();
      // Measured from when this round was due, so that the rhythm does not drift by its own length.
      if (this.#running) this.#schedule(Math.max(10, due + this.#effectiveIntervalMs() - performance.now()));
    }, delayMs).unref();
  }

  #round(): void {
    this.#roundAt = performance.now();
    for (const platform of this.#platforms.workloads) platform.read(this.#takeWorkload);
    for (const machine of this.#platforms.machines) this.#readMachine(machine);
    this.#forget();
  }

  readonly #takeWorkload = (reading: WorkloadReading): void => {
    const { id } = reading.workload;
    const tracked = this.#workloads.get(id);
    const figures = deriveWorkloadFigures(reading, tracked?.figures.reading);
    const series = tracked?.series ?? new Series({ columns: WORKLOAD_COLUMNS.length });
    if (tracked) Object.assign(tracked, { figures, ended: false });
    else this.#workloads.set(id, { figures, series, ended: false });
    series.push(reading.at, [
      figures.cpuCores,
      reading.memoryBytes,
      figures.networkReceivedBytesPerSecond,
      figures.networkTransmittedBytesPerSecond,
      figures.blockReadBytesPerSecond,
      figures.blockWrittenBytesPerSecond,
    ]);
    for (const listener of this.#workloadListeners) listener(figures);
  };

  #readMachine(platform: MachinePlatform): void {
    const identity = platform.identity;
    const reading = identity && platform.read();
    if (!identity || !reading) return;
    const tracked = this.#machines.get(identity.id);
    const figures = deriveMachineFigures(
      { ...identity, endpoint: platform.endpoint },
      reading,
      tracked?.figures.reading,
    );
    const series = tracked?.series ?? new Series({ columns: MACHINE_COLUMNS.length });
    this.#machines.set(identity.id, { figures, series, ended: false });
    series.push(reading.at.getTime(), [figures.cpuRatio, figures.memoryRatio, reading.load.one]);
    for (const listener of this.#machineListeners) listener(figures);
  }

  #follow(platform: WorkloadPlatform): () => void {
    return platform.listen((incident) => {
      const { id } = incident.workload;
      const tracked = this.#workloads.get(id);
      if (incident.type === 'STARTED') this.#readSoon();
      // Figures of the run before must not be taken for those of the new one.
      if (tracked && (incident.type === 'STARTED' || incident.type === 'EXITED')) tracked.ended = true;
      if (incident.type === 'REMOVED') this.#workloads.delete(id);
    });
  }

  /** Marks what runs no longer, and lets go of what has not run for an hour. */
  #forget(): void {
    const oldest = Date.now() - KEEP_MS;
    for (const [id, tracked] of this.#workloads) {
      const { workload, at } = tracked.figures.reading;
      const now = this.#platformOf.get(workload.endpoint)?.workload(workload.nativeId);
      if (!now?.running) tracked.ended = true;
      if (!now || (tracked.ended && at < oldest)) this.#workloads.delete(id);
    }
  }

  /** Two readings of what has just started, however many start at once. */
  #readSoon(): void {
    const now = performance.now();
    for (const delay of [20, SECOND_READING_MS + 20]) this.#soonDue.add(Math.ceil((now + delay) / 20) * 20);
    this.#soon ??= this.#armSoon();
  }

  #armSoon(): NodeJS.Timeout | undefined {
    if (!this.#running || this.#soonDue.size === 0) return undefined;
    const delay = Math.max(1, Math.min(...this.#soonDue) - performance.now());
    return setTimeout(() => {
      const now = performance.now();
      for (const due of this.#soonDue) if (due <= now + 1) this.#soonDue.delete(due);
      this.#readNew();
      this.#soon = this.#armSoon();
    }, delay).unref();
  }

  #readNew(): void {
    const now = performance.now();
    if (!this.#running || now - this.#newReadAt < 10) return;
    this.#newReadAt = now;
    for (const platform of this.#platforms.workloads) platform.read(this.#takeWorkload, { newOnly: true });
  }

  /** A query counts as demand for a minute; the first after an idle time gets fresh figures. */
  #ask(): void {
    this.#askedAt = performance.now();
    this.#hurry();
  }

  /** Back to full rate: at once when that is overdue. */
  #hurry(): void {
    const now = performance.now();
    const dueAt = this.#roundAt + this.#intervalMs;
    if (!this.#running || this.#nextAt < dueAt + this.#intervalMs) return;
    if (now >= dueAt) this.#round();
    this.#schedule(Math.max(0, this.#roundAt + this.#intervalMs - now));
  }

  #effectiveIntervalMs(): number {
    const wanted = this.#standing > 0 || performance.now() - this.#askedAt < DEMAND_MS;
    return wanted ? this.#intervalMs : this.#intervalMs * IDLE_FACTOR;
  }
}

interface Tracked<T> {
  figures: T;
  readonly series: Series;
  /** It does not run, or not the run that the figures are of. */
  ended: boolean;
}

function windowOf(series: Series | undefined, seconds: number, points: number): SeriesPoint[] {
  const to = Date.now();
  return series?.window({ from: to - seconds * 1000, to, points }) ?? [];
}
