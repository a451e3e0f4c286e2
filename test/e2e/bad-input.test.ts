import { request as requestHttp } from 'node:http';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getNamedType, getNullableType, isInputObjectType, isListType, type GraphQLInputType } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { isErrorCode } from '#kernel/errors.ts';
import { BASE_IMAGE, describeWithDocker, docker, removeLeftovers, testLabel } from '#test/engines/docker.ts';
import {
  graphqlChannel,
  inputFieldsOf,
  mutations,
  restChannel,
  schema,
  type Channel,
  type Input,
  type Outcome,
} from './channels.ts';
import { startServer, type RunningServer } from './server.ts';

describeWithDocker('bad input', () => {
  const mark = `bad-${process.pid}-${Date.now().toString(36)}`;
  const name = `${mark}-target`;
  let server: RunningServer;
  let before: string;

  beforeAll(async () => {
    await removeLeftovers();
    await docker(['network', 'create', '--label', testLabel(), `${mark}-net`]);
    await docker(['volume', 'create', '--label', testLabel(), `${mark}-vol`]);
    await docker([
      'run',
      '-d',
      '--label',
      testLabel(),
      '--name',
      name,
      '-v',
      `${mark}-vol:/data`,
      BASE_IMAGE,
      'sleep',
      '600',
    ]);
    server = await startServer();
    before = await engineContent(mark);
  });

  afterAll(async () => {
    await server?.[Symbol.asyncDispose]();
    await removeLeftovers({ mine: true });
  });

  /** An input that each mutation accepts, as far as one can be without making anything. */
  const good = (mutation: string): Input => {
    const inputs: Readonly<Record<string, Input>> = {
      containerCreate: { image: BASE_IMAGE, name: `${mark}-never` },
      containerExec: { id: name, command: ['true'] },
      containerUpdate: { id: name, resources: { memoryBytes: 2 ** 26 } },
      imagePull: { reference: 'busybox' },
      imageTag: { id: BASE_IMAGE, tag: `${mark}:never` },
      imageRemove: { id: BASE_IMAGE },
      imageBuild: { tags: [`${mark}:never`], dockerfileText: `FROM ${BASE_IMAGE}` },
      networkCreate: { name: `${mark}-never` },
      networkConnect: { id: `${mark}-net`, workload: name },
      networkDisconnect: { id: 'bridge', workload: name },
      networkRemove: { id: `${mark}-net` },
      volumeCreate: { name: `${mark}-never` },
      volumeRemove: { id: `${mark}-vol` },
      apiKeyCreate: { name: 'never', roles: ['viewer'] },
      apiKeyRevoke: { id: 'none' },
      systemConfigure: {},
      systemMaintenance: { enabled: false },
      alertRuleUpdate: { name: 'host-cpu' },
      alertAcknowledge: { id: 'none' },
      operationCancel: { id: 'none' },
    };
    return inputs[mutation] ?? { id: name };
  };

  const CASES: readonly (readonly [mutation: string, input: Input, code: string, field: string])[] = [
    ['containerCreate', { image: '' }, 'BAD_USER_INPUT', 'image'],
    ['containerCreate', { image: 'no-such-image' }, 'NOT_FOUND', 'image'],
    ['containerCreate', { name: '../x' }, 'BAD_USER_INPUT', 'name'],
    ['containerCreate', { name }, 'CONFLICT', 'name'],
    ['containerCreate', { endpoint: 'nowhere' }, 'BAD_USER_INPUT', 'endpoint'],
    ['containerCreate', { command: ['a\0b'] }, 'BAD_USER_INPUT', 'command.0'],
    [
      'containerCreate',
      { environment: [{ name: 'A=B', value: '' }] },
      'BAD_USER_INPUT',
      'environment.0.name',
    ],
    ['containerCreate', { labels: [{ key: 'a' }, { key: 'a' }] }, 'BAD_USER_INPUT', 'labels.1.key'],
    ['containerCreate', { user: 'root; rm' }, 'BAD_USER_INPUT', 'user'],
    ['containerCreate', { workingDirectory: 'relative' }, 'BAD_USER_INPUT', 'workingDirectory'],
    ['containerCreate', { hostname: '-x-' }, 'BAD_USER_INPUT', 'hostname'],
    ['containerCreate', { networks: ['none-such'] }, 'NOT_FOUND', 'networks'],
    ['containerCreate', { networks: ['isolated', 'bridge'] }, 'BAD_USER_INPUT', 'networks'],
    ['containerCreate', { ports: [{ containerPort: 0 }] }, 'BAD_USER_INPUT', 'ports.0.containerPort'],
    [
      'containerCreate',
      { ports: [{ containerPort: 1, hostPort: 70_000 }] },
      'BAD_USER_INPUT',
      'ports.0.hostPort',
    ],
    [
      'containerCreate',
      { ports: [{ containerPort: 1, hostAddress: 'here' }] },
      'BAD_USER_INPUT',
      'ports.0.hostAddress',
    ],
    ['containerCreate', { mounts: [{ target: 'data' }] }, 'BAD_USER_INPUT', 'mounts.0.target'],
    ['containerCreate', { mounts: [{ type: 'BIND', target: '/data' }] }, 'BAD_USER_INPUT', 'mounts.0.source'],
    ['containerCreate', { resources: { memoryBytes: -5 } }, 'BAD_USER_INPUT', 'resources.memoryBytes'],
    ['containerCreate', { resources: { cpuCores: 1e9 } }, 'BAD_USER_INPUT', 'resources.cpuCores'],
    [
      'containerCreate',
      { restartPolicy: { mode: 'ALWAYS', maximumRetries: 3 } },
      'BAD_USER_INPUT',
      'restartPolicy.maximumRetries',
    ],
    ['containerCreate', { addCapabilities: ['all the things'] }, 'BAD_USER_INPUT', 'addCapabilities.0'],
    ['containerCreate', { native: 'text' }, 'BAD_USER_INPUT', 'native'],
    [
      'containerCreate',
      { autoRemove: true, restartPolicy: { mode: 'ALWAYS' } },
      'BAD_USER_INPUT',
      'autoRemove',
    ],
    ['containerCreate', { requestId: 'with a space' }, 'BAD_USER_INPUT', 'requestId'],
    ['containerStart', { id: 'nobody' }, 'NOT_FOUND', 'id'],
    ['containerStop', { timeoutSeconds: -1 }, 'BAD_USER_INPUT', 'timeoutSeconds'],
    ['containerRestart', { timeoutSeconds: 1e6 }, 'BAD_USER_INPUT', 'timeoutSeconds'],
    ['containerKill', { signal: 'SIG; rm -rf' }, 'BAD_USER_INPUT', 'signal'],
    ['containerRemove', { id: 'nobody' }, 'NOT_FOUND', 'id'],
    ['containerUpdate', { id: 'nobody' }, 'NOT_FOUND', 'id'],
    ['containerUpdate', { name: '!' }, 'BAD_USER_INPUT', 'name'],
    ['containerExec', { command: [] }, 'BAD_USER_INPUT', 'command'],
    ['containerExec', { timeoutSeconds: 0 }, 'BAD_USER_INPUT', 'timeoutSeconds'],
    ['containerExec', { workingDirectory: 'x' }, 'BAD_USER_INPUT', 'workingDirectory'],
    ['imagePull', { reference: 'UPPER CASE' }, 'BAD_USER_INPUT', 'reference'],
    ['imagePull', { reference: 'http://127.0.0.1:2375/a' }, 'BAD_USER_INPUT', 'reference'],
    ['imageTag', { id: 'none:such' }, 'NOT_FOUND', 'id'],
    ['imageTag', { tag: 'a@b' }, 'BAD_USER_INPUT', 'tag'],
    ['imageRemove', { id: 'none:such' }, 'NOT_FOUND', 'id'],
    ['imageBuild', { tags: [] }, 'BAD_USER_INPUT', 'tags'],
    ['imageBuild', { tags: [':::'] }, 'BAD_USER_INPUT', 'tags.0'],
    ['imageBuild', { contextTar: 'not base64!', dockerfileText: null }, 'BAD_USER_INPUT', 'contextTar'],
    ['imageBuild', { dockerfile: '../Dockerfile' }, 'BAD_USER_INPUT', 'dockerfile'],
    ['networkCreate', { name: '' }, 'BAD_USER_INPUT', 'name'],
    ['networkCreate', { subnets: [{ cidr: '10.0.0.0/99' }] }, 'BAD_USER_INPUT', 'subnets.0.cidr'],
    ['networkConnect', { id: 'none-such' }, 'NOT_FOUND', 'id'],
    ['networkConnect', { workload: 'nobody' }, 'NOT_FOUND', 'workload'],
    ['networkConnect', { ipv4Address: '999.1.1.1' }, 'BAD_USER_INPUT', 'ipv4Address'],
    ['networkRemove', { id: 'none-such' }, 'NOT_FOUND', 'id'],
    ['volumeCreate', { name: '../../etc' }, 'BAD_USER_INPUT', 'name'],
    ['volumeCreate', { name: `${mark}-vol` }, 'CONFLICT', 'name'],
    ['volumeRemove', { id: 'none-such' }, 'NOT_FOUND', 'id'],
    ['apiKeyCreate', { roles: [] }, 'BAD_USER_INPUT', 'roles'],
    ['apiKeyCreate', { roles: ['root'] }, 'BAD_USER_INPUT', 'roles'],
    ['apiKeyCreate', { name: '' }, 'BAD_USER_INPUT', 'name'],
    ['apiKeyCreate', { expiresAt: '2001-01-01T00:00:00Z' }, 'BAD_USER_INPUT', 'expiresAt'],
    ['apiKeyRevoke', { id: 'none' }, 'NOT_FOUND', 'id'],
    ['systemConfigure', { logLevel: 'loud' }, 'BAD_USER_INPUT', 'logLevel'],
    ['systemConfigure', { metricsIntervalMs: 1 }, 'BAD_USER_INPUT', 'metricsIntervalMs'],
    ['systemConfigure', { allowedBindPaths: ['relative'] }, 'BAD_USER_INPUT', 'allowedBindPaths'],
    ['alertRuleUpdate', { name: 'no-such-rule' }, 'NOT_FOUND', 'name'],
    ['alertRuleUpdate', { name: 'host-cpu', forSeconds: -1 }, 'BAD_USER_INPUT', 'forSeconds'],
    ['alertAcknowledge', { id: 'none' }, 'BAD_USER_INPUT', 'id'],
    ['operationCancel', { id: 'none' }, 'NOT_FOUND', 'id'],
  ];

  describe.each([
    ['GraphQL', graphqlChannel],
    ['REST', restChannel],
  ] as const)('over %s', (channelName, channelOf) => {
    let channel: Channel;
    beforeAll(() => {
      channel = channelOf(server);
    });

    test('is refused with a code, the field at fault and no word about the inside', async () => {
      const shown: unknown[] = [];
      for (const [mutation, members, code, field] of CASES) {
        const outcome = await channel.run(mutation, { ...good(mutation), ...members });
        const place = channelName === 'REST' ? field : `input.${field}`;
        const told = outcome.field === 'Idempotency-Key' ? 'requestId' : outcome.field;
        // A list may be named as a whole or by its member.
        const named = told === place || told?.startsWith(`${place}.`) === true;
        if (outcome.code !== code || !named || isTelling(outcome.text))
          shown.push({
            mutation,
            members,
            expected: { code, field: place },
            text: outcome.text.slice(0, 400),
          });
      }
      expect(shown).toEqual([]);
    });

    test('is refused or taken, and never breaks the server, whatever stands in whichever member', async () => {
      const shown: unknown[] = [];
      for (const mutation of mutations) {
        const fields = inputFieldsOf(mutation);
        const rehearsable = fields.some((field) => field.name === 'dryRun');
        for (const field of fields.filter((candidate) => candidate.name !== 'dryRun')) {
          for (const value of hostileValues(field.type)) {
            // Without a dry run only ids that are not there can be tried.
            const base = rehearsable ? { ...good(mutation.name), dryRun: true } : {};
            const outcome = await channel
              .run(mutation.name, { ...base, [field.name]: value })
              .catch((error: unknown) => failed(error));
            const bad =
              outcome.status >= 500 ||
              (outcome.error && !isErrorCode(outcome.code)) ||
              isTelling(outcome.text);
            if (bad)
              shown.push({
                mutation: mutation.name,
                field: field.name,
                value: JSON.stringify(value).slice(0, 80),
                text: outcome.text.slice(0, 400),
              });
          }
        }
        const unknown = await channel.run(mutation.name, { ...good(mutation.name), noSuchMember: 1 });
        if (unknown.status !== 400 || !unknown.text.includes('noSuchMember'))
          shown.push({ mutation: mutation.name, unknown: unknown.text.slice(0, 300) });
      }
      expect(shown).toEqual([]);
    });

    test('of queries is refused or answered, and never breaks the server', async () => {
      const shown: unknown[] = [];
      for (const query of Object.values(schema.getQueryType()!.getFields()))
        for (const argument of query.args)
          for (const value of hostileValues(argument.type)) {
            const { status, text } =
              channelName === 'GraphQL'
                ? await askWith(server, query.name, argument.name, value)
                : await getWith(server, query.name, argument.name, value);
            const code = /"code":"(\w+)"/.exec(text)?.[1];
            const refused = text.includes('"errors":[{') || status >= 400;
            if (
              status >= 500 ||
              /INTERNAL_SERVER_ERROR/.test(text) ||
              (refused && !isErrorCode(code)) ||
              isTelling(text)
            )
              shown.push({
                telling: TELLING.exec(text)?.[0],
                query: query.name,
                argument: argument.name,
                value: JSON.stringify(value).slice(0, 80),
                status,
                text: text.slice(0, 300),
              });
          }
      expect(shown).toEqual([]);
    });

    test('from a caller who may only look is FORBIDDEN, audited and told', async () => {
      const { apiKeyCreate } = await server.ask<{ apiKeyCreate: { secret: string; apiKey: { id: string } } }>(
        'mutation { apiKeyCreate(input: { name: "onlooker", roles: ["viewer"] }) { secret apiKey { id } } }',
      );
      const outcomes: unknown[] = [];
      for (const mutation of mutations) {
        const { status, code, text } = await channel.run(mutation.name, good(mutation.name), {
          key: apiKeyCreate.secret,
        });
        if (status !== 403 || code !== 'FORBIDDEN' || isTelling(text))
          outcomes.push({ mutation: mutation.name, status, code, text });
      }
      expect(outcomes).toEqual([]);
      const actor = apiKeyCreate.apiKey.id;
      const noted = async () => {
        const { auditEntries, securityEvents } = await server.ask<{
          auditEntries: { nodes: { action: string }[] };
          securityEvents: { kind: string; actor: string; summary: string }[];
        }>(
          `query ($actor: String) {
             auditEntries(first: 1000, where: { actor: { eq: $actor }, outcome: [FORBIDDEN] }) { nodes { action } }
             securityEvents(first: 1000) { kind actor summary } }`,
          { actor },
        );
        const told = securityEvents.filter((event) => event.kind === 'scope.denied' && event.actor === actor);
        return mutations
          .map((mutation) => mutation.name)
          .filter(
            (action) =>
              auditEntries.nodes.some((entry) => entry.action === action) &&
              told.some(({ summary }) => summary.includes(action)),
          );
      };
      await expect.poll(noted).toEqual(mutations.map((mutation) => mutation.name));
    });

    test('that asks for powers over the host is denied by policy, audited and told', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'iza-link-'));
      symlinkSync('/etc', join(folder, 'innocent'));
      await server.ask(
        'mutation ($path: String!) { systemConfigure(input: { allowedBindPaths: [$path] }) { dryRun } }',
        { path: folder },
      );
      const host = (members: Readonly<Record<string, unknown>>) => ({ native: { HostConfig: members } });
      const DENIED: readonly (readonly [mutation: string, input: Input, rule: string])[] = [
        ['containerCreate', { privileged: true }, 'privileged'],
        ['containerCreate', { addCapabilities: ['SYS_ADMIN'] }, 'capabilities'],
        [
          'containerCreate',
          { mounts: [{ type: 'BIND', source: '/var/run/docker.sock', target: '/s' }] },
          'protected-path',
        ],
        ['containerCreate', { mounts: [{ type: 'BIND', source: '/etc', target: '/s' }] }, 'host-path'],
        [
          'containerCreate',
          { mounts: [{ type: 'BIND', source: join(folder, 'innocent'), target: '/s' }] },
          'host-path',
        ],
        [
          'containerCreate',
          { mounts: [{ type: 'BIND', source: `${folder}/../../etc`, target: '/s' }] },
          'host-path',
        ],
        ['containerCreate', { ports: [{ containerPort: 80, hostAddress: '0.0.0.0' }] }, 'publish-address'],
        ['containerCreate', host({ Privileged: true }), 'privileged'],
        ['containerCreate', host({ PidMode: 'host' }), 'host-namespace'],
        ['containerCreate', host({ PidMode: `container:${name}` }), 'foreign-namespace'],
        ['containerCreate', host({ NetworkMode: 'host' }), 'host-namespace'],
        ['containerCreate', host({ IpcMode: 'host' }), 'host-namespace'],
        ['containerCreate', host({ UsernsMode: 'host' }), 'host-namespace'],
        ['containerCreate', host({ Binds: ['/:/host'] }), 'protected-path'],
        ['containerCreate', host({ VolumesFrom: [name] }), 'volumes-from'],
        [
          'containerCreate',
          host({ Devices: [{ PathOnHost: '/dev/sda', PathInContainer: '/dev/sda' }] }),
          'devices',
        ],
        ['containerCreate', host({ SecurityOpt: ['seccomp=unconfined'] }), 'security-options'],
        ['containerCreate', host({ CgroupParent: '/' }), 'runtime'],
        ['containerCreate', host({ OomScoreAdj: -1000 }), 'oom-protection'],
        ['containerCreate', host({ Sysctls: { 'kernel.core_pattern': '|/x' } }), 'sysctls'],
        ['containerCreate', host({ SomethingNew: true }), 'unknown-setting'],
        [
          'containerCreate',
          host({
            Mounts: [
              {
                Type: 'volume',
                Target: '/s',
                VolumeOptions: {
                  DriverConfig: { Name: 'local', Options: { type: 'none', o: 'bind', device: '/etc' } },
                },
              },
            ],
          }),
          'volume-options',
        ],
        [
          'volumeCreate',
          {
            options: [
              { key: 'type', value: 'none' },
              { key: 'o', value: 'bind' },
              { key: 'device', value: '/etc' },
            ],
          },
          'volume-options',
        ],
        ['volumeCreate', { driver: 'vieux/sshfs' }, 'volume-driver'],
        ['networkCreate', { driver: 'macvlan' }, 'network-driver'],
        ['imagePull', { reference: '127.0.0.1:2375/a' }, 'private-registry'],
        ['imagePull', { reference: '169.254.169.254/latest' }, 'private-registry'],
        ['imageBuild', { dockerfileText: 'FROM 127.0.0.1:2375/a' }, 'private-registry'],
      ];
      const shown: unknown[] = [];
      for (const [mutation, members, rule] of DENIED)
        for (const dryRun of [true, false]) {
          const outcome = await channel.run(mutation, { ...good(mutation), ...members, dryRun });
          const rules = ((outcome.error?.['violations'] ?? []) as { readonly rule: string }[]).map(
            (violation) => violation.rule,
          );
          if (outcome.status !== 403 || outcome.code !== 'POLICY_DENIED' || !rules.includes(rule))
            shown.push({ mutation, members, rule, dryRun, text: outcome.text.slice(0, 500) });
        }
      rmSync(folder, { recursive: true });
      await server.ask('mutation { systemConfigure(input: { allowedBindPaths: [] }) { dryRun } }');
      expect(shown).toEqual([]);
      const { auditEntries, securityEvents } = await server.ask<{
        auditEntries: { nodes: { action: string; reason: string }[] };
        securityEvents: { kind: string; summary: string }[];
      }>(
        '{ auditEntries(first: 1000, where: { outcome: [DENIED] }) { nodes { action reason } } securityEvents(first: 1000) { kind summary } }',
      );
      // One for each real attempt, none for a dry run.
      const perChannel = channelName === 'GraphQL' ? 1 : 2;
      expect(auditEntries.nodes).toHaveLength(DENIED.length * perChannel);
      expect(securityEvents.filter(({ kind }) => kind === 'policy.denied').length).toBeGreaterThan(
        DENIED.length / 2,
      );
    });
  });

  test('changed nothing on the engine', async () => {
    expect(await engineContent(mark)).toBe(before);
    const { auditEntries } = await server.ask<{ auditEntries: { nodes: { action: string }[] } }>(
      '{ auditEntries(first: 1000, where: { outcome: [SUCCEEDED, PENDING] }) { nodes { action } } }',
    );
    const ours = new Set(['apiKeyCreate', 'systemConfigure']);
    expect(auditEntries.nodes.filter(({ action }) => !ours.has(action))).toEqual([]);
  });

  test('of HTTP itself is refused by what it is', async () => {
    const post = (path: string, body: BodyInit, headers: Record<string, string> = {}) =>
      fetch(`${server.url}${path}`, {
        method: 'POST',
        body,
        headers: { authorization: `Bearer ${server.key}`, 'content-type': 'application/json', ...headers },
      });
    const mutation = JSON.stringify({
      query: 'mutation { systemMaintenance(input: { enabled: true }) { dryRun } }',
    });
    const cases: readonly (readonly [string, Promise<Response>, number, string?])[] = [
      ['malformed JSON', post('/graphql', '{"query":'), 400, 'BAD_USER_INPUT'],
      ['malformed JSON over REST', post('/iza/api/v1/volumes', '{"name":'), 400, 'BAD_USER_INPUT'],
      ['JSON that is no object', post('/iza/api/v1/volumes', '[1]'), 400, 'BAD_USER_INPUT'],
      ['an array of operations', post('/graphql', `[${mutation}]`), 400, 'BAD_USER_INPUT'],
      ['no query', post('/graphql', '{}'), 400, 'BAD_USER_INPUT'],
      ['a query that is a number', post('/graphql', '{"query":5}'), 400, 'BAD_USER_INPUT'],
      [
        'text/plain',
        post('/graphql', mutation, { 'content-type': 'text/plain' }),
        415,
        'UNSUPPORTED_MEDIA_TYPE',
      ],
      [
        'a form',
        post('/graphql', 'query={x}', { 'content-type': 'application/x-www-form-urlencoded' }),
        415,
        'UNSUPPORTED_MEDIA_TYPE',
      ],
      [
        'text/plain over REST',
        post('/iza/api/v1/system/maintenance', '{"enabled":true}', { 'content-type': 'text/plain' }),
        415,
        'UNSUPPORTED_MEDIA_TYPE',
      ],
      [
        'a huge body',
        post('/graphql', JSON.stringify({ query: `{ caller { id } } #${'x'.repeat(17e6)}` })),
        413,
        'BODY_TOO_LARGE',
      ],
      [
        'a huge body over REST',
        post('/iza/api/v1/volumes', JSON.stringify({ name: 'x'.repeat(17e6) })),
        413,
        'BODY_TOO_LARGE',
      ],
      [
        'a mutation by GET',
        fetch(
          `${server.url}/graphql?query=${encodeURIComponent('mutation { systemMaintenance(input: { enabled: true }) { dryRun } }')}`,
          {
            headers: {
              authorization: `Bearer ${server.key}`,
              accept: 'application/json',
              'apollo-require-preflight': '1',
            },
          },
        ),
        405,
      ],
      ['a method that is not there', server.rest('PATCH', '/containers'), 405, 'METHOD_NOT_ALLOWED'],
      ['a path that is not there', server.rest('GET', '/nothing'), 404, 'NOT_FOUND'],
      ['a path with a broken escape', server.rest('GET', '/containers/%E0%A4'), 400, 'BAD_USER_INPUT'],
      [
        'an answer nobody gives',
        server.rest('GET', '/containers', { headers: { accept: 'image/png' } }),
        406,
        'NOT_ACCEPTABLE',
      ],
      [
        'If-Match that is no tag',
        server.rest('DELETE', `/containers/${name}`, { headers: { 'if-match': 'yes' } }),
        400,
        'BAD_USER_INPUT',
      ],
      [
        'If-Match that is weak',
        server.rest('DELETE', `/containers/${name}`, { headers: { 'if-match': 'W/"x"' } }),
        412,
        'PRECONDITION_FAILED',
      ],
      [
        'a key that is no text',
        server.rest('POST', '/volumes', { body: {}, headers: { 'idempotency-key': ' ' } }),
        400,
        'BAD_USER_INPUT',
      ],
    ];
    const shown: unknown[] = [];
    for (const [what, pending, status, code] of cases) {
      const response = await pending;
      const text = await response.text();
      if (
        response.status !== status ||
        (code !== undefined && !text.includes(`"code":"${code}"`)) ||
        isTelling(text)
      )
        shown.push({ what, status: response.status, text: text.slice(0, 300) });
    }
    expect(shown).toEqual([]);
    expect(await server.ask('{ system { maintenance { enabled } } }')).toEqual({
      system: { maintenance: { enabled: false } },
    });
  });

  test('that would cost too much is refused before anything is resolved', async () => {
    const nested = (depth: number): string =>
      depth === 0
        ? '{ totalCount }'
        : `{ nodes { networks { nodes { network { attachments { nodes { workload { ... on Container { image { containers ${nested(depth - 1)} } } } } } } } } } }`;
    const queries: Readonly<Record<string, string>> = {
      deep: `{ containers ${nested(5)} }`,
      aliased: `{ ${Array.from({ length: 300 }, (_, index) => `a${index}: caller { id }`).join(' ')} }`,
      'aliased inside': `{ caller { ${Array.from({ length: 300 }, (_, index) => `a${index}: id`).join(' ')} } }`,
      dear: '{ containers(first: 1000) { nodes { logTail(lines: 1000) { line } image { containers(first: 100) { nodes { logTail(lines: 1000) { line } } } } } } }',
      long: `{ ${'caller { id } '.repeat(4000)} }`,
      bomb: `query { ...F0 } ${Array.from({ length: 30 }, (_, index) => `fragment F${index} on Query { ...F${index + 1} ...F${index + 1} }`).join(' ')} fragment F30 on Query { caller { id } }`,
      circular: 'query { ...A } fragment A on Query { ...B } fragment B on Query { ...A }',
      directives: `{ caller ${'@include(if: true) '.repeat(50)} { id } }`,
      'introspection within introspection': `{ __schema { types { fields { type { fields { type { fields { type { fields { type { fields { type { fields { name } } } } } } } } } } } } } }`,
    };
    for (const [what, query] of Object.entries(queries)) {
      const startedAt = performance.now();
      const { data, errors } = await server.graphql(query);
      expect({ what, data: data ?? null, code: errors?.[0]?.extensions['code'] }).toEqual({
        what,
        data: null,
        code: expect.stringMatching(/^(?:TOO_COMPLEX|GRAPHQL_VALIDATION_FAILED)$/) as unknown,
      });
      expect(performance.now() - startedAt).toBeLessThan(1000);
    }
  });

  test('from a page of somebody else is refused on every listener', async () => {
    const { port } = new URL(server.url);
    const authorization = `Bearer ${server.key}`;
    const body = JSON.stringify({
      query: 'mutation { systemMaintenance(input: { enabled: true }) { dryRun } }',
    });
    for (const path of [
      '/graphql',
      '/iza/api/v1/system/maintenance',
      '/metrics',
      '/iza/api/v1/containers',
      '/livez',
      '/iza/api/v1/docs',
    ])
      for (const headers of [
        { host: 'evil.example' },
        { host: `evil.example:${port}` },
        { origin: 'https://evil.example' },
        { origin: 'null' },
      ]) {
        const method = path.endsWith('maintenance') || path === '/graphql' ? 'POST' : 'GET';
        const status = await rawStatus({
          port,
          path,
          method,
          headers: { authorization, 'content-type': 'application/json', ...headers },
          body: method === 'POST' ? body : undefined,
        });
        expect({ path, headers, status }).toEqual({ path, headers, status: 403 });
      }
    for (const options of [{ origin: 'https://evil.example' }, { headers: { host: 'evil.example' } }]) {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws', options);
      const outcome = await new Promise((resolve) => {
        socket.once('open', () => resolve('open'));
        socket.once('unexpected-response', (_request, response) => resolve(response.statusCode));
        socket.once('error', () => resolve('error'));
      });
      socket.terminate();
      expect(outcome).toBe(403);
    }
    expect(await server.ask('{ system { maintenance { enabled } } }')).toEqual({
      system: { maintenance: { enabled: false } },
    });
  });

  test('without a key, with a wrong one and with a revoked one gets nothing', async () => {
    const { apiKeyCreate } = await server.ask<{ apiKeyCreate: { secret: string; apiKey: { id: string } } }>(
      'mutation { apiKeyCreate(input: { name: "gone", roles: ["admin"] }) { secret apiKey { id } } }',
    );
    await server.ask('mutation ($id: ID!) { apiKeyRevoke(input: { id: $id }) { dryRun } }', {
      id: apiKeyCreate.apiKey.id,
    });
    const headersOf: readonly Record<string, string>[] = [
      {},
      { authorization: 'Bearer wrong' },
      { 'x-api-key': 'wrong' },
      { authorization: `Basic ${btoa(`a:${server.key}`)}` },
      { authorization: `Bearer ${apiKeyCreate.secret}` },
    ];
    for (const headers of headersOf) {
      for (const [method, path] of [
        ['GET', '/iza/api/v1/containers'],
        ['GET', '/iza/api/v1/system/status'],
        ['POST', '/iza/api/v1/volumes'],
        ['GET', '/iza/api/v1/events/containers'],
        ['GET', '/iza/api/v1/nothing-here'],
        ['POST', '/graphql'],
        ['GET', '/metrics'],
      ] as const) {
        const response = await fetch(`${server.url}${path}`, {
          method,
          headers: { ...headers, 'content-type': 'application/json' },
          ...(method === 'POST' && { body: JSON.stringify({ query: '{ containers { totalCount } }' }) }),
        });
        const text = await response.text();
        const expected = path.endsWith('nothing-here') ? [401, 404] : [401];
        expect(expected, `${method} ${path} ${JSON.stringify(headers)}: ${text.slice(0, 200)}`).toContain(
          response.status,
        );
        expect(text).not.toContain(name);
      }
    }
    const { securityEvents } = await server.ask<{ securityEvents: { kind: string }[] }>(
      '{ securityEvents(first: 1000) { kind } }',
    );
    expect(securityEvents.map(({ kind }) => kind)).toContain('auth.failed');
  });
});

