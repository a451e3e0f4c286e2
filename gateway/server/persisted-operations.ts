import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { IzaError } from '#kernel/errors.ts';
import { hashOf } from './document-cache.ts';
import type { PersistedOperations } from './gateway-options.ts';

/** The manifest that Apollo's and Relay's tools write: hash → document, or Apollo's list of operations. */
const manifestSchema = z.union([
  z.strictObject({
    format: z.literal('apollo-persisted-query-manifest'),
    version: z.literal(1),
    operations: z.array(z.object({ id: z.string(), body: z.string() })),
  }),
  z.record(z.string(), z.string()),
]);

/** Reads a list of operations. BAD_USER_INPUT when the file is no such list, or names a document by anything but its SHA-256. */
export async function readPersistedOperations(
  file: string,
  mode: PersistedOperations['mode'],
): Promise<PersistedOperations> {
  const manifest = parseManifest(await readText(file), file);
  const operations = new Map<string, string>();
  for (const [id, body] of manifest) {
    if (hashOf(body) !== id.toLowerCase()) {
      throw new IzaError(
        'BAD_USER_INPUT',
        `${file}: ${id.slice(0, 80)} is not the SHA-256 of its document.`,
        { field: 'persistedOperationsFile' },
      );
    }
    operations.set(id.toLowerCase(), body);
  }
  return { mode, operations };
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new IzaError('BAD_USER_INPUT', `${file} cannot be read.`, {
      field: 'persistedOperationsFile',
      cause,
    });
  }
}

function parseManifest(text: string, file: string): readonly (readonly [string, string])[] {
  try {
    const manifest = manifestSchema.parse(JSON.parse(text));
    if (Array.isArray(manifest['operations']))
      return manifest['operations'].map(({ id, body }) => [id, body] as const);
    return Object.entries(manifest as Record<string, string>);
  } catch (cause) {
    throw new IzaError('BAD_USER_INPUT', `${file} must be JSON: an object of SHA-256 → document.`, {
      field: 'persistedOperationsFile',
      cause,
    });
  }
}
