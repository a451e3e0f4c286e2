import { lstatSync, readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import dockerignore from '@balena/dockerignore';
import { pack, type Pack } from 'tar-stream';
import { IzaError } from '#kernel/errors.ts';

/** A context goes inline in the request, as base64, below the gateway's limit. */
const MAX_CONTEXT_BYTES = 12 * 1024 * 1024;

export interface BuildContext {
  /** Tar archive. */
  readonly tar: Buffer;
  /** Path of the Dockerfile in it. */
  readonly dockerfile: string;
  /** The directory's name, fit for an image. */
  readonly name: string;
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
  const ignored = readIgnoreFile(root);
  rules.add(ignored);
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
    // What is ignored with its folder may be large; only a rule that takes something back, or the Dockerfile, makes it worth a look.
    entersIgnored: (path) => /^\s*!/m.test(ignored) || dockerfile.startsWith(`${path}/`),
  });
  await Promise.all([packed.then(() => archive.finalize()), collected]).catch((error: unknown) => {
    archive.destroy();
    throw error;
  });
  return { tar: Buffer.concat(chunks), dockerfile, name: imageName(root) };
}

async function packFolder(work: {
  readonly archive: Pack;
  readonly root: string;
  readonly folder: string;
  readonly keeps: (path: string) => boolean;
  readonly entersIgnored: (path: string) => boolean;
}): Promise<void> {
  const { archive, root, folder, keeps, entersIgnored } = work;
  for (const name of read(root, folder, () => readdirSync(join(root, folder))).toSorted()) {
    const path = folder === '' ? name : `${folder}/${name}`;
    const stat = lstatSync(join(root, path));
    const header = { name: path, mode: stat.mode & 0o7777, mtime: stat.mtime };
    if (stat.isDirectory()) {
      const kept = keeps(path);
      if (kept) archive.entry({ ...header, type: 'directory' });
      if (kept || entersIgnored(path)) await packFolder({ ...work, folder: path });
    } else if (!keeps(path)) continue;
    else if (stat.isSymbolicLink())
      archive.entry({ ...header, type: 'symlink', linkname: readlinkSync(join(root, path)) });
    else if (stat.isFile()) {
      if (stat.size > MAX_CONTEXT_BYTES) throw tooLarge(root);
      const content = read(root, path, () => readFileSync(join(root, path)));
      const written = Promise.withResolvers<void>();
      archive.entry({ ...header, size: content.length }, content, (error) =>
        error ? written.reject(error) : written.resolve(),
      );
      await written.promise;
    }
  }
}

/** BAD_USER_INPUT names what may not be read, and how to leave it out. */
function read<T>(root: string, path: string, from: () => T): T {
  try {
    return from();
  } catch (cause) {
    throw new IzaError(
      'BAD_USER_INPUT',
      `context: ${join(root, path)} cannot be read; leave it out with .dockerignore.`,
      {
        field: 'context',
        cause,
      },
    );
  }
}

function imageName(root: string): string {
  const name = basename(root)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return name === '' ? 'image' : name;
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
  if (inside === '' || inside === '..' || inside.startsWith(`..${sep}`)) {
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
