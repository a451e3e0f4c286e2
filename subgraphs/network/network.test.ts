import { createFleet } from '#backends/fleet.ts';
import { silentLog } from '#kernel/log.ts';
import { networkConformance, type NetworkWorld } from './network.conformance.ts';

networkConformance('embedded', async (): Promise<NetworkWorld> => {
  const fleet = createFleet({ endpoints: [{ name: 'demo', platform: 'embedded' }], log: silentLog() });
  await fleet.start();
  const engine = fleet.embedded[0]!;
  return {
    fleet,
    endpoint: 'demo',
    labels: [{ key: 'purpose', value: 'test' }],
    createWorkload: async ({ name, network }) =>
      (await engine.createContainer({ name, networks: [network], image: 'izaos-sample/web:1.0' })).id,
    startWorkload: (id) => engine.startContainer(id),
    stopWorkload: (id) => engine.stopContainer(id),
    [Symbol.asyncDispose]: () => fleet.stop(),
  };
});
