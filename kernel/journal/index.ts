export type * from './journal.ts';
export { followJournal } from './follow-journal.ts';
export { openJournal } from './open-journal.ts';
export { verifyJournalFile } from './verify-journal-file.ts';
