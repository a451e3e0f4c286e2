import type { Fleet } from '#backends/fleet.ts';
import type { SecurityEndpoint } from '../port.ts';
import { dockerSecurity } from './docker.ts';
import { embeddedSecurity } from './embedded.ts';

export type { Fleet };

/** What the fleet's endpoints offer for judging workloads and seeing what happens to them. */
export function securityPlatforms(fleet: Pick<Fleet, 'docker' | 'embedded'>): readonly SecurityEndpoint[] {
  return [...fleet.docker.map(dockerSecurity), ...fleet.embedded.map(embeddedSecurity)];
}
