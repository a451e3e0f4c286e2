import type { DockerEndpoint } from '#backends/docker/index.ts';
import type { ComputeEndpoint } from '../port.ts';
import { dockerContainers } from './docker-containers.ts';
import { dockerImages } from './docker-images.ts';
import { engineMachine } from './docker-records.ts';

export interface DockerPlatformOptions {
  readonly endpoint: DockerEndpoint;
  readonly epoch: string;
  /** Id of the machine this process runs on, where an endpoint reports it. */
  readonly thisMachine: () => string | undefined;
}

export function dockerPlatform({ endpoint, epoch, thisMachine }: DockerPlatformOptions): ComputeEndpoint {
  const reportedElsewhere = () => (endpoint.local ? thisMachine() : undefined);
  const machine = () => {
    if (!endpoint.info || reportedElsewhere() !== undefined) return undefined;
    return engineMachine(endpoint.info, endpoint.name);
  };
  return {
    name: endpoint.name,
    platform: 'DOCKER',
    address: endpoint.address,
    get state() {
      return endpoint.state;
    },
    onState: (listener) => endpoint.onState(listener),
    machine,
    hostId: () => reportedElsewhere() ?? machine()?.id,
    has: (type, nativeId) =>
      (type === 'Network' ? endpoint.networks : endpoint.volumes).get(nativeId) !== undefined,
    localPaths: endpoint.local,
    containers: dockerContainers(endpoint, epoch),
    images: dockerImages(endpoint, epoch),
  };
}
