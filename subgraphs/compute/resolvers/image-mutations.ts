import { IzaError } from '#kernel/errors.ts';
import { buildContext } from '../build-context.ts';
import type { Compute } from '../compute.ts';
import { environmentOf, labelsOf } from '../container-input.ts';
import { dockerfileSources } from '../dockerfile-sources.ts';
import type { ImageRecord } from '../domain.ts';
import type { ImageBuildInput, ImageRemoveInput, MutationResolvers } from '../generated/resolvers.ts';
import { parseImageReference, tryParseImageReference } from '../image-reference.ts';
import type { BuildRequest, ComputeEndpoint, ImagePort, Prepared, Progress } from '../port.ts';
import {
  admissionOf,
  change,
  chooseEndpoint,
  longChange,
  once,
  requireLive,
  type Attempted,
} from './change.ts';

type ImageMutations = Pick<MutationResolvers, 'imagePull' | 'imageTag' | 'imageRemove' | 'imageBuild'>;

export function imageMutations(compute: Compute): ImageMutations {
  return {
    imagePull: (_root, { input }, context) =>
      once({ compute, context, action: 'imagePull', input }, async (attempt) => {
        const reference = parseImageReference(input.reference, 'input.reference');
        const endpoint = chooseEndpoint(compute.withImages, input.endpoint, compute);
        requireLive(endpoint);
        const prepared = endpoint.images.preparePull(reference);
        return begin(attempt, { endpoint, prepared, kind: 'image.pull' });
      }),
    imageBuild: (_root, { input }, context) =>
      once({ compute, context, action: 'imageBuild', input }, async (attempt) => {
        const endpoint = chooseEndpoint(compute.withImages, input.endpoint, compute);
        const request = await buildRequestOf(input, (name) => isImageId(endpoint.images, name));
        requireLive(endpoint);
        return begin(attempt, {
          endpoint,
          prepared: endpoint.images.prepareBuild(request),
          kind: 'image.build',
        });
      }),
    imageTag: (_root, { input }, context) =>
      once({ compute, context, action: 'imageTag', input }, async (attempt) => {
        const reference = parseImageReference(input.tag, 'input.tag');
        if (reference.digest !== undefined)
          throw new IzaError('BAD_USER_INPUT', 'input.tag must not have a digest.', { field: 'input.tag' });
        const { image, images } = requireImage(compute, input.id);
        const { operationId } = await change(attempt, {
          targets: [image.id],
          dryRun: () => undefined,
          work: async () => ({
            value: await images.tag(image.nativeId, reference.familiar),
            result: { tag: reference.familiar },
          }),
        });
        return { operationId, imageId: image.id, dryRun: operationId === null };
      }),
    imageRemove: (_root, { input }, context) =>
      once({ compute, context, action: 'imageRemove', input }, (attempt) => remove(attempt, input)),
  };
}

/** Begins what takes long; the answer names the operation to follow. */
async function begin(
  attempt: Attempted,
  {
    endpoint,
    prepared,
    kind,
  }: {
    readonly endpoint: ComputeEndpoint;
    readonly prepared: Prepared<ImageRecord>;
    readonly kind: 'image.pull' | 'image.build';
  },
) {
  const operationId = await longChange(attempt, {
    targets: [],
    admission: admissionOf(kind, endpoint, prepared),
    work: async (operation) => {
      const onProgress = (progress: Progress) => operation.progress(progress);
      const image = await prepared.run({ signal: operation.signal, onProgress });
      onProgress({ percent: 100 });
      return { targets: [image.id], result: { id: image.id, nativeId: image.nativeId, tags: image.tags } };
    },
  });
  return { operationId, imageId: null, dryRun: operationId === null };
}

