/** An IPv4 network in numbers. */
export interface Subnet {
  readonly first: number;
  readonly prefixLength: number;
  readonly size: number;
}

/** `10.1.2.0/24`; undefined when it is not an IPv4 network of 4 to 2^24 addresses with no host bits set. */
export function parseSubnet(text: string): Subnet | undefined {
  const [address, prefix, rest] = text.split('/');
  const first = address === undefined ? undefined : parseAddress(address);
  const prefixLength = /^\d{1,2}$/.test(prefix ?? '') ? Number(prefix) : -1;
  if (first === undefined || rest !== undefined || prefixLength < 8 || prefixLength > 30) return undefined;
  const size = 2 ** (32 - prefixLength);
  return first % size === 0 ? { first, prefixLength, size } : undefined;
}

export function parseAddress(text: string): number | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  const octets = match?.slice(1).map(Number);
  if (!octets || octets.some((octet) => octet > 255)) return undefined;
  return octets.reduce((sum, octet) => sum * 256 + octet, 0);
}

export function formatAddress(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

export function overlap(left: Subnet, right: Subnet): boolean {
  return left.first < right.first + right.size && right.first < left.first + left.size;
}

/** Lowest address that is neither network, gateway (the first), broadcast nor taken. */
export function freeAddress(subnet: Subnet, taken: ReadonlySet<string>): string | undefined {
  for (let offset = 2; offset < subnet.size - 1; offset++) {
    const address = formatAddress(subnet.first + offset);
    if (!taken.has(address)) return address;
  }
  return undefined;
}

/** First of Docker's default networks (172.17.0.0/16 to 172.31.0.0/16, then 192.168.0.0/20 and on) that overlaps with none. */
export function freeSubnet(used: readonly Subnet[]): string | undefined {
  const candidates = [
    ...Array.from({ length: 15 }, (_, index) => `172.${17 + index}.0.0/16`),
    ...Array.from({ length: 16 }, (_, index) => `192.168.${index * 16}.0/20`),
  ];
  return candidates.find((text) => !used.some((subnet) => overlap(subnet, parseSubnet(text)!)));
}
