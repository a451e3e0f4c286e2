import { createFleet } from '#backends/fleet.ts';
import { silentLog } from '#kernel/log.ts';
import { computeConformance, type ComputeWorld } from './compute.conformance.ts';

computeConformance('embedded', async (): Promise<ComputeWorld> => {
  const fleet = createFleet({ endpoints: [{ name: 'demo', platform: 'embedded' }], log: silentLog() });
  await fleet.start();
  return {
    fleet,
    endpoint: 'demo',
    platform: 'EMBEDDED',
    image: 'izaos-sample/web:1.0',
    command: ['sleep', '600'],
    labels: [{ key: 'purpose', value: 'test' }],
    [Symbol.asyncDispose]: () => fleet.stop(),
  };
});
