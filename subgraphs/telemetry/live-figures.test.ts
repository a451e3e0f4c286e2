import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { encodeId } from '#kernel/ids.ts';
import { silentLog } from '#kernel/log.ts';
import { subgraphClient, type SubgraphClient } from '#test/subgraph-client.ts';
import { DEFAULT_RULES } from './alerts/alert-rule.ts';
import { createTelemetry, type TelemetrySubgraph } from './index.ts';
import { scriptedPlatforms, type ScriptedPlatforms } from './testing/scripted-platforms.ts';

describe('figures', () => {
  let platforms: ScriptedPlatforms;
  let telemetry: TelemetrySubgraph;
  let graph: SubgraphClient;

  beforeEach(async () => {
    vi.useFakeTimers();
    platforms = scriptedPlatforms();
    telemetry = createTelemetry({ platforms, log: silentLog() });
    graph = subgraphClient(telemetry.schema);
  });
  afterEach(async () => {
    await telemetry.stop();
    vi.useRealTimers();
  });

  const metrics = (name: string, selection = 'cpuCores memoryBytes stale') =>
    graph
      .entity('Workload', encodeId('Container', 'engine', name), `{ metrics { ${selection} } }`)
      .then((workload) => workload?.metrics);

  test('are there at the first query, with rates a moment later', async () => {
    platforms.put('web', { cpuCores: 0.5 });
    await telemetry.start();
    expect(await metrics('web')).toEqual({ cpuCores: null, memoryBytes: 1000, stale: false });
    await milliseconds(250);
    expect((await metrics('web')).cpuCores).toBeCloseTo(0.5);
  });

  test('are null for what does not run, and the workload is null when there is none', async () => {
    platforms.put('off', { facts: { running: false, state: 'STOPPED' } });
    await telemetry.start();
    expect(await metrics('off')).toBeNull();
    expect(await graph.entity('Workload', encodeId('Container', 'engine', 'none'), '{ id }')).toBeNull();
    expect(await graph.entity('Workload', encodeId('Network', 'engine', 'off'), '{ id }')).toBeNull();
  });

  test('are null once it stopped, though there are figures of before', async () => {
    platforms.put('web');
    await telemetry.start();
    platforms.put('web', { facts: { running: false, state: 'STOPPED' } });
    expect(await metrics('web')).toBeNull();
    platforms.put('web');
    await milliseconds(1100);
    expect(await metrics('web')).not.toBeNull();
  });

  test('are stale when no new ones came for three intervals', async () => {
    platforms.put('web');
    await telemetry.start();
    platforms.put('web', { figures: { at: Date.now() } });
    await milliseconds(2500);
    expect((await metrics('web')).stale).toBe(false);
    await milliseconds(1500);
    expect((await metrics('web')).stale).toBe(true);
  });

  test('of the last minutes are means over equal parts', async () => {
    platforms.put('web', { cpuCores: 1 });
    await telemetry.start();
    await milliseconds(30_000);
    platforms.put('web', { cpuCores: 3 });
    await milliseconds(30_000);
    const { window } = await metrics('web', 'window(seconds: 60, points: 2) { at cpuCores memoryBytes }');
    expect(window).toHaveLength(2);
    expect(window[0].cpuCores).toBeCloseTo(1, 1);
    expect(window[1].cpuCores).toBeCloseTo(3, 1);
    expect(window[0].memoryBytes).toBe(1000);
  });

  test.each([
    ['window(seconds: 0) { at }', 'seconds'],
    ['window(seconds: 3601) { at }', 'seconds'],
    ['window(points: 501) { at }', 'points'],
  ])('refuse %s', async (selection, field) => {
    platforms.put('web');
    await telemetry.start();
    await expect(metrics('web', selection)).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      details: { field },
    });
  });

  test('are read at the rhythm that is set, changed while it runs', async () => {
    await telemetry.start();
    await milliseconds(500);
    const readsIn = async (time: number) => {
      const before = platforms.reads;
      await milliseconds(time);
      return platforms.reads - before;
    };
    expect(await readsIn(10_000)).toBe(10);
    telemetry.setInterval(250);
    await milliseconds(10);
    expect(await readsIn(10_000)).toBe(40);
    telemetry.setInterval(5_000);
    await milliseconds(10);
    expect(await readsIn(10_000)).toBe(2);
  });

  test('are read rarely when nobody watches, no rule needs them and nobody asks', async () => {
    await telemetry.start();
    for (const { name } of DEFAULT_RULES) await graph.ask(SWITCH_OFF, { input: { name, enabled: false } });
    await milliseconds(2_000);
    const before = platforms.reads;
    await milliseconds(60_000);
    expect(platforms.reads - before).toBeLessThanOrEqual(6);
    platforms.put('web');
    expect(await metrics('web')).toMatchObject({ stale: false });
    const asked = platforms.reads;
    await milliseconds(10_000);
    expect(platforms.reads - asked).toBeGreaterThanOrEqual(9);
  });

  test('of the system sum up what runs', async () => {
    platforms.put('a', { cpuCores: 0.25 });
    platforms.put('b', { cpuCores: 0.5 });
    platforms.put('c', { facts: { running: false, state: 'STOPPED' } });
    await telemetry.start();
    await milliseconds(250);
    const { systemMetrics } = await graph.ask(SYSTEM);
    expect(systemMetrics).toMatchObject({
      workloadsByState: [
        { state: 'RUNNING', count: 2 },
        { state: 'STOPPED', count: 1 },
      ],
      workloadMemoryBytes: 2000,
      alertsFiring: 0,
      hosts: [{ id: platforms.machineId, metrics: { memoryRatio: 0.5 } }],
    });
    expect(systemMetrics.workloadCpuCores).toBeCloseTo(0.75);
    expect(systemMetrics.residentBytes).toBeGreaterThan(10_000_000);
  });

  describe('followed', () => {
    const FOLLOW = `subscription($ids: [ID!], $intervalMs: Int) {
      workloadMetrics(ids: $ids, intervalMs: $intervalMs) { workload { id } metrics { memoryBytes } }
    }`;

    test('begin with the newest and go on with each sample', async () => {
      platforms.put('web');
      await telemetry.start();
      const events = await graph.follow(FOLLOW, {});
      expect((await events.next()).value).toEqual({
        workload: { id: id('web') },
        metrics: { memoryBytes: 1000 },
      });
      platforms.put('web', { figures: { memoryBytes: 2000 } });
      const next = events.next();
      await milliseconds(1300);
      expect((await next).value.metrics).toEqual({ memoryBytes: 2000 });
      await events.return();
    });

    test('come at the interval asked for, and a slow client gets the newest of each', async () => {
      platforms.put('a');
      platforms.put('b');
      await telemetry.start();
      const events = await graph.follow(FOLLOW, { intervalMs: 5000 });
      await milliseconds(4_000);
      platforms.put('a', { figures: { memoryBytes: 1 } });
      await milliseconds(20_000);
      platforms.put('a', { figures: { memoryBytes: 2 } });
      await milliseconds(5_100);
      const waiting = [(await events.next()).value, (await events.next()).value];
      expect(waiting.map(({ workload, metrics: { memoryBytes } }) => [workload.id, memoryBytes])).toEqual([
        [id('a'), 2],
        [id('b'), 1000],
      ]);
      const next = events.next();
      await milliseconds(500);
      expect(await Promise.race([next, Promise.resolve('nothing yet')])).toBe('nothing yet');
      await events.return();
    });

    test('are those asked for, by id, name or the beginning of an id', async () => {
      platforms.put('web', { facts: { nativeId: 'abcdef0123' } });
      platforms.put('db');
      await telemetry.start();
      for (const text of ['web', 'abcd', encodeId('Container', 'engine', 'abcdef0123')]) {
        const events = await graph.follow(FOLLOW, { ids: [text] });
        expect((await events.next()).value.workload.id).toBe(encodeId('Container', 'engine', 'abcdef0123'));
        await events.return();
      }
      await expect(graph.follow(FOLLOW, { ids: ['nothing'] })).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(graph.follow(FOLLOW, { intervalMs: 100 })).rejects.toMatchObject({
        code: 'BAD_USER_INPUT',
      });
    });

    test('end when the subgraph stops, waiting clients included', async () => {
      await telemetry.start();
      const streams = await Promise.all([
        graph.follow(FOLLOW, {}),
        graph.follow('subscription { hostMetrics { host { id } } }'),
        graph.follow('subscription { alertStream { cursor } }'),
      ]);
      await streams[1].next();
      const waiting = streams.map((events) => events.next());
      await telemetry.stop();
      expect((await Promise.all(waiting)).map(({ done }) => done)).toEqual([true, true, true]);
    });
  });
});

const SWITCH_OFF = 'mutation($input: AlertRuleUpdateInput!) { alertRuleUpdate(input: $input) { dryRun } }';
const SYSTEM = `{ systemMetrics {
  workloadsByState { state count } workloadCpuCores workloadMemoryBytes alertsFiring residentBytes hosts { id metrics { memoryRatio } }
} }`;

function milliseconds(count: number): Promise<unknown> {
  return vi.advanceTimersByTimeAsync(count);
}

function id(nativeId: string): string {
  return encodeId('Container', 'engine', nativeId);
}
