import { ApolloServer } from '@apollo/server';
import {
  asApolloGateway,
  createFederationExecutor,
  httpFastPath,
  localService,
  remoteService,
  subgraphUrls,
} from '#gateway/federation/index.ts';
import { monolith, subgraphSchemas, supergraph } from './graph.ts';
import { serveApollo } from './serve-apollo.ts';

/** Arguments: `http URL` or `local`, or `monolith`; then `apollo` or `short` for the way through HTTP. */
const [mode = 'local', way = 'short', baseUrl = 'http://subgraphs.invalid'] = process.argv.slice(2);

if (mode === 'monolith') {
  const { schema, rootValue } = monolith();
  const server = new ApolloServer({ schema, rootValue });
  await server.start();
  serveApollo(server);
} else {
  const supergraphSdl = supergraph(baseUrl);
  const services =
    mode === 'http'
      ? Object.entries(subgraphUrls(supergraphSdl)).map(
          ([name, url]) => [name, remoteService({ name, url })] as const,
        )
      : Object.entries(subgraphSchemas()).map(([name, schema]) => [name, localService(schema)] as const);
  const executor = createFederationExecutor({ supergraphSdl, services: Object.fromEntries(services) });
  const fastPath = httpFastPath({ executor });
  const server = new ApolloServer({ gateway: asApolloGateway(executor), plugins: [fastPath.plugin] });
  await server.start();
  serveApollo(server, way === 'short' ? fastPath : undefined);
}
