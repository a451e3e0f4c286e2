import type {
  DockerContainer,
  DockerContainerStatus,
  DockerHostConfig,
  DockerImage,
  DockerInfo,
} from '#backends/docker/index.ts';
import { encodeId } from '#kernel/ids.ts';
import {
  labelList,
  stableKeyOf,
  type ContainerHealth,
  type ContainerRecord,
  type ContainerResources,
  type HostRecord,
  type ImageRecord,
  type RestartMode,
  type RestartPolicy,
  type WorkloadState,
} from '../domain.ts';
import { environmentName, withoutSecrets } from './withhold.ts';

export interface RecordPlace {
  readonly endpoint: string;
  readonly revision: string;
}

/** `local`: process ids of the engine's machine are process ids of this one. */
export function containerRecord(
  native: DockerContainer,
  place: RecordPlace & { readonly local: boolean },
): ContainerRecord {
  const { Config, HostConfig, State } = native;
  const name = native.Name.replace(/^\//, '');
  const labels = Config.Labels ?? {};
  const startedAt = instant(State.StartedAt);
  const running = State.Running && !State.Restarting;
  const ended = !running && startedAt !== undefined;
  return {
    __typename: 'Container',
    id: encodeId('Container', place.endpoint, native.Id),
    name,
    nativeId: native.Id,
    endpoint: place.endpoint,
    platform: 'DOCKER',
    state: STATES[State.Status],
    labels: labelList(labels),
    labelMap: labels,
    createdAt: new Date(native.Created),
    startedAt,
    finishedAt: ended ? instant(State.FinishedAt) : undefined,
    exitCode: ended ? State.ExitCode : undefined,
    oomKilled: State.OOMKilled,
    restartCount: native.RestartCount,
    health: HEALTH[State.Health?.Status ?? 'none'],
    stableKey: stableKeyOf(name, labels),
    revision: place.revision,
    imageReference: Config.Image,
    imageNativeId: native.Image,
    command: native.Path === '' ? [...native.Args] : [native.Path, ...native.Args],
    environmentNames: (Config.Env ?? []).map(environmentName),
    user: Config.User === '' ? undefined : Config.User,
    resources: resourcesOf(HostConfig),
    restartPolicy: restartPolicyOf(HostConfig),
    pid: place.local && State.Pid > 0 ? State.Pid : undefined,
    native: () => withoutSecrets(native),
  };
}

export function imageRecord(native: DockerImage, place: RecordPlace): ImageRecord {
  const tags = (native.RepoTags ?? []).filter((tag) => tag !== '<none>:<none>');
  const labels = native.Config?.Labels ?? {};
  return {
    __typename: 'Image',
    id: encodeId('Image', place.endpoint, native.Id),
    name: tags[0] ?? native.Id.replace(/^sha256:/, '').slice(0, 12),
    nativeId: native.Id,
    endpoint: place.endpoint,
    platform: 'DOCKER',
    tags,
    digests: (native.RepoDigests ?? []).filter((digest) => !digest.startsWith('<none>')),
    sizeBytes: native.Size,
    createdAt: instant(native.Created),
    architecture: native.Architecture || undefined,
    operatingSystem: native.Os || undefined,
    labels: labelList(labels),
    labelMap: labels,
    layers: native.RootFS.Layers ?? [],
    revision: place.revision,
    native: () => withoutSecrets(native),
  };
}

/** The machine of an engine that is not on this one. */
export function engineMachine(info: DockerInfo, endpoint: string): HostRecord {
  return {
    __typename: 'Host',
    id: encodeId('Host', endpoint, info.ID),
    name: info.Name,
    endpoint,
    operatingSystem: info.OperatingSystem,
    kernel: info.KernelVersion,
    architecture: info.Architecture,
    cpuCount: info.NCPU,
    memoryBytes: info.MemTotal,
  };
}

const STATES: Readonly<Record<DockerContainerStatus, WorkloadState>> = {
  created: 'CREATED',
  running: 'RUNNING',
  paused: 'PAUSED',
  restarting: 'RESTARTING',
  exited: 'STOPPED',
  removing: 'REMOVING',
  dead: 'FAILED',
};

const HEALTH: Readonly<Record<'none' | 'starting' | 'healthy' | 'unhealthy', ContainerHealth | undefined>> = {
  none: undefined,
  starting: 'STARTING',
  healthy: 'HEALTHY',
  unhealthy: 'UNHEALTHY',
};

const RESTART_MODES: Readonly<Record<string, RestartMode>> = {
  always: 'ALWAYS',
  'unless-stopped': 'UNLESS_STOPPED',
  'on-failure': 'ON_FAILURE',
};

/** Zero and minus one both mean "no limit", by member. */
function resourcesOf(config: DockerHostConfig): ContainerResources {
  const { NanoCpus = 0, CpuQuota = 0, CpuPeriod = 0, CpuShares = 0, MemorySwap = 0, PidsLimit } = config;
  const quotaCores = CpuQuota > 0 ? CpuQuota / (CpuPeriod > 0 ? CpuPeriod : 100_000) : undefined;
  return {
    cpuCores: NanoCpus > 0 ? NanoCpus / 1e9 : quotaCores,
    cpuShares: positive(CpuShares),
    memoryBytes: positive(config.Memory),
    memorySwapBytes: MemorySwap === 0 ? undefined : MemorySwap,
    memoryReservationBytes: positive(config.MemoryReservation),
    pidsLimit: positive(PidsLimit),
  };
}

function restartPolicyOf({ RestartPolicy }: DockerHostConfig): RestartPolicy {
  const mode = RESTART_MODES[RestartPolicy?.Name ?? ''] ?? 'NO';
  const maximumRetries = mode === 'ON_FAILURE' ? positive(RestartPolicy?.MaximumRetryCount) : undefined;
  return { mode, maximumRetries };
}

function positive(value: number | null | undefined): number | undefined {
  return value !== undefined && value !== null && value > 0 ? value : undefined;
}

/** The engine writes "never" as the year 1. */
function instant(text: string | undefined): Date | undefined {
  if (!text || text.startsWith('0001-')) return undefined;
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
