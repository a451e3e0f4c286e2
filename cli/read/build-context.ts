import { createReadStream, lstatSync, readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import dockerignore from '@balena/dockerignore';
import { pack, type Pack } from 'tar-stream';
import { IzaError } from '#kernel/errors.ts';

/** A context goes inline in the request, as base64, below the gateway's limit. */
export const MAX_CONTEXT_BYTES = 12 * 1024 * 1024;

export interface BuildContext {
  /** Tar archive. */
  readonly tar: Buffer;
  /** Path of the Dockerfile in it. */
  readonly dockerfile: string;
}

/**
 * Packs a directory as the engine wants it: `.dockerignore` honoured, links kept as links, nothing from outside. BAD_USER_INPUT when it is no directory, has no
 * Dockerfile or is too large.
 */
export async function packContext(directory: string, file: string | undefined): Promise<BuildContext> {
  const root = openDirectory(directory);
  const dockerfile = dockerfileIn(root, file);
  // The package is CommonJS with an ES default beside it; its types know only the latter.
  const rules = (dockerignore as unknown as typeof dockerignore.default)();
  rules.add(readIgnoreFile(root));
  const archive = pack();
  const chunks: Buffer[] = [];
  let size = 0;
  const collected = (async () => {
    for await (const chunk of archive as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > MAX_CONTEXT_BYTES) throw tooLarge(directory);
      chunks.push(chunk);
    }
  })();
  const packed = packFolder({
    archive,
    root,
    folder: '',
    keeps: (path) => path === dockerfile || path === '.dockerignore' || !rules.ignores(path),
  });
  await Promise.all([packed.then(() => archive.finalize()), collected]).catch((error: unknown) => {
    archive.destroy();
    throw error;
  });
  return { tar: Buffer.concat(chunks), dockerfile };
}

async function packFolder(work: {
  readonly archive: Pack;
  readonly root: string;
  readonly folder: string;
  readonly keeps: (path: string) => boolean;
}): Promise<void> {
  const { archive, root, folder, keeps } = work;
  for (const name of readdirSync(join(root, folder)).toSorted()) {
    const path = folder === '' ? name : `${folder}/${name}`;
    const stat = lstatSync(join(root, path));
    const header = { name: path, mode: stat.mode & 0o7777, mtime: stat.mtime };
    if (stat.isDirectory()) {
      // A directory that is ignored may hold what a later rule takes back.
      if (keeps(path)) archive.entry({ ...header, type: 'directory' });
      await packFolder({ ...work, folder: path });
    } else if (!keeps(path)) continue;
    else if (stat.isSymbolicLink())
      archive.entry({ ...header, type: 'symlink', linkname: readlinkSync(join(root, path)) });
    else if (stat.isFile()) {
      if (stat.size > MAX_CONTEXT_BYTES) throw tooLarge(root);
      await pipeline(createReadStream(join(root, path)), archive.entry({ ...header, size: stat.size }));
    }
  }
}

function openDirectory(directory: string): string {
  try {
    const root = realpathSync(directory);
    if (lstatSync(root).isDirectory()) return root;
  } catch {
    // said below
  }
  throw new IzaError('BAD_USER_INPUT', `context: ${directory} is not a directory that can be read.`, {
    field: 'context',
  });
}

function dockerfileIn(root: string, file: string | undefined): string {
  const path = resolve(file ?? join(root, 'Dockerfile'));
  let real: string;
  try {
    real = realpathSync(path);
  } catch (cause) {
    throw new IzaError('BAD_USER_INPUT', `--file: ${path} cannot be read.`, { field: 'file', cause });
  }
  const inside = relative(root, real);
  if (inside === '' || inside.startsWith('..')) {
    throw new IzaError('BAD_USER_INPUT', `--file: ${path} is outside the context ${root}.`, {
      field: 'file',
    });
  }
  return inside.split(sep).join('/');
}

function readIgnoreFile(root: string): string {
  try {
    return readFileSync(join(root, '.dockerignore'), 'utf8');
  } catch {
    return '';
  }
}

function tooLarge(directory: string): IzaError {
  return new IzaError(
    'BODY_TOO_LARGE',
    `The context ${directory} is larger than ${MAX_CONTEXT_BYTES / 2 ** 20} MiB; leave files out with .dockerignore.`,
    { field: 'context' },
  );
}
