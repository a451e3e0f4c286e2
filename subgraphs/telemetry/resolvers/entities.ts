import { deadline, withSignal } from '#kernel/deadlines.ts';
import { IzaError } from '#kernel/errors.ts';
import type { GraphContext } from '#schema/context.ts';
import type { MachinePlatform, ProcessFacts } from '../port.ts';
import { inRange } from './check-arguments.ts';
import { findWorkload } from './find-workload.ts';
import type { Parts } from './parts.ts';

interface Reference {
  readonly id: string;
}

const PROCESSES_MS = 5_000;

/** What telemetry adds to objects of other subgraphs. A parent is only an id: what it stands for is looked up at each field. */
export function entityResolvers({ platforms, sampler, book }: Parts) {
  const machineOf = (id: string) => platforms.machines.find((machine) => machine.identity?.id === id);
  return {
    Workload: {
      __resolveReference: ({ id }: Reference) => (findWorkload(platforms, id) ? { id } : null),
      metrics: ({ id }: Reference) => {
        const facts = findWorkload(platforms, id);
        return (facts && sampler.workload(facts)) ?? null;
      },
      alerts: ({ id }: Reference) => book.unresolved(id),
    },
    Host: {
      __resolveReference: ({ id }: Reference) => ({ id }),
      metrics: ({ id }: Reference) => sampler.machine(id) ?? null,
      alerts: ({ id }: Reference) => book.unresolved(id),
      processes: async (
        { id }: Reference,
        { first, orderBy }: { readonly first?: number | null; readonly orderBy?: 'CPU' | 'MEMORY' | null },
        { signal }: GraphContext,
      ) => {
        const count = inRange(first, { field: 'first', fallback: 20, least: 1, most: 200 });
        const machine = machineOf(id);
        return machine ? listProcesses(machine, { first: count, orderBy: orderBy ?? 'CPU', signal }) : null;
      },
    },
    HostProcess: {
      // Of another engine on this machine, for one, nobody here knows the containers.
      workload: ({ workloadId }: ProcessFacts) =>
        workloadId && findWorkload(platforms, workloadId) ? { id: workloadId } : null,
    },
    Endpoint: {
      __resolveReference: ({ id }: Reference) =>
        platforms.endpoints.some((endpoint) => endpoint.id === id) ? { id } : null,
      alerts: ({ id }: Reference) => book.unresolved(id),
    },
  };
}

async function listProcesses(
  machine: MachinePlatform,
  query: { readonly first: number; readonly orderBy: 'CPU' | 'MEMORY'; readonly signal: AbortSignal },
): Promise<readonly ProcessFacts[]> {
  using signal = deadline(PROCESSES_MS, 'listing processes', query.signal);
  try {
    return await withSignal(machine.processes({ ...query, signal }), signal);
  } catch (error) {
    if (error instanceof IzaError) throw error;
    throw new IzaError('BACKEND_ERROR', 'The processes of this machine cannot be listed.', {
      endpoint: machine.endpoint,
      cause: error,
    });
  }
}
