import type { GraphQLSchema } from 'graphql';

export const SUBGRAPH_NAMES = ['compute', 'network', 'storage', 'telemetry', 'security'] as const;
export type SubgraphName = (typeof SUBGRAPH_NAMES)[number];

/** One domain of the graph, ready to answer: what every subgraph's `index.ts` makes. */
export interface Subgraph {
  readonly name: SubgraphName;
  /** Its executable schema; resolvers expect a `GraphContext`. */
  readonly schema: GraphQLSchema;
  /** Begins background work (sampling, alert rules). Resolves when the subgraph can answer. */
  start(): Promise<void>;
  /** Ends background work and streams; what is durable is flushed. Idempotent. */
  stop(): Promise<void>;
}
