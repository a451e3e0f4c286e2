import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { lockState } from './state-lock.ts';

const directory = mkdtempSync(join(tmpdir(), 'iza-lock-'));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

test('a state directory is one process’s until that is killed, and then at once another’s', async () => {
  const module = new URL('./state-lock.ts', import.meta.url).href;
  const script = `const { lockState } = await import(${JSON.stringify(module)});
    globalThis.held = lockState(${JSON.stringify(directory)}, 'store'); console.log('held'); setInterval(() => {}, 1e6);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  const refused = { code: 'CONFLICT', message: expect.stringContaining(`process ${child.pid}`) as unknown };
  expect(() => lockState(directory, 'store')).toThrow(expect.objectContaining(refused));
  // Something else in it is free.
  lockState(directory, 'other')[Symbol.dispose]();
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
  const lock = lockState(directory, 'store');
  lock[Symbol.dispose]();
  lock[Symbol.dispose]();
  lockState(directory, 'store')[Symbol.dispose]();
});
