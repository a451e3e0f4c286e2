import { createServer } from 'node:http';
import { execute, parse } from 'graphql';
import type { DocumentNode } from 'graphql';
import { subgraphSchemas } from './graph.ts';
import type { SubgraphName } from './graph.ts';
import { listen, readBody } from './serve-apollo.ts';

/** The four subgraphs behind HTTP, each on its path, as cheap as they can be: the gateways are what is measured. */
const schemas = subgraphSchemas();
const documents = new Map<string, DocumentNode>();

const http = createServer((request, response) => {
  const schema = schemas[(request.url ?? '/').slice(1) as SubgraphName];
  readBody(request)
    .then(async (text) => {
      const { query, variables } = JSON.parse(text) as { query: string; variables?: Record<string, unknown> };
      let document = documents.get(query);
      if (!document) documents.set(query, (document = parse(query, { noLocation: true })));
      const result = await execute({ schema, document, variableValues: variables });
      response.setHeader('content-type', 'application/json').end(JSON.stringify(result));
    })
    .catch((error) => response.writeHead(400).end(String(error)));
});
listen(http);
