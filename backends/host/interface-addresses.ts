import { networkInterfaces } from 'node:os';
import { readText } from './read-text.ts';
import type { InterfaceAddress } from './sample.ts';

export type AddressesByInterface = ReadonlyMap<string, readonly InterfaceAddress[]>;

/**
 * Addresses of the interfaces of this network namespace. The system call behind Node leaves out interfaces without a
 * carrier (an empty Docker bridge); their addresses come from the kernel's tables of local addresses and routes. An IPv4 address of an
 * interface that is switched off is in neither.
 */
export function readAddresses(procRoot: string): AddressesByInterface {
  const addresses = new Map<string, InterfaceAddress[]>();
  const known = new Set<string>();
  const add = (name: string, address: InterfaceAddress) => {
    known.add(address.address);
    const list = addresses.get(name);
    if (list) list.push(address);
    else addresses.set(name, [address]);
  };
  // With another /proc the machine in it is not the one that the system call describes.
  for (const [name, entries] of Object.entries(procRoot === '/proc' ? networkInterfaces() : {})) {
    for (const { family, address, cidr } of entries ?? []) {
      if (family === 'IPv4')
        add(name, { family: 'v4', address, prefixLength: Number(cidr?.split('/')[1] ?? 32) });
    }
  }
  const routes = parseRoutes(readText(`${procRoot}/net/route`) ?? '');
  for (const address of parseLocalAddresses(readText(`${procRoot}/net/fib_trie`) ?? '')) {
    const route = known.has(address) ? undefined : routeOf(address, routes);
    if (route) add(route.name, { family: 'v4', address, prefixLength: route.prefixLength });
  }
  for (const line of (readText(`${procRoot}/net/if_inet6`) ?? '').split('\n')) {
    const [hex, , prefix, , , name] = line.trim().split(/\s+/);
    if (!hex || !prefix || !name) continue;
    add(name, { family: 'v6', address: formatV6(hex), prefixLength: Number.parseInt(prefix, 16) });
  }
  return addresses;
}

interface Route {
  readonly name: string;
  readonly network: number;
  readonly prefixLength: number;
}

/** Directly connected networks in `/proc/net/route` (little-endian hex), longest prefix first. */
function parseRoutes(text: string): readonly Route[] {
  const routes: Route[] = [];
  for (const line of text.split('\n').slice(1)) {
    const [name, destination, gateway, , , , , mask] = line.split(/\s+/);
    if (!name || !destination || !mask || gateway !== '00000000' || mask === '00000000') continue;
    const network = fromLittleEndian(destination);
    routes.push({ name, network, prefixLength: Math.clz32(~fromLittleEndian(mask)) });
  }
  return routes.sort((left, right) => right.prefixLength - left.prefixLength);
}

/** Addresses that `/proc/net/fib_trie` calls LOCAL: a leaf `|-- 10.0.0.1`, and below it `/32 host LOCAL`. */
function parseLocalAddresses(text: string): ReadonlySet<string> {
  const addresses = new Set<string>();
  let leaf: string | undefined;
  for (const line of text.split('\n')) {
    const trimmed = line.trim();
    if (trimmed.startsWith('|-- ')) leaf = trimmed.slice(4);
    else if (leaf !== undefined && trimmed === '/32 host LOCAL') addresses.add(leaf);
  }
  return addresses;
}

function routeOf(address: string, routes: readonly Route[]): Route | undefined {
  const bits = address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
  return routes.find(({ network, prefixLength }) => {
    const size = 2 ** (32 - prefixLength);
    return Math.floor(bits / size) === Math.floor(network / size);
  });
}

function fromLittleEndian(hex: string): number {
  return Buffer.from(hex.padStart(8, '0'), 'hex').readUInt32LE();
}

/** RFC 5952 text of 32 hex digits. */
function formatV6(hex: string): string {
  const groups = hex.match(/.{4}/g) ?? [];
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
}
