export { createDockerEndpoint, type DockerEndpointOptions } from './create-docker-endpoint.ts';
export type * from './docker-endpoint.ts';
export type * from './documents.ts';
