import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { IzaError } from '#kernel/errors.ts';
import { encodeId } from '#kernel/ids.ts';
import { guarded, type AdmissionSubject } from '#schema/guard.ts';
import { verifyAuditFile } from './index.ts';
import { ADMIN, VIEWER, testSubgraph, type TestSubgraph } from './test-subgraph.ts';

const CONTAINER = encodeId('Container', 'one', 'c1');

const createSubject = (HostConfig: Record<string, unknown>): AdmissionSubject => ({
  kind: 'container.create',
  platform: 'docker',
  endpoint: 'one',
  localPaths: true,
  settings: { Image: 'nginx', HostConfig },
});

function attempt(changes: Partial<Parameters<TestSubgraph['subgraph']['guard']['admit']>[0]> = {}) {
  return {
    action: 'containerStop',
    caller: ADMIN,
    requestId: 'req-9',
    targets: [CONTAINER],
    input: { id: 'web' },
    ...changes,
  };
}

const ENTRIES =
  'query ($where: AuditFilter, $first: Int, $after: String) { auditEntries(where: $where, first: $first, after: $after) { totalCount nodes { sequence actor actorName action targets input outcome reason durationMs requestId hash } pageInfo { hasNextPage endCursor } } }';
const entries = async (test: TestSubgraph, variables: Record<string, unknown> = {}) =>
  (await test.ask(ENTRIES, variables))['auditEntries'] as {
    totalCount: number;
    nodes: Record<string, unknown>[];
    pageInfo: { hasNextPage: boolean; endCursor: string };
  };
const events = async (test: TestSubgraph) =>
  (await test.ask('{ securityEvents { kind severity summary actor target type cursor workload { id } } }'))[
    'securityEvents'
  ] as Record<string, unknown>[];

