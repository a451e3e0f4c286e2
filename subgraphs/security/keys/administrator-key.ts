import { chmodSync, closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { IzaError } from '#kernel/errors.ts';
import { newSecret, type KeyRing } from './key-ring.ts';

/**
 * Sees to it that somebody can administer: with the key of the configuration, else with one that is made at the first start and kept, for its
 * owner only, in `admin.key` of the state directory, where the command line finds it. Resolves to that file's path, if there is one.
 */
export function ensureAdministrator(options: {
  readonly keys: KeyRing;
  readonly stateDirectory: string;
  readonly configured: string | undefined;
}): string | undefined {
  const { keys, stateDirectory, configured } = options;
  const file = join(stateDirectory, 'admin.key');
  const kept = readKey(file);
  if (kept !== undefined)
    keys.adopt({ id: 'admin', name: 'first administrator', roles: ['admin'], secret: kept });
  if (configured !== undefined) {
    keys.configure(configured);
    return kept === undefined ? undefined : file;
  }
  keys.unconfigure();
  if (kept !== undefined || keys.hasAdministrator()) return kept === undefined ? undefined : file;
  const secret = newSecret();
  writeKey(file, secret);
  keys.adopt({ id: 'admin', name: 'first administrator', roles: ['admin'], secret });
  return file;
}

function readKey(file: string): string | undefined {
  let text: string;
  try {
    chmodSync(file, 0o600);
    text = readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  if (/^\S{16,512}$/.test(text)) return text;
  throw new IzaError(
    'BAD_USER_INPUT',
    `${file} holds no key; remove it, and a new one is made at the next start.`,
  );
}

function writeKey(file: string, secret: string): void {
  const descriptor = openSync(file, 'wx', 0o600);
  try {
    writeSync(descriptor, `${secret}\n`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
