import { IzaError } from '#kernel/errors.ts';
import { checkName } from '../docker/names.ts';
import { assertLimits, assertNameIsFree } from './create-container.ts';
import type { EmbeddedContainerPatch } from './embedded-endpoint.ts';
import { attach, detach, isActive } from './networks.ts';
import type { EmbeddedContainer, EmbeddedLimits } from './records.ts';
import { exitCodeOf, ruleOn, type ContainerAction } from './state-rules.ts';
import { removeAnonymousVolumes } from './volumes.ts';
import { conflict, findContainer, unprocessable, type World } from './world.ts';

export function startContainer(world: World, name: string): void {
  const container = allowed(world, 'start', name);
  if (container) begin(world, container);
}

export function stopContainer(world: World, name: string): void {
  const container = allowed(world, 'stop', name);
  if (!container) return;
  end(world, container, 0);
  emit(world, container, 'stop');
}

export function restartContainer(world: World, name: string): void {
  const container = allowed(world, 'restart', name);
  if (!container) return;
  if (isActive(container)) end(world, container, 0);
  begin(world, world.containers.get(container.id)!);
  emit(world, container, 'restart');
}

export function pauseContainer(world: World, name: string): void {
  const container = allowed(world, 'pause', name);
  if (!container) return;
  closeActivity(world, container.id);
  world.containers.put({ ...container, state: { ...container.state, status: 'paused' } });
  emit(world, container, 'pause');
}

export function unpauseContainer(world: World, name: string): void {
  const container = allowed(world, 'unpause', name);
  if (!container) return;
  openActivity(world, container.id, 'same run');
  world.containers.put({ ...container, state: { ...container.state, status: 'running' } });
  emit(world, container, 'unpause');
}

export function killContainer(world: World, name: string, signal = 'SIGKILL'): void {
  if (!/^(?:(?:SIG)?[A-Z][A-Z0-9+-]{1,11}|[1-9]\d?)$/i.test(signal)) {
    throw new IzaError('BAD_USER_INPUT', 'killSignal must be the name or number of a signal.', {
      field: 'killSignal',
    });
  }
  const container = allowed(world, 'kill', name);
  if (!container) return;
  emit(world, container, 'kill', { signal });
  const exitCode = exitCodeOf(signal);
  if (exitCode !== undefined) end(world, container, exitCode);
}

export function removeContainer(
  world: World,
  name: string,
  {
    force = false,
    removeVolumes = false,
  }: { readonly force?: boolean; readonly removeVolumes?: boolean } = {},
): void {
  const found = findContainer(world, name);
  if (force && isActive(found)) end(world, found, 137);
  const container = allowed(world, 'remove', found.id);
  if (!container) return;
  world.containers.delete(container.id);
  world.activity.delete(container.id);
  emit(world, container, 'destroy');
  if (removeVolumes)
    removeAnonymousVolumes(
      world,
      container.mounts.map(({ source }) => source),
    );
}

export function renameContainer(world: World, name: string, newName: string): void {
  const container = findContainer(world, name);
  checkName(newName, 'name');
  if (newName === container.name) {
    throw unprocessable(world, 'Renaming a container with the same name as its current name');
  }
  assertNameIsFree(world, newName);
  world.containers.put({ ...container, name: newName });
  emit(world, container, 'rename', { oldName: container.name, name: newName });
}

export function updateContainer(world: World, name: string, patch: EmbeddedContainerPatch): void {
  const container = findContainer(world, name);
  const limits: { -readonly [K in keyof EmbeddedLimits]: EmbeddedLimits[K] } = { ...container.limits };
  for (const key of ['memoryBytes', 'cpuCores', 'pids'] as const) {
    const value = patch[key];
    if (value === null) delete limits[key];
    else if (value !== undefined) limits[key] = value;
  }
  assertLimits(world, limits);
  world.containers.put({
    ...container,
    limits,
    restartPolicy: patch.restartPolicy ?? container.restartPolicy,
  });
  emit(world, container, 'update');
}

/** The container when the action goes ahead, undefined when there is nothing to do; CONFLICT when its state forbids it. */
export function allowed(world: World, action: ContainerAction, name: string): EmbeddedContainer | undefined {
  const container = findContainer(world, name);
  const ruling = ruleOn(action, container.state.status);
  if (ruling === 'do') return container;
  if (ruling === 'nothing') return undefined;
  throw conflict(world, `container ${container.name} ${ruling.refused}`);
}

function begin(world: World, container: EmbeddedContainer): void {
  assertPortsAreFree(world, container);
  const networks = attach(world, container);
  const startedAt = openActivity(world, container.id, 'new run');
  world.containers.put({
    ...container,
    networks,
    state: {
      status: 'running',
      exitCode: 0,
      oomKilled: false,
      startedAt,
      restartCount: container.state.restartCount,
    },
  });
  emit(world, container, 'start');
}

function end(world: World, container: EmbeddedContainer, exitCode: number): void {
  const finishedAt = world.now();
  closeActivity(world, container.id);
  const { startedAt, restartCount } = container.state;
  world.containers.put({
    ...container,
    networks: detach(container),
    state: {
      status: 'exited',
      exitCode,
      oomKilled: false,
      ...(startedAt && { startedAt }),
      finishedAt,
      restartCount,
    },
  });
  emit(world, container, 'die', { exitCode: String(exitCode) });
}

function assertPortsAreFree(world: World, container: EmbeddedContainer): void {
  for (const other of world.containers.values()) {
    if (other.id === container.id || !isActive(other)) continue;
    const clash = container.ports.find(
      ({ hostPort, protocol }) =>
        hostPort !== undefined &&
        other.ports.some((port) => port.hostPort === hostPort && port.protocol === protocol),
    );
    if (clash)
      throw conflict(world, `port ${clash.hostPort}/${clash.protocol} is already allocated to ${other.name}`);
  }
}

/** Activities remembered per container; the log before them is forgotten, as a rotated one would be. */
const MAX_ACTIVITIES = 100;

function openActivity(world: World, id: string, kind: 'new run' | 'same run'): Date {
  const from = world.now();
  const known = world.activity.get(id) ?? [];
  const run = (known.at(-1)?.run ?? 0) + (kind === 'new run' ? 1 : 0);
  world.activity.set(id, [...known, { run, from }].slice(-MAX_ACTIVITIES));
  return from;
}

function closeActivity(world: World, id: string): void {
  const known = world.activity.get(id) ?? [];
  const last = known.at(-1);
  if (last && !last.until) world.activity.set(id, [...known.slice(0, -1), { ...last, until: world.now() }]);
}

function emit(
  world: World,
  container: EmbeddedContainer,
  action: string,
  attributes: Readonly<Record<string, string>> = {},
): void {
  world.emit({
    type: 'container',
    action,
    subject: container.id,
    attributes: { name: container.name, image: container.image, ...attributes },
  });
}
