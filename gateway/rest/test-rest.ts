import { silentLog } from '#kernel/log.ts';
import type { GraphContext } from '#schema/context.ts';
import { createFederationExecutor } from '../federation/index.ts';
import type { GatewayServerOptions } from '../server/index.ts';
import { ADMIN, startTestGateway } from '../server/test-gateway.ts';
import { createRest } from './create-rest.ts';
import type { RestOptions } from './create-rest.ts';
import { composeTestGraph } from './test-graph.ts';
import { Shop, reviewsService } from './test-shop.ts';

/** A gateway over two in-process subgraphs with a REST layer, on a free port. */
export async function startTestRest(
  options: {
    readonly rest?: Partial<RestOptions>;
    readonly gateway?: Parameters<typeof startTestGateway>[0];
  } = {},
) {
  const shop = new Shop();
  const supergraphSdl = composeTestGraph();
  const executor = createFederationExecutor<GraphContext>({
    supergraphSdl,
    services: { shop: shop.service(), reviews: reviewsService() },
  });
  const rest = createRest({ executor, supergraphSdl, log: silentLog(), version: '1.2.3', ...options.rest });
  const authenticate: GatewayServerOptions['authenticate'] = async (key) => CALLERS[key];
  const gateway = await startTestGateway({ executor, rest, authenticate, ...options.gateway });
  const base = `${gateway.url}/iza/api/v1`;
  return {
    base,
    url: gateway.url,
    gateway,
    shop,
    rest,
    /** A request as an administrator. */
    call: (path: string, init: RequestInit = {}) =>
      fetch(`${base}${path}`, {
        redirect: 'manual',
        ...init,
        headers: { authorization: `Bearer ${ADMIN}`, ...(init.headers as Record<string, string>) },
      }),
    /** A change with a JSON body. */
    change(method: string, path: string, body: unknown, headers: Record<string, string> = {}) {
      return this.call(path, {
        method,
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', ...headers },
      });
    },
    [Symbol.asyncDispose]: () => gateway[Symbol.asyncDispose](),
  };
}

export type TestRest = Awaited<ReturnType<typeof startTestRest>>;

export const READER = 'reader-key-0123456789';

const CALLERS: Readonly<Record<string, GraphContext['caller']>> = {
  [ADMIN]: { id: 'k1', name: 'admin', roles: [], scopes: ['*'] },
  [READER]: { id: 'k2', name: 'reader', roles: [], scopes: ['shop:read'] },
};
