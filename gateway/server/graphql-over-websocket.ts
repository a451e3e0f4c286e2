import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { GraphQLError } from 'graphql';
import type { ExecutionArgs, ExecutionResult, FormattedExecutionResult, GraphQLSchema } from 'graphql';
import { handleProtocols, makeServer } from 'graphql-ws';
import type { Context, Server } from 'graphql-ws';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { IzaError } from '#kernel/errors.ts';
import type { Log } from '#kernel/log.ts';
import type { Caller, GraphContext } from '#schema/context.ts';
import type { Limits } from '../limits/limits.ts';
import { keyOfConnectionParams } from './credential.ts';
import type { ErrorFormatter } from './format-error.ts';
import type { LiveStreams } from './live-streams.ts';
import { isRefused } from './operation-gate.ts';
import type { Admitted, OperationGate } from './operation-gate.ts';

export interface GraphqlOverWebSocket {
  /** Completes an upgrade whose Host, Origin and header key have been checked; `caller` is undefined when no header had a key. */
  accept(upgrade: {
    readonly request: IncomingMessage;
    readonly socket: Duplex;
    readonly head: Buffer;
    readonly caller: Caller | undefined;
  }): void;
  /** Closes sockets with 1001, those with a query or mutation under way when it has been answered. */
  drain(): void;
  /** Cuts off every socket. */
  stop(): void;
  readonly size: number;
}

/** Close codes of https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md and RFC 6455 that are sent here. */
const CLOSE = {
  goingAway: 1001,
  tryAgainLater: 1013,
  internal: 1011,
  forbidden: 4403,
  tooMany: 4429,
} as const;

/** What is kept per socket. The HTTP request is let go of: it would weigh more than all of this. */
interface Connection {
  readonly id: string;
  readonly socket: WebSocket;
  caller: Caller | undefined;
  forget: (() => void) | undefined;
  /** Queries and mutations under way. */
  pending: number;
  isAlive: boolean;
  isDraining: boolean;
}

interface Subscription extends ExecutionArgs {
  readonly admitted: Admitted;
  readonly contextValue: GraphContext;
  readonly connection: Connection;
}

type Operation = Context<Record<string, unknown>, Connection>;

/**
 * The graphql-transport-ws protocol. Errors of an operation are answered on that operation: only a breach of the protocol closes a socket. A socket
 * whose reader leaves `bufferedBytes` waiting is not read from, and nothing is taken from its sources, until it has caught up or `stalledMs` are over.
 */
export function createGraphqlOverWebSocket(options: {
  readonly schema: GraphQLSchema;
  readonly gate: OperationGate;
  readonly streams: LiveStreams;
  readonly format: ErrorFormatter;
  readonly limits: Limits;
  readonly log: Log;
  readonly contextOf: (caller: Caller, requestId: string, signal: AbortSignal) => GraphContext;
  readonly callerOf: (key: string | undefined) => Promise<Caller>;
}): GraphqlOverWebSocket {
  const { limits, log, streams } = options;
  const connections = new Set<Connection>();
  const protocol = createProtocol(options);
  const upgrader = new WebSocketServer({
    noServer: true,
    maxPayload: limits.frameBytes,
    perMessageDeflate: false,
    clientTracking: false,
    handleProtocols: (offered) => handleProtocols(offered),
  });
  // One timer for all sockets: ten thousand of them would each hold their own.
  const keepAlive = setInterval(() => {
    for (const connection of connections) {
      if (!connection.isAlive) {
        connection.socket.terminate();
        continue;
      }
      connection.isAlive = false;
      connection.socket.ping();
    }
  }, limits.keepAliveMs).unref();

  const open = (socket: WebSocket, caller: Caller | undefined) => {
    const connection: Connection = {
      id: crypto.randomUUID(),
      socket,
      caller,
      forget: undefined,
      pending: 0,
      isAlive: true,
      isDraining: false,
    };
    connections.add(connection);
    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        send: (data) => send(connection, data, limits),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (handle) =>
          socket.on('message', (data: Buffer) => {
            connection.isAlive = true;
            // The handler rejects for what graphql-ws does not foresee, and for messages that break the protocol.
            void handle(data.toString()).catch((error: unknown) => {
              log.debug('a WebSocket message failed', { error });
              socket.close(CLOSE.internal, 'Internal error');
            });
          }),
        onPong: () => {
          connection.isAlive = true;
        },
      },
      connection,
    );
    socket.on('pong', () => {
      connection.isAlive = true;
    });
    socket.on('error', (error) => log.debug('a WebSocket failed', { error }));
    socket.on('close', (code, reason) => {
      connections.delete(connection);
      connection.forget?.();
      void closed(code, reason.toString()).catch((error: unknown) =>
        log.debug('a subscription did not end', { error }),
      );
    });
    if (caller) hold(connection, streams);
  };

  return {
    accept({ request, socket, head, caller }) {
      upgrader.handleUpgrade(request, socket, head, (webSocket) => open(webSocket, caller));
    },
    drain() {
      for (const connection of connections) {
        connection.isDraining = true;
        closeWhenIdle(connection);
      }
    },
    stop() {
      clearInterval(keepAlive);
      for (const { socket } of connections) socket.terminate();
    },
    get size() {
      return connections.size;
    },
  };
}

