import { IzaError } from '#kernel/errors.ts';
import { Queue } from '#kernel/queue.ts';
import type { GraphContext } from '#schema/context.ts';
import { requireTarget } from '#schema/find-target.ts';
import type { Severity } from '../alerts/alert.ts';
import { cursorOf, streamAlerts } from '../alerts/alert-stream.ts';
import type { MachineFigures, WorkloadFigures } from '../domain.ts';
import { inRange } from './check-arguments.ts';
import type { Parts } from './parts.ts';

const MOST_IDS = 1_000;

/** Live figures (the newest per object; a slow client gets fewer) and alerts (none is left out). */
export function subscriptionResolvers(parts: Parts) {
  return {
    Subscription: {
      workloadMetrics: {
        subscribe: (
          _: unknown,
          {
            ids,
            intervalMs,
          }: { readonly ids?: readonly string[] | null; readonly intervalMs?: number | null },
          { signal }: GraphContext,
        ) => followWorkloads(parts, { ids, intervalMs, signal }),
        resolve: (figures: WorkloadFigures) => ({
          workload: { id: figures.reading.workload.id },
          metrics: figures,
        }),
      },
      hostMetrics: {
        subscribe: (
          _: unknown,
          { intervalMs }: { readonly intervalMs?: number | null },
          { signal }: GraphContext,
        ) => followMachines(parts, { intervalMs, signal }),
        resolve: (figures: MachineFigures) => ({ host: { id: figures.id }, metrics: figures }),
      },
      alertStream: {
        subscribe: (
          _: unknown,
          {
            after,
            severity,
          }: { readonly after?: string | null; readonly severity?: readonly Severity[] | null },
          { signal }: GraphContext,
        ) => {
          const wanted = severity ? new Set(severity) : undefined;
          const matches = ({ alert }: { readonly alert: { readonly severity: Severity } }) =>
            wanted?.has(alert.severity) ?? true;
          return parts.streams.add(streamAlerts({ book: parts.book, after, matches }), { signal });
        },
        resolve: ({ sequence, alert }: { readonly sequence: number; readonly alert: object }) => ({
          cursor: cursorOf(parts.book, sequence),
          alert,
        }),
      },
    },
  };
}

function followWorkloads(
  { platforms, sampler, streams }: Parts,
  wanted: {
    readonly ids: readonly string[] | null | undefined;
    readonly intervalMs: number | null | undefined;
    readonly signal: AbortSignal;
  },
): AsyncIterableIterator<WorkloadFigures> {
  const intervalMs = checkInterval(wanted.intervalMs);
  const ids = wanted.ids ? new Set(wanted.ids.map((text, index) => idOf(text, `ids.${index}`))) : undefined;
  if (ids && ids.size > MOST_IDS) {
    throw new IzaError('BAD_USER_INPUT', `ids has at most ${MOST_IDS} members.`, { field: 'ids' });
  }
  const newest = newestPerKey<WorkloadFigures>(
    intervalMs,
    sampler.intervalMs,
    (figures) => figures.reading.workload.id,
  );
  const push = (figures: WorkloadFigures) => {
    if (ids?.has(figures.reading.workload.id) ?? true) newest.push(figures);
  };
  const demand = sampler.demand();
  const stop = sampler.onWorkload(push);
  for (const figures of sampler.runningWorkloads()) push(figures);
  return streams.add(newest.queue, {
    signal: wanted.signal,
    onEnd: () => {
      stop();
      demand[Symbol.dispose]();
    },
  });

  function idOf(text: string, field: string): string {
    const candidates = platforms.workloads.flatMap((platform) => platform.workloads());
    return requireTarget({ text, types: ['Container'], candidates, field, noun: 'workload' }).id;
  }
}

function followMachines(
  { sampler, streams }: Parts,
  wanted: { readonly intervalMs: number | null | undefined; readonly signal: AbortSignal },
): AsyncIterableIterator<MachineFigures> {
  const newest = newestPerKey<MachineFigures>(
    checkInterval(wanted.intervalMs),
    sampler.intervalMs,
    ({ id }) => id,
  );
  const demand = sampler.demand();
  const stop = sampler.onMachine((figures) => newest.push(figures));
  for (const figures of sampler.machines()) newest.push(figures);
  return streams.add(newest.queue, {
    signal: wanted.signal,
    onEnd: () => {
      stop();
      demand[Symbol.dispose]();
    },
  });
}

/** Delivery class "latest": per object one value waits at most, the newest, and one is let through per interval. */
function newestPerKey<T>(intervalMs: number, samplingMs: number, keyOf: (value: T) => string) {
  const queue = new Queue<T>({ rule: 'COALESCE', limit: 100_000, keyOf });
  const passedAt = new Map<string, number>();
  // Samples jitter: one that comes a little early must not wait for the next.
  const toleranceMs = Math.min(intervalMs, samplingMs) / 4;
  return {
    queue,
    push(value: T): void {
      const key = keyOf(value);
      const now = performance.now();
      if (now - (passedAt.get(key) ?? Number.NEGATIVE_INFINITY) < intervalMs - toleranceMs) return;
      passedAt.set(key, now);
      void queue.push(value);
    },
  };
}

function checkInterval(intervalMs: number | null | undefined): number {
  return inRange(intervalMs, { field: 'intervalMs', fallback: 1000, least: 250, most: 3_600_000 });
}
