import type { Fleet } from '#backends/fleet.ts';
import type { StoragePlatforms } from '../port.ts';
import { dockerVolumes } from './docker.ts';
import { embeddedVolumes } from './embedded.ts';
import { hostStorage } from './host.ts';

export type { Fleet };

/** What the fleet's endpoints offer in storage. A local engine runs on the machine that the fleet's host endpoint reads. */
export function storagePlatforms(
  fleet: Pick<Fleet, 'clock' | 'endpoints' | 'docker' | 'host' | 'embedded'>,
): StoragePlatforms {
  const { clock } = fleet;
  const hosts = fleet.host.map(hostStorage);
  const volumes = [
    ...fleet.docker.map((endpoint) =>
      dockerVolumes({ endpoint, clock, host: endpoint.local ? hosts[0] : undefined }),
    ),
    ...fleet.embedded.map((endpoint) => embeddedVolumes({ endpoint, clock })),
  ];
  return {
    clock,
    endpoints: fleet.endpoints.map((endpoint) => endpoint.name),
    volumes,
    hosts,
    [Symbol.dispose]: () => volumes.forEach((platform) => platform[Symbol.dispose]()),
  };
}
