import type { TelemetryPlatforms } from '../port.ts';
import type { Sampler } from '../sampler.ts';
import type { WorkloadFacts } from '../domain.ts';

/** Longest that an incident matters to any rule, ms: a day is the longest window of a rule. */
const KEEP_MS = 86_400_000;
/** More of one workload's incidents are not told apart. */
const KEEP_EACH = 100;

interface Remembered {
  workload: WorkloadFacts;
  /** When, ms on the clock that never jumps. */
  readonly oomKills: { readonly told: number[]; readonly counted: number[] };
  readonly crashes: number[];
}

/** What happened to workloads lately, for rules about events. In memory: a restart of IzaOS begins anew. */
export class IncidentLog {
  readonly #byWorkload = new Map<string, Remembered>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Listens to engines and to the kernel's counters; `onIncident` is called for what a rule may look at. Returns how to stop. */
  follow(platforms: TelemetryPlatforms, sampler: Sampler, onIncident: () => void): () => void {
    const stops = platforms.workloads.map((platform) =>
      platform.listen((incident) => {
        if (incident.type === 'REMOVED') this.#byWorkload.delete(incident.workload.id);
        else if (incident.type === 'OOM_KILLED') this.noteOomKill(incident.workload, 'told');
        else if (incident.type === 'EXITED' && incident.exitCode !== 0 && !incident.requested)
          this.noteCrash(incident.workload);
        else return;
        onIncident();
      }),
    );
    stops.push(
      sampler.onWorkload((figures) => {
        if (figures.newOomKills === 0) return;
        this.noteOomKill(figures.reading.workload, 'counted');
        onIncident();
      }),
    );
    return () => stops.forEach((stop) => stop());
  }

  /** Of one kill the engine may tell and the kernel's counter may speak: the two are kept apart, so that it is not counted twice. */
  noteOomKill(workload: WorkloadFacts, source: 'told' | 'counted'): void {
    this.#note(workload).oomKills[source].push(this.#now());
  }

  noteCrash(workload: WorkloadFacts): void {
    this.#note(workload).crashes.push(this.#now());
  }

  /** Workloads with incidents. */
  workloads(): WorkloadFacts[] {
    return Array.from(this.#byWorkload.values(), ({ workload }) => workload);
  }

  oomKillsWithin(workloadId: string, seconds: number): number {
    const kills = this.#byWorkload.get(workloadId)?.oomKills;
    return Math.max(this.#count(kills?.told, seconds), this.#count(kills?.counted, seconds));
  }

  crashesWithin(workloadId: string, seconds: number): number {
    return this.#count(this.#byWorkload.get(workloadId)?.crashes, seconds);
  }

  #note(workload: WorkloadFacts): Remembered {
    const known = this.#byWorkload.get(workload.id) ?? {
      workload,
      oomKills: { told: [], counted: [] },
      crashes: [],
    };
    known.workload = workload;
    this.#byWorkload.set(workload.id, known);
    for (const times of [known.oomKills.told, known.oomKills.counted, known.crashes]) {
      while (times.length >= KEEP_EACH || (times.length > 0 && times[0]! < this.#now() - KEEP_MS))
        times.shift();
    }
    return known;
  }

  #count(times: readonly number[] | undefined, seconds: number): number {
    const from = this.#now() - seconds * 1000;
    return times?.filter((at) => at > from).length ?? 0;
  }
}
