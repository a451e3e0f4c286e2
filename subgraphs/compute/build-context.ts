import { posix } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { extract, pack, type Header } from 'tar-stream';
import { IzaError } from '#kernel/errors.ts';
import { bad } from './container-input.ts';

export interface BuildContext {
  /** A tar archive with the Dockerfile in it. */
  readonly tar: Uint8Array;
  readonly dockerfileText: string;
}

export interface BuildContextInput {
  /** A tar archive, base64. */
  readonly contextTar?: string | null | undefined;
  readonly dockerfileText?: string | null | undefined;
  /** Path inside the archive. */
  readonly dockerfile: string;
}

const DOCKERFILE_BYTES = 1024 * 1024;

/** The archive a build is made from and the text of its Dockerfile; a Dockerfile given as text takes the place of the archive's. */
export async function buildContext({
  contextTar,
  dockerfileText,
  dockerfile,
}: BuildContextInput): Promise<BuildContext> {
  const path = relativePath(dockerfile);
  if (dockerfileText != null && Buffer.byteLength(dockerfileText) > DOCKERFILE_BYTES)
    throw bad('input.dockerfileText', 'must be at most 1 MiB');
  if (contextTar == null) {
    if (dockerfileText == null) throw bad('input', 'must give contextTar or dockerfileText');
    return {
      tar: await archive([{ header: { name: path }, content: Buffer.from(dockerfileText) }]),
      dockerfileText,
    };
  }
  const tar = decode(contextTar);
  const entries = await read(tar);
  const inside = entries.findLast(
    ({ header }) => posix.normalize(header.name) === path && header.type === 'file',
  );
  if (dockerfileText == null) {
    if (!inside) throw bad('input.dockerfile', `must be a file in the archive; there is no ${path}`);
    if (inside.content.length > DOCKERFILE_BYTES) throw bad('input.dockerfile', 'must be at most 1 MiB');
    return { tar, dockerfileText: inside.content.toString() };
  }
  const others = entries.filter(({ header }) => posix.normalize(header.name) !== path);
  return {
    tar: await archive([...others, { header: { name: path }, content: Buffer.from(dockerfileText) }]),
    dockerfileText,
  };
}

interface Entry {
  readonly header: Partial<Header> & { readonly name: string };
  readonly content: Buffer;
}

function relativePath(path: string): string {
  const normal = posix.normalize(path);
  const inside =
    path !== '' &&
    path.length <= 1024 &&
    !path.includes('\0') &&
    !posix.isAbsolute(normal) &&
    !normal.startsWith('..');
  if (inside && normal !== '.') return normal;
  throw bad('input.dockerfile', 'must be a path inside the context');
}

function decode(base64: string): Buffer {
  if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(base64)) throw bad('input.contextTar', 'must be base64');
  return Buffer.from(base64, 'base64');
}

async function read(tar: Buffer): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  const reader = extract();
  const reading = (async () => {
    for await (const entry of reader) {
      const chunks: Buffer[] = [];
      for await (const chunk of entry) chunks.push(chunk as Buffer);
      entries.push({ header: entry.header, content: Buffer.concat(chunks) });
    }
  })();
  try {
    await Promise.all([pipeline([tar], reader), reading]);
  } catch (cause) {
    const field = 'input.contextTar';
    throw new IzaError('BAD_USER_INPUT', `${field} must be an uncompressed tar archive.`, { field, cause });
  }
  return entries;
}

async function archive(entries: readonly Entry[]): Promise<Uint8Array> {
  const writer = pack();
  for (const { header, content } of entries) {
    // A link's or directory's entry has no content.
    if (header.type && header.type !== 'file') writer.entry(header);
    else writer.entry({ ...header, size: content.length }, content);
  }
  writer.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of writer) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
