import { createFleet } from '#backends/fleet.ts';
import { silentLog } from '#kernel/log.ts';
import { storageConformance, type StorageWorld } from './storage.conformance.ts';

storageConformance('embedded', async (): Promise<StorageWorld> => {
  const fleet = createFleet({ endpoints: [{ name: 'demo', platform: 'embedded' }], log: silentLog() });
  await fleet.start();
  const engine = fleet.embedded[0]!;
  return {
    fleet,
    endpoint: 'demo',
    labels: [{ key: 'purpose', value: 'test' }],
    createWorkload: async ({ name, volume }) => {
      const mounts = [
        { type: 'volume', source: volume, destination: '/data', readOnly: true },
        { type: 'bind', source: '/srv', destination: '/host', readOnly: false },
        { type: 'tmpfs', source: '', destination: '/scratch', readOnly: false },
      ] as const;
      return (await engine.createContainer({ name, mounts, image: 'izaos-sample/web:1.0' })).id;
    },
    removeWorkload: (id) => engine.removeContainer(id),
    [Symbol.asyncDispose]: () => fleet.stop(),
  };
});