function createProtocol({
  schema,
  gate,
  streams,
  format,
  limits,
  contextOf,
  callerOf,
}: Parameters<typeof createGraphqlOverWebSocket>[0]): Server<Connection> {
  const aborts = new WeakMap<Operation, Map<string, AbortController>>();
  const refuse = (error: unknown, requestId: string): readonly GraphQLError[] => [
    asSent(format(error, requestId)),
  ];

  return makeServer<Record<string, unknown>, Connection>({
    connectionInitWaitTimeout: limits.connectionInitMs,
    async onConnect({ extra: connection, connectionParams }) {
      if (connection.caller) return true;
      try {
        connection.caller = await callerOf(keyOfConnectionParams(connectionParams));
        hold(connection, streams);
        return true;
      } catch {
        return false;
      }
    },
    onSubscribe(context, id, payload) {
      const { extra: connection, subscriptions } = context;
      const requestId = `${connection.id}.${id.slice(0, 64)}`;
      if (connection.isDraining)
        return refuse(new IzaError('SHUTTING_DOWN', 'The gateway is shutting down.'), requestId);
      if (Object.keys(subscriptions).length > limits.subscriptionsPerSocket) {
        const message = `A socket may carry at most ${limits.subscriptionsPerSocket} operations at one time.`;
        return refuse(new IzaError('RATE_LIMITED', message), requestId);
      }
      const admission = gate.admit(payload, { caller: connection.caller!, requestId });
      if (isRefused(admission)) return admission.errors.map((error) => asSent(format(error, requestId)));
      const abort = new AbortController();
      const known = aborts.get(context) ?? new Map<string, AbortController>();
      aborts.set(context, known.set(id, abort));
      const args: Subscription = {
        schema,
        document: admission.document,
        operationName: admission.operationName,
        admitted: admission,
        connection,
        contextValue: contextOf(connection.caller!, requestId, abort.signal),
      };
      return args;
    },
    async execute(args) {
      const { admitted, contextValue, connection } = args as Subscription;
      connection.pending += 1;
      try {
        return (await gate.executeRaw(admitted, contextValue)) as never;
      } finally {
        connection.pending -= 1;
        if (connection.isDraining) setImmediate(closeWhenIdle, connection);
      }
    },
    subscribe(args) {
      const { admitted, contextValue } = args as Subscription;
      return gate.subscribe(admitted, contextValue) as never;
    },
    onNext(_context, _id, _payload, args, result): FormattedExecutionResult | undefined {
      if (!result.errors) return undefined;
      return gate.formatted(result as ExecutionResult, (args.contextValue as GraphContext).requestId);
    },
    onError({ extra }, id, _payload, errors) {
      // Those of onSubscribe are formatted by now; a source that threw is not.
      return errors.map((error) => (sent.has(error) ? error.toJSON() : format(error, `${extra.id}.${id}`)));
    },
    onComplete(context, id) {
      aborts.get(context)?.get(id)?.abort(new IzaError('CANCELLED', 'The operation was completed.'));
      aborts.get(context)?.delete(id);
    },
    onClose(context) {
      for (const abort of aborts.get(context)?.values() ?? [])
        abort.abort(new IzaError('CANCELLED', 'The client went away.'));
      aborts.delete(context);
    },
  });
}

/** Errors that carry their final extensions. */
const sent = new WeakSet<GraphQLError>();

function asSent(formatted: ReturnType<ErrorFormatter>): GraphQLError {
  const error = new GraphQLError(formatted.message, { extensions: formatted.extensions ?? {} });
  // graphql-ws wants GraphQLErrors, whose locations come only from sources.
  if (formatted.locations)
    Object.defineProperty(error, 'locations', { value: formatted.locations, enumerable: true });
  sent.add(error);
  return error;
}

/** Counts the socket for its caller, and lets revocation and drain reach it. */
function hold(connection: Connection, streams: LiveStreams): void {
  const { socket, caller } = connection;
  try {
    connection.forget = streams.open(caller!.id, (reason) => {
      if (reason === 'REVOKED') socket.close(CLOSE.forbidden, 'The key was revoked');
    });
    // The close handler may have run while the key was checked.
    if (socket.readyState !== socket.OPEN) connection.forget();
  } catch (error) {
    socket.close(CLOSE.tooMany, 'Too many sockets');
    throw error;
  }
}

function closeWhenIdle({ socket, pending }: Connection): void {
  if (pending === 0) socket.close(CLOSE.goingAway, 'The gateway is shutting down');
}

/** Resolves at once while the reader keeps up; graphql-ws takes the next event only then. */
function send({ socket }: Connection, data: string, limits: Limits): Promise<void> | void {
  if (socket.readyState !== socket.OPEN) return;
  if (socket.bufferedAmount <= limits.bufferedBytes) {
    socket.send(data);
    return;
  }
  return new Promise((resolve) => {
    const stalled = setTimeout(() => {
      socket.close(CLOSE.tryAgainLater, 'Reading too slowly');
      // The close frame waits behind what is not read.
      socket.terminate();
    }, limits.stalledMs).unref();
    socket.pause();
    socket.send(data, () => {
      clearTimeout(stalled);
      socket.resume();
      resolve();
    });
  });
}
