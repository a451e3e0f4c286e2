import { IzaError } from '#kernel/errors.ts';
import type { EndpointState } from '../endpoint.ts';
import type { CgroupPaths, CgroupReader } from './cgroup.ts';
import type { HostFacts } from './facts.ts';
import type { HostEndpoint, HostOptions } from './host-endpoint.ts';
import type { HostProcess } from './process.ts';
import type { HostSample, InterfaceCounters } from './sample.ts';

export class HostMachine implements HostEndpoint {
  readonly platform = 'host';
  readonly name: string;
  readonly address = 'file:///proc';
  state: EndpointState = { status: 'CONNECTING', since: new Date() };

  constructor(options: HostOptions) {
    this.name = options.name;
  }

  get facts(): HostFacts {
    throw this.#pending();
  }
  onState(): () => void {
    return () => {};
  }
  async start(): Promise<void> {}
  async stop(): Promise<void> {}
  sample(): HostSample {
    throw this.#pending();
  }
  async processes(): Promise<readonly HostProcess[]> {
    throw this.#pending();
  }
  cgroupOf(): CgroupPaths | undefined {
    return undefined;
  }
  cgroupReader(): CgroupReader {
    throw this.#pending();
  }
  networkCounters(): readonly InterfaceCounters[] | undefined {
    return undefined;
  }
  #pending(): IzaError {
    return new IzaError('BACKEND_UNAVAILABLE', 'The host is not readable yet.', { endpoint: this.name });
  }
}
