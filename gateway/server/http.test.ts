import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { IzaError } from '#kernel/errors.ts';
import { ADMIN, VIEWER, startTestGateway } from './test-gateway.ts';
import type { TestGateway } from './test-gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({
    config: { allowedHosts: ['iza.example'], allowedOrigins: ['https://hub.example'] },
    rest: async (request, response, scope) => {
      if (request.url === '/iza/api/v1/fails') throw new IzaError('CONFLICT', 'Not now.');
      if (request.url !== '/iza/api/v1/me') return false;
      response.end((await scope.authenticate()).name);
      return true;
    },
  });
});
afterAll(() => gateway.server.stop());

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly json: () => Body;
}
type Body = {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions: Record<string, unknown> }[];
} & Record<string, unknown>;

/** A request with full say over its headers: fetch does not let Host and Origin be forged. */
function send(
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string | Buffer } = {},
): Promise<Answer> {
  const { method = 'GET', headers = {}, body } = options;
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const request = httpRequest(`${gateway.url}${path}`, { method, headers, agent: false }, (response) => {
    const chunks: Buffer[] = [];
    response.on('data', (chunk: Buffer) => chunks.push(chunk));
    response.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      resolve({
        status: response.statusCode!,
        headers: response.headers,
        text,
        json: () => JSON.parse(text) as Body,
      });
    });
  });
  request.on('error', reject);
  request.end(body);
  return promise;
}

function ask(body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  return send('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${ADMIN}`, ...headers },
    body: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
  });
}

function get(query: string, headers: Record<string, string> = {}, more = ''): Promise<Answer> {
  return send(`/graphql?query=${encodeURIComponent(query)}${more}`, {
    headers: { authorization: `Bearer ${ADMIN}`, ...headers },
  });
}

function codeOf(answer: Answer): unknown {
  return answer.json().errors?.[0]?.extensions['code'];
}

/** The three ways a query comes over HTTP; a weighted Accept takes the one past the short way. */
const WAYS = {
  'POST by the short way': (query: string, headers = {}) => ask({ query }, headers),
  'POST by Apollo Server': (query: string, headers = {}) =>
    ask({ query }, { accept: 'application/json;q=0.9', ...headers }),
  GET: (query: string, headers = {}) => get(query, headers),
};

