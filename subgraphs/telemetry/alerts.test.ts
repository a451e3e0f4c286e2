import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { encodeId } from '#kernel/ids.ts';
import { silentLog } from '#kernel/log.ts';
import { subgraphClient, type SubgraphClient } from '#test/subgraph-client.ts';
import { createTelemetry, type TelemetrySubgraph } from './index.ts';
import { scriptedPlatforms, type ScriptedPlatforms } from './testing/scripted-platforms.ts';

/** Clocks and timers are the test's: minutes pass in no time. */
describe('alerts', () => {
  let platforms: ScriptedPlatforms;
  let telemetry: TelemetrySubgraph;
  let graph: SubgraphClient;

  beforeEach(async () => {
    vi.useFakeTimers();
    platforms = scriptedPlatforms();
    telemetry = createTelemetry({ platforms, log: silentLog() });
    graph = subgraphClient(telemetry.schema);
    await telemetry.start();
  });
  afterEach(async () => {
    await telemetry.stop();
    vi.useRealTimers();
  });

  const alerts = async (where: object = {}) => (await graph.ask(ALERTS, { where })).alerts.nodes;
  const update = async (input: object) => (await graph.ask(UPDATE, { input })).alertRuleUpdate;
  const firing = async () =>
    (await alerts({ state: ['FIRING'] })).map((alert: { rule: string }) => alert.rule);

  test('a figure over its threshold raises an alert only after the time its rule gives it', async () => {
    platforms.put('web', { cpuCores: 1.95 });
    await seconds(58);
    expect(await firing()).toEqual([]);
    await seconds(5);
    const [alert] = await alerts();
    expect(alert).toMatchObject({
      type: 'iza.resource.alert',
      rule: 'workload-cpu',
      severity: 'WARNING',
      state: 'FIRING',
      threshold: 0.9,
      subject: 'web',
      resolvedAt: null,
      workload: { id: encodeId('Container', 'engine', 'web') },
      host: null,
      endpoint: { id: encodeId('Endpoint', 'engine', 'engine') },
    });
    expect(alert.value).toBeCloseTo(0.975, 2);
    expect(alert.summary).toMatch(/^web uses 98 % of the processors it may use \(2\) for 60 s\.$/);
    expect(Date.now() - Date.parse(alert.startedAt)).toBeGreaterThan(59_000);
  });

  test('a limit of its own is what a workload is measured by', async () => {
    platforms.put('small', { cpuCores: 0.48, facts: { cpuLimitCores: 0.5 } });
    platforms.put('large', { cpuCores: 0.48 });
    await seconds(65);
    expect((await alerts()).map((alert: { subject: string }) => alert.subject)).toEqual(['small']);
  });

  test('a short dip begins the time anew, and a figure just below the threshold does not end an alert', async () => {
    platforms.put('db', memory(0.95));
    await seconds(28);
    platforms.put('db', memory(0.5));
    await seconds(2);
    platforms.put('db', memory(0.95));
    await seconds(25);
    expect(await firing()).toEqual([]);
    await seconds(10);
    expect(await firing()).toEqual(['workload-memory']);
    platforms.put('db', memory(0.89));
    await seconds(60);
    expect(await firing()).toEqual(['workload-memory']);
    platforms.put('db', memory(0.5));
    await seconds(8);
    expect(await firing()).toEqual(['workload-memory']);
    await seconds(5);
    const [alert] = await alerts();
    expect(alert).toMatchObject({ state: 'RESOLVED', sequence: 2 });
    expect(Date.parse(alert.resolvedAt)).toBeGreaterThan(Date.parse(alert.startedAt));
  });

  test('an alert ends when its workload stops', async () => {
    platforms.put('web', { cpuCores: 2 });
    await seconds(65);
    platforms.put('web', { facts: { running: false, state: 'STOPPED' } });
    await seconds(3);
    expect((await alerts()).map((alert: { state: string }) => alert.state)).toEqual(['RESOLVED']);
  });

  test('machines are judged by processors, memory, pressure and each file system', async () => {
    const filesystem = { source: '/dev/x', type: 'ext4', readOnly: false, responding: true, sizeBytes: 100 };
    platforms.machineSays = {
      availableBytes: 10,
      pressure: { memory: pressure(30), cpu: pressure(90), io: pressure(1) },
      filesystems: [
        { ...filesystem, mountPoint: '/', usedBytes: 98, availableBytes: 2 },
        { ...filesystem, mountPoint: '/data', usedBytes: 92, availableBytes: 8 },
        { ...filesystem, mountPoint: '/empty', usedBytes: 1, availableBytes: 99 },
        { ...filesystem, mountPoint: '/image', usedBytes: 100, availableBytes: 0, readOnly: true },
      ],
    };
    await seconds(125);
    const raised = await alerts();
    expect(
      raised.map((alert: { rule: string; subject: string }) => `${alert.rule} ${alert.subject}`).toSorted(),
    ).toEqual([
      'host-cpu-pressure machine',
      'host-filesystem machine:/',
      'host-filesystem machine:/data',
      'host-filesystem-full machine:/',
      'host-memory machine',
      'host-memory-pressure machine',
    ]);
    expect(raised.every((alert: { host: { id: string } }) => alert.host.id === platforms.machineId)).toBe(
      true,
    );
  });

  test('an OOM kill is told at once and forgotten after five quiet minutes', async () => {
    const workload = platforms.put('db');
    platforms.tell({ type: 'OOM_KILLED', workload });
    await vi.advanceTimersByTimeAsync(5);
    expect(await alerts()).toMatchObject([
      { rule: 'workload-oom-kill', severity: 'CRITICAL', value: null, threshold: null },
    ]);
    await seconds(290);
    expect(await firing()).toEqual(['workload-oom-kill']);
    await seconds(15);
    expect(await firing()).toEqual([]);
  });

  test("an OOM kill that only the kernel's counter shows is told too", async () => {
    platforms.put('db', { figures: { oomKills: 4 } });
    await seconds(3);
    expect(await firing()).toEqual([]);
    platforms.put('db', { figures: { oomKills: 5 } });
    await seconds(2);
    expect(await firing()).toEqual(['workload-oom-kill']);
  });

  test('three crashes in two minutes are a crash loop; ends that were asked for and clean ends are not', async () => {
    const workload = platforms.put('api');
    const end = (exitCode: number, requested: boolean) =>
      platforms.tell({ type: 'EXITED', workload, exitCode, requested });
    for (let count = 0; count < 5; count++) {
      end(137, true);
      end(0, false);
    }
    end(1, false);
    await seconds(50);
    end(1, false);
    await seconds(50);
    expect(await firing()).toEqual([]);
    end(1, false);
    await vi.advanceTimersByTimeAsync(5);
    expect(await alerts()).toMatchObject([{ rule: 'workload-crash-loop', value: 3, threshold: 3 }]);
    await seconds(118);
    expect(await firing()).toEqual(['workload-crash-loop']);
    await seconds(5);
    expect(await firing()).toEqual([]);
  });

  test('a failing health check raises an alert and a passing one ends it', async () => {
    platforms.put('web', { facts: { healthy: false } });
    await seconds(2);
    expect(await firing()).toEqual(['workload-unhealthy']);
    platforms.put('web', { facts: { healthy: true } });
    await seconds(2);
    expect(await firing()).toEqual([]);
  });

  test('a lost endpoint is told after five seconds, and its workloads are not judged meanwhile', async () => {
    platforms.put('web', { facts: { healthy: false } });
    await seconds(2);
    platforms.health = { status: 'STALE', since: new Date(), reason: 'connection refused' };
    platforms.remove('web');
    await seconds(4);
    expect(await firing()).toEqual(['workload-unhealthy']);
    await seconds(3);
    const lost = (await alerts({ rule: { eq: 'endpoint-lost' } }))[0];
    expect(lost).toMatchObject({ subject: 'engine', summary: 'engine is out of reach: connection refused.' });
    expect(
      await graph.entity('Endpoint', encodeId('Endpoint', 'engine', 'engine'), '{ alerts { id } }'),
    ).toEqual({
      alerts: [{ id: lost.id }],
    });
    platforms.health = { status: 'LIVE', since: new Date() };
    await seconds(2);
    expect(await firing()).toEqual([]);
  });

  test('figures that no longer come neither raise nor end an alert', async () => {
    platforms.put('web', { cpuCores: 2 });
    await seconds(65);
    platforms.put('web', { figures: { at: Date.now() - 60_000 }, cpuCores: 0 });
    await seconds(60);
    expect(await firing()).toEqual(['workload-cpu']);
  });

  describe('rules', () => {
    test('are in force as soon as they are changed, through the guard', async () => {
      platforms.put('web', { cpuCores: 1 });
      const changed = await update({ name: 'workload-cpu', threshold: 0.4, forSeconds: 0, severity: 'INFO' });
      expect(changed).toMatchObject({
        dryRun: false,
        rule: { threshold: 0.4, forSeconds: 0, severity: 'INFO', enabled: true },
      });
      await seconds(3);
      expect(await alerts()).toMatchObject([{ rule: 'workload-cpu', severity: 'INFO', threshold: 0.4 }]);
      expect(graph.guard.at(-1)).toMatchObject({
        verb: 'admit',
        attempt: { action: 'alertRuleUpdate', targets: [encodeId('AlertRule', 'izaos', 'workload-cpu')] },
      });
    });

    test('that are switched off end their alerts', async () => {
      platforms.put('web', { facts: { healthy: false } });
      await seconds(2);
      await update({ name: 'workload-unhealthy', enabled: false });
      await seconds(2);
      expect(await firing()).toEqual([]);
    });

    test('stay as they are in a dry run, which is judged all the same', async () => {
      const preview = await update({ name: 'host-cpu', threshold: 0.5, dryRun: true });
      expect(preview).toMatchObject({ dryRun: true, rule: { threshold: 0.5 } });
      expect(graph.guard.at(-1)?.verb).toBe('evaluate');
      const { alertRules } = await graph.ask('{ alertRules { name threshold } }');
      expect(alertRules).toContainEqual({ name: 'host-cpu', threshold: 0.95 });
    });

    test.each([
      [{ name: 'no-such-rule' }, 'NOT_FOUND', 'input.name'],
      [{ name: 'endpoint-lost', threshold: 1 }, 'BAD_USER_INPUT', 'input.threshold'],
      [{ name: 'host-cpu', threshold: 1.5 }, 'BAD_USER_INPUT', 'input.threshold'],
      [{ name: 'host-cpu', threshold: 0 }, 'BAD_USER_INPUT', 'input.threshold'],
      [{ name: 'host-cpu', threshold: null }, 'BAD_USER_INPUT', 'input.threshold'],
      [{ name: 'host-cpu', forSeconds: -1 }, 'BAD_USER_INPUT', 'input.forSeconds'],
      [{ name: 'host-cpu', forSeconds: 86_401 }, 'BAD_USER_INPUT', 'input.forSeconds'],
    ])('refuse %j', async (input, code, field) => {
      expect(await graph.refusal(UPDATE, { input })).toMatchObject({ code, details: { field } });
      expect(graph.guard).toEqual([]);
    });
  });

  describe('acknowledging', () => {
    test('notes who looks after an alert, and an end keeps the note', async () => {
      platforms.put('web', { facts: { healthy: false } });
      await seconds(2);
      const [{ id }] = await alerts();
      const { alert } = (await graph.ask(ACKNOWLEDGE, { input: { id } })).alertAcknowledge;
      expect(alert).toMatchObject({ id, acknowledgedBy: 'Tester', acknowledgedAt: new Date().toISOString() });
      platforms.put('web', { facts: { healthy: true } });
      await seconds(2);
      expect(await alerts()).toMatchObject([{ state: 'RESOLVED', acknowledgedBy: 'Tester' }]);
    });

    test('an alert that is not there is refused', async () => {
      const unknown = encodeId('Alert', 'izaos', 'none');
      expect(await graph.refusal(ACKNOWLEDGE, { input: { id: unknown } })).toMatchObject({
        code: 'NOT_FOUND',
      });
      expect(await graph.refusal(ACKNOWLEDGE, { input: { id: 'web' } })).toMatchObject({
        code: 'BAD_USER_INPUT',
      });
    });
  });

  test('alerts are listed newest first, in pages, and found by id', async () => {
    for (const name of ['a', 'b', 'c']) {
      platforms.put(name, { facts: { healthy: false } });
      await seconds(2);
    }
    const page = (await graph.ask(PAGE, { first: 2 })).alerts;
    expect(page.nodes.map((alert: { subject: string }) => alert.subject)).toEqual(['c', 'b']);
    expect(page).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true } });
    const rest = (await graph.ask(PAGE, { first: 2, after: page.pageInfo.endCursor })).alerts;
    expect(rest.nodes.map((alert: { subject: string }) => alert.subject)).toEqual(['a']);
    const { alert } = await graph.ask('query($id: ID!) { alert(id: $id) { subject } }', {
      id: rest.nodes[0].id,
    });
    expect(alert).toEqual({ subject: 'a' });
  });
});

const FIELDS = `id type sequence rule severity state summary value threshold startedAt resolvedAt acknowledgedAt acknowledgedBy subject
  workload { id } host { id } endpoint { id }`;
const ALERTS = `query($where: AlertFilter) { alerts(where: $where) { nodes { ${FIELDS} } } }`;
const PAGE = `query($first: Int, $after: String) {
  alerts(first: $first, after: $after) { nodes { id subject } totalCount pageInfo { hasNextPage endCursor } }
}`;
const UPDATE = `mutation($input: AlertRuleUpdateInput!) {
  alertRuleUpdate(input: $input) { dryRun rule { name threshold forSeconds severity enabled } }
}`;
const ACKNOWLEDGE = `mutation($input: AlertAcknowledgeInput!) {
  alertAcknowledge(input: $input) { dryRun alert { ${FIELDS} } }
}`;

function seconds(count: number): Promise<unknown> {
  return vi.advanceTimersByTimeAsync(count * 1000);
}

function pressure(avg60: number) {
  return { some: { avg10: avg60, avg60, totalUs: 0 } };
}

function memory(share: number) {
  return { figures: { memoryBytes: share * 100, memoryLimitBytes: 100 } };
}
