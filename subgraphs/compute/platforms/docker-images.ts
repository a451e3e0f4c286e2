import { Readable } from 'node:stream';
import type { DockerEndpoint, DockerImage } from '#backends/docker/index.ts';
import type { BuildRequest, ImagePort, RunOptions } from '../port.ts';
import { imageRecord } from './docker-records.ts';
import { buildRequest, pullRequest } from './engine-request.ts';
import { layerProgress } from './layer-progress.ts';
import { shelfOf } from './shelf.ts';

export function dockerImages(endpoint: DockerEndpoint, epoch: string): ImagePort {
  const shelf = shelfOf({
    collection: endpoint.images,
    keyOf: (native: DockerImage) => native.Id,
    toRecord: (native, revision) =>
      imageRecord(native, { endpoint: endpoint.name, revision: `${epoch}.${revision}` }),
  });
  return {
    ...shelf,
    byTag: (tag) => shelf.recordsOf(endpoint.images.by('tag', tag))[0],
    preparePull(reference) {
      const { name, tag, digest } = reference;
      const text = digest === undefined ? `${name}:${tag ?? 'latest'}` : `${name}@${digest}`;
      return {
        settings: pullRequest(reference),
        run: async (options = {}) => shelf.recordOf(await endpoint.pullImage(text, callOptions(options))),
      };
    },
    prepareBuild(request) {
      return {
        settings: buildRequest(request),
        run: async (options = {}) => shelf.recordOf(await build(endpoint, request, options)),
      };
    },
    tag: (id, reference) => endpoint.tagImage(id, reference),
    remove: (reference, options) => endpoint.removeImage(reference, options),
  };
}

function build(endpoint: DockerEndpoint, request: BuildRequest, options: RunOptions): Promise<DockerImage> {
  return endpoint.buildImage(Readable.from([request.context]), {
    ...callOptions(options),
    tags: request.tags,
    dockerfile: request.dockerfile,
    buildArgs: Object.fromEntries(request.buildArguments.map(({ name, value }) => [name, value])),
    labels: Object.fromEntries(request.labels.map(({ key, value }) => [key, value])),
    noCache: request.noCache,
    ...(request.target !== undefined && { target: request.target }),
  });
}

function callOptions({ signal, onProgress }: RunOptions) {
  return { ...(signal && { signal }), ...(onProgress && { onProgress: layerProgress(onProgress) }) };
}
