import type { EmbeddedContainer, EmbeddedEndpoint, EmbeddedNetwork } from '#backends/embedded/index.ts';
import type { RevisionClock } from '#backends/revision-clock.ts';
import { IzaError } from '#kernel/errors.ts';
import { encodeId } from '#kernel/ids.ts';
import { labelList } from '#schema/labels.ts';
import type { AttachmentRecord, NetworkRecord, NetworkSpec, PortRecord } from '../domain.ts';
import type { NetworkPlatform } from '../port.ts';
import { mirroredNetworks } from './mirrored-networks.ts';

/** Networks that are made up, in memory. */
export function embeddedNetworks(options: {
  readonly endpoint: EmbeddedEndpoint;
  readonly clock: RevisionClock;
}): NetworkPlatform & Disposable {
  const { endpoint, clock } = options;
  const reads = mirroredNetworks<EmbeddedContainer, EmbeddedNetwork>({
    endpoint,
    clock,
    idOf: (network) => network.id,
    describeNetwork: (network, revision) => describeNetwork(endpoint.name, network, revision),
    describeContainer: (container) => ({
      workload: {
        id: encodeId('Container', endpoint.name, container.id),
        endpoint: endpoint.name,
        nativeId: container.id,
        name: container.name,
        fixed: undefined,
      },
      attachments: attachmentsOf(endpoint.name, container),
      ports: portsOf(container),
      guessed: false,
    }),
  });
  return {
    ...reads,
    hostInterfaceOf: () => undefined,
    planCreate: (spec) => {
      const request = requestFor(spec);
      return {
        admission: {
          kind: 'network.create',
          platform: endpoint.platform,
          endpoint: endpoint.name,
          localPaths: false,
          settings: judgedSettings(spec),
        },
        create: async () => {
          const { id } = await endpoint.createNetwork(request);
          const created = reads.network(id);
          if (created) return created;
          throw new IzaError('CONFLICT', `${spec.name} was created and removed again by someone else.`);
        },
      };
    },
    connect: ({ network, workload, ipv4Address, aliases }) =>
      endpoint.connectNetwork(network.nativeId, workload.nativeId, {
        aliases,
        ...(ipv4Address !== undefined && { ipv4Address }),
      }),
    disconnect: ({ network, workload, force }) =>
      endpoint.disconnectNetwork(network.nativeId, workload.nativeId, { force }),
    remove: (network) => endpoint.removeNetwork(network.nativeId),
  };
}

const BUILT_IN: ReadonlySet<string> = new Set(['bridge', 'host', 'none']);

function describeNetwork(endpoint: string, network: EmbeddedNetwork, revision: string): NetworkRecord {
  return {
    id: encodeId('Network', endpoint, network.id),
    endpoint,
    nativeId: network.id,
    name: network.name,
    platform: 'EMBEDDED',
    driver: network.driver,
    scope: 'local',
    internal: network.internal,
    attachable: network.attachable,
    ipv6: false,
    subnets: network.subnet === undefined ? [] : [{ cidr: network.subnet, gateway: network.gateway }],
    labels: labelList(network.labels),
    labelRecord: network.labels,
    createdAt: network.createdAt,
    builtIn: BUILT_IN.has(network.name),
    joinable: network.driver === 'bridge',
    revision,
    native: () => network,
  };
}

function attachmentsOf(endpoint: string, container: EmbeddedContainer): readonly AttachmentRecord[] {
  const workloadId = encodeId('Container', endpoint, container.id);
  return container.networks.map((attachment) => ({
    endpoint,
    workloadId,
    workloadName: container.name,
    networkId: attachment.networkId,
    networkName: attachment.networkName,
    ipv4Address:
      attachment.ipv4Address === undefined
        ? undefined
        : `${attachment.ipv4Address}/${attachment.prefixLength ?? 32}`,
    ipv6Address: undefined,
    macAddress: attachment.macAddress,
    aliases: attachment.aliases,
  }));
}

function portsOf(container: EmbeddedContainer): readonly PortRecord[] {
  const runs = container.state.status === 'running' || container.state.status === 'paused';
  return container.ports
    .map(({ containerPort, protocol, hostAddress, hostPort }) => {
      const published = runs && hostPort !== undefined;
      return {
        containerPort,
        protocol,
        hostAddress: published ? (hostAddress ?? '0.0.0.0') : undefined,
        hostPort: published ? hostPort : undefined,
      };
    })
    .toSorted((left, right) => left.containerPort - right.containerPort);
}

function requestFor(spec: NetworkSpec) {
  const { name, driver, internal, attachable, ipv6, subnets, labels, options } = spec;
  if (driver !== 'bridge') throw unsupported('input.driver', 'only the driver bridge');
  if (ipv6) throw unsupported('input.ipv6', 'IPv4 only');
  if (subnets.length > 1) throw unsupported('input.subnets', 'one address range per network');
  if (subnets[0]?.gateway !== undefined)
    throw unsupported('input.subnets.0.gateway', 'gateways of its own choice');
  if (Object.keys(options).length > 0) throw unsupported('input.options', 'no driver options');
  const subnet = subnets[0]?.cidr;
  return { name, internal, attachable, labels, ...(subnet !== undefined && { subnet }) };
}

function unsupported(field: string, what: string): IzaError {
  return new IzaError('NOT_SUPPORTED', `${field}: the embedded platform knows ${what}.`, { field });
}

/** The policy knows one engine's words; what is made up here is judged as if it were made there. */
function judgedSettings(spec: NetworkSpec): Readonly<Record<string, unknown>> {
  return {
    Name: spec.name,
    Driver: spec.driver,
    Internal: spec.internal,
    Attachable: spec.attachable,
    EnableIPv6: spec.ipv6,
    IPAM: { Driver: 'default', Config: spec.subnets.map(({ cidr: Subnet }) => ({ Subnet })) },
    Options: spec.options,
    Labels: spec.labels,
  };
}
