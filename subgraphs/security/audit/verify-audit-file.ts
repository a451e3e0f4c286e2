import { existsSync } from 'node:fs';
import { IzaError } from '#kernel/errors.ts';
import { verifyJournalFile, type JournalHead, type JournalVerification } from '#kernel/journal/index.ts';

/** Name of the audit trail's file in the state directory. */
export const AUDIT_FILE = 'audit.db';

/**
 * Verifies an audit trail's file without a running IzaOS, or beside one. `expected` is a head noted earlier: without it a cut end is not noticed.
 * NOT_FOUND when there is no such file, AUDIT_UNAVAILABLE when it cannot be read.
 */
export function verifyAuditFile(file: string, expected?: JournalHead): JournalVerification {
  if (!existsSync(file)) throw new IzaError('NOT_FOUND', `There is no audit trail at ${file}.`);
  try {
    return verifyJournalFile({ file, chained: true, ...(expected && { expected }) });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new IzaError('AUDIT_UNAVAILABLE', `The audit trail at ${file} cannot be read: ${why}.`, { cause });
  }
}
