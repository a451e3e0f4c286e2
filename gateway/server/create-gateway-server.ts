import { randomUUID } from 'node:crypto';
import { createServer as createHttpServer } from 'node:http';
import type { IncomingMessage, Server, ServerOptions, ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { IzaError, toIzaError } from '#kernel/errors.ts';
import type { Log } from '#kernel/log.ts';
import type { Guard } from '#schema/guard.ts';
import { createGraphiqlPage } from '../graphiql/graphiql-page.ts';
import { readReadiness } from '../health/readiness.ts';
import { DEFAULT_LIMITS } from '../limits/limits.ts';
import type { Limits } from '../limits/limits.ts';
import { createApolloSurface } from './apollo-surface.ts';
import { checkBindAddress } from './bind-address.ts';
import { callerOf, keyOfHeaders } from './credential.ts';
import { answerCrossOrigin } from './cross-origin.ts';
import { DocumentCache } from './document-cache.ts';
import { createErrorFormatter } from './format-error.ts';
import type { GatewayServer, GatewayServerOptions } from './gateway-options.ts';
import { createGraphqlOverHttp } from './graphql-over-http.ts';
import { createGraphqlOverSse } from './graphql-over-sse.ts';
import { createGraphqlOverWebSocket } from './graphql-over-websocket.ts';
import { LiveStreams } from './live-streams.ts';
import { OperationGate } from './operation-gate.ts';
import type { ForbiddenAttempt } from './operation-gate.ts';
import { OperationText } from './operation-text.ts';
import { createPeerCheck } from './peer-check.ts';
import { refuseUpgrade } from './refuse-upgrade.ts';
import { RequestScope } from './request-scope.ts';
import { ResponsesUnderWay } from './responses-under-way.ts';
import { GRAPH_PATH, routeRequest } from './route-request.ts';
import type { Routes } from './route-request.ts';
import { sendProblem } from './send-problem.ts';
import { TextStore } from './text-store.ts';

type Phase = 'IDLE' | 'SERVING' | 'DRAINING' | 'STOPPED';

/** The gateway's HTTP server over a federation executor: every listener and every check in front of the graph. */
export function createGatewayServer(options: GatewayServerOptions): GatewayServer {
  const { config, log, executor, authenticate } = options;
  const limits: Limits = { ...DEFAULT_LIMITS, ...config.limits };
  let phase: Phase = 'IDLE';
  const underWay = new ResponsesUnderWay();
  const parts = createParts(options, limits);
  const { gate, streams, apollo, sockets } = parts;
  const requestParts = { gate, streams, limits, guard: options.guard, authenticate };
  const checkPeer = createPeerCheck({ ...config, isTls: config.tls !== undefined });
  const routes: Routes = {
    ...parts,
    rest: options.rest,
    metrics: options.metrics,
    graphiql: createGraphiqlPage(executor.apiSchema),
    readReadiness: () =>
      phase === 'SERVING'
        ? readReadiness(options.readiness)
        : Promise.resolve({
            ready: false,
            checks: [{ name: 'server', ok: false, detail: 'The gateway is shutting down.' }],
          }),
  };

  const onRequest = (request: IncomingMessage, response: ServerResponse) => {
    const requestId = requestIdOf(request);
    response.setHeader('x-request-id', requestId);
    response.setHeader('x-content-type-options', 'nosniff');
    try {
      const { crossOrigin } = checkPeer(request);
      if (crossOrigin !== undefined && answerCrossOrigin(request, response, crossOrigin)) return;
      if (phase !== 'SERVING' && !isProbe(request))
        throw new IzaError('SHUTTING_DOWN', 'The gateway is shutting down.');
    } catch (error) {
      response.shouldKeepAlive = false;
      sendProblem(response, error, requestId);
      return;
    }
    const scope = new RequestScope(request, requestId, requestParts);
    const slot = underWay.enter(response);
    response.once('close', () => {
      underWay.leave(slot);
      if (!response.writableFinished) scope.cancel(new IzaError('CANCELLED', 'The client went away.'));
    });
    void routeRequest({ request, response, gateway: scope }, routes);
  };

  const onUpgrade = async (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const requestId = requestIdOf(request);
    socket.on('error', (error) => log.debug('a socket failed before its upgrade', { error }));
    try {
      checkPeer(request);
      if (request.url?.split('?')[0] !== GRAPH_PATH)
        throw new IzaError('NOT_FOUND', `WebSockets are served at ${GRAPH_PATH}.`);
      if (phase !== 'SERVING') throw new IzaError('SHUTTING_DOWN', 'The gateway is shutting down.');
      const key = keyOfHeaders(request.headers);
      const caller = authenticate && key === undefined ? undefined : await callerOf(key, authenticate);
      sockets.accept({ request, socket, head, caller });
    } catch (error) {
      refuseUpgrade(socket, toIzaError(error), requestId);
    }
  };

  const server = listen(config.tls, limits);
  server.on('request', onRequest);
  server.on('upgrade', (request, socket, head) => void onUpgrade(request, socket, head));
  const stopListening = options.onRevoked?.((callerId) => streams.endOf(callerId, 'REVOKED'));

  const waitForRequests = async (deadlineMs: number) => {
    const end = Date.now() + deadlineMs;
    while ((underWay.size > 0 || sockets.size > 0) && Date.now() < end) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, Math.min(25, Math.max(1, end - Date.now())));
      await promise;
      clearTimeout(timer);
    }
  };

  return {
    async start() {
      checkBindAddress({
        host: config.host,
        hasTls: config.tls !== undefined,
        hasAuthentication: authenticate !== undefined,
      });
      await apollo.start();
      await startListening(server, config);
      phase = 'SERVING';
      return { url: urlOf(server, config.tls !== undefined) };
    },
    async drain(deadlineMs) {
      if (phase !== 'SERVING') return;
      phase = 'DRAINING';
      server.close();
      server.closeIdleConnections();
      underWay.endKeepAlive();
      streams.endAll('DRAIN');
      sockets.drain();
      await waitForRequests(deadlineMs);
    },
    async stop() {
      if (phase === 'STOPPED') return;
      const wasStarted = phase !== 'IDLE';
      phase = 'STOPPED';
      stopListening?.();
      sockets.stop();
      server.close();
      server.closeAllConnections();
      if (wasStarted) await apollo.stop();
      else await executor.close();
    },
  };
}

