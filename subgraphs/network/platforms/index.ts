import type { Fleet } from '#backends/fleet.ts';
import type { NetworkPlatforms } from '../port.ts';
import { dockerNetworks } from './docker.ts';
import { embeddedNetworks } from './embedded.ts';
import { hostInterfaces } from './host.ts';

export type { Fleet };

/** What the fleet's endpoints offer in networks. A local engine runs on the machine that the fleet's host endpoint reads. */
export function networkPlatforms(
  fleet: Pick<Fleet, 'clock' | 'endpoints' | 'docker' | 'host' | 'embedded'>,
): NetworkPlatforms {
  const { clock } = fleet;
  const hosts = fleet.host.map(hostInterfaces);
  const networks = [
    ...fleet.docker.map((endpoint) =>
      dockerNetworks({ endpoint, clock, host: endpoint.local ? hosts[0] : undefined }),
    ),
    ...fleet.embedded.map((endpoint) => embeddedNetworks({ endpoint, clock })),
  ];
  return {
    clock,
    endpoints: fleet.endpoints.map((endpoint) => endpoint.name),
    networks,
    hosts,
    [Symbol.dispose]: () => networks.forEach((platform) => platform[Symbol.dispose]()),
  };
}
