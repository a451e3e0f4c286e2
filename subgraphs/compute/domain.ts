import { IzaError } from '#kernel/errors.ts';
import type {
  ContainerHealth,
  EndpointStatus,
  LogStream,
  OperationState,
  Platform,
  RestartMode,
  WorkloadState,
} from './generated/resolvers.ts';

export type {
  ContainerHealth,
  EndpointStatus,
  LogStream,
  OperationState,
  Platform,
  RestartMode,
  WorkloadState,
};

export interface Label {
  readonly key: string;
  readonly value: string;
}

export type Labels = Readonly<Record<string, string>>;

/** A container as its endpoint last told it; immutable, one object per state. Absent members are "none" or "never". */
export interface ContainerRecord {
  readonly __typename: 'Container';
  readonly id: string;
  readonly name: string;
  readonly nativeId: string;
  readonly endpoint: string;
  readonly platform: Platform;
  readonly state: WorkloadState;
  readonly labels: readonly Label[];
  readonly labelMap: Labels;
  readonly createdAt: Date;
  readonly startedAt?: Date | undefined;
  /** Absent while it runs. */
  readonly finishedAt?: Date | undefined;
  readonly exitCode?: number | undefined;
  readonly oomKilled: boolean;
  readonly restartCount: number;
  readonly health?: ContainerHealth | undefined;
  readonly stableKey: string;
  readonly revision: string;
  readonly imageReference: string;
  readonly imageNativeId: string;
  readonly command: readonly string[];
  readonly environmentNames: readonly string[];
  readonly user?: string | undefined;
  readonly resources: ContainerResources;
  readonly restartPolicy: RestartPolicy;
  /** On this machine, while it runs. */
  readonly pid?: number | undefined;
  /** The platform's document without secrets. Made when asked for. */
  readonly native: () => unknown;
}

/** Absent: no limit. */
export interface ContainerResources {
  readonly cpuCores?: number | undefined;
  readonly cpuShares?: number | undefined;
  readonly memoryBytes?: number | undefined;
  readonly memorySwapBytes?: number | undefined;
  readonly memoryReservationBytes?: number | undefined;
  readonly pidsLimit?: number | undefined;
}

/** Absent: as it is. `null`: no limit. */
export type ContainerResourcesPatch = {
  readonly [Name in keyof ContainerResources]?: number | null | undefined;
};

export interface RestartPolicy {
  readonly mode: RestartMode;
  readonly maximumRetries?: number | undefined;
}

export interface ImageRecord {
  readonly __typename: 'Image';
  readonly id: string;
  readonly name: string;
  readonly nativeId: string;
  readonly endpoint: string;
  readonly platform: Platform;
  readonly tags: readonly string[];
  readonly digests: readonly string[];
  readonly sizeBytes: number;
  readonly createdAt?: Date | undefined;
  readonly architecture?: string | undefined;
  readonly operatingSystem?: string | undefined;
  readonly labels: readonly Label[];
  readonly labelMap: Labels;
  readonly layers: readonly string[];
  readonly revision: string;
  readonly native: () => unknown;
}

export interface HostRecord {
  readonly __typename: 'Host';
  readonly id: string;
  readonly name: string;
  readonly endpoint: string;
  readonly operatingSystem?: string | undefined;
  readonly kernel?: string | undefined;
  readonly architecture?: string | undefined;
  readonly cpuCount: number;
  readonly memoryBytes: number;
  readonly bootedAt?: Date | undefined;
}

/** What may be done to a container, and in which states. */
export type ContainerAction =
  | 'start'
  | 'stop'
  | 'restart'
  | 'pause'
  | 'unpause'
  | 'kill'
  | 'remove'
  | 'update'
  | 'exec'
  | 'logs';

