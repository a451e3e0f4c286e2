import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Log } from '#kernel/log.ts';
import type { Caller, GraphContext } from '#schema/context.ts';
import type { Guard } from '#schema/guard.ts';
import type { FederationExecutor } from '../federation/index.ts';
import type { Check } from '../health/check.ts';
import type { Limits } from '../limits/limits.ts';

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

/** What the gateway knows of a request by the time it hands it on. */
export interface AuthenticatedRequest {
  readonly caller: Caller;
  readonly requestId: string;
  /** Aborts when the client goes away or the server stops. */
  readonly signal: AbortSignal;
  /** A context for the executor on behalf of this request. */
  context(signal?: AbortSignal): GraphContext;
}

export type RestHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  authenticated: AuthenticatedRequest,
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
