import { createHash } from 'node:crypto';
import { pause } from '#kernel/deadlines.ts';
import { IzaError } from '#kernel/errors.ts';
import { parseReference } from '../docker/names.ts';
import type { EmbeddedBuildOptions, EmbeddedProgress } from './embedded-endpoint.ts';
import { chance, fingerprint } from './fingerprint.ts';
import { isActive } from './networks.ts';
import type { EmbeddedImage } from './records.ts';
import { conflict, EMBEDDED_LABEL, findImage, unprocessable, type World } from './world.ts';

const MAX_CONTEXT_BYTES = 2 ** 30;
const NEVER = new AbortController().signal;

export async function pullImage(
  world: World,
  reference: string,
  options: { readonly signal?: AbortSignal; readonly onProgress?: (progress: EmbeddedProgress) => void } = {},
): Promise<EmbeddedImage> {
  const tag = normalise(reference);
  const { signal = NEVER, onProgress } = options;
  if (/(^|\/)missing:/.test(tag)) {
    throw new IzaError('NOT_FOUND', `manifest for ${tag} not found: manifest unknown`, {
      endpoint: world.endpoint,
    });
  }
  const existing = world.images.by('tag', tag)[0];
  const image = existing ?? newImage(world, { id: `sha256:${fingerprint('image', tag)}`, tags: [tag] });
  const steps = existing ? 0 : 5;
  for (let step = 1; step <= steps; step++) {
    await pause(world.workMs / steps, signal);
    const bytesDone = Math.round((image.sizeBytes * step) / steps);
    onProgress?.({
      message: 'Downloading (embedded: nothing is fetched)',
      bytesDone,
      bytesTotal: image.sizeBytes,
    });
  }
  signal.throwIfAborted();
  onProgress?.({
    message: existing ? `Image is up to date for ${tag}` : `Downloaded newer image for ${tag}`,
  });
  store(world, world.images.get(image.id) ?? image, [tag]);
  world.emit({ type: 'image', action: 'pull', subject: image.id, attributes: { name: tag } });
  return world.images.get(image.id)!;
}

export async function buildImage(
  world: World,
  context: AsyncIterable<Uint8Array>,
  options: EmbeddedBuildOptions,
): Promise<EmbeddedImage> {
  const { signal = NEVER, onProgress, dockerfile = 'Dockerfile', labels } = options;
  const tags = (options.tags ?? []).map((tag) => normalise(tag));
  const hash = createHash('sha256').update(JSON.stringify([dockerfile, labels ?? {}]));
  let bytes = 0;
  for await (const chunk of context) {
    signal.throwIfAborted();
    bytes += chunk.length;
    if (bytes > MAX_CONTEXT_BYTES) throw unprocessable(world, 'the build context is larger than 1 GiB');
    hash.update(chunk);
  }
  if (bytes === 0) throw unprocessable(world, `Cannot locate specified Dockerfile: ${dockerfile}`);
  const steps = ['reading the context', 'building nothing: this platform is embedded', 'writing the image'];
  for (const [index, step] of steps.entries()) {
    onProgress?.({ message: `Step ${index + 1}/${steps.length} : ${step}` });
    await pause(world.workMs / steps.length, signal);
  }
  const id = `sha256:${hash.digest('hex')}`;
  const image = world.images.get(id) ?? newImage(world, { id, tags: [], ...(labels && { labels }) });
  store(world, image, tags);
  world.emit({ type: 'image', action: 'build', subject: id, attributes: { name: tags[0] ?? id } });
  return world.images.get(id)!;
}

export function tagImage(world: World, name: string, reference: string): void {
  const image = findImage(world, name);
  const tag = normalise(reference);
  store(world, image, [tag]);
  world.emit({ type: 'image', action: 'tag', subject: image.id, attributes: { name: tag } });
}

export function removeImage(
  world: World,
  name: string,
  { force = false }: { readonly force?: boolean } = {},
): void {
  const image = findImage(world, name);
  const tag = image.tags.find((candidate) => candidate === name || candidate === `${name}:latest`);
  if (tag !== undefined && image.tags.length > 1) {
    world.images.put({ ...image, tags: image.tags.filter((other) => other !== tag) });
    world.emit({ type: 'image', action: 'untag', subject: image.id, attributes: { name: tag } });
    return;
  }
  if (tag === undefined && image.tags.length > 1 && !force) {
    throw conflict(
      world,
      `image ${name} has several tags (${image.tags.join(', ')}): remove them one by one, or force it`,
    );
  }
  const users = world.containers.by('image', image.id);
  const blocking = users.find(isActive) ?? (force ? undefined : users[0]);
  if (blocking) {
    const how = isActive(blocking) ? 'running' : 'stopped';
    throw conflict(world, `image ${name} is being used by ${how} container ${blocking.name}`);
  }
  world.images.delete(image.id);
  world.emit({ type: 'image', action: 'delete', subject: image.id, attributes: { name } });
}

/** With its tag: `nginx` → `nginx:latest`. */
function normalise(reference: string): string {
  const { repository, tag, digest } = parseReference(reference);
  if (digest !== undefined && tag === undefined) return `${repository}:${digest.slice(7, 19)}`;
  return `${repository}:${tag ?? 'latest'}`;
}

/** A new image; its size and layers follow from its id. */
export function newImage(
  world: World,
  known: Pick<EmbeddedImage, 'id' | 'tags'> & Partial<EmbeddedImage>,
): EmbeddedImage {
  return {
    sizeBytes: Math.round(4e6 + chance('image size', known.id) * 2e8),
    createdAt: world.now(),
    architecture: 'amd64',
    os: 'linux',
    command: ['/bin/sh'],
    environment: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
    exposedPorts: [],
    layers: [1, 2, 3].map((layer) => `sha256:${fingerprint('layer', known.id, layer)}`),
    ...known,
    labels: { ...known.labels, ...EMBEDDED_LABEL },
  };
}

/** Keeps the image and points `tags` at it, away from whatever had them. */
function store(world: World, image: EmbeddedImage, tags: readonly string[]): void {
  for (const tag of tags) {
    for (const other of world.images.by('tag', tag)) {
      if (other.id !== image.id)
        world.images.put({ ...other, tags: other.tags.filter((theirs) => theirs !== tag) });
    }
  }
  const missing = tags.filter((tag) => !image.tags.includes(tag));
  if (missing.length > 0) world.images.put({ ...image, tags: [...image.tags, ...missing] });
  else if (!world.images.get(image.id)) world.images.put(image);
}
