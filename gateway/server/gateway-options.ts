import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FormattedExecutionResult } from 'graphql';
import type { Log } from '#kernel/log.ts';
import type { Caller, GraphContext } from '#schema/context.ts';
import type { Guard } from '#schema/guard.ts';
import type { FederationExecutor } from '../federation/index.ts';
import type { Check } from '../health/check.ts';
import type { Limits } from '../limits/limits.ts';
import type { StreamEnd } from './live-streams.ts';
import type { OperationRequest } from './operation-gate.ts';

export interface GatewayServerOptions {
  /** Closed by `stop()`. */
  readonly executor: FederationExecutor<GraphContext>;
  /**
   * Whose key this is; undefined when it is nobody's. Gets the bare key, without `Bearer`. Absent: everybody is the anonymous caller with
   * all scopes, which is refused on any address but loopback.
   */
  readonly authenticate?: ((key: string) => Promise<Caller | undefined>) | undefined;
  /** Tells of keys that ceased to be valid, by caller id; returns how to stop listening. */
  readonly onRevoked?: ((listener: (callerId: string) => void) => () => void) | undefined;
  readonly guard: Guard;
  readonly log: Log;
  readonly config: GatewayServerConfig;
  /** Answers `/iza/api/v1/…`; false when there is no such route. */
  readonly rest?: RestHandler | undefined;
  /** The text of `/metrics`. */
  readonly metrics: { readonly contentType: string; render(): Promise<string> };
  /** Named checks of `/readyz`. */
  readonly readiness: () => Promise<readonly Check[]>;
  readonly persistedOperations?: PersistedOperations | undefined;
}

export interface GatewayServerConfig {
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  /** PEM texts. */
  readonly tls?: { readonly cert: string | Buffer; readonly key: string | Buffer } | undefined;
  /** Host names (or `name:port`) besides loopback that requests may name. */
  readonly allowedHosts: readonly string[];
  /** Browser origins (`https://hub.example`) besides this server's own. */
  readonly allowedOrigins: readonly string[];
  readonly introspection: boolean;
  /** `production` leaves suggestions (`Did you mean`) out of validation errors. */
  readonly environment: 'development' | 'production';
  /** Parts of `DEFAULT_LIMITS` to replace. */
  readonly limits?: Partial<Limits> | undefined;
}

/** `only` refuses every operation that is not in the list; `allow` accepts it by its hash without earlier registration. */
export interface PersistedOperations {
  readonly mode: 'allow' | 'only';
  /** SHA-256 (hex) of a document → the document. */
  readonly operations: ReadonlyMap<string, string>;
}

/** What the gateway offers to whoever answers a request below `/iza/api/v1`. Host and Origin have been checked; nobody is authenticated yet. */
export interface GatewayRequest {
  readonly requestId: string;
  /** Aborts when the client goes away or the server cuts requests off. */
  readonly signal: AbortSignal;
  readonly limits: Limits;
  /** The caller by the request's headers. Throws UNAUTHENTICATED. */
  authenticate(): Promise<Caller>;
  /** A context for the executor, with this request's signal unless another is given. */
  contextFor(caller: Caller, signal?: AbortSignal): GraphContext;
  /** Runs a query or mutation with the same limits and scopes as a GraphQL request; errors come formatted. Never rejects. */
  execute(operation: OperationRequest, context: GraphContext): Promise<FormattedExecutionResult>;
  /** Events of a subscription, formatted, or why it could not begin. Ends with the context's signal. Never rejects. */
  subscribe(
    operation: OperationRequest,
    context: GraphContext,
  ): Promise<AsyncIterableIterator<FormattedExecutionResult> | FormattedExecutionResult>;
  /**
   * Notes a long-lived response, so that it is counted and reached: `end` is called on shutdown and when the caller's key is revoked. Returns how
   * to forget it. Throws RATE_LIMITED.
   */
  holdStream(caller: Caller, end: (reason: StreamEnd) => void): () => void;
}

/** Answers a request, or says false when it knows no such route. What it throws is answered as a problem document. */
export type RestHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  gateway: GatewayRequest,
) => Promise<boolean>;

export interface GatewayServer {
  /** Listens. BAD_USER_INPUT when the address would expose the graph without TLS and authentication. */
  start(): Promise<{ readonly url: string }>;
  /**
   * Takes no more connections, closes WebSockets (1001) and event streams (complete), lets requests under way finish, and cuts off what is
   * left after `deadlineMs`.
   */
  drain(deadlineMs: number): Promise<void>;
  /** Cuts off what is left and closes the executor. Idempotent. */
  stop(): Promise<void>;
}
