import { mkdtempSync, rmSync, statSync, readdirSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  BASE_IMAGE,
  describeWithDocker,
  docker,
  removeLeftovers,
  testLabel,
  testLabels,
} from '#test/engines/docker.ts';
import { startServer, type RunningServer } from './server.ts';

const ATTEMPTS = 40;

describeWithDocker('what IzaOS keeps', () => {
  const mark = `du-${process.pid}-${Date.now().toString(36)}`;
  const labels = Object.entries(testLabels()).map(([key, value]) => ({ key, value }));
  let stateDirectory: string;
  const servers: RunningServer[] = [];

  beforeAll(() => removeLeftovers());
  afterAll(() => removeLeftovers({ mine: true }));
  beforeEach(() => {
    stateDirectory = mkdtempSync(join(tmpdir(), 'iza-e2e-state-'));
  });
  afterEach(async () => {
    for (const server of servers.splice(0)) await server[Symbol.asyncDispose]();
    rmSync(stateDirectory, { recursive: true, force: true });
  });

  const start = async () => {
    const server = await startServer({ stateDirectory });
    servers.push(server);
    return server;
  };
  const kill = async (server: RunningServer) => {
    const ended = once(server.process, 'exit');
    server.process.kill('SIGKILL');
    await ended;
  };

  test('of its work survives being killed in the middle of it: no change without its audit entry, the chain intact', async () => {
    const since = Math.floor(Date.now() / 1000) - 1;
    const acknowledged: string[] = [];
    for (const round of [0, 1, 2, 3]) {
      const server = await start();
      const change = async (query: string, name: string, input: object) => {
        const answer = await server.graphql<Record<string, unknown>>(query, {
          input: { name, labels, ...input },
        });
        if (answer.data) acknowledged.push(name);
        if (++answered > round * 3) middle.resolve();
      };
      const container =
        'mutation ($input: ContainerCreateInput!) { containerCreate(input: $input) { container { id } } }';
      const volume =
        'mutation ($input: VolumeCreateInput!) { volumeCreate(input: $input) { volume { id } } }';
      // In the middle: some are done, some are not.
      const middle = Promise.withResolvers<void>();
      let answered = 0;
      const work = Array.from({ length: ATTEMPTS }, (_, index) =>
        index % 3 === 0
          ? change(volume, `${mark}-${round}-v${index}`, {})
          : change(container, `${mark}-${round}-c${index}`, { image: BASE_IMAGE, start: false }),
      ).map((pending) => pending.catch(() => undefined));
      await middle.promise;
      await kill(server);
      await Promise.all(work);
    }
    const server = await start();
    expect(await server.ask('{ auditVerify { intact firstBroken } }')).toEqual({
      auditVerify: { intact: true, firstBroken: null },
    });
    const { auditEntries } = await server.ask<{
      auditEntries: { nodes: { action: string; outcome: string; input: { name: string } }[] };
    }>('{ auditEntries(first: 1000) { nodes { action outcome input } } }');
    const intended = new Set(auditEntries.nodes.map(({ action, input }) => `${action} ${input.name}`));
    const happened = (
      await docker([
        'events',
        '--since',
        String(since),
        '--until',
        String(Math.ceil(Date.now() / 1000)),
        '--filter',
        'event=create',
        '--format',
        '{{json .}}',
      ])
    )
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as EngineEvent)
      .map(({ Type, Actor }) =>
        Type === 'volume' ? `volumeCreate ${Actor.ID}` : `containerCreate ${Actor.Attributes['name']}`,
      )
      .filter((text) => text.includes(mark));
    expect(happened.length).toBeGreaterThan(10);
    expect(happened.filter((text) => !intended.has(text))).toEqual([]);
    expect(happened.length).toBeLessThan(4 * ATTEMPTS);
    // And what a caller was told is done is there, and is in the trail.
    const there = [await docker(['ps', '-a', '--format', '{{.Names}}']), await docker(['volume', 'ls', '-q'])]
      .join('\n')
      .split('\n');
    expect(acknowledged.filter((name) => !there.includes(name))).toEqual([]);
    const settled = new Set(
      auditEntries.nodes.filter(({ outcome }) => outcome !== 'PENDING').map(({ input }) => input.name),
    );
    expect(acknowledged.filter((name) => !settled.has(name))).toEqual([]);
  });

  test('of keys, settings, rules, alerts and maintenance survives being killed', async () => {
    const first = await start();
    const made = await first.ask<{
      kept: { secret: string };
      gone: { secret: string; apiKey: { id: string } };
    }>(
      `mutation { kept: apiKeyCreate(input: { name: "kept", roles: ["auditor"] }) { secret }
         gone: apiKeyCreate(input: { name: "gone", roles: ["admin"] }) { secret apiKey { id } } }`,
    );
    await first.ask('mutation ($id: ID!) { apiKeyRevoke(input: { id: $id }) { dryRun } }', {
      id: made.gone.apiKey.id,
    });
    await first.ask(
      'mutation { systemConfigure(input: { metricsIntervalMs: 700, allowedCapabilities: ["NET_ADMIN"], allowedRegistries: ["ghcr.io"] }) { dryRun } }',
    );
    await first.ask(
      'mutation { alertRuleUpdate(input: { name: "host-cpu", threshold: 0.42, enabled: false }) { dryRun } }',
    );
    await docker([
      'run',
      '-d',
      '--label',
      testLabel(),
      '--name',
      `${mark}-oom`,
      '-m',
      '8m',
      '--memory-swap',
      '8m',
      BASE_IMAGE,
      'sh',
      '-c',
      'sleep 1; tail /dev/zero',
    ]);
    const alertsOf = (server: RunningServer) =>
      server.ask<{
        alerts: { nodes: { id: string; sequence: number; subject: string; acknowledgedBy: string | null }[] };
      }>(
        '{ alerts(where: { rule: { eq: "workload-oom-kill" } }) { nodes { id sequence subject acknowledgedBy startedAt } } }',
      );
    const ours = async (server: RunningServer) =>
      (await alertsOf(server)).alerts.nodes.find(({ subject }) => subject === `${mark}-oom`);
    await expect.poll(() => ours(first), { timeout: 20_000 }).toBeDefined();
    await first.ask('mutation ($id: ID!) { alertAcknowledge(input: { id: $id }) { dryRun } }', {
      id: (await ours(first))!.id,
    });
    const alert = await ours(first);
    await first.ask('mutation { systemMaintenance(input: { enabled: true, reason: "a move" }) { dryRun } }');
    const { auditVerify: before } = await first.ask<{ auditVerify: { entries: number; head: string } }>(
      '{ auditVerify { entries head } }',
    );
    await kill(first);

    const second = await start();
    expect(
      await second.ask(
        '{ system { maintenance { enabled reason } settings { metricsIntervalMs allowedCapabilities allowedRegistries } } alertRules { name threshold enabled } auditVerify { intact entries head } }',
      ),
    ).toMatchObject({
      system: {
        maintenance: { enabled: true, reason: 'a move' },
        settings: {
          metricsIntervalMs: 700,
          allowedCapabilities: ['NET_ADMIN'],
          allowedRegistries: ['ghcr.io'],
        },
      },
      alertRules: expect.arrayContaining([{ name: 'host-cpu', threshold: 0.42, enabled: false }]) as unknown,
      auditVerify: { intact: true, ...before },
    });
    expect(await ours(second)).toEqual(alert);
    expect(await callerOf(second, made.kept.secret)).toEqual({
      data: { caller: { name: 'kept', roles: ['auditor'] } },
    });
    expect(await callerOf(second, made.gone.secret)).toMatchObject({
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });
    expect(await second.graphql('mutation { volumeCreate(input: {}) { dryRun } }')).toMatchObject({
      errors: [{ extensions: { code: 'CONFLICT' }, message: expect.stringContaining('a move') as unknown }],
    });
    // Nobody else on this machine can read any of it.
    const open = readdirSync(stateDirectory).filter(
      (name) => (statSync(join(stateDirectory, name)).mode & 0o077) !== 0,
    );
    expect((statSync(stateDirectory).mode & 0o077) === 0 || open.length === 0).toBe(true);
  });

  test('of work under way is brought to its end when it is asked to stop', async () => {
    const server = await start();
    const name = `${mark}-stubborn`;
    await docker([
      'run',
      '-d',
      '--label',
      testLabel(),
      '--name',
      name,
      BASE_IMAGE,
      'sh',
      '-c',
      'trap "" TERM; while :; do sleep 1; done',
    ]);
    await expect
      .poll(
        async () =>
          (
            await server.ask<{ container: object | null }>('query ($id: ID!) { container(id: $id) { id } }', {
              id: name,
            })
          ).container,
      )
      .not.toBeNull();
    const watching = server.live().iterate({ query: 'subscription { endpointWatch { type } }' });
    await watching.next();
    const exec = server.graphql(
      'mutation ($id: ID!) { containerExec(input: { id: $id, command: ["sh", "-c", "sleep 2; echo done"] }) { stdout } }',
      { id: name },
    );
    const underWay = async () =>
      (
        await server.ask<{ auditEntries: { nodes: unknown[] } }>(
          '{ auditEntries(where: { outcome: [PENDING] }) { nodes { action } } }',
        )
      ).auditEntries.nodes.length;
    await expect.poll(underWay).toBe(1);
    const stop = server.rest('POST', `/containers/${name}/stop`, { body: { timeoutSeconds: 3 } });
    await expect.poll(underWay).toBe(2);
    const ended = once(server.process, 'exit');
    server.process.kill('SIGTERM');
    expect(await exec).toEqual({ data: { containerExec: { stdout: 'done\n' } } });
    const stopped = await stop;
    expect(stopped.status).toBe(200);
    expect(await stopped.json()).toMatchObject({ container: { state: 'STOPPED' } });
    expect(await ended).toEqual([0, null]);
    await watching.return?.();
    const again = await start();
    const { auditEntries } = await again.ask<{ auditEntries: { nodes: object[] } }>(
      '{ auditEntries { nodes { action outcome } } }',
    );
    expect(auditEntries.nodes).toEqual([
      { action: 'containerStop', outcome: 'SUCCEEDED' },
      { action: 'containerExec', outcome: 'SUCCEEDED' },
    ]);
  });

  test('belongs to one server: a second one is refused, and says whose it is', async () => {
    const server = await start();
    await expect(startServer({ stateDirectory })).rejects.toThrow(
      new RegExp(`process ${server.process.pid}\\) uses the state directory ${stateDirectory}`),
    );
    expect(await server.ask('{ auditVerify { intact } }')).toEqual({ auditVerify: { intact: true } });
    const { port } = new URL(server.url);
    await expect(startServer({ flags: ['--port', port] })).rejects.toThrow(new RegExp(port));
    await expect(startServer({ flags: ['--port', port] })).rejects.not.toThrow(/at .*\.ts/);
  });
});

interface EngineEvent {
  readonly Type: string;
  readonly Actor: { readonly ID: string; readonly Attributes: Readonly<Record<string, string>> };
}

async function callerOf(server: RunningServer, key: string): Promise<unknown> {
  return server.graphql('{ caller { name roles } }', {}, { authorization: `Bearer ${key}` });
}
