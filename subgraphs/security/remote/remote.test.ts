import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { IzaError, toIzaError } from '#kernel/errors.ts';
import { silentLog } from '#kernel/log.ts';
import { createSigner, createVerifier } from '#kernel/signing.ts';
import { createRemoteGuard, createRemoteKeys, guardRoutes } from '../index.ts';
import { ADMIN, testSubgraph, VIEWER, type TestSubgraph } from '../test-subgraph.ts';

const SECRET = 'a secret of at least thirty-two characters';
const log = silentLog();

let security: TestSubgraph;
let server: Server;
let url: string;

beforeEach(async () => {
  security = await testSubgraph();
  server = serve(security);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
});

afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await security[Symbol.asyncDispose]();
});

const attempt = (changes: object = {}) => ({
  action: 'containerStop',
  caller: ADMIN,
  requestId: 'r',
  targets: ['t'],
  input: { id: 'web' },
  ...changes,
});
const outcomes = async () => {
  const answer = await security.ask('{ auditEntries { nodes { outcome reason targets } } }');
  return (answer['auditEntries'] as { nodes: object[] }).nodes;
};

it('admits, settles, evaluates and judges as the guard beside it would', async () => {
  const guard = createRemoteGuard({ url, sign: createSigner(SECRET), log });
  const ticket = await guard.admit(attempt());
  expect(await outcomes()).toMatchObject([{ outcome: 'PENDING' }]);
  await ticket.settle({ targets: ['new'] });
  const failing = await guard.admit(attempt());
  await failing.settle({ error: new IzaError('CONFLICT', 'It is being removed.') });
  expect(await outcomes()).toEqual([
    { outcome: 'FAILED', reason: 'It is being removed.', targets: ['t'] },
    { outcome: 'SUCCEEDED', reason: null, targets: ['t', 'new'] },
  ]);
  await guard.evaluate(attempt());
  await expect(guard.evaluate(attempt({ caller: VIEWER }))).rejects.toMatchObject({
    code: 'FORBIDDEN',
    details: { data: { missingScopes: ['compute:write'] } },
  });
  const admission = {
    kind: 'container.create' as const,
    platform: 'docker',
    endpoint: 'one',
    localPaths: false,
    settings: { Image: 'a', HostConfig: { Privileged: true } },
  };
  const violations = [expect.objectContaining({ rule: 'privileged', setting: 'HostConfig.Privileged' })];
  expect(await guard.judge(admission)).toEqual({ allowed: false, violations });
  await expect(guard.admit(attempt({ action: 'containerCreate', admission }))).rejects.toMatchObject({
    code: 'POLICY_DENIED',
    details: { data: { violations } },
  });
});

it('refuses changes when the security subgraph is gone or does not know the secret', async () => {
  const stranger = createRemoteGuard({
    url,
    sign: createSigner('another secret of at least thirty-two'),
    log,
  });
  await expect(stranger.admit(attempt())).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
  expect(await outcomes()).toEqual([]);
  const guard = createRemoteGuard({ url, sign: createSigner(SECRET), log });
  const ticket = await guard.admit(attempt());
  server.closeAllConnections();
  server.close();
  await expect(guard.admit(attempt())).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
  // The change is made by now; that nobody hears of it is no failure of it.
  await ticket.settle({});
  expect(await outcomes()).toMatchObject([{ outcome: 'PENDING' }]);
});

it('refuses bodies that are no attempt', async () => {
  const routes = guardRoutes(security.subgraph);
  for (const body of [
    null,
    [],
    {},
    attempt({ caller: { id: 'x' } }),
    attempt({ targets: [1] }),
    attempt({ admission: { kind: 'x' } }),
  ]) {
    await expect(routes['/guard/admit']!(body)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  }
});

it('tells whose key a key is, and forgets it the moment it is revoked', async () => {
  const created = await security.ask(
    'mutation { apiKeyCreate(input: { name: "hub", roles: ["viewer"] }) { secret apiKey { id } } }',
  );
  const { secret, apiKey } = created['apiKeyCreate'] as { secret: string; apiKey: { id: string } };
  const keys = createRemoteKeys({ url, sign: createSigner(SECRET), log });
  try {
    expect(await keys.authenticate('Bearer wrong')).toBeUndefined();
    expect(await keys.authenticate(`Bearer ${secret}`)).toMatchObject({ id: apiKey.id, scopes: ['*:read'] });
    const told = Promise.withResolvers<string>();
    keys.onRevoked(told.resolve);
    await security.ask(`mutation { apiKeyRevoke(input: { id: "${apiKey.id}" }) { dryRun } }`);
    expect(await told.promise).toBe(apiKey.id);
    expect(await keys.authenticate(`Bearer ${secret}`)).toBeUndefined();
  } finally {
    keys.stop();
  }
});

/** The least of a server that hangs the routes in: signed requests only, errors in GraphQL's form. */
function serve({ subgraph }: TestSubgraph): Server {
  const routes = guardRoutes(subgraph);
  const verify = createVerifier(SECRET);
  return createServer((request, response) => {
    const path = request.url as `/guard/${string}`;
    const answer = async () => {
      const body = await text(request);
      verify({ method: 'POST', path, body }, request.headers);
      return routes[path]!(JSON.parse(body));
    };
    answer().then(
      (value) => response.end(JSON.stringify(value)),
      (thrown: unknown) => {
        const error = toIzaError(thrown);
        response.statusCode = error.status;
        response.end(
          JSON.stringify({ errors: [{ message: error.message, extensions: error.toExtensions() }] }),
        );
      },
    );
  });
}
