import { createFleet } from '#backends/fleet.ts';
import { silentLog } from '#kernel/log.ts';
import { telemetryConformance, type TelemetryWorld } from './telemetry.conformance.ts';

telemetryConformance('embedded', async (): Promise<TelemetryWorld> => {
  const fleet = createFleet({ endpoints: [{ name: 'demo', platform: 'embedded' }], log: silentLog() });
  await fleet.start();
  const engine = fleet.embedded[0]!;
  return {
    fleet,
    endpoint: 'demo',
    run: async (name) => {
      const limits = { memoryBytes: 64 * 1024 * 1024 };
      const { id } = await engine.createContainer({ name, limits, image: 'izaos-sample/web:1.0' });
      await engine.startContainer(id);
      return id;
    },
    stop: (id) => engine.stopContainer(id),
    start: (id) => engine.startContainer(id),
    remove: (id) => engine.removeContainer(id, { force: true }),
    [Symbol.asyncDispose]: () => fleet.stop(),
  };
});