/** What can stand where a value of the type is expected, and should not. */
function hostileValues(type: GraphQLInputType): readonly unknown[] {
  const plain = getNullableType(type);
  if (isListType(plain))
    return [
      null,
      'text',
      {},
      [null],
      [[]],
      Array.from({ length: 3 }, () => 'x'),
      ...hostileValues(plain.ofType).map((value) => [value]),
    ];
  if (isInputObjectType(plain))
    return [null, 'text', 5, [], {}, { noSuchMember: 1 }, { and: [{ and: [{ and: [{}] }] }] }];
  const texts = [
    '',
    ' ',
    '\0',
    '../../../etc/passwd',
    '%2e%2e%2f',
    'x'.repeat(5000),
    '🦁',
    '\u202e',
    "'; DROP TABLE audit; --",
    '${jndi:ldap://x}',
    '__proto__',
    'constructor',
    '-1',
    '1e999',
  ];
  const others = [null, true, {}, [], -1, 0, 2 ** 31, 2 ** 53 + 2, 1.5, -1e308];
  const deep = JSON.parse(`${'{"a":'.repeat(200)}1${'}'.repeat(200)}`) as unknown;
  return getNamedType(plain).name === 'JSON'
    ? [...texts.slice(0, 4), ...others, deep]
    : [...texts, ...others];
}