describe('the guard', () => {
  it('notes an attempt before it admits it, and its outcome after', async () => {
    await using test = await testSubgraph();
    const { guard } = test.subgraph;
    const ticket = await guard.admit(attempt());
    expect((await entries(test)).nodes).toMatchObject([
      {
        sequence: 1,
        actor: 'key-ann',
        actorName: 'ann',
        action: 'containerStop',
        targets: [CONTAINER],
        input: { id: 'web' },
        outcome: 'PENDING',
        requestId: 'req-9',
        durationMs: null,
      },
    ]);
    await ticket.settle({ targets: ['more'] });
    await ticket.settle({ error: new Error('said twice') });
    const { nodes, totalCount } = await entries(test);
    expect(totalCount).toBe(1);
    expect(nodes).toMatchObject([
      { outcome: 'SUCCEEDED', targets: [CONTAINER, 'more'], reason: null, durationMs: expect.any(Number) },
    ]);
  });

  it('keeps the words of a known failure, and none of an unknown one', async () => {
    await using test = await testSubgraph();
    const context = {
      caller: ADMIN,
      requestId: 'r',
      signal: new AbortController().signal,
      guard: test.subgraph.guard,
    };
    const failing = (error: Error) =>
      guarded(context, attempt(), () => Promise.reject(error)).catch((thrown: unknown) => thrown);
    await failing(new IzaError('CONFLICT', 'It is being removed.'));
    await failing(new Error('password=hunter2'));
    expect((await entries(test)).nodes).toMatchObject([
      { outcome: 'FAILED', reason: 'Internal error.' },
      { outcome: 'FAILED', reason: 'It is being removed.' },
    ]);
  });

  it.each([
    ['without the scope', { caller: VIEWER }, 'FORBIDDEN', 'FORBIDDEN', 'scope.denied'],
    ['that no contract names', { action: 'worldEnd' }, 'FORBIDDEN', 'FORBIDDEN', 'scope.denied'],
    [
      'that the policy denies',
      { action: 'containerCreate', targets: [], admission: createSubject({ Privileged: true }) },
      'POLICY_DENIED',
      'DENIED',
      'policy.denied',
    ],
  ] as const)(
    'refuses an attempt %s, notes it, and makes it an event',
    async (_, changes, code, outcome, kind) => {
      await using test = await testSubgraph();
      const refused = attempt(changes);
      await expect(test.subgraph.guard.admit(refused)).rejects.toMatchObject({ code });
      await expect(test.subgraph.guard.evaluate(refused)).rejects.toMatchObject({ code });
      const { nodes } = await entries(test);
      expect(nodes).toMatchObject([
        {
          outcome,
          action: refused.action,
          actor: refused.caller.id,
          reason: expect.stringContaining(refused.action),
        },
      ]);
      expect(await events(test)).toMatchObject([
        { kind, severity: 'WARNING', actor: refused.caller.id, type: 'iza.security.event' },
      ]);
    },
  );

  it('tells all violations to the caller', async () => {
    await using test = await testSubgraph();
    const admission = createSubject({ Privileged: true, PidMode: 'host' });
    const error = (await test.subgraph.guard
      .admit(attempt({ action: 'containerCreate', admission }))
      .catch((thrown: unknown) => thrown)) as IzaError;
    expect(error.toExtensions()['violations']).toMatchObject([
      { rule: 'privileged', setting: 'HostConfig.Privileged' },
      { rule: 'host-namespace', setting: 'HostConfig.PidMode' },
    ]);
    expect(await test.subgraph.guard.judge(admission)).toMatchObject({ allowed: false });
  });

  it('keeps no secret of the input', async () => {
    await using test = await testSubgraph();
    const secret = 'hunter2-hunter2';
    const input = {
      environment: [{ name: 'PASSWORD', value: secret }],
      buildArguments: [{ name: 'TOKEN', value: secret }],
      options: [{ key: 'o', value: secret }],
      stdin: secret,
      registry: { username: 'ann', password: secret, identityToken: secret },
      native: {
        Env: [`KEY=${secret}`],
        HostConfig: { Mounts: [{ VolumeOptions: { DriverConfig: { Options: { o: secret } } } }] },
      },
      contextTar: secret.repeat(100),
      labels: [{ key: 'team', value: 'shop' }],
    };
    await test.subgraph.guard.admit(attempt({ input }));
    const [entry] = (await entries(test)).nodes;
    expect(JSON.stringify(entry)).not.toContain(secret);
    expect(entry!['input']).toMatchObject({
      environment: [{ name: 'PASSWORD', value: '[withheld]' }],
      native: { Env: ['KEY=[withheld]'] },
      contextTar: { bytes: 1500 },
      labels: [{ key: 'team', value: 'shop' }],
      registry: { username: 'ann' },
    });
    await test.subgraph.stop();
    for (const name of readdirSync(test.stateDirectory))
      expect(readFileSync(join(test.stateDirectory, name)).includes(secret)).toBe(false);
  });

  it('cuts an input that is larger than a record may be', async () => {
    await using test = await testSubgraph();
    const input = {
      labels: Array.from({ length: 20_000 }, (_, index) => ({ key: `k${index}`, value: 'v'.repeat(500) })),
    };
    await test.subgraph.guard.admit(attempt({ input }));
    expect(JSON.stringify((await entries(test)).nodes[0]!['input'])).toContain('[cut]');
  });

  it('refuses every change but its end during maintenance, a restart included', async () => {
    let test = await testSubgraph();
    await test.ask(
      'mutation { systemMaintenance(input: { enabled: true, reason: "move" }) { system { maintenance { enabled reason by since } } } }',
    );
    await expect(test.subgraph.guard.admit(attempt())).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('move'),
    });
    test = await test.restart();
    await expect(test.subgraph.guard.evaluate(attempt())).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(
      test.ask('mutation { systemConfigure(input: { metricsIntervalMs: 500 }) { dryRun } }'),
    ).rejects.toMatchObject({ code: 'CONFLICT' });
    await test.ask('mutation { systemMaintenance(input: { enabled: false }) { dryRun } }');
    await test.subgraph.guard.admit(attempt());
    expect(
      (await entries(test)).nodes.map(({ action, outcome }) => `${String(action)} ${String(outcome)}`),
    ).toEqual([
      'containerStop PENDING',
      'systemMaintenance SUCCEEDED',
      'systemConfigure FAILED',
      'containerStop FAILED',
      'systemMaintenance SUCCEEDED',
    ]);
    await test[Symbol.asyncDispose]();
  });

  it('admits nothing while the audit store is locked away, and settles later what it could not', async () => {
    await using test = await testSubgraph();
    const ticket = await test.subgraph.guard.admit(attempt());
    const other = new DatabaseSync(join(test.stateDirectory, 'audit.db'));
    other.exec("CREATE TRIGGER full BEFORE INSERT ON records BEGIN SELECT RAISE(ABORT, 'disk full'); END");
    await expect(test.subgraph.guard.admit(attempt())).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
    await ticket.settle({});
    expect((await entries(test)).nodes).toMatchObject([{ outcome: 'PENDING' }]);
    other.exec('DROP TRIGGER full');
    other.close();
    await expect
      .poll(async () => (await entries(test)).nodes, { timeout: 5000 })
      .toMatchObject([{ outcome: 'SUCCEEDED' }]);
  });
});

