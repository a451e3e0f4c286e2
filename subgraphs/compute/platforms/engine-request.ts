import { IzaError } from '#kernel/errors.ts';
import type { ContainerResourcesPatch, RestartMode, RestartPolicy } from '../domain.ts';
import type {
  BuildRequest,
  ContainerPatch,
  ContainerSpec,
  ExecRequest,
  MountSpec,
  PortSpec,
} from '../port.ts';
import { mergeDeep } from './merge-deep.ts';

/**
 * Requests in the shape of the Docker Engine API 1.41, complete, as they are judged and sent.
 * https://docs.docker.com/reference/api/engine/version/v1.41/
 */
export type EngineRequest = Record<string, unknown>;

/** Body of `POST /containers/create`. Every network is in `NetworkingConfig`, also where the engine takes one at a time. */
export function createRequest(spec: ContainerSpec): EngineRequest {
  const body = compact({
    Image: spec.image,
    Hostname: spec.hostname,
    User: spec.user,
    Tty: spec.tty,
    Env: filled(spec.environment.map(({ name, value }) => `${name}=${value}`)),
    Cmd: spec.command,
    Entrypoint: spec.entrypoint,
    WorkingDir: spec.workingDirectory,
    Labels: Object.fromEntries(spec.labels.map(({ key, value }) => [key, value])),
    ExposedPorts: filledMap(spec.ports.map((port) => [portKey(port), {}])),
    HostConfig: compact({
      NetworkMode: spec.networks ? (spec.networks[0] ?? 'none') : 'bridge',
      PortBindings: filledMap(portBindings(spec.ports)),
      Mounts: filled(spec.mounts.map(mountRequest)),
      RestartPolicy: spec.restartPolicy && restartRequest(spec.restartPolicy),
      ReadonlyRootfs: spec.readOnlyRootFilesystem,
      CapAdd: filled(spec.addCapabilities),
      CapDrop: filled(spec.dropCapabilities),
      Privileged: spec.privileged,
      Init: spec.init,
      AutoRemove: spec.autoRemove,
      ...resourcesRequest(dropNulls(spec.resources)),
    }),
    NetworkingConfig: networking(spec.networks ?? []),
  });
  return spec.native ? mergeDeep(body, spec.native) : body;
}

/** Body of `POST /containers/{id}/update`. NOT_SUPPORTED for a limit the engine cannot take away. */
export function updateRequest(patch: ContainerPatch): EngineRequest {
  return compact({
    ...resourcesRequest(patch.resources),
    RestartPolicy: patch.restartPolicy && restartRequest(patch.restartPolicy),
  });
}

/** Body of `POST /containers/{id}/exec`. */
export function execRequest(request: ExecRequest): EngineRequest {
  return compact({
    AttachStdin: request.stdin !== undefined,
    AttachStdout: true,
    AttachStderr: true,
    Tty: false,
    Privileged: false,
    Cmd: request.command,
    Env: filled(request.environment.map(({ name, value }) => `${name}=${value}`)),
    User: request.user,
    WorkingDir: request.workingDirectory,
  });
}

/** Query of `POST /images/create`. */
export function pullRequest(reference: {
  readonly name: string;
  readonly tag?: string;
  readonly digest?: string;
}): EngineRequest {
  return { fromImage: reference.name, tag: reference.digest ?? reference.tag ?? 'latest' };
}

/** Query of `POST /build`, with what the Dockerfile fetches from outside beside it. Values of build arguments are part of it. */
export function buildRequest(request: BuildRequest): EngineRequest {
  return compact({
    t: request.tags,
    dockerfile: request.dockerfile,
    buildargs: filledMap(request.buildArguments.map(({ name, value }) => [name, value])),
    labels: filledMap(request.labels.map(({ key, value }) => [key, value])),
    target: request.target,
    nocache: request.noCache || undefined,
    sources: { images: request.sources.images, urls: request.sources.urls },
  });
}

function networking(networks: readonly string[]): EngineRequest | undefined {
  const own = networks.filter((network) => !BUILT_IN.has(network));
  if (own.length === 0) return undefined;
  return { EndpointsConfig: Object.fromEntries(networks.map((network) => [network, {}])) };
}

/** These need no entry of their own. */
const BUILT_IN = new Set(['bridge', 'default', 'host', 'none']);

function portKey({ containerPort, protocol }: PortSpec): string {
  return `${containerPort}/${protocol}`;
}

function portBindings(ports: readonly PortSpec[]): [string, unknown][] {
  const byPort = Map.groupBy(ports, portKey);
  return Array.from(byPort, ([key, bindings]) => [
    key,
    bindings.map(({ hostAddress, hostPort }) => ({
      HostIp: hostAddress,
      HostPort: hostPort ? String(hostPort) : '',
    })),
  ]);
}

function mountRequest({ type, source, target, readOnly }: MountSpec): EngineRequest {
  return compact({ Type: type, Source: source, Target: target, ReadOnly: readOnly || undefined });
}

const RESTART_NAMES: Readonly<Record<RestartMode, string>> = {
  NO: 'no',
  ALWAYS: 'always',
  UNLESS_STOPPED: 'unless-stopped',
  ON_FAILURE: 'on-failure',
};

function restartRequest({ mode, maximumRetries }: RestartPolicy): EngineRequest {
  return compact({ Name: RESTART_NAMES[mode], MaximumRetryCount: maximumRetries });
}

/** The engine takes zero for "as it is" and a value of its own, if any, for "no limit". */
function resourcesRequest(resources: ContainerResourcesPatch): EngineRequest {
  const { cpuCores, cpuShares, memoryBytes, memorySwapBytes, memoryReservationBytes, pidsLimit } = resources;
  if (cpuCores === null)
    throw irremovable('cpuCores', 'give the number of processors of the machine instead');
  if (memoryBytes === null) throw irremovable('memoryBytes', 'give the memory of the machine instead');
  return compact({
    NanoCpus: cpuCores === undefined ? undefined : Math.round(cpuCores * 1e9),
    CpuShares: cpuShares === null ? 1024 : cpuShares,
    Memory: memoryBytes,
    MemorySwap: memorySwapBytes === null ? -1 : memorySwapBytes,
    MemoryReservation: memoryReservationBytes === null ? -1 : memoryReservationBytes,
    PidsLimit: pidsLimit === null ? -1 : pidsLimit,
  });
}

function irremovable(member: string, remedy: string): IzaError {
  const field = `input.resources.${member}`;
  return new IzaError(
    'NOT_SUPPORTED',
    `${field}: the engine cannot take this limit away from a container that exists; ${remedy}.`,
    { field },
  );
}

function dropNulls(resources: ContainerResourcesPatch): ContainerResourcesPatch {
  return Object.fromEntries(Object.entries(resources).filter(([, value]) => value !== null));
}

function filled<T>(items: readonly T[]): readonly T[] | undefined {
  return items.length > 0 ? items : undefined;
}

function filledMap(entries: readonly (readonly [string, unknown])[]): EngineRequest | undefined {
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

function compact(members: EngineRequest): EngineRequest {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
