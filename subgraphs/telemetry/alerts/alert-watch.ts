import type { Log } from '#kernel/log.ts';
import type { TelemetryPlatforms } from '../port.ts';
import type { Sampler } from '../sampler.ts';
import type { AlertBook } from './alert-book.ts';
import { AlertEngine } from './alert-engine.ts';
import { IncidentLog } from './incident-log.ts';
import type { RuleBook } from './rule-book.ts';
import { SIGNALS } from './signals.ts';

export interface AlertWatchOptions {
  readonly platforms: TelemetryPlatforms;
  readonly sampler: Sampler;
  readonly book: AlertBook;
  readonly rules: RuleBook;
  readonly log: Log;
}

const STEP_MS = 1_000;

/** Has the rules looked at every second, and at once when something happens. */
export class AlertWatch {
  readonly #options: AlertWatchOptions;
  readonly #incidents = new IncidentLog(() => performance.now());
  readonly #stops: (() => void)[] = [];
  #engine: AlertEngine | undefined;
  #timer: NodeJS.Timeout | undefined;
  #soon: NodeJS.Immediate | undefined;
  #demand: Disposable | undefined;

  constructor(options: AlertWatchOptions) {
    this.#options = options;
  }

  /** The book and the rules must be loaded. */
  start(): void {
    const { platforms, sampler, book, rules, log } = this.#options;
    this.#engine = new AlertEngine({
      world: { platforms, sampler, incidents: this.#incidents },
      book,
      rules,
      log,
    });
    this.#stops.push(this.#incidents.follow(platforms, sampler, () => this.#lookSoon()));
    this.#stops.push(
      rules.onChange(() => {
        this.#claimSamples();
        this.#lookSoon();
      }),
    );
    this.#claimSamples();
    this.#timer = setInterval(() => this.#engine?.evaluate(), STEP_MS).unref();
    this.#engine.evaluate();
  }

  stop(): void {
    clearInterval(this.#timer);
    clearImmediate(this.#soon);
    this.#demand?.[Symbol.dispose]();
    this.#demand = undefined;
    this.#engine = undefined;
    for (const stop of this.#stops.splice(0)) stop();
  }

  #lookSoon(): void {
    this.#soon ??= setImmediate(() => {
      this.#soon = undefined;
      this.#engine?.evaluate();
    });
  }

  /** Full rate as long as an enabled rule compares figures. */
  #claimSamples(): void {
    const { rules, sampler } = this.#options;
    const wanted = rules.rules().some(({ enabled, signal }) => enabled && SIGNALS[signal]?.sampled);
    if (wanted) this.#demand ??= sampler.demand();
    else {
      this.#demand?.[Symbol.dispose]();
      this.#demand = undefined;
    }
  }
}
