import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeId } from '#kernel/ids.ts';
import { silentLog } from '#kernel/log.ts';
import { subgraphClient, type SubgraphClient } from '#test/subgraph-client.ts';
import { createTelemetrySubgraph, type Fleet, type TelemetrySubgraph } from './index.ts';

/** An endpoint to try the subgraph on, and how to make workloads there without the subgraph. */
export interface TelemetryWorld extends AsyncDisposable {
  readonly fleet: Fleet;
  readonly endpoint: string;
  /** Makes a workload that runs, with a memory limit of 64 MiB. Resolves to its native id, when the mirror shows it. */
  run(name: string): Promise<string>;
  stop(nativeId: string): Promise<void>;
  start(nativeId: string): Promise<void>;
  remove(nativeId: string): Promise<void>;
}

/** What holds on every platform. `prefix` begins every name. */
export function telemetryConformance(prefix: string, createWorld: () => Promise<TelemetryWorld>): void {
  describe(`figures conform (${prefix})`, () => {
    let world: TelemetryWorld;
    let telemetry: TelemetrySubgraph;
    let graph: SubgraphClient;
    let count = 0;

    beforeAll(async () => {
      world = await createWorld();
      telemetry = createTelemetrySubgraph({ fleet: world.fleet, log: silentLog(), metricsIntervalMs: 250 });
      graph = subgraphClient(telemetry.schema);
      await telemetry.start();
    });
    afterAll(async () => {
      await telemetry.stop();
      await world[Symbol.asyncDispose]();
    });

    const run = () => world.run(`${prefix}-${++count}`);
    const metricsOf = async (nativeId: string) =>
      (
        await graph.entity(
          'Workload',
          encodeId('Container', world.endpoint, nativeId),
          `{ metrics { ${FIGURES} } }`,
        )
      )?.metrics;

    test('a workload that has just started has figures at once and rates within a second', async () => {
      const nativeId = await run();
      const first = await metricsOf(nativeId);
      expect(first).toMatchObject({ stale: false, memoryLimitBytes: 64 * 1024 * 1024 });
      expect(first.memoryBytes).toBeGreaterThan(0);
      expect(Math.abs(Date.now() - Date.parse(first.sampledAt))).toBeLessThan(2_000);
      await expect.poll(async () => (await metricsOf(nativeId)).cpuCores, { timeout: 2_000 }).not.toBeNull();
      const later = await metricsOf(nativeId);
      expect(later.memoryRatio).toBeCloseTo(later.memoryBytes / later.memoryLimitBytes, 5);
      expect(later.cpuSeconds).toBeGreaterThanOrEqual(first.cpuSeconds);
      expect(later.pids).toBeGreaterThan(0);
      expect(later.networkReceivedBytes).not.toBeNull();
    });

    test('a workload that stopped has none, and counts anew when it runs again', async () => {
      const nativeId = await run();
      await expect.poll(async () => (await metricsOf(nativeId)).cpuCores).not.toBeNull();
      await world.stop(nativeId);
      expect(await metricsOf(nativeId)).toBeNull();
      await world.start(nativeId);
      const again = await metricsOf(nativeId);
      expect(again).toMatchObject({ cpuCores: null, stale: false });
      await world.remove(nativeId);
      expect(
        await graph.entity('Workload', encodeId('Container', world.endpoint, nativeId), '{ id }'),
      ).toBeNull();
    });

    test('a window fills as time goes', async () => {
      const nativeId = await run();
      const window = async () => (await metricsOf(nativeId)).window;
      await expect.poll(async () => (await window()).length, { timeout: 5_000 }).toBeGreaterThan(4);
      const times = (await window()).map(({ at }: { at: string }) => Date.parse(at));
      expect(times).toEqual(times.toSorted(ascending));
    });

    test('live figures come for one workload at its interval', async () => {
      const nativeId = await run();
      const id = encodeId('Container', world.endpoint, nativeId);
      await using events = await graph.follow(
        'subscription($ids: [ID!]) { workloadMetrics(ids: $ids, intervalMs: 250) { workload { id } metrics { sampledAt } } }',
        { ids: [nativeId.slice(0, 12)] },
      );
      const times: number[] = [];
      while (times.length < 4) {
        const { value } = await events.next();
        expect(value.workload.id).toBe(id);
        times.push(Date.parse(value.metrics.sampledAt));
      }
      expect(times).toEqual([...new Set(times)].toSorted(ascending));
    });

    test('states are counted and exposed', async () => {
      const nativeId = await run();
      await metricsOf(nativeId);
      const { systemMetrics } = await graph.ask(
        '{ systemMetrics { workloadsByState { state count } workloadMemoryBytes } }',
      );
      const running = systemMetrics.workloadsByState.find(
        ({ state }: { state: string }) => state === 'RUNNING',
      );
      expect(running.count).toBeGreaterThan(0);
      expect(systemMetrics.workloadMemoryBytes).toBeGreaterThan(0);
      const exposed = await telemetry.metrics.render();
      const labels = `endpoint="${world.endpoint}",container="${prefix}-${count}"`;
      expect(exposed).toContain(`iza_container_memory_limit_bytes{${labels}} ${64 * 1024 * 1024}`);
      expect(exposed).toContain(`iza_container_info{${labels},id="${nativeId}"`);
      await world.remove(nativeId);
      expect(await telemetry.metrics.render()).not.toContain(labels);
    });
  });
}

const FIGURES = `sampledAt source stale cpuCores cpuSeconds memoryBytes memoryLimitBytes memoryRatio pids networkReceivedBytes
  window(seconds: 60, points: 500) { at cpuCores memoryBytes }`;

function ascending(left: number, right: number): number {
  return left - right;
}
