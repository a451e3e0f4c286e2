import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkStateDirectory } from './check-machine.ts';

let directory: string;
beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'iza-doctor-'))));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

test('a directory for its owner only is well', () => {
  expect(checkStateDirectory(directory)).toMatchObject([
    { state: 'ok' },
    { check: 'disk', state: expect.any(String) },
  ]);
});

test('a directory or key that others may read is a problem with its remedy', () => {
  chmodSync(directory, 0o755);
  expect(checkStateDirectory(directory)[0]).toMatchObject({
    state: 'problem',
    remedy: `chmod 700 ${directory}`,
  });
  chmodSync(directory, 0o700);
  const key = join(directory, 'admin.key');
  writeFileSync(key, 'secret', { mode: 0o644 });
  expect(checkStateDirectory(directory)[0]).toMatchObject({ state: 'problem', remedy: `chmod 600 ${key}` });
});

test('one that is not there yet is no problem where it can be made', () => {
  expect(checkStateDirectory(join(directory, 'a/b'))).toMatchObject([{ state: 'ok' }]);
});
