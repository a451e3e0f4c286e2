import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  BASE_IMAGE,
  describeWithDocker,
  docker,
  removeLeftovers,
  testLabel,
  testLabels,
} from '#test/engines/docker.ts';
import {
  graphqlChannel,
  mutations,
  restChannel,
  type Channel,
  type Input,
  type Outcome,
} from './channels.ts';
import { startServer, type RunningServer } from './server.ts';
import { layerWith, tinyRegistry, type TinyRegistry } from './tiny-registry.ts';

describeWithDocker('every change, with the docker command as witness', () => {
  let server: RunningServer;
  let registry: TinyRegistry;

  beforeAll(async () => {
    await removeLeftovers();
    registry = await tinyRegistry();
    server = await startServer();
  });

  afterAll(async () => {
    await server?.[Symbol.asyncDispose]();
    await registry?.[Symbol.asyncDispose]();
    await docker(['image', 'rm', '--force', registry.reference]).catch(() => undefined);
    await removeLeftovers({ mine: true });
  });

  describe.each([
    ['GraphQL', graphqlChannel],
    ['REST', restChannel],
  ] as const)('over %s', (channelName, channelOf) => {
    const mark = `ch-${process.pid}-${Date.now().toString(36)}-${channelName.toLowerCase()}`;
    const name = `${mark}-web`;
    const done = new Set<string>();
    let channel: Channel;
    const labels = Object.entries(testLabels()).map(([key, value]) => ({ key, value }));

    beforeAll(() => {
      channel = channelOf(server);
    });

    /** Runs a change that must succeed. */
    const change = async (
      mutation: string,
      input: Input,
      ...statuses: readonly number[]
    ): Promise<Outcome> => {
      const outcome = await channel.run(mutation, input);
      if (outcome.error) throw new Error(`${mutation}: ${JSON.stringify(outcome)}`);
      done.add(mutation);
      const expected = channelName === 'GraphQL' || statuses.length === 0 ? [200] : statuses;
      expect(expected).toContain(outcome.status);
      return outcome;
    };
    const inspect = async (format: string, target = name) => docker(['inspect', '-f', format, target]);
    const state = () => inspect('{{.State.Status}}');
    const ended = async (id: string) => {
      let last: Record<string, unknown> = {};
      const events = server.live().iterate({
        query:
          'subscription ($id: ID!) { operationWatch(id: $id) { state log progress { percent message } result error { code message } } }',
        variables: { id },
      });
      const seen: Record<string, unknown>[] = [];
      for await (const { data } of events)
        seen.push((last = data!['operationWatch'] as Record<string, unknown>));
      return { last, seen };
    };
    /** Over REST; GraphQL has no such header. */
    const expectAtLocation = async ({ location }: Outcome, expected: Readonly<Record<string, unknown>>) => {
      const headers = { authorization: `Bearer ${server.key}` };
      const response =
        channelName === 'GraphQL'
          ? Response.json(expected)
          : await fetch(new URL(location!, server.url), { headers });
      expect(response.status).toBe(200);
      expect(await response.json()).toMatchObject(expected);
    };

    test('networks and volumes are made, and a dry run makes none', async () => {
      for (const [mutation, list] of [
        ['networkCreate', 'network'],
        ['volumeCreate', 'volume'],
      ] as const) {
        const input = { name: `${mark}-${list}`, labels };
        const rehearsal = await change(mutation, { ...input, dryRun: true });
        expect(rehearsal.payload.dryRun).toBe(true);
        expect(await docker([list, 'ls', '-q', '--filter', `name=${mark}-${list}`])).toBe('');
        const made = await change(mutation, input, 201);
        expect(made.payload[list]).toMatchObject({ name: `${mark}-${list}` });
        expect(await docker([list, 'inspect', '-f', '{{.Name}}', `${mark}-${list}`])).toBe(`${mark}-${list}`);
        await expectAtLocation(made, { id: made.payload[list]!['id'] });
      }
      await change('networkCreate', { name: `${mark}-second`, internal: true, subnets: [], labels }, 201);
      expect(await docker(['network', 'inspect', '-f', '{{.Internal}}', `${mark}-second`])).toBe('true');
    });

    test('a container is made with all that was asked for', async () => {
      const input = {
        name,
        image: BASE_IMAGE,
        command: ['sh', '-c', 'trap "exit 7" TERM; echo ready; while :; do sleep 0.1; done'],
        environment: [{ name: 'COLOUR', value: 'red=blue' }],
        labels: [...labels, { key: 'colour', value: 'red' }],
        user: '1000:1000',
        workingDirectory: '/tmp',
        hostname: 'lion',
        networks: [`${mark}-network`],
        ports: [{ containerPort: 8080 }],
        mounts: [
          { source: `${mark}-volume`, target: '/data', readOnly: true },
          { type: 'TMPFS', target: '/scratch' },
        ],
        resources: { memoryBytes: 64 * 2 ** 20, cpuCores: 0.5, pidsLimit: 64 },
        restartPolicy: { mode: 'ON_FAILURE', maximumRetries: 3 },
        readOnlyRootFilesystem: true,
        dropCapabilities: ['ALL'],
        init: true,
      };
      await change('containerCreate', { ...input, dryRun: true });
      expect(await docker(['ps', '-aq', '--filter', `name=${name}`])).toBe('');
      const made = await change('containerCreate', input, 201);
      expect(made.payload.container).toMatchObject({ name, state: 'RUNNING' });
      await expectAtLocation(made, { name });
      const [document] = JSON.parse(await docker(['inspect', name]));
      expect(document).toMatchObject({
        Config: {
          Cmd: input.command,
          Env: expect.arrayContaining(['COLOUR=red=blue']) as unknown,
          User: '1000:1000',
          WorkingDir: '/tmp',
          Hostname: 'lion',
          Labels: { colour: 'red' },
        },
        HostConfig: {
          Memory: 64 * 2 ** 20,
          NanoCpus: 5e8,
          PidsLimit: 64,
          ReadonlyRootfs: true,
          CapDrop: ['ALL'],
          Init: true,
          RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 3 },
        },
        NetworkSettings: {
          Networks: { [`${mark}-network`]: {} },
          Ports: { '8080/tcp': [{ HostIp: '127.0.0.1' }] },
        },
      });
      const mounts = document.Mounts as { readonly Type: string }[];
      expect(mounts.toSorted((left, right) => (left.Type < right.Type ? -1 : 1))).toMatchObject([
        { Type: 'tmpfs', Destination: '/scratch' },
        { Type: 'volume', Name: `${mark}-volume`, RW: false },
      ]);
    });

    test('a container goes through every state', async () => {
      await change('containerPause', { id: name });
      expect(await state()).toBe('paused');
      await change('containerUnpause', { id: name });
      expect(await state()).toBe('running');
      const { payload: stopped } = await change('containerStop', { id: name, timeoutSeconds: 5 });
      expect(stopped.container).toMatchObject({ state: 'STOPPED', exitCode: 7 });
      expect(await inspect('{{.State.Status}} {{.State.ExitCode}}')).toBe('exited 7');
      const { payload: started } = await change('containerStart', { id: name });
      expect(started.container).toMatchObject({ state: 'RUNNING' });
      const before = await inspect('{{.State.StartedAt}}');
      await change('containerRestart', { id: name, timeoutSeconds: 5 });
      expect(await inspect('{{.State.StartedAt}}')).not.toBe(before);
      await change('containerKill', { id: name, signal: 'SIGTERM' });
      await expect.poll(() => inspect('{{.State.Status}} {{.State.ExitCode}}')).toBe('exited 7');
      await change('containerStart', { id: name });
      await change('containerUpdate', {
        id: name,
        name: `${name}-2`,
        resources: { memoryBytes: 32 * 2 ** 20, memorySwapBytes: 128 * 2 ** 20 },
        restartPolicy: { mode: 'NO' },
      });
      expect(
        await inspect(
          '{{.HostConfig.Memory}} {{.HostConfig.NanoCpus}} {{.HostConfig.RestartPolicy.Name}}',
          `${name}-2`,
        ),
      ).toBe(`${32 * 2 ** 20} 500000000 no`);
      await change('containerUpdate', { id: `${name}-2`, name });
      expect(await state()).toBe('running');
    });

    test('a program runs inside, with its output and exit code', async () => {
      const { payload } = await change('containerExec', {
        id: name,
        command: ['sh', '-c', 'cat; echo "$MOOD" >&2; pwd; id -u; exit 5'],
        environment: [{ name: 'MOOD', value: 'calm' }],
        stdin: 'given\n',
        user: '1001',
        workingDirectory: '/data',
      });
      expect(payload).toMatchObject({
        exitCode: 5,
        stdout: 'given\n/data\n1001\n',
        stderr: 'calm\n',
        truncated: false,
      });
    });

    test('networks are joined and left', async () => {
      const networks = () => inspect('{{range $name, $_ := .NetworkSettings.Networks}}{{$name}} {{end}}');
      await change('networkConnect', { id: `${mark}-second`, workload: name, aliases: ['tiger'] });
      expect((await networks()).trim().split(' ').toSorted()).toEqual([`${mark}-network`, `${mark}-second`]);
      await change('networkDisconnect', { id: `${mark}-second`, workload: name });
      expect((await networks()).trim()).toBe(`${mark}-network`);
    });

    test('a change is refused when the object is no longer what the caller saw', async () => {
      const { payload } = await change('containerPause', { id: name });
      const revision = payload.container!['revision'];
      await docker(['unpause', name]);
      await expect
        .poll(
          async () =>
            (
              await server.ask<{ container: { state: string } }>(
                'query ($id: ID!) { container(id: $id) { state } }',
                { id: name },
              )
            ).container.state,
        )
        .toBe('RUNNING');
      const late = await channel.run('containerStop', { id: name, ifRevision: revision });
      expect(late).toMatchObject({
        status: 412,
        code: 'PRECONDITION_FAILED',
        error: { revision: expect.any(String) as unknown },
      });
      expect(await state()).toBe('running');
      await change('containerPause', { id: name, ifRevision: late.error!['revision'] });
      await change('containerUnpause', { id: name });
    });

    test('a request that comes twice is done once, and its key serves no other', async () => {
      const requestId = `${mark}-once`;
      const input = {
        image: BASE_IMAGE,
        name: `${mark}-twice`,
        command: ['true'],
        labels,
        start: false,
        requestId,
      };
      const [first, second] = await Promise.all([
        change('containerCreate', input, 201),
        change('containerCreate', input, 201),
      ]);
      expect(second.payload.container!['id']).toBe(first.payload.container!['id']);
      expect((await docker(['ps', '-aq', '--filter', `name=${mark}-twice`])).split('\n')).toHaveLength(1);
      expect(await channel.run('containerCreate', { ...input, name: `${mark}-other` })).toMatchObject({
        status: 422,
        code: 'IDEMPOTENCY_KEY_REUSED',
      });
      await change('containerRemove', { id: `${mark}-twice` });
      expect(await docker(['ps', '-aq', '--filter', `name=${mark}-twice`])).toBe('');
    });

    test('an image is pulled from where policy allows it, and one that is missing fails clearly', async () => {
      expect(await channel.run('imagePull', { reference: registry.reference })).toMatchObject({
        status: 403,
        code: 'POLICY_DENIED',
        message: expect.stringContaining('allowedRegistries') as unknown,
      });
      await change('systemConfigure', { allowedRegistries: [registry.address] });
      const made = await change('imagePull', { reference: registry.reference }, 202);
      const { last } = await ended(made.payload.operation!.id);
      expect(last).toMatchObject({
        state: 'SUCCEEDED',
        progress: { percent: 100 },
        result: { tags: [registry.reference] },
      });
      expect(await docker(['images', '-q', registry.reference])).not.toBe('');
      await expectAtLocation(made, { kind: 'imagePull', state: 'SUCCEEDED' });
      const missing = await change('imagePull', { reference: `${registry.address}/team/none:1` }, 202);
      expect((await ended(missing.payload.operation!.id)).last).toMatchObject({
        state: 'FAILED',
        error: { code: 'NOT_FOUND', message: expect.stringContaining('team/none') as unknown },
      });
      await change('systemConfigure', { allowedRegistries: [] });
      await change('imageRemove', { id: registry.reference });
      expect(await docker(['images', '-q', registry.reference])).toBe('');
    });

    test('an image is built from a context, tagged, run and removed, its progress followed', async () => {
      const contextTar = (await layerWith('said.txt', 'from the context')).toString('base64');
      const tag = `${mark}:built`;
      const { payload } = await change(
        'imageBuild',
        {
          tags: [tag],
          contextTar,
          dockerfileText: `FROM ${BASE_IMAGE}\nARG WHO\nCOPY said.txt /said.txt\nRUN echo built by $WHO >> /said.txt\nCMD ["cat", "/said.txt"]\n`,
          buildArguments: [{ name: 'WHO', value: 'a test' }],
          labels,
        },
        202,
      );
      const { last, seen } = await ended(payload.operation!.id);
      expect(last).toMatchObject({ state: 'SUCCEEDED', result: { tags: [tag] } });
      expect(seen.length).toBeGreaterThan(1);
      expect((last['log'] as string[]).join('\n')).toContain('COPY said.txt');
      await change('imageTag', { id: tag, tag: `${mark}:again` });
      expect(await docker(['run', '--rm', `${mark}:again`])).toBe('from the contextbuilt by a test');
      await change('imageRemove', { id: `${mark}:again` });
      await change('imageRemove', { id: tag });
      expect(await docker(['images', '-q', mark])).toBe('');
    });

    test('a build that fails says why, and one that takes long can be cancelled', async () => {
      const failing = await change(
        'imageBuild',
        { tags: [`${mark}:bad`], dockerfileText: `FROM ${BASE_IMAGE}\nRUN echo because; exit 9` },
        202,
      );
      const { last } = await ended(failing.payload.operation!.id);
      expect(last).toMatchObject({
        state: 'FAILED',
        error: { message: expect.stringContaining('9') as unknown },
      });
      const long = await change(
        'imageBuild',
        { tags: [`${mark}:long`], dockerfileText: `FROM ${BASE_IMAGE}\nRUN sleep 300` },
        202,
      );
      // 202 while it still ends.
      await change('operationCancel', { id: long.payload.operation!.id }, 200, 202);
      expect((await ended(long.payload.operation!.id)).last).toMatchObject({
        state: 'CANCELLED',
        error: { code: 'CANCELLED' },
      });
      expect(await docker(['images', '-q', mark])).toBe('');
      expect(await channel.run('operationCancel', { id: long.payload.operation!.id })).toMatchObject({
        status: 409,
        code: 'CONFLICT',
      });
    });

    test('logs come over WebSocket and SSE, followed to their end', async () => {
      const talker = `${mark}-talker`;
      await change(
        'containerCreate',
        {
          name: talker,
          image: BASE_IMAGE,
          labels,
          command: ['sh', '-c', 'echo one; echo two >&2; until [ -e /go ]; do sleep 0.05; done; echo three'],
        },
        201,
      );
      let readers = 0;
      const lines = async (events: AsyncIterable<LogEvent>) => {
        const seen: string[] = [];
        for await (const { line } of events) {
          if (line) seen.push(`${line.stream} ${line.line}`);
          // The third line is written when both have read two.
          if (seen.length === 2 && ++readers === 2) await docker(['exec', talker, 'touch', '/go']);
        }
        return seen.toSorted();
      };
      const [overSocket, overSse] = await Promise.all([
        lines(logsOverSocket(server, talker)),
        lines(logsOverSse(server, talker)),
      ]);
      const expected = ['STDERR two', 'STDOUT one', 'STDOUT three'];
      expect(overSocket).toEqual(expected);
      expect(overSse).toEqual(expected);
      await change('containerRemove', { id: talker, force: true });
    });

    test('keys are made and revoked', async () => {
      const { payload } = await change('apiKeyCreate', { name: mark, roles: ['viewer'] }, 201);
      const key = String(payload['secret']);
      const asViewer = () =>
        server.graphql('{ caller { name roles } }', {}, { authorization: `Bearer ${key}` });
      expect(await asViewer()).toMatchObject({ data: { caller: { name: mark, roles: ['viewer'] } } });
      await change('apiKeyRevoke', { id: payload.apiKey!['id'] });
      expect(await asViewer()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    });

    test('maintenance refuses every other change and says why', async () => {
      await change('systemMaintenance', { enabled: true, reason: 'moving house' });
      expect(await channel.run('containerPause', { id: name })).toMatchObject({
        status: 409,
        code: 'CONFLICT',
        message: expect.stringContaining('moving house') as unknown,
      });
      expect(await state()).toBe('running');
      await change('systemMaintenance', { enabled: false });
      await change('containerPause', { id: name });
      await change('containerUnpause', { id: name });
    });

    test('rules of alerts are changed, and an alert is acknowledged', async () => {
      const { payload } = await change('alertRuleUpdate', {
        name: 'host-cpu',
        threshold: 0.5,
        forSeconds: 7,
      });
      expect(payload.rule).toMatchObject({ name: 'host-cpu', threshold: 0.5, forSeconds: 7 });
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
        'sleep 2; tail /dev/zero',
      ]);
      const alert = async () => {
        const { alerts } = await server.ask<{ alerts: { nodes: { id: string; subject: string }[] } }>(
          '{ alerts(where: { rule: { eq: "workload-oom-kill" } }) { nodes { id subject } } }',
        );
        return alerts.nodes.find(({ subject }) => subject.includes(`${mark}-oom`))?.id;
      };
      await expect.poll(alert, { timeout: 15_000 }).toBeDefined();
      const { payload: acknowledged } = await change('alertAcknowledge', { id: await alert() });
      expect(acknowledged.alert).toMatchObject({
        rule: 'workload-oom-kill',
        acknowledgedAt: expect.any(String) as unknown,
      });
    });

    test('an alert and a security event outlive the container they are about', async () => {
      await docker(['rm', '--force', `${mark}-oom`]);
      const { alerts } = await server.ask<{
        alerts: { nodes: { subject: string; workload: object | null; endpoint: object }[] };
      }>(
        `{ alerts { nodes { subject workload { name } host { name } endpoint { name } } }
           securityEvents { kind workload { name } } }`,
      );
      expect(alerts.nodes.find(({ subject }) => subject.includes(`${mark}-oom`))).toMatchObject({
        workload: null,
        endpoint: { name: 'docker' },
      });
      expect((await server.rest('GET', '/alerts')).headers.get('iza-partial')).toBeNull();
    });

    test('what was made is removed', async () => {
      expect(await channel.run('containerRemove', { id: name })).toMatchObject({
        status: 409,
        code: 'CONFLICT',
      });
      expect(await channel.run('volumeRemove', { id: `${mark}-volume` })).toMatchObject({
        status: 409,
        code: 'CONFLICT',
      });
      expect(await channel.run('networkRemove', { id: `${mark}-network` })).toMatchObject({
        status: 409,
        code: 'CONFLICT',
      });
      await change('containerRemove', { id: name, force: true });
      await change('volumeRemove', { id: `${mark}-volume` });
      await change('networkRemove', { id: `${mark}-network` });
      await change('networkRemove', { id: `${mark}-second` });
      expect(await docker(['ps', '-aq', '--filter', `name=${name}`])).toBe('');
      expect(await docker(['volume', 'ls', '-q', '--filter', `name=${mark}`])).toBe('');
      expect(await docker(['network', 'ls', '-q', '--filter', `name=${mark}`])).toBe('');
    });

    test('every mutation of the contract was made, and the audit trail has each', async () => {
      expect([...done].toSorted()).toEqual(mutations.map(({ name: mutation }) => mutation).toSorted());
      const { auditEntries } = await server.ask<{
        auditEntries: { nodes: { action: string; outcome: string }[] };
      }>('{ auditEntries(first: 1000, where: { outcome: [SUCCEEDED] }) { nodes { action outcome } } }');
      expect([...new Set(auditEntries.nodes.map(({ action }) => action))].toSorted()).toEqual(
        [...done].toSorted(),
      );
      expect(await server.ask('{ auditVerify { intact firstBroken } }')).toEqual({
        auditVerify: { intact: true, firstBroken: null },
      });
    });
  });
});

interface LogEvent {
  readonly line: { readonly stream: string; readonly line: string } | null;
}

async function* logsOverSocket(server: RunningServer, id: string): AsyncGenerator<LogEvent> {
  const query = 'subscription ($id: ID!) { containerLogs(id: $id) { line { stream line } droppedLines } }';
  for await (const { data } of server.live().iterate({ query, variables: { id } }))
    yield data!['containerLogs'] as LogEvent;
}

async function* logsOverSse(server: RunningServer, id: string): AsyncGenerator<LogEvent> {
  const response = await server.rest('GET', `/containers/${id}/logs`, {
    headers: { accept: 'text/event-stream' },
  });
  let text = '';
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const frames = text.split('\n\n');
    text = frames.pop()!;
    for (const frame of frames) {
      if (frame.startsWith('event: complete')) return;
      const data = /^data: (.*)$/m.exec(frame)?.[1];
      if (data !== undefined) yield JSON.parse(data) as LogEvent;
    }
  }
  throw new Error('the event stream ended without saying so');
}
