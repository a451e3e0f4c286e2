import type { JournalHead, JournalVerification } from './journal.ts';
import { JournalFile } from './journal-file.ts';
import { verifyRecords } from './verify-records.ts';

/** Verifies a journal's file without opening it for writing; works beside a process that writes it. Throws what SQLite throws. */
export function verifyJournalFile(options: {
  readonly file: string;
  readonly chained: boolean;
  /** A head noted earlier: its absence shows a cut end. */
  readonly expected?: JournalHead;
}): JournalVerification {
  using file = new JournalFile({ ...options, readOnly: true });
  const steps = verifyRecords(file, options.expected);
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}
