import { IzaError } from '#kernel/errors.ts';
import { checkName } from '../docker/names.ts';
import type { EmbeddedNetworkSpec } from './embedded-endpoint.ts';
import type { EmbeddedAttachment, EmbeddedContainer, EmbeddedNetwork } from './records.ts';
import {
  formatAddress,
  freeAddress,
  freeSubnet,
  overlap,
  parseAddress,
  parseSubnet,
  type Subnet,
} from './subnets.ts';
import { conflict, EMBEDDED_LABEL, findContainer, findNetwork, unprocessable, type World } from './world.ts';

const PREDEFINED = ['bridge', 'host', 'none'] as const;

export function createNetwork(world: World, spec: EmbeddedNetworkSpec): EmbeddedNetwork {
  checkName(spec.name, 'name');
  if (world.networks.by('name', spec.name).length > 0) {
    throw conflict(world, `network with name ${spec.name} already exists`);
  }
  const used = world.networks.values().flatMap((network) => subnetOf(network) ?? []);
  const text = spec.subnet ?? freeSubnet(used);
  const subnet = text === undefined ? undefined : parseSubnet(text);
  if (!subnet || text === undefined) {
    throw new IzaError('BAD_USER_INPUT', 'subnet must be an IPv4 network such as 10.1.2.0/24.', {
      field: 'subnet',
    });
  }
  if (used.some((other) => overlap(other, subnet))) {
    throw conflict(world, 'Pool overlaps with other one on this address space');
  }
  const network: EmbeddedNetwork = {
    id: world.newId('network', spec.name),
    name: spec.name,
    driver: 'bridge',
    internal: spec.internal ?? false,
    attachable: spec.attachable ?? false,
    subnet: text,
    gateway: formatAddress(subnet.first + 1),
    createdAt: world.now(),
    labels: { ...spec.labels, ...EMBEDDED_LABEL },
  };
  world.networks.put(network);
  world.emit({ type: 'network', action: 'create', subject: network.id, attributes: { name: network.name } });
  return network;
}

/** The three networks that every engine has. */
export function createPredefinedNetworks(world: World): void {
  for (const driver of PREDEFINED) {
    world.networks.put({
      id: world.newId('network', driver),
      name: driver,
      driver,
      internal: false,
      attachable: false,
      ...(driver === 'bridge' && { subnet: '172.17.0.0/16', gateway: '172.17.0.1' }),
      createdAt: world.now(),
      labels: EMBEDDED_LABEL,
    });
  }
}

export function removeNetwork(world: World, name: string): void {
  const network = findNetwork(world, name);
  if (PREDEFINED.some((predefined) => predefined === network.name)) {
    throw unprocessable(world, `${network.name} is a pre-defined network and cannot be removed`);
  }
  // Like Docker: a stopped container does not hold its networks, and will not start without them.
  if (world.containers.by('network', network.id).some(isActive)) {
    throw conflict(world, `network ${network.name} has active endpoints`);
  }
  world.networks.delete(network.id);
  world.emit({ type: 'network', action: 'destroy', subject: network.id, attributes: { name: network.name } });
}

export function connectNetwork(
  world: World,
  connection: {
    readonly network: string;
    readonly container: string;
    readonly aliases?: readonly string[];
    readonly ipv4Address?: string;
  },
): void {
  const network = findNetwork(world, connection.network);
  const container = findContainer(world, connection.container);
  const { aliases, ipv4Address } = connection;
  if (container.networks.some(({ networkId }) => networkId === network.id)) {
    throw conflict(world, `endpoint with name ${container.name} already exists in network ${network.name}`);
  }
  if (
    [network, ...container.networks.map(({ networkId }) => world.networks.get(networkId))].some(isExclusive)
  ) {
    throw unprocessable(world, 'the host and none networks exclude every other network');
  }
  const attachment = newAttachment(network, aliases);
  world.containers.put({
    ...container,
    networks: [
      ...container.networks,
      isActive(container)
        ? address(world, { container, network, attachment, ...(ipv4Address && { ipv4Address }) })
        : attachment,
    ],
  });
  world.emit({
    type: 'network',
    action: 'connect',
    subject: network.id,
    attributes: { name: network.name, container: container.id },
  });
}

export function disconnectNetwork(world: World, networkName: string, containerName: string): void {
  const network = findNetwork(world, networkName);
  const container = findContainer(world, containerName);
  if (!container.networks.some(({ networkId }) => networkId === network.id)) {
    throw conflict(world, `container ${container.name} is not connected to network ${network.name}`);
  }
  world.containers.put({
    ...container,
    networks: container.networks.filter(({ networkId }) => networkId !== network.id),
  });
  world.emit({
    type: 'network',
    action: 'disconnect',
    subject: network.id,
    attributes: { name: network.name, container: container.id },
  });
}

export function newAttachment(network: EmbeddedNetwork, aliases: readonly string[] = []): EmbeddedAttachment {
  return { networkId: network.id, networkName: network.name, aliases };
}

/** The attachments of a container that starts, with addresses. NOT_FOUND when a network is gone. */
export function attach(world: World, container: EmbeddedContainer): readonly EmbeddedAttachment[] {
  return container.networks.map((attachment) =>
    address(world, { container, attachment, network: findNetwork(world, attachment.networkId) }),
  );
}

/** The attachments of a container that stopped. */
export function detach({ networks }: EmbeddedContainer): readonly EmbeddedAttachment[] {
  return networks.map(({ networkId, networkName, aliases }) => ({ networkId, networkName, aliases }));
}

export function isExclusive(network: EmbeddedNetwork | undefined): boolean {
  return network?.driver === 'host' || network?.driver === 'none';
}

export function isActive({ state }: EmbeddedContainer): boolean {
  return state.status === 'running' || state.status === 'paused';
}

function address(
  world: World,
  wish: {
    readonly container: EmbeddedContainer;
    readonly network: EmbeddedNetwork;
    readonly attachment: EmbeddedAttachment;
    readonly ipv4Address?: string;
  },
): EmbeddedAttachment {
  const { container, network, attachment } = wish;
  const subnet = subnetOf(network);
  if (!subnet || network.gateway === undefined) return attachment;
  const taken = new Set<string>();
  for (const other of world.containers.by('network', network.id)) {
    const theirs = other.networks.find(({ networkId }) => networkId === network.id)?.ipv4Address;
    if (other.id !== container.id && theirs !== undefined) taken.add(theirs);
  }
  const ipv4Address = wish.ipv4Address ?? freeAddress(subnet, taken);
  if (ipv4Address === undefined)
    throw conflict(world, `no available IPv4 addresses on network ${network.name}`);
  const number = parseAddress(ipv4Address);
  if (number === undefined || number <= subnet.first + 1 || number >= subnet.first + subnet.size - 1) {
    throw unprocessable(world, `invalid address ${ipv4Address}: it does not belong to ${network.subnet}`);
  }
  if (taken.has(ipv4Address)) throw conflict(world, `address ${ipv4Address} is already in use`);
  const macAddress = [
    '02',
    '42',
    ...ipv4Address.split('.').map((octet) => Number(octet).toString(16).padStart(2, '0')),
  ].join(':');
  return {
    ...attachment,
    ipv4Address,
    prefixLength: subnet.prefixLength,
    gateway: network.gateway,
    macAddress,
  };
}

function subnetOf({ subnet }: EmbeddedNetwork): Subnet | undefined {
  return subnet === undefined ? undefined : parseSubnet(subnet);
}
