import type {
  ContainerCreateBody,
  DockerContainer,
  DockerEndpoint,
  NetworkEndpointBody,
} from '#backends/docker/index.ts';
import { IzaError } from '#kernel/errors.ts';
import type { ContainerPort, ContainerSpec, ExecRequest, LogRecord, LogRequest } from '../port.ts';
import { containerRecord } from './docker-records.ts';
import { createRequest, execRequest, updateRequest, type EngineRequest } from './engine-request.ts';
import { shelfOf } from './shelf.ts';

export function dockerContainers(endpoint: DockerEndpoint, epoch: string): ContainerPort {
  const shelf = shelfOf({
    collection: endpoint.containers,
    keyOf: (native: DockerContainer) => native.Id,
    toRecord: (native, revision) =>
      containerRecord(native, {
        endpoint: endpoint.name,
        revision: `${epoch}.${revision}`,
        local: endpoint.local,
      }),
  });
  return {
    ...shelf,
    byName: (name) => shelf.recordsOf(endpoint.containers.by('name', name))[0],
    ofImage: (imageNativeId) => shelf.recordsOf(endpoint.containers.by('image', imageNativeId)),
    prepareCreate(spec) {
      const settings = createRequest(spec);
      requireNetworks(endpoint, spec);
      return {
        settings,
        run: async () => shelf.recordOf(await createContainer(endpoint, settings, spec.name)),
      };
    },
    prepareUpdate(container, patch) {
      const settings = updateRequest(patch);
      return {
        settings,
        run: async () => void (await endpoint.updateContainer(container.nativeId, settings)),
      };
    },
    prepareExec(container, request) {
      return {
        settings: execRequest(request),
        run: () => endpoint.exec(container.nativeId, execOptions(request)),
      };
    },
    start: (id) => endpoint.startContainer(id),
    stop: (id, timeoutSeconds) => endpoint.stopContainer(id, { timeoutSeconds }),
    restart: (id, timeoutSeconds) => endpoint.restartContainer(id, { timeoutSeconds }),
    pause: (id) => endpoint.pauseContainer(id),
    unpause: (id) => endpoint.unpauseContainer(id),
    kill: (id, killSignal) => endpoint.killContainer(id, { killSignal }),
    remove: (id, options) => endpoint.removeContainer(id, options),
    rename: (id, name) => endpoint.renameContainer(id, name),
    logs: (id, request) => logLines(endpoint, id, request),
  };
}

/**
 * Creates from exactly `settings`. An engine before API 1.44 takes one network at creation: the others are joined right after, each with
 * its part of `settings`.
 */
async function createContainer(
  endpoint: DockerEndpoint,
  settings: EngineRequest,
  name: string | undefined,
): Promise<DockerContainer> {
  const { body, more } = oneNetwork(settings as unknown as ContainerCreateBody);
  const container = await endpoint.createContainer(body, name === undefined ? {} : { name });
  try {
    for (const [network, attachment] of more)
      await endpoint.connectNetwork(network, container.Id, { endpoint: attachment });
  } catch (error) {
    await endpoint.removeContainer(container.Id, { force: true, removeVolumes: true });
    throw error;
  }
  return endpoint.containers.get(container.Id) ?? container;
}

function oneNetwork(body: ContainerCreateBody): {
  readonly body: ContainerCreateBody;
  readonly more: readonly (readonly [string, NetworkEndpointBody])[];
} {
  const attachments = Object.entries(body.NetworkingConfig?.EndpointsConfig ?? {});
  if (attachments.length < 2) return { body, more: [] };
  const first = attachments.find(([network]) => network === body.HostConfig?.NetworkMode) ?? attachments[0]!;
  return {
    body: { ...body, NetworkingConfig: { EndpointsConfig: Object.fromEntries([first]) } },
    more: attachments.filter((attachment) => attachment !== first),
  };
}

function requireNetworks(endpoint: DockerEndpoint, spec: ContainerSpec): void {
  for (const network of spec.networks ?? []) {
    if (endpoint.networks.get(network) || endpoint.networks.by('name', network).length > 0) continue;
    const field = 'input.networks';
    throw new IzaError('NOT_FOUND', `${field}: there is no network "${network}" on ${endpoint.name}.`, {
      field,
      endpoint: endpoint.name,
    });
  }
}

function execOptions(request: ExecRequest) {
  return {
    command: request.command,
    env: request.environment.map(({ name, value }) => `${name}=${value}`),
    ...(request.user !== undefined && { user: request.user }),
    ...(request.workingDirectory !== undefined && { workingDirectory: request.workingDirectory }),
    ...(request.stdin !== undefined && { stdin: request.stdin }),
    timeoutMs: request.timeoutMs,
    maxOutputBytes: request.maxOutputBytes,
  };
}

async function* logLines(
  endpoint: DockerEndpoint,
  id: string,
  request: LogRequest,
): AsyncGenerator<LogRecord> {
  const { follow, tail, since, signal } = request;
  const lines = endpoint.logs(id, {
    follow,
    signal,
    ...(tail !== undefined && { tail }),
    ...(since && { since }),
  });
  for await (const { stream, at, line } of lines)
    yield { stream: stream === 'stdout' ? 'STDOUT' : 'STDERR', at, line };
}