function createParts(
  { executor, config, log, persistedOperations, authenticate, guard }: GatewayServerOptions,
  limits: Limits,
) {
  const format = createErrorFormatter(log);
  const { introspection } = config;
  const hideSuggestions = !introspection || config.environment === 'production';
  const schema = executor.apiSchema;
  const documents = new DocumentCache({
    schema,
    supergraphSdl: executor.supergraphSdl,
    limits,
    introspection,
    hideSuggestions,
  });
  const stored = new TextStore();
  const gate = new OperationGate({
    documents,
    executor,
    limits,
    format,
    texts: new OperationText(stored, persistedOperations),
    onForbidden: (attempt) => noteForbidden(attempt, guard, log),
  });
  const streams = new LiveStreams(limits.socketsPerCaller);
  const apollo = createApolloSurface({
    executor,
    gate,
    texts: stored,
    format,
    introspection,
    hideSuggestions,
    maxTokens: limits.tokens,
    log,
  });
  const shared = { gate, streams, format, limits };
  const sockets = createGraphqlOverWebSocket({
    ...shared,
    schema,
    log,
    contextOf: (caller, requestId, signal) => ({ caller, requestId, signal, guard }),
    callerOf: (key) => callerOf(key, authenticate),
  });
  return {
    gate,
    streams,
    apollo,
    sockets,
    overHttp: createGraphqlOverHttp({ ...shared, apollo }),
    overSse: createGraphqlOverSse(shared),
  };
}

/** Through the guard, which refuses it for the same reason and notes that. Which object was meant is not known yet, nor may the input be kept. */
function noteForbidden(attempt: ForbiddenAttempt, guard: Guard, log: Log): void {
  const note = async () => {
    const ticket = await guard.admit({ ...attempt, targets: [], input: null });
    await ticket.settle({ error: new IzaError('FORBIDDEN', 'The gateway refused it.') });
  };
  note().catch((error: unknown) => {
    if (toIzaError(error).code !== 'FORBIDDEN')
      log.error('a refused attempt could not be noted', { requestId: attempt.requestId, error });
  });
}

function listen(tls: GatewayServerOptions['config']['tls'], limits: Limits): Server {
  const settings: ServerOptions = {
    keepAliveTimeout: 65_000,
    headersTimeout: 10_000,
    requestTimeout: 60_000,
    noDelay: true,
    requireHostHeader: true,
    // With an upgrade listener Node would take `Upgrade: h2c` of an ordinary request for one, too.
    shouldUpgradeCallback: ({ headers }) => headers.upgrade?.toLowerCase() === 'websocket',
  };
  const server = tls
    ? createHttpsServer({ ...settings, ...tls, minVersion: 'TLSv1.2' })
    : createHttpServer(settings);
  server.maxConnections = limits.connections;
  return server;
}

function startListening(
  server: Server,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const onError = (cause: NodeJS.ErrnoException) => {
      const why = cause.code === 'EADDRINUSE' ? 'it is in use; choose another with IZA_PORT' : cause.message;
      reject(
        new IzaError('BAD_USER_INPUT', `Cannot listen on ${host}:${port}: ${why}.`, { field: 'port', cause }),
      );
    };
    server.once('error', onError);
    server.listen({ host, port, backlog: 4_096 }, () => {
      server.off('error', onError);
      resolve();
    });
  });
}

function urlOf(server: Server, isTls: boolean): string {
  const { address, family, port } = server.address() as AddressInfo;
  return `${isTls ? 'https' : 'http'}://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

/** The client's own id when it is harmless in logs and headers. */
function requestIdOf({ headers }: IncomingMessage): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && /^[\w.:-]{1,100}$/.test(given) ? given : randomUUID();
}

function isProbe({ url }: IncomingMessage): boolean {
  return url === '/livez' || url?.startsWith('/readyz') === true;
}
