import { createServer } from 'node:http';
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import { unifiedGraphHandler } from '@graphql-hive/router-runtime';
import { listen } from '../federation/serve-apollo.ts';

const runtime = createGatewayRuntime({
  supergraph: process.argv[2],
  graphqlEndpoint: '/',
  unifiedGraphHandler,
  logging: false,
  landingPage: false,
  graphiql: false,
});
listen(createServer(runtime));
