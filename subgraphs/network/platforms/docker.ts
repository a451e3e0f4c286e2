import type {
  DockerAttachment,
  DockerContainer,
  DockerEndpoint,
  DockerNetwork,
  DockerPortMap,
  NetworkCreateBody,
} from '#backends/docker/index.ts';
import type { RevisionClock } from '#backends/revision-clock.ts';
import { IzaError } from '#kernel/errors.ts';
import { encodeId } from '#kernel/ids.ts';
import { labelList } from '#schema/labels.ts';
import type { AttachmentRecord, NetworkRecord, NetworkSpec, PortRecord } from '../domain.ts';
import type { HostPlatform, NetworkPlatform } from '../port.ts';
import { mirroredNetworks } from './mirrored-networks.ts';

/** Networks of one Docker Engine. `host` is the machine it runs on, where that is this one. */
export function dockerNetworks(options: {
  readonly endpoint: DockerEndpoint;
  readonly clock: RevisionClock;
  readonly host: HostPlatform | undefined;
}): NetworkPlatform & Disposable {
  const { endpoint, clock, host } = options;
  const reads = mirroredNetworks<DockerContainer, DockerNetwork>({
    endpoint,
    clock,
    idOf: (network) => network.Id,
    describeNetwork: (network, revision) => describeNetwork(endpoint.name, network, revision),
    describeContainer: (container, networkNamed) => ({
      workload: {
        id: encodeId('Container', endpoint.name, container.Id),
        endpoint: endpoint.name,
        nativeId: container.Id,
        name: nameOf(container),
        fixed: fixedBecause(container.HostConfig.NetworkMode),
      },
      attachments: attachmentsOf(endpoint.name, container, networkNamed),
      ports: portsOf(container),
      guessed: Object.values(container.NetworkSettings.Networks ?? {}).some(({ NetworkID }) => !NetworkID),
    }),
  });
  return {
    ...reads,
    hostInterfaceOf: (network) => {
      const native = endpoint.networks.get(network.nativeId);
      const name = native && interfaceName(native);
      return name === undefined ? undefined : host?.interfaces().find((link) => link.name === name);
    },
    planCreate: (spec) => {
      if (spec.name === 'default') {
        throw new IzaError('CONFLICT', 'input.name: the engine keeps the name "default" for itself.', {
          field: 'input.name',
        });
      }
      const body = createBody(spec);
      return {
        admission: {
          kind: 'network.create',
          platform: endpoint.platform,
          endpoint: endpoint.name,
          localPaths: endpoint.local,
          settings: body as unknown as Readonly<Record<string, unknown>>,
        },
        create: async () => {
          const { Id } = await endpoint.createNetwork(body);
          const created = reads.network(Id);
          if (created) return created;
          throw new IzaError('CONFLICT', `${spec.name} was created and removed again by someone else.`);
        },
      };
    },
    connect: async ({ network, workload, ipv4Address, aliases }) => {
      const attachment = {
        ...(aliases.length > 0 && { Aliases: aliases }),
        ...(ipv4Address !== undefined && { IPAMConfig: { IPv4Address: ipv4Address } }),
      };
      await endpoint.connectNetwork(network.nativeId, workload.nativeId, { endpoint: attachment });
    },
    disconnect: ({ network, workload, force }) =>
      endpoint.disconnectNetwork(network.nativeId, workload.nativeId, { force }),
    remove: (network) => endpoint.removeNetwork(network.nativeId),
  };
}

/** Networks every engine has; `ingress` and `docker_gwbridge` come with Swarm. */
const BUILT_IN: ReadonlySet<string> = new Set(['bridge', 'host', 'none']);

function describeNetwork(endpoint: string, network: DockerNetwork, revision: string): NetworkRecord {
  const labelRecord = network.Labels ?? {};
  return {
    id: encodeId('Network', endpoint, network.Id),
    endpoint,
    nativeId: network.Id,
    name: network.Name,
    platform: 'DOCKER',
    driver: network.Driver,
    scope: network.Scope,
    internal: network.Internal,
    attachable: network.Attachable,
    ipv6: network.EnableIPv6,
    subnets: (network.IPAM.Config ?? []).flatMap(({ Subnet, Gateway }) =>
      Subnet ? [{ cidr: Subnet, gateway: Gateway || undefined }] : [],
    ),
    labels: labelList(labelRecord),
    labelRecord,
    createdAt: instantOf(network.Created),
    builtIn: BUILT_IN.has(network.Name) || network.Ingress,
    joinable: network.Driver !== 'host' && network.Driver !== 'null' && !network.Ingress,
    revision,
    native: () => ({
      ...network,
      Options: withheld(network.Options),
      IPAM: { ...network.IPAM, Options: withheld(network.IPAM.Options) },
    }),
  };
}

