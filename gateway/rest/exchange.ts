import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GatewayRequest } from '../server/index.ts';
import type { GraphContext } from '#schema/context.ts';
import type { Route } from './derive-routes.ts';
import type { RouteDocument, RouteDocuments } from './route-documents.ts';

/** One request whose route, caller and arguments are known. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly gateway: GatewayRequest;
  readonly context: GraphContext;
  readonly route: Route;
  readonly documents: RouteDocuments;
  readonly document: RouteDocument;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly target: Target;
}

export interface Target {
  /** Path without the query, as sent. */
  readonly path: string;
  readonly query: URLSearchParams;
}
