import { BlockList, isIP, SocketAddress } from 'node:net';

/** A range of addresses in CIDR notation. */
export interface AddressRange {
  readonly family: 4 | 6;
  readonly address: string;
  readonly prefixLength: number;
  /** Whether the address is the first of the range. */
  readonly aligned: boolean;
  /** The range written with its first address, in canonical form. */
  readonly network: string;
}

/** `10.20.0.0/24`, `fd00::/64`; undefined for anything else. */
export function parseRange(cidr: string): AddressRange | undefined {
  const match = /^([0-9A-Fa-f:.]{2,45})\/(\d{1,3})$/.exec(cidr);
  const address = match?.[1] ?? '';
  const family = isIP(address);
  const prefixLength = Number(match?.[2]);
  if ((family !== 4 && family !== 6) || prefixLength > (family === 4 ? 32 : 128)) return undefined;
  const value = numberOf(address, family);
  const hostBits = BigInt((family === 4 ? 32 : 128) - prefixLength);
  const first = (value >> hostBits) << hostBits;
  const network = `${family === 4 ? textOfV4(first) : textOfV6(first)}/${prefixLength}`;
  return { family, address, prefixLength, aligned: value === first, network };
}

export function inRange(address: string, range: AddressRange): boolean {
  const list = new BlockList();
  list.addSubnet(range.address, range.prefixLength, nameOf(range.family));
  return isIP(address) === range.family && list.check(address, nameOf(range.family));
}

function numberOf(address: string, family: 4 | 6): bigint {
  if (family === 4) return address.split('.').reduce((sum, part) => (sum << 8n) | BigInt(part), 0n);
  const [head = '', tail] = expandEmbeddedV4(address).split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail ? tail.split(':') : [];
  const middle = Array.from({ length: 8 - left.length - right.length }, () => '0');
  return [...left, ...middle, ...right].reduce((sum, part) => (sum << 16n) | BigInt(`0x${part}`), 0n);
}

/** `::ffff:10.0.0.1` → `::ffff:a00:1`. */
function expandEmbeddedV4(address: string): string {
  return address.replace(/[\d.]+$/, (tail) => {
    if (!tail.includes('.')) return tail;
    const value = numberOf(tail, 4);
    return `${(value >> 16n).toString(16)}:${(value & 0xffffn).toString(16)}`;
  });
}

function textOfV4(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.');
}

/** In the form of RFC 5952, as Node writes it. */
function textOfV6(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) =>
    ((value >> BigInt(112 - 16 * index)) & 0xffffn).toString(16),
  );
  return new SocketAddress({ family: 'ipv6', address: groups.join(':') }).address;
}

function nameOf(family: 4 | 6): 'ipv4' | 'ipv6' {
  return family === 4 ? 'ipv4' : 'ipv6';
}