/**
 * Names of driver options with the values of those that are documented to hold no secret; a third-party driver's may.
 * https://docs.docker.com/reference/cli/docker/network/create/#bridge-driver-options
 */
function withheld(
  options: Readonly<Record<string, string>> | null | undefined,
): Record<string, string | null> {
  const open = /^(?:com\.docker\.network\.|(?:parent|macvlan_mode|ipvlan_mode|ipvlan_flag|encrypted)$)/;
  return Object.fromEntries(
    Object.entries(options ?? {}).map(([key, value]) => [key, open.test(key) ? value : null]),
  );
}

/** The bridge's name, or the interface that a macvlan or ipvlan network hangs on. */
function interfaceName(network: DockerNetwork): string | undefined {
  switch (network.Driver) {
    case 'bridge':
      return network.Options?.['com.docker.network.bridge.name'] ?? `br-${network.Id.slice(0, 12)}`;
    case 'macvlan':
    case 'ipvlan':
      return network.Options?.['parent'];
    default:
      return undefined;
  }
}

function fixedBecause(networkMode: string | undefined): string | undefined {
  if (networkMode === 'host') return "shares the host's network";
  if (networkMode === 'none') return 'was created without a network';
  if (networkMode?.startsWith('container:')) return 'shares the network of another container';
  return undefined;
}

/**
 * The engine names a network by key and id; while a container was never started the id is empty, and the key is the name even when
 * the container was created with the network's id.
 */
function attachmentsOf(
  endpoint: string,
  container: DockerContainer,
  networkNamed: (name: string) => NetworkRecord | undefined,
): readonly AttachmentRecord[] {
  const workloadId = encodeId('Container', endpoint, container.Id);
  return Object.entries(container.NetworkSettings.Networks ?? {}).map(([key, attachment]) => {
    const networkId = attachment.NetworkID || networkNamed(key)?.nativeId;
    return {
      endpoint,
      workloadId,
      workloadName: nameOf(container),
      networkId: networkId ?? key,
      networkName: key,
      ipv4Address: cidr(attachment.IPAddress, attachment.IPPrefixLen),
      ipv6Address: cidr(attachment.GlobalIPv6Address, attachment.GlobalIPv6PrefixLen),
      macAddress: attachment.MacAddress || undefined,
      aliases: aliasesOf(container, attachment),
    };
  });
}

/** Without the short id, which engines before 25 list among the aliases and later ones do not. */
function aliasesOf(container: DockerContainer, attachment: DockerAttachment): readonly string[] {
  return (attachment.Aliases ?? []).filter((alias) => alias !== container.Id.slice(0, 12));
}

/** While it runs: what is published and what is only exposed. Otherwise: what it is configured to use, published nowhere. */
function portsOf(container: DockerContainer): readonly PortRecord[] {
  const published: DockerPortMap = container.State.Running ? (container.NetworkSettings.Ports ?? {}) : {};
  const specs = new Set([
    ...Object.keys(published),
    ...Object.keys(container.Config.ExposedPorts ?? {}),
    ...Object.keys(container.HostConfig.PortBindings ?? {}),
  ]);
  return [...specs]
    .flatMap((spec): readonly PortRecord[] => {
      const [number, protocol = 'tcp'] = spec.split('/');
      const port = { containerPort: Number(number), protocol, hostAddress: undefined, hostPort: undefined };
      const bindings = published[spec] ?? [];
      if (bindings.length === 0) return [port];
      return bindings.map(({ HostIp, HostPort }) => ({
        ...port,
        hostAddress: HostIp || '0.0.0.0',
        hostPort: HostPort ? Number(HostPort) : undefined,
      }));
    })
    .sort(
      (left, right) => left.containerPort - right.containerPort || (left.protocol < right.protocol ? -1 : 1),
    );
}

function createBody(spec: NetworkSpec): NetworkCreateBody {
  const ranges = spec.subnets.map(({ cidr: Subnet, gateway }) => ({
    Subnet,
    ...(gateway !== undefined && { Gateway: gateway }),
  }));
  return {
    Name: spec.name,
    Driver: spec.driver,
    Internal: spec.internal,
    Attachable: spec.attachable,
    EnableIPv6: spec.ipv6,
    IPAM: { Driver: 'default', Config: ranges },
    Options: spec.options,
    Labels: spec.labels,
  };
}

function nameOf(container: DockerContainer): string {
  return container.Name.replace(/^\//, '');
}

function cidr(address: string | undefined, prefixLength: number): string | undefined {
  return address ? `${address}/${prefixLength}` : undefined;
}

/** The engine writes year 1 for "never". */
function instantOf(text: string): Date | undefined {
  const instant = new Date(text);
  return instant.getTime() > 0 ? instant : undefined;
}
