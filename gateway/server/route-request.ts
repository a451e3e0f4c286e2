import type { IncomingMessage, ServerResponse } from 'node:http';
import { IzaError } from '#kernel/errors.ts';
import { hasScope } from '#schema/context.ts';
import type { Caller, GraphContext } from '#schema/context.ts';
import type { GraphiqlPage } from '../graphiql/graphiql-page.ts';
import type { Readiness } from '../health/readiness.ts';
import type { GatewayRequest, RestHandler } from './gateway-options.ts';
import type { GraphqlOverHttp } from './graphql-over-http.ts';
import { acceptsEvents } from './graphql-over-sse.ts';
import type { GraphqlOverSse } from './graphql-over-sse.ts';
import { sendPlain } from './send-plain.ts';
import { sendProblem } from './send-problem.ts';

export const GRAPH_PATH = '/graphql';
const REST_PREFIX = '/iza/api/v1';

export interface Routes {
  readonly overHttp: GraphqlOverHttp;
  readonly overSse: GraphqlOverSse;
  readonly graphiql: GraphiqlPage;
  readonly rest: RestHandler | undefined;
  readonly metrics: { readonly contentType: string; render(): Promise<string> };
  readonly readReadiness: () => Promise<Readiness>;
}

/** Answers a request whose Host and Origin have been checked. Never rejects: what goes wrong is answered. */
export async function routeRequest(
  {
    request,
    response,
    gateway,
  }: {
    readonly request: IncomingMessage;
    readonly response: ServerResponse;
    readonly gateway: GatewayRequest;
  },
  routes: Routes,
): Promise<void> {
  try {
    const path = pathOf(request);
    if (path === GRAPH_PATH) return await answerGraph({ request, response, gateway }, routes);
    if (path === '/livez')
      return answerIfRead(request, response, () => sendPlain(response, { text: 'ok\n' }));
    if (path === '/readyz') return await answerReadiness({ request, response, gateway }, routes);
    if (path === '/metrics' || path === `${REST_PREFIX}/metrics`)
      return await answerMetrics({ request, response, gateway }, routes);
    if (path === '/') {
      return answerIfRead(request, response, () =>
        sendPlain(response, { status: 302, text: '', headers: { location: GRAPH_PATH } }),
      );
    }
    const isRest = path === REST_PREFIX || path.startsWith(`${REST_PREFIX}/`);
    if (isRest && routes.rest && (await routes.rest(request, response, gateway))) return;
    throw new IzaError('NOT_FOUND', `There is nothing at ${path.slice(0, 200)}.`);
  } catch (error) {
    sendProblem(response, error, gateway.requestId);
  }
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly gateway: GatewayRequest;
}

async function answerGraph({ request, response, gateway }: Exchange, routes: Routes): Promise<void> {
  const { method } = request;
  if (method === 'OPTIONS') {
    sendPlain(response, { status: 204, text: '', headers: { allow: 'GET, HEAD, POST, OPTIONS' } });
    return;
  }
  try {
    if (method !== 'GET' && method !== 'HEAD' && method !== 'POST')
      throw notAllowed(response, 'GET, HEAD, POST, OPTIONS');
    if (method !== 'POST' && acceptsHtml(request)) {
      await routes.graphiql.send(request, response);
      return;
    }
    const context = await authenticated(gateway);
    await (acceptsEvents(request)
      ? routes.overSse(request, response, context)
      : routes.overHttp.handle(request, response, context));
  } catch (error) {
    routes.overHttp.refuse(request, response, error, gateway.requestId);
  }
}

async function answerReadiness({ request, response, gateway }: Exchange, routes: Routes): Promise<void> {
  if (!isRead(request)) throw notAllowed(response, 'GET, HEAD');
  const isVerbose = new URLSearchParams(request.url?.split('?')[1]).has('verbose');
  // Check names tell what is connected here: not for everybody.
  if (isVerbose) await gateway.authenticate();
  const { ready, checks } = await routes.readReadiness();
  const status = ready ? 200 : 503;
  if (!isVerbose) return sendPlain(response, { status, text: ready ? 'ok\n' : 'not ready\n' });
  sendPlain(response, {
    status,
    type: 'application/json; charset=utf-8',
    text: `${JSON.stringify({ ready, checks }, null, 2)}\n`,
  });
}

async function answerMetrics({ request, response, gateway }: Exchange, routes: Routes): Promise<void> {
  if (!isRead(request)) throw notAllowed(response, 'GET, HEAD');
  checkScope(await gateway.authenticate(), 'telemetry:read', '/metrics');
  sendPlain(response, { type: routes.metrics.contentType, text: await routes.metrics.render() });
}

function answerIfRead(request: IncomingMessage, response: ServerResponse, answer: () => void): void {
  if (!isRead(request)) throw notAllowed(response, 'GET, HEAD');
  answer();
}

async function authenticated(gateway: GatewayRequest): Promise<GraphContext> {
  return gateway.contextFor(await gateway.authenticate());
}

function checkScope(caller: Caller, scope: string, what: string): void {
  if (hasScope(caller.scopes, scope)) return;
  throw new IzaError('FORBIDDEN', `${what} needs the scope ${scope}, which ${caller.name} does not have.`, {
    data: { scope },
  });
}

/** Path without the query. A target that is no path (`OPTIONS *`, a proxy's absolute form) is refused. */
function pathOf({ url = '/' }: IncomingMessage): string {
  if (!url.startsWith('/')) throw new IzaError('BAD_USER_INPUT', 'The request target must be a path.');
  const end = url.indexOf('?');
  return end === -1 ? url : url.slice(0, end);
}

function acceptsHtml({ headers }: IncomingMessage): boolean {
  return headers.accept?.toLowerCase().includes('text/html') === true;
}

function isRead({ method }: IncomingMessage): boolean {
  return method === 'GET' || method === 'HEAD';
}

function notAllowed(response: ServerResponse, allow: string): IzaError {
  response.setHeader('allow', allow);
  return new IzaError('METHOD_NOT_ALLOWED', `Use ${allow}.`);
}
