import type { Endpoint } from '#backends/endpoint.ts';
import type { Collection } from '#backends/mirror.ts';
import type { RevisionClock } from '#backends/revision-clock.ts';
import { endpointView } from '#schema/endpoint-view.ts';
import { mirrorPart, stalenessPart, touchPart, type SourcePart } from '#schema/watch-source.ts';
import type { AttachmentRecord, NetworkRecord, PortRecord, WorkloadRecord } from '../domain.ts';
import type { NetworkPlatform } from '../port.ts';

/** What a container says of itself, as far as networks are concerned. */
interface DescribedContainer {
  readonly workload: WorkloadRecord;
  readonly attachments: readonly AttachmentRecord[];
  readonly ports: readonly PortRecord[];
  /** Whether a network was looked up by name, which another may have tomorrow. */
  readonly guessed: boolean;
}

export interface MirroredOptions<C extends object, N extends object> {
  readonly endpoint: Endpoint & { readonly containers: Collection<C>; readonly networks: Collection<N> };
  readonly clock: RevisionClock;
  readonly idOf: (network: N) => string;
  readonly describeNetwork: (network: N, revision: string) => NetworkRecord;
  /** `networkNamed` finds the network a container names that was never started in it. */
  readonly describeContainer: (
    container: C,
    networkNamed: (name: string) => NetworkRecord | undefined,
  ) => DescribedContainer;
}

type Reads = Omit<NetworkPlatform, 'planCreate' | 'connect' | 'disconnect' | 'remove' | 'hostInterfaceOf'>;

/**
 * Networks read from an endpoint's mirror. Records hang on the mirror's immutable objects; who is where is worked out once per state of the
 * mirror, so that a list of a thousand containers with their networks stays cheap.
 */
export function mirroredNetworks<C extends object, N extends object>(
  options: MirroredOptions<C, N>,
): Reads & Disposable {
  const { endpoint, clock, idOf, describeNetwork, describeContainer } = options;
  const { containers, networks } = endpoint;
  const records = new WeakMap<N, NetworkRecord>();

  const recordOf = (native: N, revision = networks.revisionOf(idOf(native)) ?? 0): NetworkRecord => {
    const known = records.get(native);
    if (known) return known;
    const record = describeNetwork(native, `${clock.epoch}.${revision}`);
    records.set(native, record);
    return record;
  };
  const network = (nativeId: string) => {
    const native = networks.get(nativeId);
    return native && recordOf(native);
  };
  const networkNamed = (name: string) => {
    const native = networks.by('name', name)[0] ?? networks.get(name);
    return native && recordOf(native);
  };
  const described = describer(networks, (container: C) => describeContainer(container, networkNamed));
  const members = memberIndex(containers, networks, described);
  const snapshot = () =>
    networks.values().map((native) => ({ id: recordOf(native).id, value: recordOf(native) }));
  const touched = (ids: Iterable<string>) =>
    [...ids].flatMap((id) => {
      const value = network(id);
      return value ? [{ id: value.id, value }] : [];
    });

  const staleness = stalenessPart({ clock, endpoint, snapshot });
  const sources: readonly SourcePart<NetworkRecord>[] = [
    mirrorPart({ collection: networks, idOf: (native) => recordOf(native).id, view: recordOf }),
    touchPart<C, NetworkRecord>({
      collection: containers,
      touched: (change) => {
        const before =
          change.type === 'ADDED' ? [] : describeContainer(change.previous, networkNamed).attachments;
        const now = change.type === 'DELETED' ? [] : described(change.value).attachments;
        return touched(changedNetworks(before, now));
      },
    }),
    staleness,
  ];

  return {
    endpoint: endpoint.name,
    view: () => endpointView(endpoint),
    networks: () => networks.values().map((native) => recordOf(native)),
    network,
    workloads: () => containers.values().map((container) => described(container).workload),
    workload: (nativeId) => {
      const container = containers.get(nativeId);
      return container && described(container).workload;
    },
    attachmentsOf: (networkNativeId) => members().get(networkNativeId) ?? [],
    attachmentsOfWorkload: (workloadNativeId) => {
      const container = containers.get(workloadNativeId);
      return container ? described(container).attachments : [];
    },
    portsOf: (workloadNativeId) => {
      const container = containers.get(workloadNativeId);
      return container ? described(container).ports : [];
    },
    sources,
    [Symbol.dispose]: () => staleness[Symbol.dispose](),
  };
}

/** Descriptions kept per container; those that depend on which networks there are only until a network changes. */
function describer<C extends object, N extends object>(
  networks: Collection<N>,
  describe: (container: C) => DescribedContainer,
): (container: C) => DescribedContainer {
  const lasting = new WeakMap<C, DescribedContainer>();
  let passing = new WeakMap<C, DescribedContainer>();
  let passingFor: readonly N[] | undefined;
  return (container) => {
    const known = lasting.get(container);
    if (known) return known;
    const current = networks.values();
    if (passingFor !== current) {
      passing = new WeakMap();
      passingFor = current;
    }
    const description = passing.get(container) ?? describe(container);
    (description.guessed ? passing : lasting).set(container, description);
    return description;
  };
}

/** Network id → who is on it, built once per state of the mirror. */
function memberIndex<C extends object, N extends object>(
  containers: Collection<C>,
  networks: Collection<N>,
  described: (container: C) => DescribedContainer,
): () => ReadonlyMap<string, readonly AttachmentRecord[]> {
  let builtFor: readonly [readonly C[], readonly N[]] | undefined;
  let index = new Map<string, AttachmentRecord[]>();
  return () => {
    const current = containers.values();
    if (builtFor?.[0] === current && builtFor[1] === networks.values()) return index;
    index = new Map();
    for (const container of current) {
      for (const attachment of described(container).attachments) {
        const known = index.get(attachment.networkId);
        if (known) known.push(attachment);
        else index.set(attachment.networkId, [attachment]);
      }
    }
    builtFor = [current, networks.values()];
    return index;
  };
}

/** Native ids of the networks on which a container came, went, or has another address or name. */
function changedNetworks(
  before: readonly AttachmentRecord[],
  now: readonly AttachmentRecord[],
): ReadonlySet<string> {
  const then = new Map(before.map((attachment) => [attachment.networkId, textOf(attachment)]));
  const changed = new Set<string>();
  for (const attachment of now) {
    if (then.get(attachment.networkId) !== textOf(attachment)) changed.add(attachment.networkId);
    then.delete(attachment.networkId);
  }
  return changed.union(new Set(then.keys()));
}

function textOf(attachment: AttachmentRecord): string {
  return JSON.stringify({ ...attachment, workloadName: '' });
}
