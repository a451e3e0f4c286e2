import type { IncomingMessage, ServerResponse } from 'node:http';
import { IzaError, toIzaError } from '#kernel/errors.ts';
import type { Log } from '#kernel/log.ts';
import { hasScope } from '#schema/context.ts';
import type { GraphContext } from '#schema/context.ts';
import type { FederationExecutor } from '../federation/index.ts';
import type { GatewayRequest, RestHandler } from '../server/index.ts';
import { checkAccept } from './accepts.ts';
import { answerEvents } from './answer-events.ts';
import { answerMutation } from './answer-mutation.ts';
import { answerQuery } from './answer-query.ts';
import { createContract } from './contract.ts';
import type { Route } from './derive-routes.ts';
import type { Exchange, Target } from './exchange.ts';
import { createLocations } from './locations.ts';
import { createOwnPages } from './own-pages.ts';
import { parseTarget } from './parse-target.ts';
import { problemOfThrown } from './problem.ts';
import { readArguments } from './read-arguments.ts';
import { membersFromHeaders, readJsonBody } from './read-request.ts';
import { REST_BASE } from './rest-paths.ts';
import { RouteTable } from './route-table.ts';
import { send, sendProblemDocument } from './send.ts';

export interface RestOptions {
  readonly executor: Pick<FederationExecutor<GraphContext>, 'apiSchema'>;
  /** Where the applied directives are: the executor's schema has lost them. */
  readonly supergraphSdl: string;
  readonly log: Log;
  /** Version of IzaOS, for the OpenAPI document. */
  readonly version: string;
  /** Whether clients may choose fields with `?fields=`: not where only listed operations may run. Default true. */
  readonly chooseFields?: boolean | undefined;
}

export interface Rest extends RestHandler {
  /** The OpenAPI 3.1 document. */
  openapi(): Readonly<Record<string, unknown>>;
  readonly routes: readonly Route[];
}

/** REST over the graph: one route for every root field, generated from the supergraph. Throws BAD_USER_INPUT when two fields claim one route. */
export function createRest(options: RestOptions): Rest {
  const { executor, supergraphSdl, log, version, chooseFields = true } = options;
  const contract = createContract({ schema: executor.apiSchema, supergraphSdl, version });
  const { routes } = contract;
  const table = new RouteTable(
    routes.map((route) => ({ method: route.method, path: route.path, value: route })),
  );
  const locations = createLocations(routes);
  const answerOwn = createOwnPages(contract);

  const answerRoute = async (
    route: Route,
    given: {
      readonly request: IncomingMessage;
      readonly response: ServerResponse;
      readonly gateway: GatewayRequest;
      readonly target: Target;
      readonly texts: readonly string[];
    },
  ): Promise<void> => {
    const { request, response, gateway, target, texts } = given;
    const caller = await gateway.authenticate();
    checkAccept(
      request.headers.accept,
      route.kind === 'subscription' ? 'text/event-stream' : 'application/json',
    );
    const body = await readJsonBody(request, route, gateway.limits);
    const fromHeaders = membersFromHeaders(request, route);
    const { variables, fields } = readArguments(route, {
      path: texts,
      query: target.query,
      body,
      fromHeaders,
    });
    if (fields !== undefined && !chooseFields)
      throw new IzaError('FORBIDDEN', 'Only listed operations may be run here: fields cannot be chosen.', {
        field: 'fields',
      });
    const documents = contract.documentsOf(route);
    const exchange: Exchange = {
      request,
      response,
      gateway,
      context: gateway.contextFor(caller),
      route,
      documents,
      document: documents.documentFor((scope) => hasScope(caller.scopes, scope), fields),
      variables: withResumption(route, variables, request),
      target,
    };
    if (route.kind === 'query') await answerQuery(exchange);
    else if (route.kind === 'mutation') await answerMutation(exchange, locations);
    else await answerEvents(exchange);
  };

  const answer = async (given: {
    readonly request: IncomingMessage;
    readonly response: ServerResponse;
    readonly gateway: GatewayRequest;
    readonly target: Target;
  }): Promise<void> => {
    const { request, response, target } = given;
    const path = target.path.slice(REST_BASE.length);
    if (answerOwn(request, response, path)) return;
    const { method = 'GET' } = request;
    const match = table.find(method === 'HEAD' ? 'GET' : method, path);
    if (!match) throw new IzaError('NOT_FOUND', `There is nothing at ${target.path.slice(0, 200)}.`);
    if ('value' in match) {
      await answerRoute(match.value, { ...given, texts: match.texts });
      return;
    }
    const allow = allowOf(match.allow);
    if (method === 'OPTIONS') return send(response, { status: 204, headers: { allow } });
    response.setHeader('allow', allow);
    throw new IzaError('METHOD_NOT_ALLOWED', `${method} is not served here; use ${allow}.`);
  };

  const handler: RestHandler = async (request, response, gateway) => {
    const target = parseTarget(request.url ?? '/');
    if (!target) return false;
    try {
      await answer({ request, response, gateway, target });
    } catch (error) {
      const { code } = toIzaError(error);
      if (code === 'INTERNAL_SERVER_ERROR')
        log.error('a REST request failed', { requestId: gateway.requestId, path: target.path, error });
      sendProblemDocument(
        response,
        problemOfThrown(error, { instance: target.path, requestId: gateway.requestId }),
      );
    }
    return true;
  };
  return Object.assign(handler, { openapi: contract.openapi, routes });
}

/** A reader that comes back says with `Last-Event-ID` where it was; that is later than what its address says. */
function withResumption(
  { kind, field }: Route,
  variables: Readonly<Record<string, unknown>>,
  { headers }: IncomingMessage,
): Readonly<Record<string, unknown>> {
  const last = headers['last-event-id'];
  const isResumable = kind === 'subscription' && field.args.some(({ name }) => name === 'after');
  return isResumable && typeof last === 'string' && last !== '' ? { ...variables, after: last } : variables;
}

function allowOf(methods: readonly string[]): string {
  return [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ');
}
