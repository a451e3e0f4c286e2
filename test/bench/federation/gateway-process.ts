import { ApolloServer } from '@apollo/server';
import { createLog } from '#kernel/log.ts';
import { createFederationExecutor, localService } from '#gateway/federation/index.ts';
import { createGatewayServer } from '#gateway/server/index.ts';
import type { GraphContext } from '#schema/context.ts';
import { monolith, subgraphSchemas, supergraph } from './graph.ts';
import { serveApollo } from './serve-apollo.ts';

/** `local`: the gateway's server over subgraphs in this process, as the product runs its own. `monolith`: no federation at all. */
if (process.argv[2] === 'monolith') {
  const { schema, rootValue } = monolith();
  const server = new ApolloServer({ schema, rootValue });
  await server.start();
  serveApollo(server);
} else {
  const services = Object.entries(subgraphSchemas()).map(
    ([name, schema]) => [name, localService<GraphContext>(schema)] as const,
  );
  const server = createGatewayServer({
    executor: createFederationExecutor<GraphContext>({
      supergraphSdl: supergraph('http://subgraphs.invalid'),
      services: Object.fromEntries(services),
    }),
    guard: {
      admit: () => Promise.resolve({ settle: () => Promise.resolve() }),
      evaluate: () => Promise.resolve(),
      judge: () => Promise.resolve({ allowed: true, violations: [] }),
    },
    log: createLog({ level: 'error' }),
    config: {
      host: '127.0.0.1',
      port: 0,
      allowedHosts: [],
      allowedOrigins: [],
      introspection: true,
      environment: 'production',
    },
    metrics: { contentType: 'text/plain', render: () => Promise.resolve('') },
    readiness: () => Promise.resolve([]),
  });
  const { url } = await server.start();
  process.send?.({ url: `${url}/graphql` });
  process.once('disconnect', () => void server.stop());
}