describe('the audit trail', () => {
  it('is paged, filtered and counted', async () => {
    await using test = await testSubgraph();
    const { guard } = test.subgraph;
    for (let index = 0; index < 25; index++) {
      const caller = index % 5 === 0 ? { ...ADMIN, id: 'key-bob', name: 'bob' } : ADMIN;
      const ticket = await guard.admit(
        attempt({
          caller,
          action: index % 2 ? 'containerStart' : 'volumeRemove',
          targets: [`t${index % 3}`],
        }),
      );
      if (index % 4 === 0) await ticket.settle({ error: new IzaError('NOT_FOUND', 'gone') });
    }
    const first = await entries(test, { first: 10 });
    expect(first).toMatchObject({ totalCount: 25, pageInfo: { hasNextPage: true } });
    const rest = await entries(test, { first: 1000, after: first.pageInfo.endCursor });
    expect([...first.nodes, ...rest.nodes].map(({ sequence }) => sequence)).toHaveLength(25);
    expect(rest).toMatchObject({ totalCount: 25, pageInfo: { hasNextPage: false } });
    const count = async (where: object) => {
      const { totalCount, nodes } = await entries(test, { where, first: 1000 });
      expect(nodes).toHaveLength(totalCount);
      return totalCount;
    };
    expect(await count({ actor: { eq: 'key-bob' } })).toBe(5);
    expect(await count({ actor: { ne: 'key-bob' } })).toBe(20);
    expect(await count({ action: { startsWith: 'volume' } })).toBe(13);
    expect(await count({ action: { eq: 'nothing' } })).toBe(0);
    expect(await count({ target: 't0' })).toBe(9);
    expect(await count({ outcome: ['FAILED'] })).toBe(7);
    expect(await count({ outcome: ['PENDING'] })).toBe(18);
    expect(
      await count({ outcome: ['PENDING', 'FAILED'], target: 't0', action: { eq: 'volumeRemove' } }),
    ).toBe(5);
    expect(await count({ at: { after: '2000-01-01T00:00:00Z', before: '2000-01-02T00:00:00Z' } })).toBe(0);
    for (const bad of [{ first: 0 }, { first: 1001 }, { after: 'x' }])
      await expect(entries(test, bad)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('hangs on everything it concerned, also when that is gone', async () => {
    await using test = await testSubgraph();
    const volume = encodeId('Volume', 'one', 'data');
    await test.subgraph.guard.admit(attempt({ targets: [CONTAINER, volume] }));
    const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
      ... on Workload { id auditTrail { totalCount nodes { action } } policyVerdict { allowed } } ... on Volume { id auditTrail(first: 1) { nodes { action } } }
      ... on System { version environment startedAt maintenance { enabled } settings { logLevel } } } }`;
    const representations = [
      { __typename: 'Workload', id: CONTAINER },
      { __typename: 'Volume', id: volume },
      { __typename: 'Volume', id: CONTAINER },
      { __typename: 'System', id: 'system' },
    ];
    expect((await test.ask(query, { representations }))['_entities']).toMatchObject([
      {
        id: CONTAINER,
        auditTrail: { totalCount: 1, nodes: [{ action: 'containerStop' }] },
        policyVerdict: null,
      },
      { id: volume, auditTrail: { nodes: [{ action: 'containerStop' }] } },
      null,
      {
        version: '1.2.3',
        environment: 'development',
        maintenance: { enabled: false },
        settings: { logLevel: 'info' },
      },
    ]);
  });

  it('is followed without a gap from a cursor, attempts and outcomes alike', async () => {
    await using test = await testSubgraph();
    const ticket = await test.subgraph.guard.admit(attempt());
    const operation =
      'subscription ($after: String) { auditStream(after: $after) { cursor sequence outcome } }';
    const controller = new AbortController();
    const stream = await test.follow(operation, { signal: controller.signal, variables: { after: '0' } });
    const next = async () => (await stream.next()).value.data.auditStream;
    expect(await next()).toEqual({ cursor: '1', sequence: 1, outcome: 'PENDING' });
    const waiting = next();
    await ticket.settle({});
    expect(await waiting).toEqual({ cursor: '2', sequence: 1, outcome: 'SUCCEEDED' });
    await stream.return(undefined);
    const later = await test.follow(operation, { variables: { after: '1' } });
    expect((await later.next()).value.data.auditStream).toMatchObject({ cursor: '2' });
    await later.return(undefined);
  });

  it('is verified on request and from its file, and tells when somebody changed it', async () => {
    await using test = await testSubgraph();
    for (let index = 0; index < 5; index++) await (await test.subgraph.guard.admit(attempt())).settle({});
    const verify = async () =>
      (await test.ask('{ auditVerify { intact entries firstBroken head } }'))['auditVerify'] as Record<
        string,
        unknown
      >;
    const good = await verify();
    expect(good).toMatchObject({
      intact: true,
      entries: 10,
      firstBroken: null,
      head: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const file = join(test.stateDirectory, 'audit.db');
    expect(verifyAuditFile(file)).toMatchObject({ intact: true, head: { sequence: 10, hash: good['head'] } });
    const other = new DatabaseSync(file);
    other.exec(
      "DROP TRIGGER records_stay; UPDATE records SET entry = replace(entry, 'ann', 'eve') WHERE sequence = 3",
    );
    other.close();
    expect(await verify()).toMatchObject({ intact: false, firstBroken: 3 });
    expect(verifyAuditFile(file)).toMatchObject({ intact: false, firstBroken: 3 });
    expect(await events(test)).toMatchObject([{ kind: 'audit.broken', severity: 'CRITICAL' }]);
    expect(() => verifyAuditFile(`${file}.none`)).toThrow('no audit trail');
  });
});

describe('API keys', () => {
  const CREATE =
    'mutation ($input: ApiKeyCreateInput!) { apiKeyCreate(input: $input) { secret dryRun apiKey { id name roles expiresAt revokedAt lastUsedAt } } }';
  const create = async (test: TestSubgraph, input: object) =>
    (await test.ask(CREATE, { input }))['apiKeyCreate'] as {
      secret: string;
      dryRun: boolean;
      apiKey: { id: string };
    };
  const REVOKE =
    'mutation ($input: ApiKeyRevokeInput!) { apiKeyRevoke(input: $input) { dryRun apiKey { id revokedAt } } }';

  it('are shown once, kept as a hash, and good across a restart', async () => {
    let test = await testSubgraph();
    const { secret, apiKey } = await create(test, { name: 'hub', roles: ['agent', 'agent'] });
    expect(secret).toMatch(/^iza_[\w-]{43}$/);
    expect(await test.subgraph.authenticate(`Bearer ${secret}`)).toMatchObject({
      id: apiKey.id,
      name: 'hub',
      roles: ['agent'],
      scopes: expect.arrayContaining(['compute:write']),
    });
    test = await test.restart();
    expect(await test.subgraph.authenticate(secret)).toMatchObject({ id: apiKey.id });
    expect(
      JSON.stringify(
        await test.ask('{ apiKeys { id name roles createdAt expiresAt lastUsedAt revokedAt } }'),
      ),
    ).not.toContain(secret);
    await test.subgraph.stop();
    for (const name of readdirSync(test.stateDirectory)) {
      expect(readFileSync(join(test.stateDirectory, name)).includes(secret)).toBe(false);
      expect(statSync(join(test.stateDirectory, name)).mode & 0o077).toBe(0);
    }
    expect(statSync(test.stateDirectory).mode & 0o777).toBe(0o700);
    await test[Symbol.asyncDispose]();
  });

  it('are revoked at once, and listeners are told', async () => {
    await using test = await testSubgraph();
    const { secret, apiKey } = await create(test, { name: 'hub', roles: ['viewer'] });
    const told: string[] = [];
    test.subgraph.onRevoked((id) => told.push(id));
    await test.ask(REVOKE, { input: { id: apiKey.id, dryRun: true } });
    expect(await test.subgraph.authenticate(secret)).toBeDefined();
    await test.ask(REVOKE, { input: { id: apiKey.id } });
    expect(await test.subgraph.authenticate(secret)).toBeUndefined();
    expect(told).toEqual([apiKey.id]);
    await expect(test.ask(REVOKE, { input: { id: 'none' } })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('end when they expire, and listeners are told', async () => {
    await using test = await testSubgraph();
    const told = Promise.withResolvers<string>();
    test.subgraph.onRevoked(told.resolve);
    const { secret, apiKey } = await create(test, {
      name: 'short',
      roles: ['viewer'],
      expiresAt: new Date(Date.now() + 300).toISOString(),
    });
    expect(await test.subgraph.authenticate(secret)).toBeDefined();
    expect(await told.promise).toBe(apiKey.id);
    expect(await test.subgraph.authenticate(secret)).toBeUndefined();
  });

  it('are refused when their input is wrong, field by field', async () => {
    await using test = await testSubgraph();
    for (const [field, input] of [
      ['input.name', { name: ' ', roles: ['viewer'] }],
      ['input.name', { name: 'a\u0007b', roles: ['viewer'] }],
      ['input.roles', { name: 'a', roles: [] }],
      ['input.roles', { name: 'a', roles: ['root'] }],
      ['input.expiresAt', { name: 'a', roles: ['viewer'], expiresAt: '2001-01-01T00:00:00Z' }],
    ] as const) {
      await expect(create(test, input)).rejects.toMatchObject({ code: 'BAD_USER_INPUT', details: { field } });
    }
    await expect(test.ask(CREATE, { input: { name: 'a', roles: ['viewer'] } }, VIEWER)).rejects.toMatchObject(
      { code: 'FORBIDDEN' },
    );
  });

  it('are made once per requestId', async () => {
    await using test = await testSubgraph();
    const input = { name: 'hub', roles: ['viewer'], requestId: 'one' };
    const [left, right] = await Promise.all([create(test, input), create(test, input)]);
    expect(left.secret).toBe(right.secret);
    expect(await create(test, { ...input, requestId: null, dryRun: true })).toMatchObject({
      secret: null,
      dryRun: true,
      apiKey: null,
    });
    expect((await test.ask('{ apiKeys { name } }'))['apiKeys']).toHaveLength(2);
  });

  it('begin with one for the first administrator, kept for its owner, that stays the same', async () => {
    let test = await testSubgraph();
    const file = join(test.stateDirectory, 'admin.key');
    expect(test.subgraph.administratorKeyFile).toBe(file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const key = readFileSync(file, 'utf8').trim();
    expect(await test.subgraph.authenticate(key)).toMatchObject({ id: 'admin', scopes: ['*'] });
    chmodSync(file, 0o644);
    test = await test.restart();
    expect(readFileSync(file, 'utf8').trim()).toBe(key);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await test.subgraph.authenticate(key)).toMatchObject({ id: 'admin' });
    await expect(test.ask(REVOKE, { input: { id: 'admin' } })).rejects.toMatchObject({ code: 'CONFLICT' });
    await create(test, { name: 'second', roles: ['admin'] });
    await test.ask(REVOKE, { input: { id: 'admin' } });
    test = await test.restart();
    expect(await test.subgraph.authenticate(key)).toBeUndefined();
    await test[Symbol.asyncDispose]();
  });

  it('are the configured one as long as it is configured', async () => {
    let test = await testSubgraph({ adminKey: 'a-key-of-the-configuration' });
    expect(existsSync(join(test.stateDirectory, 'admin.key'))).toBe(false);
    expect(await test.subgraph.authenticate('Bearer a-key-of-the-configuration')).toMatchObject({
      id: 'environment',
      roles: ['admin'],
    });
    await expect(test.ask(REVOKE, { input: { id: 'environment' } })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    test = await test.restart({ adminKey: 'another-key-of-the-configuration' });
    expect(await test.subgraph.authenticate('a-key-of-the-configuration')).toBeUndefined();
    expect(await test.subgraph.authenticate('another-key-of-the-configuration')).toBeDefined();
    test = await test.restart({ adminKey: undefined });
    expect(await test.subgraph.authenticate('another-key-of-the-configuration')).toBeUndefined();
    expect(existsSync(join(test.stateDirectory, 'admin.key'))).toBe(true);
    await test[Symbol.asyncDispose]();
  });

  it('that are wrong are events, gathered, without a word of the key', async () => {
    await using test = await testSubgraph();
    for (let index = 0; index < 50; index++)
      expect(await test.subgraph.authenticate(`Bearer guessed-secret-${index}`)).toBeUndefined();
    expect(await test.subgraph.authenticate('')).toBeUndefined();
    const found = await events(test);
    expect(found).toMatchObject([{ kind: 'auth.failed', severity: 'WARNING' }]);
    expect(JSON.stringify(found)).not.toContain('guessed');
    const again = await test.restart();
    expect((await events(again)).map(({ summary }) => summary)).toEqual([
      '49 attempts to authenticate with an unknown key.',
      'An attempt to authenticate with an unknown key.',
    ]);
    await again.subgraph.stop();
  });
});

describe('the system', () => {
  it('takes settings that are right, at once and across a restart, and says which are not', async () => {
    const told: unknown[] = [];
    let test = await testSubgraph({
      settings: { logLevel: 'warn' },
      onSettings: (settings) => told.push(settings.logLevel),
    });
    const CONFIGURE =
      'mutation ($input: SystemConfigureInput!) { systemConfigure(input: $input) { dryRun system { settings { logLevel metricsIntervalMs allowedBindPaths allowedPublishAddresses } } } }';
    const admission = createSubject({ Binds: ['/srv/shop:/x'] });
    await expect(
      test.subgraph.guard.evaluate(attempt({ action: 'containerCreate', admission })),
    ).rejects.toMatchObject({ code: 'POLICY_DENIED' });
    await test.ask(CONFIGURE, { input: { allowedBindPaths: ['/etc'], dryRun: true } });
    expect(
      (await test.ask(CONFIGURE, { input: { logLevel: 'debug', allowedBindPaths: ['/srv'] } }))[
        'systemConfigure'
      ],
    ).toMatchObject({
      dryRun: false,
      system: {
        settings: {
          logLevel: 'debug',
          metricsIntervalMs: 1000,
          allowedBindPaths: ['/srv'],
          allowedPublishAddresses: ['127.0.0.1', '::1'],
        },
      },
    });
    await test.subgraph.guard.evaluate(attempt({ action: 'containerCreate', admission }));
    expect(told).toEqual(['warn', 'debug']);
    test = await test.restart();
    expect(test.subgraph.settings()).toMatchObject({ logLevel: 'debug', allowedBindPaths: ['/srv'] });
    for (const [field, input] of [
      ['input.logLevel', { logLevel: 'loud' }],
      ['input.metricsIntervalMs', { metricsIntervalMs: 10 }],
      ['input.allowedBindPaths.1', { allowedBindPaths: ['/a', 'b'] }],
      ['input.allowedBindPaths.0', { allowedBindPaths: ['/a/../etc'] }],
      ['input.allowedCapabilities.0', { allowedCapabilities: ['net admin'] }],
      ['input.allowedRegistries.0', { allowedRegistries: ['http://ghcr.io'] }],
      ['input.allowedPublishAddresses.0', { allowedPublishAddresses: ['localhost'] }],
    ] as const) {
      await expect(test.ask(CONFIGURE, { input })).rejects.toMatchObject({
        code: 'BAD_USER_INPUT',
        details: { field },
      });
    }
    await test[Symbol.asyncDispose]();
  });

  it('says who asks, which roles and rules there are, and what the policy would say', async () => {
    await using test = await testSubgraph();
    const answer = await test.ask(
      '{ caller { id scopes } roles { name scopes } policyRules { name description appliesTo } policyEvaluate(input: { kind: "volume.create", settings: { DriverOpts: { o: "bind" } } }) { allowed violations { rule setting message } } }',
      {},
      VIEWER,
    );
    expect(answer).toMatchObject({
      caller: { id: 'key-vic', scopes: ['*:read'] },
      policyEvaluate: { allowed: false, violations: [{ rule: 'volume-options', setting: 'DriverOpts.o' }] },
    });
    expect((answer['roles'] as { name: string }[]).map(({ name }) => name)).toEqual([
      'admin',
      'operator',
      'viewer',
      'agent',
      'auditor',
    ]);
    await expect(
      test.ask('{ policyEvaluate(input: { kind: "x", settings: {} }) { allowed } }'),
    ).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(
      test.ask('{ policyEvaluate(input: { kind: "volume.create", settings: [] }) { allowed } }'),
    ).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('refuses a state directory with a damaged key file, and says what to do', async () => {
    await using test = await testSubgraph();
    await test.subgraph.stop();
    writeFileSync(join(test.stateDirectory, 'admin.key'), '');
    await expect(testSubgraph({ stateDirectory: test.stateDirectory })).rejects.toThrow('remove it');
  });

  it('does not loosen or need to make a state directory that is there', async () => {
    await using test = await testSubgraph();
    mkdirSync(join(test.stateDirectory, 'inner'), { mode: 0o755 });
    await using inner = await testSubgraph({ stateDirectory: join(test.stateDirectory, 'inner') });
    expect(statSync(inner.stateDirectory).mode & 0o777).toBe(0o700);
  });
});
