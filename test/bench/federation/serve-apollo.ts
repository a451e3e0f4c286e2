import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The part of an Apollo Server that is used here: the gateways under comparison bring their own copy of the package. */
interface Apollo {
  executeHTTPGraphQLRequest(request: never): Promise<{
    readonly status?: number;
    readonly headers: Iterable<readonly [string, string]>;
    readonly body: { readonly kind: 'complete'; readonly string: string } | { readonly kind: 'chunked' };
  }>;
}

/** The thinnest HTTP server over an Apollo Server, the same for every gateway. Tells the parent process its port. */
export function serveApollo(server: Apollo): void {
  const http = createServer((request, response) => {
    answer({ server, request, response }).catch((error) => {
      response.writeHead(500).end(String(error));
    });
  });
  listen(http);
}

export function listen(http: ReturnType<typeof createServer>): void {
  http.keepAliveTimeout = 60_000;
  http.listen(0, '127.0.0.1', () => process.send?.({ port: (http.address() as AddressInfo).port }));
  process.once('disconnect', () => {
    http.close();
    http.closeAllConnections();
  });
}

export function readBody(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (text += chunk));
    request.on('end', () => resolve(text));
    request.on('error', reject);
  });
}

async function answer({
  server,
  request,
  response,
}: {
  readonly server: Apollo;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}): Promise<void> {
  const body: unknown = JSON.parse(await readBody(request));
  const result = await server.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: 'POST',
      headers: new Map(Object.entries(request.headers)),
      search: '',
      body,
    },
    context: async () => ({}),
  } as never);
  if (result.body.kind !== 'complete') throw new Error('The answer is a stream.');
  for (const [name, value] of result.headers) response.setHeader(name, value);
  response.statusCode = result.status ?? 200;
  response.end(result.body.string);
}
