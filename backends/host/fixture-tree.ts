import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** For tests: a folder of files that stand for `/proc`, `/sys` or control groups, removed on disposal. */
export function fixtureTree(files: (root: string) => Readonly<Record<string, string>>): FixtureTree {
  const root = mkdtempSync(join(tmpdir(), 'iza-test-'));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  for (const [path, text] of Object.entries(files(root))) write(path, text);
  return { root, write, [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }) };
}

export interface FixtureTree extends Disposable {
  readonly root: string;
  readonly write: (path: string, text: string) => void;
}
