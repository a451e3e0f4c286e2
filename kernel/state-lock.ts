import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { IzaError } from './errors.ts';

/** How long the end of a server that was just told to stop is waited for. */
const PATIENCE_MS = 2000;

/**
 * Makes this process the only one that uses what `name` stands for in a state directory, until it is disposed or the process ends, however it
 * ends: SQLite's lock on `<name>.lock` is the kernel's and dies with its holder, so none is ever left behind. CONFLICT names the holder.
 */
export function lockState(directory: string, name: string): Disposable {
  const holder = join(directory, `${name}.pid`);
  const database = new DatabaseSync(join(directory, `${name}.lock`), { timeout: PATIENCE_MS });
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if ((error as { readonly errcode?: unknown }).errcode !== SQLITE_BUSY) throw error;
    throw new IzaError(
      'CONFLICT',
      `Another IzaOS${pidIn(holder)} uses the state directory ${directory}. Stop it, or give this one a directory of its own (IZA_STATE_DIR).`,
      { cause: error },
    );
  }
  writeFileSync(holder, `${process.pid}\n`, { mode: 0o600 });
  return { [Symbol.dispose]: () => database.isOpen && database.close() };
}

const SQLITE_BUSY = 5;

/** For the message only: a pid can be somebody else's by now. */
function pidIn(file: string): string {
  try {
    return ` (process ${Number.parseInt(readFileSync(file, 'utf8'), 10)})`;
  } catch {
    return '';
  }
}