/** Whether a text tells of the server's inside. */
const TELLING =
  /\bat [\w.<> ]+ \((?:\/|file:|node:)|\.ts:\d+|node_modules|node:internal|stacktrace|Cannot read propert|is not a function|INTERNAL_SERVER_ERROR/;

function isTelling(text: string): boolean {
  return TELLING.test(text);
}

function failed(error: unknown): Outcome {
  return {
    status: 599,
    code: undefined,
    field: undefined,
    message: undefined,
    error: {},
    payload: {} as Outcome['payload'],
    location: undefined,
    text: String(error),
  };
}

async function askWith(server: RunningServer, query: string, argument: string, value: unknown) {
  const field = schema.getQueryType()!.getFields()[query]!;
  const types = field.args.filter(
    ({ name }) => name === argument || String(field.args.find((a) => a.name === name)!.type).endsWith('!'),
  );
  const declared = types.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
  const given = types.map(({ name }) => `${name}: $${name}`).join(', ');
  const inner = 'getFields' in getNamedType(field.type) ? ' { __typename }' : '';
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${server.key}` },
    body: JSON.stringify({
      query: `query (${declared}) { ${query}(${given})${inner} }`,
      variables: { [argument]: value },
    }),
  });
  return { status: response.status, text: await response.text() };
}

async function getWith(server: RunningServer, query: string, argument: string, value: unknown) {
  const routes = await restRoutes(server);
  const path = routes.get(query)!;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const filled = path.includes(`{${argument}}`)
    ? path.replace(`{${argument}}`, encodeURIComponent(text))
    : `${path}?${new URLSearchParams({ [argument]: text })}`;
  const response = await server.rest('GET', filled.replaceAll(/\{\w+\}/g, 'none'));
  return { status: response.status, text: await response.text() };
}

const known = new WeakMap<RunningServer, Promise<ReadonlyMap<string, string>>>();

function restRoutes(server: RunningServer): Promise<ReadonlyMap<string, string>> {
  const routes =
    known.get(server) ??
    import('./channels.ts').then(
      async ({ routesOf }) =>
        new Map((await routesOf(server)).map(({ operationId, path }) => [operationId, path])),
    );
  known.set(server, routes);
  return routes;
}

/** `fetch` sets Host by itself. */
function rawStatus({
  port,
  path,
  method,
  headers,
  body,
}: {
  port: string;
  path: string;
  method: string;
  headers: Record<string, string>;
  body: string | undefined;
}): Promise<number | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
  const request = requestHttp(
    { host: '127.0.0.1', port, path, method, headers, agent: false },
    (response) => {
      response.resume();
      response.once('end', () => resolve(response.statusCode));
    },
  );
  request.once('error', reject);
  request.end(body);
  return promise;
}

/** What is ours on the engine; other test processes make and remove things meanwhile. */
async function engineContent(mark: string): Promise<string> {
  const ours = (text: string) => text.split('\n').filter((line) => line.includes(mark));
  const label = '{{.Label "iza.test"}}';
  return [
    ...ours(await docker(['ps', '-a', '--no-trunc', '--format', `{{.ID}} {{.Names}} {{.State}} ${label}`])),
    ...ours(await docker(['network', 'ls', '--format', `{{.ID}} {{.Name}} ${label}`])),
    ...ours(await docker(['volume', 'ls', '--format', `{{.Name}} ${label}`])),
    await docker(['images', '-q', mark]),
  ].join('\n');
}
