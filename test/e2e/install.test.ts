import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const KEY = 'iza_given_at_installation';

let prefix: string;
let state: string;
beforeEach(() => {
  prefix = mkdtempSync(join(tmpdir(), 'iza-install-'));
  state = join(prefix, 'state');
});
afterEach(() => rmSync(prefix, { recursive: true, force: true }));

function run(file: string, args: readonly string[], environment: Record<string, string> = {}) {
  const env = {
    PATH: process.env['PATH']!,
    HOME: prefix,
    PREFIX: prefix,
    IZA_STATE_DIR: state,
    ...environment,
  };
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    execFile(file, args, { env, cwd: tmpdir() }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr });
    });
  });
}
const install = (args: readonly string[] = [], environment?: Record<string, string>) =>
  run('sh', [join(ROOT, 'install.sh'), ...args], environment);

test('installs the command, its completions and the key; again changes nothing; --uninstall takes them away', async () => {
  for (let time = 0; time < 2; time++) {
    const installed = await install([], { IZA_API_KEY: KEY });
    expect(installed).toMatchObject({ code: 0, stdout: expect.stringContaining('Next: cd') });
  }
  const command = join(prefix, 'bin/iza-ctl');
  expect(realpathSync(command)).toBe(realpathSync(join(ROOT, 'cli/iza-ctl')));
  expect(await run(command, ['version'])).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
  });
  expect(readFileSync(join(state, 'admin.key'), 'utf8')).toBe(`${KEY}\n`);
  expect(statSync(join(state, 'admin.key')).mode & 0o777).toBe(0o600);
  expect(statSync(state).mode & 0o777).toBe(0o700);
  expect(readFileSync(join(prefix, 'share/bash-completion/completions/iza-ctl'), 'utf8')).toContain(
    '_iza_ctl',
  );

  expect((await install(['--uninstall'])).code).toBe(0);
  expect(existsSync(command)).toBe(false);
  expect(existsSync(join(prefix, 'share/zsh/site-functions/_iza-ctl'))).toBe(false);
  expect(existsSync(join(state, 'admin.key'))).toBe(true);
});

test.each([
  [{ IZA_API_KEY: 'short' }, 'at least 16'],
  [{ IZA_API_KEY: 'a key with blanks in it' }, 'white space'],
  [{ IZA_ENV: 'staging' }, 'development or production'],
])('refuses %j before it changes anything', async (environment, message) => {
  expect(await install([], environment)).toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
  expect(existsSync(join(prefix, 'bin'))).toBe(false);
});

test("leaves somebody else's command alone", async () => {
  await install();
  rmSync(join(prefix, 'bin/iza-ctl'));
  writeFileSync(join(prefix, 'bin/iza-ctl'), 'theirs');
  expect((await install()).code).toBe(2);
  await install(['--uninstall']);
  expect(readFileSync(join(prefix, 'bin/iza-ctl'), 'utf8')).toBe('theirs');
});
