import type { Endpoint } from '#backends/endpoint.ts';
import type { Fleet } from '#backends/fleet.ts';
import { encodeId } from '#kernel/ids.ts';
import type { EndpointView, TelemetryPlatforms } from '../port.ts';
import { DockerWorkloads } from './docker.ts';
import { EmbeddedWorkloads } from './embedded.ts';
import { HostMachinePlatform } from './host.ts';

export type { Fleet } from '#backends/fleet.ts';

/** The port over all endpoints of a fleet. */
export function telemetryPlatforms(fleet: Fleet): TelemetryPlatforms {
  const machine = fleet.host[0];
  const local = fleet.docker
    .filter((docker) => docker.local)
    .map((docker) => new DockerWorkloads(docker, machine));
  const remote = fleet.docker
    .filter((docker) => !docker.local)
    .map((docker) => new DockerWorkloads(docker, undefined));
  const workloadIdOf = (nativeId: string) =>
    local.map((platform) => platform.workload(nativeId)?.id).find((id) => id !== undefined);
  return {
    endpoints: fleet.endpoints.map(viewOf),
    workloads: [...local, ...remote, ...fleet.embedded.map((engine) => new EmbeddedWorkloads(engine))],
    machines: fleet.host.map((host) => new HostMachinePlatform(host, workloadIdOf)),
  };
}

function viewOf(endpoint: Endpoint): EndpointView {
  return {
    id: encodeId('Endpoint', endpoint.name, endpoint.name),
    name: endpoint.name,
    platform: endpoint.platform,
    get state() {
      return endpoint.state;
    },
  };
}
