import { IzaError } from '#kernel/errors.ts';
import type { Log } from '../log.ts';
import type { RevisionClock } from '../revision-clock.ts';
import type { DockerEndpoint, TlsMaterial } from './docker-endpoint.ts';

export interface DockerEndpointOptions {
  /** The endpoint's name in the configuration. */
  readonly name: string;
  /** In DOCKER_HOST's form: `unix:///var/run/docker.sock`, `tcp://host:2375`; with `tls`: `tcp://host:2376`. */
  readonly host: string;
  readonly tls?: TlsMaterial;
  readonly clock: RevisionClock;
  readonly log: Log;
}

/** An endpoint over one Docker Engine. Nothing is dialled before `start()`. */
export function createDockerEndpoint(options: DockerEndpointOptions): DockerEndpoint {
  throw new IzaError('NOT_SUPPORTED', `The endpoint ${options.name} cannot be made yet.`);
}
