import { extract, pack } from 'tar-stream';
import { expect, test } from 'vitest';
import { buildContext } from './build-context.ts';

async function tarOf(files: Record<string, string>): Promise<string> {
  const writer = pack();
  writer.entry({ name: 'folder/', type: 'directory' });
  for (const [name, text] of Object.entries(files)) writer.entry({ name }, text);
  writer.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of writer) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('base64');
}

async function filesOf(tar: Uint8Array): Promise<Record<string, string>> {
  const reader = extract();
  reader.end(Buffer.from(tar));
  const files: Record<string, string> = {};
  for await (const entry of reader) {
    let text = '';
    for await (const chunk of entry) text += String(chunk);
    if (entry.header.type === 'file') files[entry.header.name] = text;
  }
  return files;
}

test('a Dockerfile alone is the whole context', async () => {
  const { tar, dockerfileText } = await buildContext({
    dockerfileText: 'FROM scratch',
    dockerfile: 'Dockerfile',
  });
  expect(dockerfileText).toBe('FROM scratch');
  expect(await filesOf(tar)).toEqual({ Dockerfile: 'FROM scratch' });
});

test('the Dockerfile of an archive is found under its path', async () => {
  const contextTar = await tarOf({ './docker/web': 'FROM a', 'x.txt': 'x' });
  expect(await buildContext({ contextTar, dockerfile: 'docker/web' })).toMatchObject({
    dockerfileText: 'FROM a',
  });
  await expect(buildContext({ contextTar, dockerfile: 'Dockerfile' })).rejects.toMatchObject({
    details: { field: 'input.dockerfile' },
  });
});

test('a Dockerfile given as text takes the place of the archive’s and leaves the rest', async () => {
  const contextTar = await tarOf({ Dockerfile: 'FROM evil', 'x.txt': 'x' });
  const { tar, dockerfileText } = await buildContext({
    contextTar,
    dockerfileText: 'FROM good',
    dockerfile: 'Dockerfile',
  });
  expect(dockerfileText).toBe('FROM good');
  expect(await filesOf(tar)).toEqual({ 'x.txt': 'x', Dockerfile: 'FROM good' });
});

test.each([
  ['input', { dockerfile: 'Dockerfile' }],
  ['input.dockerfile', { dockerfile: '../x', dockerfileText: 'FROM a' }],
  ['input.dockerfile', { dockerfile: '/etc/x', dockerfileText: 'FROM a' }],
  ['input.contextTar', { dockerfile: 'Dockerfile', contextTar: '!!!' }],
  [
    'input.contextTar',
    { dockerfile: 'Dockerfile', contextTar: Buffer.alloc(2048, 'not a tar').toString('base64') },
  ],
])('%s is named when it cannot be used', async (field, input) => {
  await expect(buildContext(input)).rejects.toMatchObject({ code: 'BAD_USER_INPUT', details: { field } });
});
