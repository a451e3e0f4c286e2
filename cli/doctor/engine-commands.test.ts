import { expect, test } from 'vitest';
import { engineCommands } from './engine-commands.ts';

const linux = { platform: 'linux', isRoot: true, hasSystemd: true, osRelease: 'ID=debian\n' };

test('each system gets its own one command', () => {
  expect(engineCommands(linux).install).toBe('apt-get install -y docker.io && systemctl start docker');
  expect(engineCommands({ ...linux, isRoot: false }).install).toBe(
    'sudo apt-get install -y docker.io && sudo systemctl start docker',
  );
  expect(engineCommands({ ...linux, osRelease: 'ID="opensuse-leap"\n' }).install).toContain('zypper');
  expect(
    engineCommands({ ...linux, osRelease: 'NAME=Mint\nID=linuxmint\nID_LIKE="ubuntu debian"\n' }).install,
  ).toContain('apt-get');
  expect(engineCommands({ ...linux, osRelease: 'ID=alpine\n', hasSystemd: false }).start).toBe(
    'rc-service docker start',
  );
  expect(engineCommands({ ...linux, platform: 'darwin', osRelease: '' }).install).toContain('brew');
});

test('a container or machine without systemd is told to use service', () => {
  expect(engineCommands({ ...linux, hasSystemd: false }).restart).toBe('service docker restart');
});

test('a system nobody knows is shown where to read', () => {
  expect(engineCommands({ ...linux, osRelease: 'ID=plan9\n' }).install).toContain('https://docs.docker.com');
});
