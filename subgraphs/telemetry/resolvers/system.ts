import type { Parts } from './parts.ts';

/** Figures of IzaOS itself and sums over what it watches. */
export function systemResolvers({ platforms, sampler, book, processMeter }: Parts) {
  return {
    Query: {
      systemMetrics: () => {
        const running = platforms.workloads
          .flatMap((platform) => platform.workloads())
          .flatMap((facts) => sampler.workload(facts) ?? []);
        return {
          at: new Date(),
          workloadsByState: countStates(platforms.workloads.flatMap((platform) => platform.workloads())),
          workloadCpuCores: sum(running.map((figures) => figures.cpuCores)),
          workloadMemoryBytes: sum(running.map((figures) => figures.reading.memoryBytes)),
          alertsFiring: book.unresolved().length,
          ...processMeter.read(),
          hosts: platforms.machines.flatMap(({ identity }) => (identity ? [{ id: identity.id }] : [])),
        };
      },
    },
  };
}

function countStates(workloads: readonly { readonly state: string }[]) {
  const counts = new Map<string, number>();
  for (const { state } of workloads) counts.set(state, (counts.get(state) ?? 0) + 1);
  return Array.from(counts, ([state, count]) => ({ state, count })).sort((left, right) =>
    left.state < right.state ? -1 : 1,
  );
}

function sum(values: readonly (number | undefined)[]): number {
  return values.reduce<number>((total, value) => total + (value ?? 0), 0);
}
