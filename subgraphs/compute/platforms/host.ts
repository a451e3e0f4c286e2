import type { HostEndpoint } from '#backends/host/index.ts';
import { encodeId } from '#kernel/ids.ts';
import type { HostRecord } from '../domain.ts';
import type { ComputeEndpoint } from '../port.ts';

/** A machine without workloads of its own: those of engines on it are found by its id. */
export function hostPlatform(endpoint: HostEndpoint): ComputeEndpoint {
  const machine = () => machineOf(endpoint);
  return {
    name: endpoint.name,
    platform: 'HOST',
    address: endpoint.address,
    get state() {
      return endpoint.state;
    },
    onState: (listener) => endpoint.onState(listener),
    machine,
    hostId: () => machine()?.id,
    localPaths: true,
    has: () => false,
  };
}

/** Undefined while the machine cannot be read; its endpoint's state says why. */
function machineOf(endpoint: HostEndpoint): HostRecord | undefined {
  if (endpoint.state.status === 'CONNECTING') return undefined;
  try {
    const { machineId, hostname, os, kernel, architecture, cpu, memoryBytes, bootedAt } = endpoint.facts;
    return {
      __typename: 'Host',
      id: encodeId('Host', endpoint.name, machineId),
      name: hostname,
      endpoint: endpoint.name,
      operatingSystem: os.name,
      kernel,
      architecture,
      cpuCount: cpu.threads,
      memoryBytes,
      bootedAt,
    };
  } catch {
    return undefined;
  }
}