describe.each(Object.entries(WAYS))('%s', (_way, query) => {
  test('answers data from two subgraphs, and is not to be stored', async () => {
    const answer = await query('{ item(id: "1") { name reviews { stars } } }');
    expect(answer.json()).toEqual({ data: { item: { name: 'item 1', reviews: [{ stars: 5 }] } } });
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
  });

  test('answers in the media type asked for', async () => {
    const answer = await query('{ whoami }', { accept: 'application/graphql-response+json' });
    expect(answer.headers['content-type']).toBe('application/graphql-response+json; charset=utf-8');
  });

  test('a partial failure is 200, and each error carries the whole catalogue entry', async () => {
    const answer = await query('{ item(id: "1") { name refused } }', { 'x-request-id': 'abc-1' });
    expect(answer.status).toBe(200);
    expect(answer.headers['x-request-id']).toBe('abc-1');
    expect(answer.json().data).toEqual({ item: { name: 'item 1', refused: null } });
    expect(answer.json().errors).toEqual([
      expect.objectContaining({
        message: 'The engine is out of reach.',
        path: ['item', 'refused'],
        extensions: expect.objectContaining({
          code: 'BACKEND_UNAVAILABLE',
          http: { status: 503 },
          retryable: true,
          endpoint: 'docker-1',
          requestId: 'abc-1',
        }) as unknown,
      }),
    ]);
  });

  test('an exception of a library is masked, and logged with its cause', async () => {
    const answer = await query('{ item(id: "1") { broken } }');
    expect(answer.text).not.toContain('postgres');
    expect(codeOf(answer)).toBe('INTERNAL_SERVER_ERROR');
    expect(gateway.lines.join('')).toContain('postgres');
  });

  test.each([
    ['no key', {}],
    ['a wrong key', { authorization: 'Bearer nobody' }],
    ['another scheme', { authorization: 'Basic YTpi' }],
    ['an empty key', { 'x-api-key': '' }],
  ])('with %s is 401', async (_title, headers) => {
    const answer = await withoutKey(query, headers);
    expect(answer.status).toBe(401);
    expect(codeOf(answer)).toBe('UNAUTHENTICATED');
    expect(answer.headers['www-authenticate']).toBe('Bearer realm="IzaOS"');
  });

  test.each([
    ['X-API-Key', { 'x-api-key': VIEWER }],
    ['Authorization', { authorization: `bearer ${VIEWER}` }],
  ])('takes the key from %s', async (_title, headers) => {
    const answer = await withoutKey(query, headers);
    expect(answer.json()).toEqual({ data: { whoami: 'viewer' } });
  });

  test.each([
    ['{ item(id: "1") { secret } }', 'Item.secret'],
    ['{ item(id: "1") { self { ...S } } } fragment S on Item { s: secret }', 'Item.secret'],
    ['{ unopened }', 'Query.unopened'],
  ])('refuses %s without the scope, naming the field', async (text, field) => {
    const answer = await query(text, { authorization: `Bearer ${VIEWER}` });
    expect(answer.status).toBe(403);
    expect(answer.json().errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', field });
    expect(answer.json().data).toBeUndefined();
  });

  test.each([
    ['tokens', `{ ${'a '.repeat(10_001)} }`],
    ['depth', `{ item(id: "1") { ${'self { '.repeat(20)} name ${'}'.repeat(20)} } }`],
    ['aliases', `{ ${Array.from({ length: 201 }, (_, index) => `a${index}: __typename`).join(' ')} }`],
    ['rootFields', `{ ${'whoami '.repeat(51)} }`],
    ['directives', `{ whoami ${'@include(if: true) '.repeat(11)} }`],
    ['cost', '{ items(first: 2000000) { name } }'],
    ['cost', '{ items(first: 1000) { related(first: 1000) { name } } }'],
  ])('refuses what is over the limit on %s', async (limit, text) => {
    // A URL that long does not get past the limit on headers.
    const answer = await (limit === 'tokens' && query === WAYS.GET ? ask({ query: text }) : query(text));
    expect(answer.status).toBe(400);
    expect(codeOf(answer)).toBe('TOO_COMPLEX');
    expect(answer.json().errors?.[0]?.extensions['limit']).toBe(limit);
  });

  test('names syntax and validation errors with their place', async () => {
    expect(codeOf(await query('{ whoami'))).toBe('GRAPHQL_PARSE_FAILED');
    const answer = await query('{ nothing }');
    expect(answer.status).toBe(400);
    expect(codeOf(answer)).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(answer.json().errors?.[0]).toMatchObject({ locations: [{ line: 1, column: 3 }] });
    expect(answer.json().errors?.[0]?.extensions['requestId']).toBe(answer.headers['x-request-id']);
  });
});

function withoutKey(
  query: (text: string, headers: Record<string, string>) => Promise<Answer>,
  headers: Record<string, string>,
): Promise<Answer> {
  if (query === WAYS.GET)
    return send('/graphql?query=%7Bwhoami%7D', { headers: { 'apollo-require-preflight': '1', ...headers } });
  const accept = query === WAYS['POST by Apollo Server'] ? { accept: 'application/json;q=0.9' } : {};
  const body = JSON.stringify({ query: '{ whoami }' });
  return send('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...accept, ...headers },
    body,
  });
}

const port = () => new URL(gateway.url).port;

