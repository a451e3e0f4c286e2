import { accessSync, constants, existsSync, readFileSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { showBytes } from '../output/units.ts';
import type { Finding } from './finding.ts';

const LOW_BYTES = 1e9;
const TOO_LOW_BYTES = 50e6;

/** What IzaOS needs of the machine itself. Changes nothing. */
export function checkMachine(stateDirectory: string): Finding[] {
  return [checkNode(), checkHost(), checkControlGroups(), ...checkStateDirectory(stateDirectory)];
}

function checkNode(): Finding {
  const isPinned = process.versions.node.startsWith('24.');
  return {
    check: 'Node',
    state: isPinned ? 'ok' : 'problem',
    detail: isPinned ? process.version : `${process.version}; IzaOS is made for 24`,
    ...(!isPinned && { remedy: 'sh setup.sh' }),
  };
}

function checkHost(): Finding {
  if (process.platform !== 'linux')
    return {
      check: 'host',
      state: 'warning',
      detail: `${process.platform}: figures of the machine itself need Linux`,
    };
  const kernel = readFirstLine('/proc/sys/kernel/osrelease');
  const pressure = existsSync('/proc/pressure/cpu') ? '' : ', without pressure figures (PSI)';
  return { check: 'host', state: 'ok', detail: `real: Linux ${kernel}${pressure}` };
}

function checkControlGroups(): Finding {
  const check = 'control groups';
  if (existsSync('/sys/fs/cgroup/cgroup.controllers')) return { check, state: 'ok', detail: 'v2' };
  if (existsSync('/sys/fs/cgroup/memory')) return { check, state: 'ok', detail: 'v1' };
  return {
    check,
    state: 'warning',
    detail: 'not readable: figures of containers come from the engine, slower',
  };
}

export function checkStateDirectory(directory: string): Finding[] {
  const check = 'state directory';
  try {
    if (!existsSync(directory)) {
      const parent = nearestParent(directory);
      accessSync(parent, constants.W_OK);
      return [{ check, state: 'ok', detail: `${directory} will be made at the first start` }];
    }
    accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    return [
      {
        check,
        state: 'problem',
        detail: `${directory} may not be written by this user`,
        remedy: `export IZA_STATE_DIR="$HOME/.izaos"`,
      },
    ];
  }
  return [checkModes(directory), checkSpace(directory)];
}

/** Keys and audit are for their owner only. */
function checkModes(directory: string): Finding {
  const check = 'state directory';
  if ((statSync(directory).mode & 0o077) !== 0)
    return {
      check,
      state: 'problem',
      detail: `${directory} may be opened by others`,
      remedy: `chmod 700 ${directory}`,
    };
  const key = join(directory, 'admin.key');
  const isOpen = existsSync(key) && (statSync(key).mode & 0o077) !== 0;
  return isOpen
    ? { check, state: 'problem', detail: `${key} may be read by others`, remedy: `chmod 600 ${key}` }
    : { check, state: 'ok', detail: directory };
}

function checkSpace(directory: string): Finding {
  const { bavail, bsize } = statfsSync(directory);
  const free = bavail * bsize;
  const state = free < TOO_LOW_BYTES ? 'problem' : free < LOW_BYTES ? 'warning' : 'ok';
  const effect = state === 'ok' ? '' : '; without space nothing can be changed, as nothing could be audited';
  return { check: 'disk', state, detail: `${showBytes(free)} free for the audit trail${effect}` };
}

function nearestParent(directory: string): string {
  const parent = join(directory, '..');
  return existsSync(parent) || parent === directory ? parent : nearestParent(parent);
}

function readFirstLine(file: string): string {
  try {
    return readFileSync(file, 'utf8').split('\n')[0] ?? '';
  } catch {
    return '';
  }
}
