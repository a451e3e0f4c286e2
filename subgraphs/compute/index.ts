import { buildSubgraphSchema } from '@apollo/subgraph';
import type { Log } from '#kernel/log.ts';
import { Idempotency } from '#schema/idempotency.ts';
import { subgraphTypeDefs } from '#schema/sdl.ts';
import type { Subgraph } from '#schema/subgraph.ts';
import { stalenessPart } from '#schema/watch-source.ts';
import { Compute } from './compute.ts';
import { OperationRegistry, type Operations } from './operations.ts';
import { computePlatforms, type Fleet } from './platforms/index.ts';
import { computeResolvers } from './resolvers/index.ts';
import { containerSource } from './resolvers/subscriptions.ts';

export interface ComputeSubgraphOptions {
  readonly fleet: Fleet;
  readonly log: Log;
  /** Where operations are kept; in memory unless given. */
  readonly operations?: Operations;
  readonly idempotency?: Idempotency;
}

/** How long operations under way get to end when the subgraph stops, ms. */
const STOP_DEADLINE_MS = 5000;

/** Containers, images, hosts, endpoints and operations, over every endpoint of the fleet. The fleet's life is its owner's. */
export function createComputeSubgraph(options: ComputeSubgraphOptions): Subgraph {
  const { fleet, log, operations = new OperationRegistry() } = options;
  const idempotency = options.idempotency ?? new Idempotency({ bytesOf: outputBytes });
  const compute = new Compute({
    endpoints: computePlatforms(fleet),
    clock: fleet.clock,
    operations,
    idempotency,
    log,
  });
  const staleness = compute.withContainers.map((endpoint) =>
    stalenessPart({
      clock: fleet.clock,
      endpoint,
      snapshot: () => endpoint.containers.values().map((value) => ({ id: value.id, value })),
    }),
  );
  const resolvers = computeResolvers(compute, containerSource(compute, staleness));
  return {
    name: 'compute',
    schema: buildSubgraphSchema([
      { typeDefs: subgraphTypeDefs('compute'), resolvers: resolvers as Record<string, never> },
    ]),
    async start() {},
    async stop() {
      await operations.stop(STOP_DEADLINE_MS);
      compute.life.abort();
      for (const part of staleness) part[Symbol.dispose]();
    },
  };
}

/** What a remembered result holds: its ids, and what a program printed. */
function outputBytes(result: unknown): number {
  const { stdout, stderr } = result as { readonly stdout?: string; readonly stderr?: string };
  return 1024 + 2 * ((stdout?.length ?? 0) + (stderr?.length ?? 0));
}
