import { monitorEventLoopDelay } from 'node:perf_hooks';

export interface ProcessFigures {
  readonly residentBytes: number;
  readonly cpuSeconds: number;
  /** 99th percentile since the last minute began, ms. */
  readonly eventLoopDelayP99Ms: number;
  readonly uptimeSeconds: number;
}

const MINUTE_MS = 60_000;
/** Fewer samples (one in 10 ms) say little about a percentile. */
const ENOUGH = 200;

/** Watches this process. */
export class ProcessMeter {
  readonly #delay = monitorEventLoopDelay({ resolution: 10 });
  #minute: NodeJS.Timeout | undefined;
  #previousMs = 0;

  start(): void {
    this.#delay.enable();
    this.#minute ??= setInterval(() => {
      this.#previousMs = this.#p99Ms();
      this.#delay.reset();
    }, MINUTE_MS).unref();
  }

  stop(): void {
    clearInterval(this.#minute);
    this.#minute = undefined;
    this.#delay.disable();
  }

  read(): ProcessFigures {
    const { user, system } = process.cpuUsage();
    return {
      residentBytes: process.memoryUsage.rss(),
      cpuSeconds: (user + system) / 1e6,
      eventLoopDelayP99Ms:
        this.#delay.count < ENOUGH ? Math.max(this.#previousMs, this.#p99Ms()) : this.#p99Ms(),
      uptimeSeconds: process.uptime(),
    };
  }

  /** The histogram holds the time between two timers, which includes the 10 ms asked for. */
  #p99Ms(): number {
    return this.#delay.count === 0 ? 0 : Math.max(0, this.#delay.percentile(99) / 1e6 - 10);
  }
}