describe('Host and Origin', () => {
  test.each(['localhost', '127.0.0.1', '127.9.9.9', '[::1]', 'LOCALHOST'])(
    '%s is this machine',
    async (host) => {
      expect((await ask({ query: '{ whoami }' }, { host: `${host}:${port()}` })).status).toBe(200);
    },
  );

  test('a configured name is let in', async () => {
    expect((await ask({ query: '{ whoami }' }, { host: 'iza.example' })).status).toBe(200);
  });

  test.each([
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'evil.example:80',
    'a b',
    '10.0.0.1',
  ])('a page that was rebound to this address is refused by its name: "%s"', async (host) => {
    const answer = await send('/graphql', {
      method: 'POST',
      headers: { host, 'content-type': 'application/json', authorization: `Bearer ${ADMIN}` },
      body: '{"query":"mutation { rename(id: 1, name: \\"x\\") { id } }"}',
    });
    expect([400, 403]).toContain(answer.status);
    expect(answer.text).not.toContain('"data"');
  });

  test('every path checks it, static and unauthenticated ones included', async () => {
    for (const path of ['/', '/livez', '/readyz', '/metrics', '/iza/api/v1/me', '/graphql']) {
      const answer = await send(path, { headers: { host: 'evil.example', accept: 'text/html' } });
      expect([path, answer.status, answer.headers['content-type']]).toEqual([
        path,
        403,
        'application/problem+json; charset=utf-8',
      ]);
    }
  });

  test('our own origin is let in, any other is not', async () => {
    expect((await ask({ query: '{ whoami }' }, { origin: gateway.url })).status).toBe(200);
    for (const origin of [
      'http://evil.example',
      'null',
      `https://127.0.0.1:${port()}`,
      'http://127.0.0.1:1',
      'https://hub.example.evil.example',
    ]) {
      expect([origin, (await ask({ query: '{ whoami }' }, { origin })).status]).toEqual([origin, 403]);
    }
  });

  test('a configured origin may read answers, after a preflight', async () => {
    const origin = 'https://hub.example';
    const preflight = await send('/graphql', {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers['access-control-allow-origin']).toBe(origin);
    expect(preflight.headers['access-control-allow-headers']).toContain('Authorization');
    const answer = await ask({ query: '{ whoami }' }, { origin });
    expect(answer.headers['access-control-allow-origin']).toBe(origin);
    expect(answer.headers['vary']).toContain('Origin');
    expect((await ask({ query: '{ whoami }' })).headers['access-control-allow-origin']).toBeUndefined();
  });
});

describe('bodies', () => {
  test.each([
    ['text/plain', 415],
    ['application/x-www-form-urlencoded', 415],
    ['multipart/form-data; boundary=x', 415],
    ['application/json; charset=utf-16', 415],
    ['application/json; charset=UTF-8', 200],
    ['', 415],
  ])('content type "%s" → %i', async (type, status) => {
    const answer = await ask({ query: '{ whoami }' }, { 'content-type': type });
    expect(answer.status).toBe(status);
  });

  test('a compressed body is refused', async () => {
    expect((await ask({ query: '{ whoami }' }, { 'content-encoding': 'gzip' })).status).toBe(415);
  });

  test.each([
    '',
    '{',
    '[]',
    '[{"query":"{ whoami }"}]',
    'null',
    '"x"',
    '1',
    '{}',
    '{"query":1}',
    '{"query":""}',
    '{"query":null}',
  ])('%s is 400', async (body) => {
    const answer = await ask(body);
    expect(answer.status).toBe(400);
    expect(codeOf(answer)).toBe('BAD_USER_INPUT');
  });

  test.each([
    { query: '{ whoami }', variables: 'x' },
    { query: '{ whoami }', variables: [] },
    { query: '{ whoami }', operationName: 1 },
    { query: '{ whoami }', extensions: 'x' },
    { query: 'query A { whoami } query B { whoami }' },
    { query: '{ whoami }', operationName: 'Nothing' },
    { query: 'query ($id: ID!) { item(id: $id) { id } }' },
    { query: 'query ($n: Int) { items(first: $n) { id } }', variables: { n: 'x' } },
  ])('%o is 400', async (body) => {
    const answer = await ask(body);
    expect(answer.status).toBe(400);
    expect(codeOf(answer)).toBe('BAD_USER_INPUT');
  });

  test('one larger than the limit is 413, whether it says so or not', async () => {
    const large = Buffer.from(JSON.stringify({ query: '{ whoami }', padding: 'x'.repeat(3 * 1024 * 1024) }));
    const told = await ask(large);
    expect([told.status, codeOf(told)]).toEqual([413, 'BODY_TOO_LARGE']);
    const streamed = await ask(large, { 'transfer-encoding': 'chunked' });
    expect([streamed.status, codeOf(streamed)]).toEqual([413, 'BODY_TOO_LARGE']);
  });

  test('variables larger than their limit are 413', async () => {
    const answer = await ask({ query: '{ whoami }', variables: { x: 'x'.repeat(1_100_000) } });
    expect([answer.status, codeOf(answer)]).toEqual([413, 'BODY_TOO_LARGE']);
  });

  test('deep nesting in document and variables is refused without harm', async () => {
    const nested = await ask({ query: `{ item(id: ${'['.repeat(9_000)}) { id } }` });
    expect(nested.status).toBe(400);
    const variables = await ask(
      `{"query":"query ($id: ID!) { item(id: $id) { id } }","variables":{"id":${'['.repeat(200_000)}${']'.repeat(200_000)}}}`,
    );
    expect(variables.status).toBe(400);
    expect((await ask({ query: '{ whoami }' })).status).toBe(200);
  });

  test('a mutation is not run by GET', async () => {
    const answer = await get('mutation { rename(id: 1, name: "x") { id } }');
    expect(answer.status).toBe(405);
    expect(answer.headers['allow']).toBe('POST');
  });

  test('a subscription needs a stream', async () => {
    expect((await ask({ query: 'subscription { feed { id } }' })).status).toBe(406);
  });
});

describe('persisted queries', () => {
  const query = '{ whoami again: whoami }';
  const sha256Hash = createHash('sha256').update(query).digest('hex');
  const extensions = { persistedQuery: { version: 1, sha256Hash } };

  test('a hash is unknown until its document was sent once, and then enough by POST and GET', async () => {
    const unknown = await ask({ extensions });
    expect(unknown.json().errors?.[0]).toMatchObject({
      message: 'PersistedQueryNotFound',
      extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' },
    });
    expect((await ask({ query, extensions })).status).toBe(200);
    expect((await ask({ extensions })).json().data).toEqual({ whoami: 'admin', again: 'admin' });
    const byGet = await send(`/graphql?extensions=${encodeURIComponent(JSON.stringify(extensions))}`, {
      headers: { 'x-api-key': VIEWER },
    });
    expect(byGet.json().data).toEqual({ whoami: 'viewer', again: 'viewer' });
  });

  test('a hash of another document is refused', async () => {
    expect((await ask({ query: '{ whoami }', extensions })).status).toBe(400);
  });

  test('REST goes on where only listed operations may run, within its own scopes', async () => {
    await using strict = await startTestGateway({
      persistedOperations: { mode: 'only', operations: new Map() },
      async rest(_request, response, scope) {
        const context = scope.contextFor(await scope.authenticate());
        const query = '{ whoami item(id: 1) { secret } }';
        response.end(JSON.stringify(await scope.execute({ query }, context)));
        return true;
      },
    });
    const read = async (key: string) =>
      (await fetch(`${strict.url}/iza/api/v1/any`, { headers: { 'x-api-key': key } })).json();
    expect(await read(ADMIN)).toEqual({ data: { whoami: 'admin', item: { secret: 'hidden' } } });
    expect(await read(VIEWER)).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
  });

  test('where only listed operations may run, all others are refused, and hashes need no registration', async () => {
    await using strict = await startTestGateway({
      persistedOperations: { mode: 'only', operations: new Map([[sha256Hash, query]]) },
    });
    const post = async (body: unknown, accept = '*/*') => {
      const answer = await fetch(`${strict.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-api-key': ADMIN, accept },
        body: JSON.stringify(body),
      });
      return answer.status;
    };
    for (const accept of ['*/*', 'application/json;q=0.9']) {
      expect(await post({ query: '{ whoami }' }, accept)).toBe(403);
      expect(await post({ query: '{ __schema { queryType { name } } }' }, accept)).toBe(403);
      expect(await post({ query }, accept)).toBe(200);
      expect(await post({ extensions }, accept)).toBe(200);
    }
  });
});

describe('paths', () => {
  test.each([
    ['/livez', 'ok\n'],
    ['/readyz', 'ok\n'],
  ])('GET %s is open', async (path, text) => {
    const answer = await send(path);
    expect([answer.status, answer.text]).toEqual([200, text]);
  });

  test('the root leads to the graph', async () => {
    const answer = await send('/');
    expect([answer.status, answer.headers['location']]).toEqual([302, '/graphql']);
  });

  test.each([
    ['/readyz?verbose', 401],
    ['/metrics', 401],
    ['/iza/api/v1/me', 401],
    ['/iza/api/v1/nothing', 404],
    ['/nothing', 404],
    ['/graphql/', 404],
    ['//graphql', 404],
  ])('GET %s without a key is a problem document with %i', async (path, status) => {
    const answer = await send(path);
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.json()).toMatchObject({ status, requestId: answer.headers['x-request-id'] });
  });

  test('with a key the checks are named, metrics need telemetry:read, and REST is reached', async () => {
    const headers = { 'x-api-key': ADMIN };
    expect((await send('/readyz?verbose', { headers })).json()).toEqual({
      ready: true,
      checks: [{ name: 'docker', ok: true }],
    });
    expect((await send('/metrics', { headers })).text).toBe('up 1\n');
    expect((await send('/metrics', { headers: { 'x-api-key': VIEWER } })).status).toBe(403);
    expect((await send('/iza/api/v1/me', { headers })).text).toBe('admin');
    expect((await send('/iza/api/v1/fails', { headers })).json()).toMatchObject({
      status: 409,
      code: 'CONFLICT',
      detail: 'Not now.',
    });
  });

  test('methods that a path does not have are 405 with Allow', async () => {
    expect((await send('/livez', { method: 'POST' })).headers['allow']).toBe('GET, HEAD');
    expect((await send('/graphql', { method: 'PUT', headers: { 'x-api-key': ADMIN } })).status).toBe(405);
    expect((await send('/graphql', { method: 'OPTIONS' })).headers['allow']).toContain('POST');
    expect((await send('/livez', { method: 'HEAD' })).text).toBe('');
  });

  test('GraphiQL is open, and its policy allows its own scripts only', async () => {
    const answer = await send('/graphql', { headers: { accept: 'text/html,application/xhtml+xml' } });
    expect(answer.status).toBe(200);
    expect(answer.headers['content-security-policy']).toMatch(/default-src 'none'; script-src 'sha256-/);
    const again = await send('/graphql', {
      headers: { accept: 'text/html', 'if-none-match': String(answer.headers['etag']) },
    });
    expect(again.status).toBe(304);
  });

  test('introspection can be off', async () => {
    await using closed = await startTestGateway({ config: { introspection: false } });
    for (const accept of ['*/*', 'application/json;q=0.9']) {
      const answer = await fetch(`${closed.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-api-key': ADMIN, accept },
        body: '{"query":"{ __schema { queryType { name } } }"}',
      });
      expect(answer.status).toBe(400);
      const guess = await fetch(`${closed.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-api-key': ADMIN, accept },
        body: '{"query":"{ whoam }"}',
      });
      expect(await guess.text()).not.toContain('whoami');
    }
  });

  test('bytes that are not HTTP do no harm', async () => {
    for (const bytes of [
      '\0\0\0\0',
      'GET / HTTP/9.9\r\n\r\n',
      'GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n',
      'OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n',
      'GET /livez HTTP/1.1\r\nHost: \r\n\r\n',
      'GET /livez HTTP/1.0\r\n\r\n',
    ]) {
      const { promise, resolve } = Promise.withResolvers<string>();
      const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1', () => socket.end(bytes));
      let answer = '';
      socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
      socket.on('error', () => undefined);
      socket.on('close', () => resolve(answer));
      expect(await promise).toMatch(/^HTTP\/1\.1 40[03]|^$/);
    }
    expect((await send('/livez')).status).toBe(200);
  });
});

describe('TLS', () => {
  const directory = mkdtempSync(join(tmpdir(), 'iza-tls-'));
  afterAll(() => rmSync(directory, { recursive: true }));

  test('the graph is served over it, and only its own https origin is let in', async () => {
    const files = { key: join(directory, 'key.pem'), cert: join(directory, 'cert.pem') };
    const options = '-x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=localhost -days 1';
    execFileSync('openssl', ['req', ...options.split(' '), '-keyout', files.key, '-out', files.cert], {
      stdio: 'ignore',
    });
    const cert = readFileSync(files.cert);
    await using secure = await startTestGateway({ config: { tls: { key: readFileSync(files.key), cert } } });
    expect(secure.url).toMatch(/^https:/);
    const statusFor = (origin: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const headers = { 'content-type': 'application/json', 'x-api-key': ADMIN, origin };
        const settings = {
          method: 'POST',
          ca: cert,
          servername: 'localhost',
          checkServerIdentity: () => undefined,
          agent: false,
          headers,
        } as const;
        const request = httpsRequest(`${secure.url}/graphql`, settings, (response) => {
          response.resume();
          resolve(response.statusCode);
        });
        request.on('error', reject);
        request.end('{"query":"{ whoami }"}');
      });
    expect(await statusFor(secure.url)).toBe(200);
    expect(await statusFor(secure.url.replace('https', 'http'))).toBe(403);
  });
});

describe('exposure', () => {
  test.each(['0.0.0.0', '::', '192.0.2.1', 'iza.example'])('%s is refused without TLS', async (host) => {
    await expect(startTestGateway({ config: { host } })).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      details: { field: 'host' },
    });
  });

  test('a port in use is named', async () => {
    const port = Number(new URL(gateway.url).port);
    await expect(startTestGateway({ config: { port } })).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      details: { field: 'port' },
    });
  });

  test('without authentication everybody is anonymous, and Host is checked all the same', async () => {
    await using open = await startTestGateway({ authenticate: undefined });
    const answer = await fetch(`${open.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ whoami }"}',
    });
    expect(await answer.json()).toEqual({ data: { whoami: 'anonymous' } });
  });
});
