import type { JournalHead, JournalVerification } from './journal.ts';
import { JournalFile, type JournalFileOptions, type NewRecord } from './journal-file.ts';
import { verifyRecords } from './verify-records.ts';

// Result codes after which nothing kept in memory about the file can be trusted. https://sqlite.org/rescode.html
const SQLITE_IOERR = 10;
const SQLITE_CORRUPT = 11;
const SQLITE_CANTOPEN = 14;
const SQLITE_NOTADB = 26;

/** A journal's file that is opened anew, and checked, after the disk failed. Made at the first use. */
export class RecoveringJournalFile {
  readonly #data: JournalFileOptions;
  #file: JournalFile | undefined;
  #doubted = false;
  #acknowledged: JournalHead | undefined;

  constructor(data: JournalFileOptions) {
    this.#data = data;
  }

  get file(): JournalFile {
    return (this.#file ??= new JournalFile(this.#data));
  }

  append(batch: readonly NewRecord[]): readonly JournalHead[] {
    if (this.#doubted) this.#recover();
    try {
      const written = this.file.append(batch);
      this.#acknowledged = written.at(-1) ?? this.#acknowledged;
      return written;
    } catch (error) {
      if (isDoubtful(error)) this.#doubted = true;
      throw error;
    }
  }

  close(): undefined {
    this.#file?.[Symbol.dispose]();
    this.#file = undefined;
  }

  /**
   * After a failed fsync the kernel may hold pages as clean that never reached the disk. So: open anew, check that every acknowledged
   * record is there and the whole chain fits, and have the log copied into the database file, which writes and syncs the pages again.
   */
  #recover(): void {
    try {
      this.close();
    } catch {
      // A handle that cannot even be closed is left behind.
      this.#file = undefined;
    }
    const check = verifyNow(this.file, this.#acknowledged);
    if (!check.intact) throw new Error(`the journal is broken from record ${check.firstBroken} on`);
    this.file.checkpoint();
    this.#doubted = false;
  }
}

function verifyNow(file: JournalFile, expected: JournalHead | undefined): JournalVerification {
  const steps = verifyRecords(file, expected);
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

function isDoubtful(error: unknown): boolean {
  const code = Number((error as { errcode?: unknown }).errcode ?? 0) & 0xff;
  return (
    code === SQLITE_IOERR || code === SQLITE_CORRUPT || code === SQLITE_CANTOPEN || code === SQLITE_NOTADB
  );
}
