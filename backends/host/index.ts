import type { HostEndpoint, HostOptions } from './host-endpoint.ts';
import { HostMachine } from './host-machine.ts';

export type { CgroupPaths, CgroupReader, CgroupSample } from './cgroup.ts';
export type { HostFacts } from './facts.ts';
export type { HostEndpoint, HostOptions } from './host-endpoint.ts';
export type { HostProcess, ProcessQuery } from './process.ts';
export type { HostRoots } from './roots.ts';
export type * from './sample.ts';

/** The machine this process runs on, as an endpoint. Touches nothing until it is started or read. */
export function createHostEndpoint(options: HostOptions): HostEndpoint {
  return new HostMachine(options);
}
