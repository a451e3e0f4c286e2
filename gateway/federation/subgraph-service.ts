import type { DocumentNode, GraphQLFormattedError } from 'graphql';

export interface SubgraphRequest<C = unknown> {
  /** The same operation as text, for services behind a wire, and parsed, for those in this process. */
  readonly query: string;
  readonly document: DocumentNode;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
  readonly kind: 'query' | 'mutation' | 'subscription';
  /** The caller's context, handed through untouched. */
  readonly context: C;
  readonly signal?: AbortSignal;
}

/** What a subgraph answered. The executor takes `data` over and writes into it: hand a fresh object every time. */
export interface SubgraphResult {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly SubgraphError[];
}

export type SubgraphError = Pick<GraphQLFormattedError, 'message' | 'path' | 'extensions'>;

/**
 * One subgraph. A rejected promise means that the subgraph could not answer at all: the executor turns it into one
 * error with code SUBGRAPH_UNAVAILABLE (or the code of a rejected IzaError) and nulls what depended on it.
 */
export interface SubgraphService<C = unknown> {
  execute(request: SubgraphRequest<C>): Promise<SubgraphResult>;
  /** The source stream, or a result with errors when the subgraph refused it. `return()` must close the source. */
  subscribe(request: SubgraphRequest<C>): Promise<AsyncIterable<SubgraphResult> | SubgraphResult>;
  close?(): Promise<void>;
}
