import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parse } from 'graphql';
import type { Config } from '#kernel/config.ts';
import { IzaError } from '#kernel/errors.ts';
import type { PersistedOperations } from '../server/index.ts';

/** The list of known operations. BAD_USER_INPUT when the file is missing, is not JSON, or an entry's hash is not that of its document. */
export function readPersistedOperations(config: Config): PersistedOperations | undefined {
  const { persistedOperations: mode, persistedOperationsFile: file } = config;
  if (mode === 'off') return undefined;
  const field = 'persistedOperationsFile';
  if (file === undefined)
    throw new IzaError('BAD_USER_INPUT', `${field}: persistedOperations "${mode}" needs a file.`, { field });
  let entries: Record<string, unknown>;
  try {
    entries = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  } catch (cause) {
    throw new IzaError('BAD_USER_INPUT', `${field}: ${file} is not a readable JSON file.`, { field, cause });
  }
  const operations = new Map<string, string>();
  for (const [hash, document] of Object.entries(entries)) {
    if (typeof document !== 'string' || createHash('sha256').update(document).digest('hex') !== hash) {
      throw new IzaError(
        'BAD_USER_INPUT',
        `${field}: "${hash.slice(0, 16)}…" is not the SHA-256 of its document.`,
        { field },
      );
    }
    parse(document, { noLocation: true });
    operations.set(hash, document);
  }
  return { mode, operations };
}