const ALLOWED: Readonly<Record<ContainerAction, readonly WorkloadState[]>> = {
  start: ['CREATED', 'STOPPED', 'RUNNING', 'RESTARTING'],
  stop: ['CREATED', 'STOPPED', 'RUNNING', 'RESTARTING', 'PAUSED'],
  restart: ['CREATED', 'STOPPED', 'RUNNING', 'RESTARTING', 'PAUSED'],
  pause: ['RUNNING'],
  unpause: ['PAUSED'],
  kill: ['RUNNING', 'PAUSED', 'RESTARTING'],
  remove: ['CREATED', 'STOPPED', 'FAILED'],
  update: ['CREATED', 'STOPPED', 'RUNNING', 'RESTARTING', 'PAUSED'],
  exec: ['RUNNING'],
  logs: ['CREATED', 'STOPPED', 'RUNNING', 'RESTARTING', 'PAUSED', 'FAILED'],
};

const REMEDY: Partial<Record<ContainerAction, string>> = {
  start: 'Use containerUnpause for a paused one.',
  remove: 'Stop it first or set force.',
};

/** CONFLICT when `container` is in a state that does not let `action` happen. */
export function requireAllowed(action: ContainerAction, container: ContainerRecord, force = false): void {
  if (force || ALLOWED[action].includes(container.state)) return;
  const states = ALLOWED[action].map((state) => state.toLowerCase()).join(', ');
  const remedy = REMEDY[action] ? ` ${REMEDY[action]}` : '';
  throw new IzaError(
    'CONFLICT',
    `${container.name} is ${container.state.toLowerCase()}; ${action} needs ${states}.${remedy}`,
    {
      endpoint: container.endpoint,
      data: { state: container.state },
    },
  );
}

/** Labels as a list sorted by key. */
export function labelList(labels: Labels): readonly Label[] {
  return Object.keys(labels)
    .toSorted()
    .map((key) => ({ key, value: labels[key]! }));
}

/** Identity that survives re-creation: Compose's project, service and number, else the name. https://docs.docker.com/compose */
export function stableKeyOf(name: string, labels: Labels): string {
  const project = labels['com.docker.compose.project'];
  const service = labels['com.docker.compose.service'];
  if (!project || !service) return name;
  return `${project}/${service}/${labels['com.docker.compose.container-number'] ?? '1'}`;
}

/** A state for people, in the words people know: `Up 3 minutes (healthy)`, `Exited (1) 2 hours ago`. */
export function describeState(container: ContainerRecord, now: Date): string {
  const since = (from: Date | undefined) =>
    humanDuration(now.getTime() - (from ?? container.createdAt).getTime());
  const exit = `(${container.exitCode ?? 0})`;
  switch (container.state) {
    case 'CREATED':
      return 'Created';
    case 'RUNNING':
      return `Up ${since(container.startedAt)}${HEALTH_WORDS[container.health ?? 'NONE']}`;
    case 'PAUSED':
      return `Up ${since(container.startedAt)} (Paused)`;
    case 'RESTARTING':
      return `Restarting ${exit} ${since(container.finishedAt)} ago`;
    case 'STOPPED':
      return `Exited ${exit} ${since(container.finishedAt)} ago`;
    case 'REMOVING':
      return 'Removal In Progress';
    case 'FAILED':
      return 'Dead';
    default:
      return container.state satisfies never;
  }
}

const HEALTH_WORDS = {
  NONE: '',
  STARTING: ' (health: starting)',
  HEALTHY: ' (healthy)',
  UNHEALTHY: ' (unhealthy)',
} as const;

/** Rounded as the docker command line rounds. */
function humanDuration(ms: number): string {
  const seconds = Math.trunc(ms / 1000);
  if (seconds < 1) return 'Less than a second';
  if (seconds === 1) return '1 second';
  if (seconds < 60) return `${seconds} seconds`;
  const minutes = Math.trunc(seconds / 60);
  if (minutes === 1) return 'About a minute';
  if (minutes < 60) return `${minutes} minutes`;
  const hours = Math.trunc(seconds / 3600 + 0.5);
  if (hours === 1) return 'About an hour';
  if (hours < 48) return `${hours} hours`;
  if (hours < 24 * 7 * 2) return `${Math.trunc(hours / 24)} days`;
  if (hours < 24 * 30 * 2) return `${Math.trunc(hours / 24 / 7)} weeks`;
  if (hours < 24 * 365 * 2) return `${Math.trunc(hours / 24 / 30)} months`;
  return `${Math.trunc(seconds / 3600 / 24 / 365)} years`;
}
