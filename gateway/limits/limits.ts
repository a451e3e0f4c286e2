/** Bounds on what one request, operation, socket or caller may take. All are checked before anything is planned or resolved. */
export interface Limits {
  /** Lexical tokens of a document. */
  readonly tokens: number;
  /** Nested selection sets. */
  readonly depth: number;
  /** Aliased fields of an operation, fragments expanded. */
  readonly aliases: number;
  /** Fields at the root of an operation, fragments expanded. */
  readonly rootFields: number;
  /** Fields of an operation, fragments expanded: bounds fragments that spread each other many times. */
  readonly fields: number;
  /** Directives on one selection or definition. */
  readonly directives: number;
  /** Sum of field costs, each multiplied by the sizes of the lists above it. */
  readonly cost: number;
  /** Size of `variables`, as UTF-16 units of JSON. */
  readonly variablesLength: number;
  /** Body of a request to the graph, bytes. */
  readonly bodyBytes: number;
  /** One WebSocket message, bytes. */
  readonly frameBytes: number;
  /** Operations at one time on one socket. */
  readonly subscriptionsPerSocket: number;
  /** WebSockets and event streams of one caller at one time. */
  readonly socketsPerCaller: number;
  /** TCP connections in all. */
  readonly connections: number;
  /** Bytes that wait for a slow reader before no further event is taken from its source. */
  readonly bufferedBytes: number;
  /** How long a reader may leave that much waiting before it is cut off. */
  readonly stalledMs: number;
  /** Time for `connection_init` after a WebSocket is open. */
  readonly connectionInitMs: number;
  /** Between two signs of life on a WebSocket or event stream. */
  readonly keepAliveMs: number;
  /** Time one query or mutation may take. */
  readonly operationMs: number;
}

export const DEFAULT_LIMITS: Limits = {
  tokens: 10_000,
  depth: 20,
  aliases: 200,
  rootFields: 50,
  fields: 10_000,
  directives: 10,
  cost: 1_000_000,
  variablesLength: 1024 * 1024,
  bodyBytes: 2 * 1024 * 1024,
  frameBytes: 1024 * 1024,
  subscriptionsPerSocket: 50,
  socketsPerCaller: 200,
  connections: 15_000,
  bufferedBytes: 4 * 1024 * 1024,
  stalledMs: 30_000,
  connectionInitMs: 3_000,
  keepAliveMs: 12_000,
  operationMs: 60_000,
};
