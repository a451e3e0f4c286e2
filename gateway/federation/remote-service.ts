import { IzaError } from '#kernel/errors.ts';
import type { SubgraphRequest, SubgraphService } from './subgraph-service.ts';

export interface RemoteServiceOptions<C = unknown> {
  readonly name: string;
  /** Where the subgraph takes GraphQL over HTTP; subscriptions use the same path over WebSocket, else SSE. */
  readonly url: string;
  /** For the whole sub-request, retries included. Default 30,000. */
  readonly deadlineMs?: number;
  /** How often a failed read is sent again; mutations never are. Default 1. */
  readonly retries?: number;
  /** Keep-alive connections to this subgraph. Default 64. */
  readonly connections?: number;
  /** Headers that prove to the subgraph who calls: computed over the exact body sent. */
  readonly sign?: (request: {
    readonly method: string;
    readonly path: string;
    readonly body: string;
  }) => Record<string, string>;
  /** Headers that follow from the caller's context (request id, trace context, forwarded authentication). */
  readonly headers?: (context: C) => Record<string, string>;
}

/** A subgraph behind HTTP. */
export function remoteService<C>(options: RemoteServiceOptions<C>): SubgraphService<C> {
  const refuse = async (_request: SubgraphRequest<C>): Promise<never> => {
    throw new IzaError('SUBGRAPH_UNAVAILABLE', `Subgraph ${options.name} cannot be reached yet.`);
  };
  return { execute: refuse, subscribe: refuse };
}
