import type { GraphQLError } from 'graphql';
import type { JsonObject } from './merge.ts';

/** One execution under way. */
export interface Run<C = unknown> {
  /** The merged answers of all subgraphs so far, wider than what the client asked for. */
  readonly data: JsonObject;
  readonly errors: GraphQLError[];
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: C;
  readonly signal: AbortSignal | undefined;
}

/** A compiled step of a plan. Undefined when there was nothing to wait for. Rejects only when the run must end. */
export type Step<C = unknown> = (run: Run<C>) => Promise<void> | undefined;
