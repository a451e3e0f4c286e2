import type {
  EmbeddedContainerPatch,
  EmbeddedContainerSpec,
  EmbeddedEndpoint,
  EmbeddedMount,
  EmbeddedRestartPolicy,
} from '#backends/embedded/index.ts';
import { IzaError } from '#kernel/errors.ts';
import type { RestartMode } from '../domain.ts';
import type { ContainerPatch, ContainerSpec } from '../port.ts';
import type { EngineRequest } from './engine-request.ts';

/** The embedded engine's own words for a create request; what it has no notion of is accepted and means nothing. */
export function createSpec(
  endpoint: EmbeddedEndpoint,
  settings: EngineRequest,
  spec: ContainerSpec,
): EmbeddedContainerSpec {
  const request = settings as {
    readonly Image: string;
    readonly Env?: readonly string[];
    readonly Labels?: Readonly<Record<string, string>>;
  };
  const networks = spec.networks && (spec.networks.length === 0 ? ['none'] : spec.networks);
  for (const network of networks ?? []) requireNetwork(endpoint, network);
  const { cpuCores, memoryBytes, pidsLimit } = spec.resources;
  return {
    image: request.Image,
    environment: request.Env ?? [],
    labels: request.Labels ?? {},
    ...defined({
      name: spec.name,
      command:
        spec.command || spec.entrypoint ? [...(spec.entrypoint ?? []), ...(spec.command ?? [])] : undefined,
      workingDirectory: spec.workingDirectory,
      user: spec.user,
      hostname: spec.hostname,
      restartPolicy: spec.restartPolicy && RESTART_NAMES[spec.restartPolicy.mode],
      networks,
    }),
    limits: defined({
      cpuCores: cpuCores ?? undefined,
      memoryBytes: memoryBytes ?? undefined,
      pids: pidsLimit ?? undefined,
    }),
    mounts: spec.mounts.map(({ type, source = '', target, readOnly }): EmbeddedMount => ({
      type,
      source,
      destination: target,
      readOnly,
    })),
    ports: spec.ports.map(({ containerPort, protocol, hostPort, hostAddress }) => ({
      containerPort,
      protocol,
      hostAddress,
      ...(hostPort && { hostPort }),
    })),
  };
}

/** NOT_SUPPORTED for limits the embedded engine does not have. */
export function requirePatch({ resources, restartPolicy }: ContainerPatch): EmbeddedContainerPatch {
  const { cpuCores, memoryBytes, pidsLimit, ...others } = resources;
  for (const [member, value] of Object.entries(others)) {
    if (value === undefined) continue;
    const field = `input.resources.${member}`;
    throw new IzaError('NOT_SUPPORTED', `${field}: the embedded platform has no such limit.`, { field });
  }
  return defined({
    cpuCores,
    memoryBytes,
    pids: pidsLimit,
    restartPolicy: restartPolicy && RESTART_NAMES[restartPolicy.mode],
  });
}

function requireNetwork(endpoint: EmbeddedEndpoint, network: string): void {
  if (endpoint.networks.get(network) || endpoint.networks.by('name', network).length > 0) return;
  const field = 'input.networks';
  throw new IzaError('NOT_FOUND', `${field}: there is no network "${network}" on ${endpoint.name}.`, {
    field,
    endpoint: endpoint.name,
  });
}

const RESTART_NAMES: Readonly<Record<RestartMode, EmbeddedRestartPolicy>> = {
  NO: 'no',
  ALWAYS: 'always',
  UNLESS_STOPPED: 'unless-stopped',
  ON_FAILURE: 'on-failure',
};

type Defined<T> = { readonly [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  readonly [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

function defined<T extends object>(members: T): Defined<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Defined<T>;
}
