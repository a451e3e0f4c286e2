import type {
  EmbeddedContainer,
  EmbeddedContainerStatus,
  EmbeddedImage,
  EmbeddedRestartPolicy,
} from '#backends/embedded/index.ts';
import { encodeId } from '#kernel/ids.ts';
import {
  labelList,
  stableKeyOf,
  type ContainerRecord,
  type ImageRecord,
  type RestartMode,
  type WorkloadState,
} from '../domain.ts';
import type { RecordPlace } from './docker-records.ts';
import { environmentName } from './withhold.ts';

export function embeddedContainerRecord(native: EmbeddedContainer, place: RecordPlace): ContainerRecord {
  const { state, limits } = native;
  const ended = state.status === 'exited';
  return {
    __typename: 'Container',
    id: encodeId('Container', place.endpoint, native.id),
    name: native.name,
    nativeId: native.id,
    endpoint: place.endpoint,
    platform: 'EMBEDDED',
    state: STATES[state.status],
    labels: labelList(native.labels),
    labelMap: native.labels,
    createdAt: native.createdAt,
    startedAt: state.startedAt,
    finishedAt: ended ? state.finishedAt : undefined,
    exitCode: ended ? state.exitCode : undefined,
    oomKilled: state.oomKilled,
    restartCount: state.restartCount,
    health: state.health && 'HEALTHY',
    stableKey: stableKeyOf(native.name, native.labels),
    revision: place.revision,
    imageReference: native.image,
    imageNativeId: native.imageId,
    command: native.command,
    environmentNames: native.environment.map(environmentName),
    user: native.user === '' ? undefined : native.user,
    resources: { cpuCores: limits.cpuCores, memoryBytes: limits.memoryBytes, pidsLimit: limits.pids },
    restartPolicy: { mode: RESTART_MODES[native.restartPolicy] },
    native: () => ({ ...native, environment: native.environment.map(environmentName) }),
  };
}

export function embeddedImageRecord(native: EmbeddedImage, place: RecordPlace): ImageRecord {
  return {
    __typename: 'Image',
    id: encodeId('Image', place.endpoint, native.id),
    name: native.tags[0] ?? native.id.replace(/^sha256:/, '').slice(0, 12),
    nativeId: native.id,
    endpoint: place.endpoint,
    platform: 'EMBEDDED',
    tags: native.tags,
    digests: [],
    sizeBytes: native.sizeBytes,
    createdAt: native.createdAt,
    architecture: native.architecture,
    operatingSystem: native.os,
    labels: labelList(native.labels),
    labelMap: native.labels,
    layers: native.layers,
    revision: place.revision,
    native: () => ({ ...native, environment: native.environment.map(environmentName) }),
  };
}

const STATES: Readonly<Record<EmbeddedContainerStatus, WorkloadState>> = {
  created: 'CREATED',
  running: 'RUNNING',
  paused: 'PAUSED',
  exited: 'STOPPED',
};

const RESTART_MODES: Readonly<Record<EmbeddedRestartPolicy, RestartMode>> = {
  no: 'NO',
  always: 'ALWAYS',
  'unless-stopped': 'UNLESS_STOPPED',
  'on-failure': 'ON_FAILURE',
};
