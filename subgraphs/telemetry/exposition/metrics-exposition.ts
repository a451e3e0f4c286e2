import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { AlertBook } from '../alerts/alert-book.ts';
import type { TelemetryPlatforms } from '../port.ts';
import type { Sampler } from '../sampler.ts';
import { registerMachineMetrics } from './machine-metrics.ts';
import { registerWorkloadMetrics } from './workload-metrics.ts';

/** What Prometheus scrapes. */
export interface MetricsExposition {
  readonly contentType: string;
  /** The whole text. Takes some milliseconds for a thousand containers; asks no engine. */
  render(): Promise<string>;
  /** For figures of other parts of the process: names begin with `iza_`. */
  readonly registry: Registry;
}

export interface MetricsExpositionOptions {
  readonly platforms: TelemetryPlatforms;
  readonly sampler: Sampler;
  readonly book: AlertBook;
  readonly version: string;
}

/**
 * Figures in the Prometheus text format, in base units. Label values are bounded by what exists: what is gone leaves no series behind.
 * Every value is taken from memory at the time of the scrape.
 */
export function createMetricsExposition(options: MetricsExpositionOptions): MetricsExposition {
  const registry = new Registry();
  registerProcessMetrics(registry, options.version);
  registerEndpointMetrics(registry, options.platforms);
  registerWorkloadMetrics(registry, options);
  registerMachineMetrics(registry, options.sampler);
  registerAlertMetrics(registry, options.book);
  return { contentType: registry.contentType, render: () => registry.metrics(), registry };
}

function registerProcessMetrics(registry: Registry, version: string): void {
  collectDefaultMetrics({ register: registry });
  // Gauges that end in _total: Prometheus' own linter refuses them.
  for (const resource of ['handles', 'requests', 'resources']) {
    registry.removeSingleMetric(`nodejs_active_${resource}_total`);
  }
  const build = new Gauge({
    name: 'iza_build_info',
    help: 'Version of IzaOS and of its runtime; the value is always 1.',
    labelNames: ['version', 'node_version'],
    registers: [registry],
  });
  build.set({ version, node_version: process.versions.node }, 1);
}

function registerEndpointMetrics(registry: Registry, { endpoints }: TelemetryPlatforms): void {
  const labelNames = ['endpoint', 'platform'] as const;
  const registers = [registry];
  const up = new Gauge({
    name: 'iza_endpoint_up',
    help: 'Whether the endpoint is followed live (1) or out of reach (0).',
    labelNames,
    registers,
    collect() {
      for (const { name, platform, state } of endpoints) {
        up.set({ endpoint: name, platform }, state.status === 'LIVE' ? 1 : 0);
      }
    },
  });
  const lag = new Gauge({
    name: 'iza_endpoint_lag_seconds',
    help: 'Delay between the last event of the endpoint and its arrival.',
    labelNames,
    registers,
    collect() {
      lag.reset();
      for (const { name, platform, state } of endpoints) {
        if (state.lagMs !== undefined) lag.set({ endpoint: name, platform }, state.lagMs / 1000);
      }
    },
  });
}

function registerAlertMetrics(registry: Registry, book: AlertBook): void {
  const firing = new Gauge({
    name: 'iza_alerts_firing',
    help: 'Alerts that are not resolved.',
    labelNames: ['severity'],
    registers: [registry],
    collect() {
      for (const severity of ['INFO', 'WARNING', 'CRITICAL']) {
        const count = book.unresolved().filter((alert) => alert.severity === severity).length;
        firing.set({ severity: severity.toLowerCase() }, count);
      }
    },
  });
}
