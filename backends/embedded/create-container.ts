import { IzaError } from '#kernel/errors.ts';
import { checkName } from '../docker/names.ts';
import type { EmbeddedContainerSpec } from './embedded-endpoint.ts';
import { isExclusive, newAttachment } from './networks.ts';
import type {
  EmbeddedContainer,
  EmbeddedImage,
  EmbeddedLimits,
  EmbeddedMount,
  EmbeddedPort,
} from './records.ts';
import { createVolume } from './volumes.ts';
import { conflict, EMBEDDED_LABEL, findImage, findNetwork, unprocessable, type World } from './world.ts';

export function createContainer(world: World, spec: EmbeddedContainerSpec): EmbeddedContainer {
  const createdAt = world.now();
  const id = world.newId('container', spec.name ?? '');
  const name = spec.name === undefined ? `embedded_${id.slice(0, 8)}` : checkName(spec.name, 'name');
  assertNameIsFree(world, name);
  const image = findImage(world, spec.image);
  const limits = spec.limits ?? {};
  assertLimits(world, limits);
  const networks = (spec.networks ?? ['bridge']).map((network) => findNetwork(world, network));
  if (networks.length > 1 && networks.some(isExclusive)) {
    throw unprocessable(world, 'the host and none networks exclude every other network');
  }
  const container: EmbeddedContainer = {
    id,
    name,
    image: spec.image,
    imageId: image.id,
    command: spec.command ?? image.command,
    environment: mergeEnvironment(image.environment, spec.environment ?? []),
    workingDirectory: spec.workingDirectory ?? '/',
    user: spec.user ?? '',
    hostname: spec.hostname ?? id.slice(0, 12),
    labels: { ...image.labels, ...spec.labels, ...EMBEDDED_LABEL },
    createdAt,
    state: { status: 'created', exitCode: 0, oomKilled: false, restartCount: 0 },
    restartPolicy: spec.restartPolicy ?? 'no',
    limits,
    ports: choosePorts(world, image, spec.ports ?? []),
    networks: networks.map((network) => newAttachment(network)),
    // Last: an error must leave no volume behind.
    mounts: prepareMounts(world, spec.mounts ?? []),
  };
  world.containers.put(container);
  world.emit({ type: 'container', action: 'create', subject: id, attributes: { name, image: spec.image } });
  return container;
}

export function assertNameIsFree(world: World, name: string): void {
  const holder = world.containers.by('name', name)[0];
  if (holder) {
    throw conflict(
      world,
      `the container name "${name}" is already in use by container ${holder.id.slice(0, 12)}`,
    );
  }
}

export function assertLimits(world: World, { memoryBytes, cpuCores, pids }: EmbeddedLimits): void {
  if (memoryBytes !== undefined && memoryBytes < 6 * 2 ** 20) {
    throw unprocessable(world, 'Minimum memory limit allowed is 6MB');
  }
  if (cpuCores !== undefined && !(cpuCores >= 0.01 && cpuCores <= EMBEDDED_CORES)) {
    throw unprocessable(world, `Range of CPUs is from 0.01 to ${EMBEDDED_CORES}.00`);
  }
  if (pids !== undefined && !(Number.isInteger(pids) && pids > 0)) {
    throw unprocessable(world, 'pids must be a positive whole number');
  }
}

/** Processors of the machine that this engine pretends to run on. */
const EMBEDDED_CORES = 4;

function mergeEnvironment(image: readonly string[], own: readonly string[]): readonly string[] {
  const merged = new Map<string, string>();
  for (const [index, line] of [...image, ...own].entries()) {
    const name = line.split('=', 1)[0]!;
    if (name === '' || !line.includes('=')) {
      const field = `environment[${index - image.length}]`;
      throw new IzaError('BAD_USER_INPUT', `${field} must be NAME=value.`, { field });
    }
    merged.set(name, line);
  }
  return [...merged.values()];
}

function choosePorts(
  world: World,
  image: EmbeddedImage,
  published: readonly EmbeddedPort[],
): readonly EmbeddedPort[] {
  const taken = new Set(
    world.containers.values().flatMap(({ ports }) => ports.map(({ hostPort }) => hostPort)),
  );
  let next = 32_768;
  const chosen = published.map((port) => {
    // 0 asks for any.
    if (port.hostPort !== 0) return port;
    while (taken.has(next)) next += 1;
    return { ...port, hostPort: next++ };
  });
  const exposed = image.exposedPorts.filter(
    (port) =>
      !published.some((own) => own.containerPort === port.containerPort && own.protocol === port.protocol),
  );
  return [...chosen, ...exposed];
}

function prepareMounts(world: World, mounts: readonly EmbeddedMount[]): readonly EmbeddedMount[] {
  const destinations = new Set<string>();
  for (const { destination } of mounts) {
    if (!destination.startsWith('/'))
      throw unprocessable(world, `invalid mount path: "${destination}" must be absolute`);
    if (destinations.has(destination)) throw unprocessable(world, `Duplicate mount point: ${destination}`);
    destinations.add(destination);
  }
  return mounts.map((mount) => {
    if (mount.type !== 'volume') return mount;
    return { ...mount, source: createVolume(world, mount.source === '' ? {} : { name: mount.source }).name };
  });
}