async function buildRequestOf(
  input: ImageBuildInput,
  isNativeId: (name: string) => boolean,
): Promise<BuildRequest> {
  if (input.tags.length === 0)
    throw new IzaError('BAD_USER_INPUT', 'input.tags must name the result.', { field: 'input.tags' });
  const tags = input.tags.map((tag, index) => parseImageReference(tag, `input.tags.${index}`));
  const digested = tags.findIndex(({ digest }) => digest !== undefined);
  if (digested !== -1) {
    const field = `input.tags.${digested}`;
    throw new IzaError('BAD_USER_INPUT', `${field} must not have a digest.`, { field });
  }
  if (input.target != null && !/^[\w.-]{1,128}$/.test(input.target)) {
    throw new IzaError('BAD_USER_INPUT', 'input.target must be the name of a stage.', {
      field: 'input.target',
    });
  }
  const buildArguments = environmentOf(input.buildArguments, 'input.buildArguments');
  const labels = labelsOf(input.labels);
  const dockerfile = input.dockerfile ?? 'Dockerfile';
  const { contextTar, dockerfileText } = input;
  const context = await buildContext({ contextTar, dockerfileText, dockerfile });
  const sources = dockerfileSources(context.dockerfileText, {
    field: dockerfileText == null ? 'input.contextTar' : 'input.dockerfileText',
    buildArguments: new Map(buildArguments.map(({ name, value }) => [name, value])),
    isNativeId,
  });
  return {
    tags: tags.map(({ familiar }) => familiar),
    context: context.tar,
    dockerfile,
    buildArguments,
    labels,
    target: input.target ?? undefined,
    noCache: input.noCache ?? false,
    sources,
  };
}

/** An id of an image that is there is never fetched. */
function isImageId(images: ImagePort, name: string): boolean {
  const hex = name.replace(/^sha256:/, '');
  return (
    /^[0-9a-f]{12,64}$/.test(hex) &&
    images.values().some(({ nativeId }) => nativeId.startsWith(`sha256:${hex}`))
  );
}

interface ImageTarget {
  readonly image: ImageRecord;
  readonly endpoint: ComputeEndpoint;
  readonly images: ImagePort;
}

function requireImage(compute: Compute, reference: string): ImageTarget {
  const image = compute.findImage(reference, 'input.id');
  const endpoint = image && compute.endpoint(image.endpoint);
  if (!image || !endpoint?.images) {
    throw new IzaError('NOT_FOUND', `There is no image "${reference.slice(0, 120)}".`, { field: 'input.id' });
  }
  requireLive(endpoint);
  return { image, endpoint, images: endpoint.images };
}

async function remove(attempt: Attempted, input: ImageRemoveInput) {
  const { image, endpoint, images } = requireImage(attempt.compute, input.id);
  const force = input.force ?? false;
  const tag = tagOf(image, input.id);
  const onlyUntags = tag !== undefined && image.tags.length > 1;
  if (!onlyUntags) requireRemovable(endpoint, { image, byTag: tag !== undefined, force });
  const { value, operationId } = await change(attempt, {
    targets: [image.id],
    dryRun: () => ({
      untagged: tag === undefined ? image.tags : [tag],
      removedIds: onlyUntags ? [] : [image.id],
    }),
    work: async () => {
      await images.remove(tag ?? image.nativeId, { force });
      const left = images.get(image.nativeId);
      const untagged = image.tags.filter((name) => !left?.tags.includes(name));
      const done = { untagged, removedIds: left ? [] : [image.id] };
      return { value: done, result: done };
    },
  });
  return { ...value, operationId, dryRun: operationId === null };
}

/** The image's tag that `text` names; undefined when it names the image by an id. */
function tagOf(image: ImageRecord, text: string): string | undefined {
  const reference = tryParseImageReference(text);
  return reference && image.tags.find((tag) => tag === reference.familiar);
}

/** The engine's rules, known before it is asked. */
function requireRemovable(
  { containers, name }: ComputeEndpoint,
  { image, byTag, force }: { readonly image: ImageRecord; readonly byTag: boolean; readonly force: boolean },
): void {
  const field = 'input.id';
  const conflict = (message: string, data: Readonly<Record<string, unknown>> = {}) =>
    new IzaError('CONFLICT', message, { field, endpoint: name, data });
  if (!byTag && image.tags.length > 1 && !force) {
    throw conflict(
      `${image.name} has several tags (${image.tags.join(', ')}); remove them one by one or set force.`,
    );
  }
  const users = containers?.ofImage(image.nativeId) ?? [];
  const blocking = force
    ? users.filter(({ state }) => state === 'RUNNING' || state === 'PAUSED' || state === 'RESTARTING')
    : users;
  if (blocking.length === 0) return;
  const names = blocking.slice(0, 10).map((container) => container.name);
  throw conflict(`${image.name} is used by ${names.join(', ')}.`, {
    usedBy: blocking.slice(0, 10).map(({ id }) => id),
  });
}
