import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFleet, type Fleet } from '#backends/fleet.ts';
import { encodeId } from '#kernel/ids.ts';
import { silentLog } from '#kernel/log.ts';
import type { AdmissionKind, Attempt } from '#schema/guard.ts';
import {
  BASE_IMAGE,
  docker,
  DOCKER_HOST,
  removeLeftovers,
  requireDocker,
  testLabel,
  testLabels,
} from '#test/engines/docker.ts';
import { ADMIN, testSubgraph, type TestSubgraph } from './test-subgraph.ts';

const prefix = `iza-sec-${process.pid}`;
const SECRET = 'only the host may read this';

requireDocker()('security over a real Docker Engine', () => {
  let folder: string;
  let fleet: Fleet;
  let security: TestSubgraph;
  let count = 0;
  const fresh = () => `${prefix}-${++count}`;

  beforeAll(async () => {
    await removeLeftovers();
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'iza-sec-')));
    mkdirSync(join(folder, 'allowed'));
    mkdirSync(join(folder, 'secret'));
    writeFileSync(join(folder, 'secret/file'), SECRET);
    symlinkSync(join(folder, 'secret'), join(folder, 'allowed/link'));
    fleet = createFleet({
      endpoints: [{ platform: 'docker', name: 'local', host: DOCKER_HOST }],
      log: silentLog(),
      startGraceMs: 10_000,
    });
    await fleet.start();
    security = await testSubgraph({ fleet, settings: { allowedBindPaths: [join(folder, 'allowed')] } });
  });

  afterAll(async () => {
    await security?.[Symbol.asyncDispose]();
    await fleet?.stop();
    await removeLeftovers({ mine: true });
    rmSync(folder, { recursive: true, force: true });
  });

  const attempt = (kind: AdmissionKind, settings: object, targets: readonly string[] = []): Attempt => ({
    action:
      kind === 'volume.create'
        ? 'volumeCreate'
        : kind === 'container.exec'
          ? 'containerExec'
          : 'containerCreate',
    caller: ADMIN,
    requestId: 'r',
    targets,
    input: {},
    admission: {
      kind,
      platform: 'docker',
      endpoint: 'local',
      localPaths: true,
      settings: settings as Record<string, unknown>,
    },
  });
  const refusal = async (kind: AdmissionKind, settings: object) => {
    const { violations } = await security.subgraph.guard.judge(attempt(kind, settings).admission!);
    await expect(security.subgraph.guard.admit(attempt(kind, settings))).rejects.toMatchObject({
      code: 'POLICY_DENIED',
    });
    return violations.map(({ rule, setting }) => [rule, setting]);
  };
  const body = (HostConfig: object, Cmd: readonly string[] = ['cat', '/x/file']) => ({
    Image: BASE_IMAGE,
    Cmd,
    Labels: testLabels(),
    HostConfig,
  });
  /** Runs it to its end past the guard, as the engine itself would; its output. */
  const runUnguarded = async (settings: object) => {
    const { Id } = (await post('/containers/create', settings)) as { Id: string };
    await docker(['start', Id]);
    await docker(['wait', Id]);
    return docker(['logs', Id]);
  };

  describe('the four ways around a policy that looks only at binds and privileges are closed, though the engine would go them:', () => {
    test('a volume of the local driver that is a directory of the host', async () => {
      const volume = {
        Name: fresh(),
        Labels: testLabels(),
        DriverOpts: { type: 'none', o: 'bind', device: join(folder, 'secret') },
      };
      expect(await refusal('volume.create', volume)).toEqual([
        ['volume-options', 'DriverOpts.type'],
        ['volume-options', 'DriverOpts.o'],
        ['volume-options', 'DriverOpts.device'],
      ]);
      await post('/volumes/create', volume);
      expect(await runUnguarded(body({ Binds: [`${volume.Name}:/x`] }))).toBe(SECRET);
    });

    test('the same inside a mount', async () => {
      const DriverConfig = {
        Name: 'local',
        Options: { type: 'none', o: 'bind', device: join(folder, 'secret') },
      };
      const VolumeOptions = { Labels: testLabels(), DriverConfig };
      const settings = body({ Mounts: [{ Type: 'volume', Source: fresh(), Target: '/x', VolumeOptions }] });
      expect(await refusal('container.create', settings)).toEqual(
        ['type', 'o', 'device'].map((option) => [
          'volume-options',
          `HostConfig.Mounts[0].VolumeOptions.DriverConfig.Options.${option}`,
        ]),
      );
      expect(await runUnguarded(settings)).toBe(SECRET);
    });

    test('a link below an allowed prefix', async () => {
      const settings = body({ Binds: [`${join(folder, 'allowed/link')}:/x:ro`] });
      expect(await refusal('container.create', settings)).toEqual([['host-path', 'HostConfig.Binds[0]']]);
      expect(await runUnguarded(settings)).toBe(SECRET);
    });

    test('the processes of another container', async () => {
      const other = await docker(['run', '--detach', '--label', testLabel(), BASE_IMAGE, 'sleep', '600']);
      const settings = body({ PidMode: `container:${other}` }, ['ps']);
      expect(await refusal('container.create', settings)).toEqual([
        ['foreign-namespace', 'HostConfig.PidMode'],
      ]);
      expect(await runUnguarded(settings)).toContain('sleep 600');
    });
  });

  test('member names in another letter case are refused, which the engine would read as its own', async () => {
    const settings = {
      Image: BASE_IMAGE,
      Cmd: ['sleep', '600'],
      Labels: testLabels(),
      hostconfig: { PRIVILEGED: true },
    };
    expect(await refusal('container.create', settings)).toEqual([['unknown-setting', 'hostconfig']]);
    const { Id } = (await post('/containers/create', settings)) as { Id: string };
    expect(await docker(['inspect', '--format', '{{.HostConfig.Privileged}}', Id])).toBe('true');
  });

  test("the host's network under its id, which the policy cannot tell from another's, is not the host's", async () => {
    const id = await docker(['network', 'inspect', '--format', '{{.Id}}', 'host']);
    const links = await runUnguarded(body({ NetworkMode: id }, ['ip', '-o', 'link']));
    expect(links.split('\n')).toHaveLength(1);
    expect(links).toContain(' lo:');
  });

  const verdictOf = async (id: string) => {
    const query =
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Workload { policyVerdict { allowed violations { rule setting } } } } }';
    const representation = { __typename: 'Workload', id: encodeId('Container', 'local', id) };
    const answer = await security.ask(query, { r: [representation] });
    return (answer['_entities'] as { policyVerdict: { allowed: boolean; violations: object[] } | null }[])[0]!
      .policyVerdict;
  };
  const eventsOf = async (id: string) => {
    const target = encodeId('Container', 'local', id);
    const answer = await security.ask(
      '{ securityEvents(first: 1000) { kind severity target summary workload { id } } }',
    );
    return (answer['securityEvents'] as { kind: string; target: string }[])
      .filter((event) => event.target === target)
      .map(({ kind }) => kind)
      .toSorted();
  };
  const run = (...options: readonly string[]) =>
    docker([
      'run',
      '--detach',
      '--label',
      testLabel(),
      '--name',
      fresh(),
      ...options,
      BASE_IMAGE,
      'sleep',
      '600',
    ]);

  test('an everyday container passes as it is, one with powers over the host does not', async () => {
    const plain = await run(
      '--memory',
      '64m',
      '--publish',
      '127.0.0.1::80',
      '--volume',
      fresh() + ':/data',
      '--health-cmd',
      'true',
    );
    await expect.poll(() => verdictOf(plain)).toEqual({ allowed: true, violations: [] });
    const powerful = await run(
      '--cap-add',
      'SYS_PTRACE',
      '--pid',
      'host',
      '--volume',
      `${folder}/secret:/x`,
      '--publish',
      '80',
    );
    await expect.poll(() => verdictOf(powerful)).toMatchObject({ allowed: false });
    expect((await verdictOf(powerful))?.violations).toEqual(
      expect.arrayContaining([
        { rule: 'capabilities', setting: 'HostConfig.CapAdd[0]' },
        { rule: 'host-namespace', setting: 'HostConfig.PidMode' },
        { rule: 'host-path', setting: 'HostConfig.Binds[0]' },
        { rule: 'publish-address', setting: 'HostConfig.PortBindings[80/tcp][0].HostIp' },
      ]),
    );
    expect(await verdictOf('none')).toBe(null);
    const risks = ['engine.host_mount', 'engine.host_namespace', 'engine.privileged_start'];
    await expect.poll(() => eventsOf(powerful)).toEqual(risks);
    await docker(['restart', '--time', '0', powerful]);
    await expect.poll(() => eventsOf(powerful)).toEqual([...risks, ...risks].toSorted());
    expect(await eventsOf(plain)).toEqual([]);
  });

  test('a program that others run inside is an event, one of our own and a health check are not', async () => {
    const id = await run('--health-cmd', 'true', '--health-interval', '1s');
    await expect.poll(() => docker(['inspect', '--format', '{{.State.Health.Status}}', id])).toBe('healthy');
    const target = encodeId('Container', 'local', id);
    const ticket = await security.subgraph.guard.admit(
      attempt('container.exec', { Cmd: ['true'] }, [target]),
    );
    await fleet.docker[0]!.exec(id, { command: ['true'] });
    await ticket.settle({});
    expect(await eventsOf(id)).toEqual([]);
    await docker(['exec', id, 'true']);
    await expect.poll(() => eventsOf(id)).toEqual(['engine.exec']);
  });
});

/** Asks the engine itself, past everything of ours. */
function post(path: string, body: object): Promise<unknown> {
  const socketPath = DOCKER_HOST.replace('unix://', '');
  return new Promise((resolve, reject) => {
    const call = request(
      {
        socketPath,
        method: 'POST',
        path: `/v1.41${path}`,
        headers: { 'content-type': 'application/json' },
        timeout: 30_000,
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.on('end', () =>
          response.statusCode === 201 ? resolve(JSON.parse(text)) : reject(new Error(text)),
        );
      },
    );
    call.on('error', reject);
    call.end(JSON.stringify(body));
  });
}
