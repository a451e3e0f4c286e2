import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { extract } from 'tar-stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { packContext } from './build-context.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'iza-context-'));
  writeFileSync(join(directory, 'Dockerfile'), 'FROM scratch\n');
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

async function namesOf(tar: Buffer): Promise<string[]> {
  const names: string[] = [];
  for await (const entry of Readable.from(tar).pipe(extract())) {
    names.push(
      entry.header.type === 'symlink'
        ? `${entry.header.name} -> ${entry.header.linkname}`
        : entry.header.name,
    );
    entry.resume();
  }
  return names;
}

test('a context holds what .dockerignore leaves, and links as links', async () => {
  mkdirSync(join(directory, 'node_modules/deep'), { recursive: true });
  writeFileSync(join(directory, 'node_modules/deep/x'), 'x');
  writeFileSync(join(directory, 'app.js'), 'app');
  writeFileSync(join(directory, 'secret.env'), 'S=1');
  writeFileSync(join(directory, '.dockerignore'), 'node_modules\n*.env\nDockerfile\n');
  symlinkSync('/etc/passwd', join(directory, 'out'));
  const { tar, dockerfile } = await packContext(directory, undefined);
  expect((await namesOf(tar)).toSorted()).toEqual([
    '.dockerignore',
    'Dockerfile',
    'app.js',
    'out -> /etc/passwd',
  ]);
  expect(dockerfile).toBe('Dockerfile');
});

test('a Dockerfile outside the context, also by a link, is refused', async () => {
  symlinkSync('/etc/hostname', join(directory, 'linked'));
  await expect(packContext(directory, '/etc/hostname')).rejects.toThrow('outside the context');
  await expect(packContext(directory, join(directory, 'linked'))).rejects.toThrow('outside the context');
});

test('what is no directory, and what is too large, is refused by name', async () => {
  await expect(packContext(join(directory, 'nope'), undefined)).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
  });
  writeFileSync(join(directory, 'big'), Buffer.alloc(13 * 1024 * 1024));
  await expect(packContext(directory, undefined)).rejects.toMatchObject({ code: 'BODY_TOO_LARGE' });
});

test('what is ignored is not even looked into, unless a rule takes something of it back', async () => {
  mkdirSync(join(directory, 'dist/inner'), { recursive: true });
  writeFileSync(join(directory, 'dist/keep.js'), 'x');
  writeFileSync(join(directory, 'dist/inner/drop.js'), 'x');
  writeFileSync(join(directory, '.dockerignore'), 'dist\n.dockerignore\n');
  expect(await namesOf((await packContext(directory, undefined)).tar)).toEqual([
    '.dockerignore',
    'Dockerfile',
  ]);
  writeFileSync(join(directory, '.dockerignore'), 'dist\n!dist/keep.js\n');
  expect(await namesOf((await packContext(directory, undefined)).tar)).toEqual([
    '.dockerignore',
    'Dockerfile',
    'dist/keep.js',
  ]);
});

test('a folder whose name begins with two dots is inside, and names of folders become names of images', async () => {
  mkdirSync(join(directory, '..odd'));
  writeFileSync(join(directory, '..odd/My.Dockerfile'), 'FROM scratch\n');
  expect(await packContext(directory, join(directory, '..odd/My.Dockerfile'))).toMatchObject({
    dockerfile: '..odd/My.Dockerfile',
    name: expect.stringMatching(/^iza-context-[a-z0-9]+(?:-[a-z0-9]+)*$/),
  });
});
