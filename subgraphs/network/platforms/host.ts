import type { HostEndpoint, InterfaceSample } from '#backends/host/index.ts';
import type { HostInterfaceRecord } from '../domain.ts';
import type { HostPlatform } from '../port.ts';

/** A page of networks asks for as many interfaces; the kernel is read once for all of them. */
const FRESH_MS = 1_000;

/** Interfaces of this machine. */
export function hostInterfaces(endpoint: HostEndpoint): HostPlatform {
  let read: { readonly at: number; readonly interfaces: readonly HostInterfaceRecord[] } | undefined;
  return {
    endpoint: endpoint.name,
    is: (nativeId) => endpoint.facts.machineId === nativeId,
    interfaces: () => {
      if (!read || performance.now() - read.at >= FRESH_MS) {
        read = { interfaces: endpoint.sample().interfaces.map(describeInterface), at: performance.now() };
      }
      return read.interfaces;
    },
  };
}

function describeInterface(link: InterfaceSample): HostInterfaceRecord {
  return {
    name: link.name,
    kind: link.kind,
    macAddress: link.mac,
    mtu: link.mtu,
    state: stateOf(link.state),
    speedMbps: link.speedMbps,
    addresses: link.addresses.map(({ address, prefixLength }) => `${address}/${prefixLength}`),
    master: link.master,
    receivedBytes: link.rxBytes,
    transmittedBytes: link.txBytes,
    errors: link.rxErrors + link.txErrors,
    drops: link.rxDrops + link.txDrops,
  };
}

/** The kernel's operational state. https://www.kernel.org/doc/html/latest/networking/operstates.html */
function stateOf(operstate: string): HostInterfaceRecord['state'] {
  switch (operstate) {
    case 'up':
      return 'up';
    case 'down':
    case 'dormant':
    case 'lowerlayerdown':
    case 'notpresent':
      return 'down';
    default:
      return 'unknown';
  }
}
