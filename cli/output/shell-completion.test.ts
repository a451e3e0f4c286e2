import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bashCompletion, fishCompletion, zshCompletion, type CommandWords } from './shell-completion.ts';

const plain = { description: 'd', flags: [], values: [], takesContainers: false, commands: [] };
const PROGRAM: CommandWords = {
  ...plain,
  name: 'iza-ctl',
  commands: [
    { ...plain, name: 'stop', takesContainers: true, flags: [{ name: '--time', values: [] }] },
    { ...plain, name: 'status' },
    { ...plain, name: 'maintenance', values: ['on', 'off'] },
    {
      ...plain,
      name: 'keys',
      commands: [
        { ...plain, name: 'list', flags: [{ name: '--quiet', values: [] }] },
        { ...plain, name: 'create', flags: [{ name: '--role', values: [] }] },
      ],
    },
  ],
};

describe('bash', () => {
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'iza-completion-'));
    writeFileSync(join(directory, 'completion'), bashCompletion(PROGRAM));
    // Stands for a server with two containers.
    const rows = JSON.stringify([{ name: 'web' }, { name: 'db' }], null, 2);
    writeFileSync(join(directory, 'iza-ctl'), `#!/bin/sh\ncat <<'E'\n${rows}\nE\n`, { mode: 0o755 });
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  test.each([
    [['st'], 'stop status'],
    [['keys', ''], 'list create'],
    [['keys', 'create', '--'], '--role'],
    [['keys', '--'], '--quiet'],
    [['maintenance', 'o'], 'on off'],
    [['--timeout', '5', 'stop', ''], 'web db'],
    [['stop', 'w'], 'web'],
    [['stop', 'web', '--t'], '--time'],
  ])('completes %j to %s', (words, expected) => {
    const script = `. ./completion; COMP_WORDS=(iza-ctl "$@"); COMP_CWORD=$#; _iza_ctl; echo "\${COMPREPLY[*]}"`;
    const env = { PATH: `${directory}:${process.env['PATH']}` };
    const reply = execFileSync('bash', ['--norc', '-c', script, 'bash', ...words], {
      cwd: directory,
      env,
      encoding: 'utf8',
    });
    expect(reply.trim()).toBe(expected);
  });
});

test('zsh and fish get every command, flag and choice', () => {
  for (const script of [zshCompletion(PROGRAM), fishCompletion(PROGRAM)])
    for (const word of ['stop', 'maintenance', 'create', 'role', 'off', 'ps --all'])
      expect(script).toContain(word);
});
