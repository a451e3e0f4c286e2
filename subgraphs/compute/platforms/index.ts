import type { Fleet } from '#backends/fleet.ts';
import type { ComputeEndpoint } from '../port.ts';
import { dockerPlatform } from './docker.ts';
import { embeddedPlatform } from './embedded.ts';
import { hostPlatform } from './host.ts';

export type { Fleet };

/** Every endpoint of the fleet through compute's port. */
export function computePlatforms(fleet: Fleet): readonly ComputeEndpoint[] {
  const { epoch } = fleet.clock;
  const hosts = fleet.host.map(hostPlatform);
  const thisMachine = () => hosts[0]?.hostId();
  return [
    ...hosts,
    ...fleet.docker.map((endpoint) => dockerPlatform({ endpoint, epoch, thisMachine })),
    ...fleet.embedded.map((endpoint) => embeddedPlatform(endpoint, epoch)),
  ];
}
