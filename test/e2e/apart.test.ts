import { createServer } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BASE_IMAGE, describeWithDocker, docker, removeLeftovers, testLabel } from '#test/engines/docker.ts';
import { startServer, type RunningServer } from './server.ts';

/** Gateway and five subgraphs as six processes, as docker-compose.yml runs them: signed HTTP between them. */
const SUBGRAPHS = ['security', 'compute', 'network', 'storage', 'telemetry'] as const;

describeWithDocker('gateway and subgraphs in processes of their own', () => {
  const servers: RunningServer[] = [];
  const name = `apart-${process.pid}`;
  let gateway: RunningServer;
  let addresses: Record<string, string>;

  beforeAll(async () => {
    await removeLeftovers();
    await docker(['run', '-d', '--label', testLabel(), '--name', name, BASE_IMAGE, 'sleep', '600']);
    addresses = Object.fromEntries(
      await Promise.all(
        SUBGRAPHS.map(async (subgraph) => [subgraph, `http://127.0.0.1:${await freePort()}/graphql`]),
      ),
    );
    const environment = {
      IZA_SUBGRAPH_SECRET: 'a secret that all six of them share, long enough',
      ...Object.fromEntries(
        Object.entries(addresses).map(([subgraph, url]) => [`IZA_SUBGRAPHS_${subgraph.toUpperCase()}`, url]),
      ),
    };
    for (const subgraph of SUBGRAPHS) {
      const flags = ['--role', subgraph, '--port', new URL(addresses[subgraph]!).port];
      servers.push(await startServer({ flags, environment }));
    }
    gateway = await startServer({ flags: ['--role', 'gateway'], environment });
    servers.push(gateway);
  });

  afterAll(async () => {
    for (const server of servers.toReversed()) await server[Symbol.asyncDispose]();
    await removeLeftovers({ mine: true });
  });

  test('answer one query that joins all five', async () => {
    const { data, errors } = await gateway.graphql<{ container: object }>(
      `query ($name: ID!) { container(id: $name) { name networks { nodes { network { name } } } mounts { totalCount }
         metrics { memoryBytes } policyVerdict { allowed } auditTrail { totalCount } host { name } } }`,
      { name },
    );
    expect(errors).toBeUndefined();
    expect(data!.container).toMatchObject({
      name,
      networks: { nodes: [{ network: { name: 'bridge' } }] },
      mounts: { totalCount: 0 },
      metrics: { memoryBytes: expect.any(Number) },
      policyVerdict: { allowed: true },
    });
  });

  test('make a change that is audited, and tell a subscriber of it with fields of the others', async () => {
    const events = gateway.live().iterate({
      query:
        'subscription ($where: ContainerFilter) { containerWatch(where: $where) { type container { state auditTrail { nodes { action outcome } } } } }',
      variables: { where: { name: { eq: name } } },
    });
    const next = async () => (await events.next()).value?.data?.['containerWatch'];
    expect(await next()).toMatchObject({ type: 'SNAPSHOT', container: { state: 'RUNNING' } });
    expect(await next()).toMatchObject({ type: 'SYNCED' });
    await gateway.ask('mutation ($id: ID!) { containerPause(input: { id: $id }) { container { state } } }', {
      id: name,
    });
    expect(await next()).toMatchObject({ type: 'MODIFIED', container: { state: 'PAUSED' } });
    expect(await docker(['inspect', '-f', '{{.State.Status}}', name])).toBe('paused');
    const { container } = await gateway.ask<{ container: unknown }>(
      'query ($id: ID!) { container(id: $id) { auditTrail { nodes { action outcome actor } } } }',
      { id: name },
    );
    expect(container).toMatchObject({
      auditTrail: { nodes: [{ action: 'containerPause', outcome: 'SUCCEEDED' }] },
    });
    await events.return?.();
  });

  test('note an attempt that the gateway refuses for lack of a scope', async () => {
    const { apiKeyCreate } = await gateway.ask<{ apiKeyCreate: { secret: string; apiKey: { id: string } } }>(
      'mutation { apiKeyCreate(input: { name: "onlooker", roles: ["viewer"] }) { secret apiKey { id } } }',
    );
    const { errors } = await gateway.graphql(
      'mutation ($id: ID!) { containerKill(input: { id: $id }) { dryRun } }',
      { id: name },
      { authorization: `Bearer ${apiKeyCreate.secret}` },
    );
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    await expect
      .poll(() =>
        gateway.ask(
          'query ($actor: String) { auditEntries(where: { actor: { eq: $actor } }) { nodes { action outcome } } }',
          { actor: apiKeyCreate.apiKey.id },
        ),
      )
      .toEqual({ auditEntries: { nodes: [{ action: 'containerKill', outcome: 'FORBIDDEN' }] } });
  });

  test('refuse a request that the gateway did not sign', async () => {
    const response = await fetch(addresses['compute']!, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${gateway.key}` },
      body: JSON.stringify({ query: '{ containers { totalCount } }' }),
    });
    expect(response.status).toBe(401);
  });

  test('answer for the rest when one is gone', async () => {
    const network = servers[SUBGRAPHS.indexOf('network')]!;
    await network.stop();
    const { data, errors } = await gateway.graphql<{ container: object }>(
      'query ($id: ID!) { container(id: $id) { name networks { totalCount } mounts { totalCount } } }',
      { id: name },
    );
    expect(data!.container).toMatchObject({ name, networks: null, mounts: { totalCount: 0 } });
    expect(errors).toMatchObject([
      { path: ['container'], extensions: { code: 'SUBGRAPH_UNAVAILABLE', serviceName: 'network' } },
    ]);
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}
