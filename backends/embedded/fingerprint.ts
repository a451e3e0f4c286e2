import { createHash } from 'node:crypto';

/** 64 hex digits that depend on `parts` only. */
export function fingerprint(...parts: readonly (string | number)[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('hex');
}

/** A number from 0 to below 1 that depends on `parts` only. */
export function chance(...parts: readonly (string | number)[]): number {
  return Number.parseInt(fingerprint(...parts).slice(0, 12), 16) / 2 ** 48;
}
