import { buildSubgraphSchema } from '@apollo/subgraph';
import type { Log } from '#kernel/log.ts';
import { Idempotency } from '#schema/idempotency.ts';
import { subgraphTypeDefs } from '#schema/sdl.ts';
import type { Subgraph } from '#schema/subgraph.ts';
import { AlertBook } from './alerts/alert-book.ts';
import { createMemoryHistory } from './alerts/alert-history.ts';
import { AlertWatch } from './alerts/alert-watch.ts';
import { openJournalHistory } from './alerts/journal-history.ts';
import { RuleBook } from './alerts/rule-book.ts';
import { createMetricsExposition, type MetricsExposition } from './exposition/metrics-exposition.ts';
import { telemetryPlatforms, type Fleet } from './platforms/index.ts';
import type { TelemetryPlatforms } from './port.ts';
import { ProcessMeter } from './process-figures.ts';
import { createResolvers } from './resolvers/index.ts';
import { OpenStreams } from './resolvers/open-streams.ts';
import { Sampler } from './sampler.ts';

export type { MetricsExposition } from './exposition/metrics-exposition.ts';
export type { Fleet } from './platforms/index.ts';

export interface TelemetryOptions {
  readonly fleet: Fleet;
  readonly log: Log;
  /** Folder for `alerts.db`, which must exist. Without it alerts and changes of rules end with the process. */
  readonly stateDirectory?: string;
  /** Time between two readings, ms. Default 1,000. */
  readonly metricsIntervalMs?: number;
  /** Version of IzaOS, for `iza_build_info`. */
  readonly version?: string;
}

export interface TelemetrySubgraph extends Subgraph {
  readonly metrics: MetricsExposition;
  /** Changes the time between two readings, ms, at once. */
  setInterval(intervalMs: number): void;
}

/** The telemetry subgraph over a fleet. The fleet is started and stopped by its owner; before or after is the same. */
export function createTelemetrySubgraph({ fleet, ...options }: TelemetryOptions): TelemetrySubgraph {
  return createTelemetry({ ...options, platforms: telemetryPlatforms(fleet) });
}

/** The same over any fulfilment of the port. */
export function createTelemetry(
  options: Omit<TelemetryOptions, 'fleet'> & { readonly platforms: TelemetryPlatforms },
): TelemetrySubgraph {
  const { platforms, stateDirectory, metricsIntervalMs: intervalMs = 1000, version = '0.0.0' } = options;
  const log = options.log.with({ subgraph: 'telemetry' });
  const sampler = new Sampler({ platforms, intervalMs });
  const book = new AlertBook(async () =>
    stateDirectory === undefined ? createMemoryHistory() : openJournalHistory(stateDirectory),
  );
  const rules = new RuleBook(book);
  const processMeter = new ProcessMeter();
  const streams = new OpenStreams();
  const watch = new AlertWatch({ platforms, sampler, book, rules, log });
  const resolvers = createResolvers({
    platforms,
    sampler,
    book,
    rules,
    processMeter,
    idempotency: new Idempotency(),
    streams,
  });
  let life: 'NEW' | 'STARTED' | 'STOPPED' = 'NEW';
  return {
    name: 'telemetry',
    schema: buildSubgraphSchema([{ typeDefs: subgraphTypeDefs('telemetry'), resolvers }]),
    metrics: createMetricsExposition({ platforms, sampler, book, version }),
    setInterval: (ms) => sampler.setInterval(ms),
    async start() {
      if (life !== 'NEW') return;
      life = 'STARTED';
      await book.load();
      await rules.load();
      processMeter.start();
      sampler.start();
      watch.start();
    },
    async stop() {
      if (life === 'STOPPED') return;
      life = 'STOPPED';
      watch.stop();
      sampler.stop();
      processMeter.stop();
      streams.closeAll();
      for (const platform of platforms.workloads) platform.stop();
      await book.close();
    },
  };
}
