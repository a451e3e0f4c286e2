import { existsSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';
import { readAddresses, type AddressesByInterface } from './interface-addresses.ts';
import { parseNetDev } from './network-counters.ts';
import { readNumber, readText } from './read-text.ts';
import type { InterfaceKind, InterfaceSample } from './sample.ts';

/**
 * Interfaces of this machine's own network namespace. Counters are read each time; what an interface is (state, addresses, master)
 * at most every `maxAgeMs`, or at once when an interface is new: hundreds of veth pairs would make it dear.
 */
export class InterfaceReader {
  readonly #procRoot: string;
  readonly #sysRoot: string;
  readonly #maxAgeMs: number;
  readonly #facts = new Map<string, InterfaceFacts>();
  #addresses: AddressesByInterface = new Map();
  #readAt = Number.NEGATIVE_INFINITY;

  constructor(options: { readonly procRoot: string; readonly sysRoot: string; readonly maxAgeMs?: number }) {
    this.#procRoot = options.procRoot;
    this.#sysRoot = options.sysRoot;
    this.#maxAgeMs = options.maxAgeMs ?? 5_000;
  }

  read(): readonly InterfaceSample[] {
    const counters = parseNetDev(readText(`${this.#procRoot}/net/dev`) ?? '');
    const isNew = counters.some(({ name }) => !this.#facts.has(name));
    if (isNew || performance.now() - this.#readAt > this.#maxAgeMs)
      this.#refresh(counters.map(({ name }) => name));
    return counters.map((counter) => ({
      ...counter,
      ...this.#facts.get(counter.name)!,
      addresses: this.#addresses.get(counter.name) ?? [],
    }));
  }

  #refresh(names: readonly string[]): void {
    this.#addresses = readAddresses(this.#procRoot);
    this.#facts.clear();
    for (const name of names) this.#facts.set(name, readFacts(`${this.#sysRoot}/class/net/${name}`));
    this.#readAt = performance.now();
  }
}

type InterfaceFacts = Pick<InterfaceSample, 'kind' | 'mac' | 'mtu' | 'state' | 'speedMbps' | 'master'>;

function readFacts(folder: string): InterfaceFacts {
  const mac = readText(`${folder}/address`)?.trim();
  const speedMbps = readNumber(`${folder}/speed`);
  const master = linkName(`${folder}/master`);
  return {
    kind: readKind(folder),
    ...(mac && mac !== '00:00:00:00:00:00' && { mac }),
    mtu: readNumber(`${folder}/mtu`) ?? 0,
    state: readText(`${folder}/operstate`)?.trim() || 'unknown',
    // Unknown speeds read as -1, or as EINVAL while the link is down.
    ...(speedMbps !== undefined && speedMbps > 0 && { speedMbps }),
    ...(master && { master }),
  };
}

const KIND_OF_DEVTYPE: Readonly<Record<string, InterfaceKind>> = {
  bridge: 'bridge',
  bond: 'bond',
  vlan: 'vlan',
  vxlan: 'vxlan',
  geneve: 'tunnel',
  macvlan: 'macvlan',
  ipvlan: 'ipvlan',
  wireguard: 'wireguard',
  wlan: 'wireless',
  wwan: 'wireless',
};

/** ARPHRD_* numbers of `/sys/class/net/X/type` (linux/if_arp.h). */
const LOOPBACK = 772;
const TUNNELS: ReadonlySet<number> = new Set([768, 769, 776, 778, 823]);

function readKind(folder: string): InterfaceKind {
  const devtype = /^DEVTYPE=(\S+)/m.exec(readText(`${folder}/uevent`) ?? '')?.[1];
  const known = devtype === undefined ? undefined : KIND_OF_DEVTYPE[devtype];
  if (known) return known;
  const type = readNumber(`${folder}/type`) ?? 0;
  if (type === LOOPBACK) return 'loopback';
  if (existsSync(`${folder}/bridge`)) return 'bridge';
  if (existsSync(`${folder}/bonding`)) return 'bond';
  if (existsSync(`${folder}/tun_flags`)) return 'tuntap';
  if (existsSync(`${folder}/device`)) return existsSync(`${folder}/phy80211`) ? 'wireless' : 'physical';
  if (TUNNELS.has(type)) return 'tunnel';
  // A veth does not say what it is, but it is the only one left that is linked to another interface (its peer).
  return readNumber(`${folder}/iflink`) === readNumber(`${folder}/ifindex`) ? 'virtual' : 'veth';
}

function linkName(path: string): string | undefined {
  try {
    return basename(readlinkSync(path));
  } catch {
    return undefined;
  }
}
