import type { EmbeddedContainer, EmbeddedEndpoint, EmbeddedImage } from '#backends/embedded/index.ts';
import { encodeId } from '#kernel/ids.ts';
import type { HostRecord } from '../domain.ts';
import type {
  ComputeEndpoint,
  ContainerPatch,
  ContainerPort,
  ImagePort,
  LogRecord,
  LogRequest,
  RunOptions,
} from '../port.ts';
import { createSpec, requirePatch } from './embedded-request.ts';
import { embeddedContainerRecord, embeddedImageRecord } from './embedded-records.ts';
import { buildRequest, createRequest, execRequest, pullRequest, updateRequest } from './engine-request.ts';
import { shelfOf } from './shelf.ts';

/** The made-up engine takes the same requests as a real one, and the policy judges them the same way. */
export function embeddedPlatform(endpoint: EmbeddedEndpoint, epoch: string): ComputeEndpoint {
  const machine = madeUpMachine(endpoint);
  return {
    name: endpoint.name,
    platform: 'EMBEDDED',
    address: endpoint.address,
    get state() {
      return endpoint.state;
    },
    onState: (listener) => endpoint.onState(listener),
    machine: () => machine,
    hostId: () => machine.id,
    has: (type, nativeId) =>
      (type === 'Network' ? endpoint.networks : endpoint.volumes).get(nativeId) !== undefined,
    localPaths: false,
    containers: containers(endpoint, epoch),
    images: images(endpoint, epoch),
  };
}

function madeUpMachine(endpoint: EmbeddedEndpoint): HostRecord {
  return {
    __typename: 'Host',
    id: encodeId('Host', endpoint.name, endpoint.name),
    name: `${endpoint.name} (made up)`,
    endpoint: endpoint.name,
    operatingSystem: 'made up, in memory',
    architecture: 'x86_64',
    cpuCount: 4,
    memoryBytes: 8 * 1024 ** 3,
  };
}

function containers(endpoint: EmbeddedEndpoint, epoch: string): ContainerPort {
  const shelf = shelfOf({
    collection: endpoint.containers,
    keyOf: (native: EmbeddedContainer) => native.id,
    toRecord: (native, revision) =>
      embeddedContainerRecord(native, { endpoint: endpoint.name, revision: `${epoch}.${revision}` }),
  });
  return {
    ...shelf,
    byName: (name) => shelf.recordsOf(endpoint.containers.by('name', name))[0],
    ofImage: (imageNativeId) => shelf.recordsOf(endpoint.containers.by('image', imageNativeId)),
    prepareCreate(spec) {
      const settings = createRequest(spec);
      const own = createSpec(endpoint, settings, spec);
      return { settings, run: async () => shelf.recordOf(await endpoint.createContainer(own)) };
    },
    prepareUpdate(container, patch) {
      const settings = updateRequest({ ...patch, resources: withoutNulls(patch) });
      const own = requirePatch(patch);
      return { settings, run: () => endpoint.updateContainer(container.nativeId, own) };
    },
    prepareExec(container, request) {
      const { command, environment, user, workingDirectory, timeoutMs, maxOutputBytes } = request;
      const env = environment.map(({ name, value }) => `${name}=${value}`);
      const place = {
        ...(user !== undefined && { user }),
        ...(workingDirectory !== undefined && { workingDirectory }),
      };
      return {
        settings: execRequest(request),
        run: () => endpoint.exec(container.nativeId, { command, env, timeoutMs, maxOutputBytes, ...place }),
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

/** Here every limit can be taken away; the request then simply does not set it. */
function withoutNulls({ resources }: ContainerPatch): ContainerPatch['resources'] {
  return Object.fromEntries(Object.entries(resources).filter(([, value]) => value !== null));
}

function images(endpoint: EmbeddedEndpoint, epoch: string): ImagePort {
  const shelf = shelfOf({
    collection: endpoint.images,
    keyOf: (native: EmbeddedImage) => native.id,
    toRecord: (native, revision) =>
      embeddedImageRecord(native, { endpoint: endpoint.name, revision: `${epoch}.${revision}` }),
  });
  return {
    ...shelf,
    byTag: (tag) => shelf.recordsOf(endpoint.images.by('tag', tag))[0],
    preparePull(reference) {
      const { name, tag = 'latest' } = reference;
      return {
        settings: pullRequest(reference),
        run: async (options = {}) =>
          shelf.recordOf(
            await endpoint.pullImage(
              `${name.replace(/^docker\.io\/(library\/)?/, '')}:${tag}`,
              callOptions(options),
            ),
          ),
      };
    },
    prepareBuild(request) {
      const { tags, dockerfile, labels, context } = request;
      return {
        settings: buildRequest(request),
        run: async (options = {}) =>
          shelf.recordOf(
            await endpoint.buildImage(chunks(context), {
              ...callOptions(options),
              tags,
              dockerfile,
              labels: Object.fromEntries(labels.map(({ key, value }) => [key, value])),
            }),
          ),
      };
    },
    tag: (id, reference) => endpoint.tagImage(id, reference),
    remove: (reference, options) => endpoint.removeImage(reference, options),
  };
}

async function* chunks(context: Uint8Array): AsyncGenerator<Uint8Array> {
  yield context;
}

function callOptions({ signal, onProgress }: RunOptions) {
  return { ...(signal && { signal }), ...(onProgress && { onProgress }) };
}

async function* logLines(
  endpoint: EmbeddedEndpoint,
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
