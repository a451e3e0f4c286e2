import { setImmediate } from 'node:timers/promises';
import { parentPort } from 'node:worker_threads';
import type { JournalFilter, JournalHead, JournalQuery, JournalVerification } from './journal.ts';
import type {
  JournalFile,
  JournalFileOptions,
  NewRecord,
  StoredAmendedRecord,
  StoredRecord,
} from './journal-file.ts';
import { RecoveringJournalFile } from './recovering-journal-file.ts';
import { verifyRecords } from './verify-records.ts';

/** What the worker can be asked, and what it answers. */
export interface JournalCalls {
  append: { ask: readonly NewRecord[]; answer: readonly JournalHead[] };
  read: { ask: JournalQuery; answer: readonly StoredRecord[] };
  readAmended: { ask: JournalQuery; answer: readonly StoredAmendedRecord[] };
  count: { ask: JournalFilter | undefined; answer: number };
  keys: { ask: string; answer: readonly string[] };
  head: { ask: undefined; answer: JournalHead };
  verify: { ask: JournalHead | undefined; answer: JournalVerification };
  close: { ask: undefined; answer: undefined };
}

export interface WorkerRequest<Name extends keyof JournalCalls = keyof JournalCalls> {
  readonly id: number;
  readonly name: Name;
  readonly file: JournalFileOptions;
  readonly ask: JournalCalls[Name]['ask'];
}

export type WorkerReply =
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly failure: { readonly message: string; readonly errcode?: number } };

if (parentPort) serve(parentPort);

function serve(port: NonNullable<typeof parentPort>): void {
  const journals = new Map<string, RecoveringJournalFile>();
  const journalOf = (file: JournalFileOptions) => {
    const journal = journals.get(file.file) ?? new RecoveringJournalFile(file);
    journals.set(file.file, journal);
    return journal;
  };
  port.on('message', ({ id, name, file, ask }: WorkerRequest) => {
    void answer(journalOf(file), name, ask).then(
      (value) => port.postMessage({ id, answer: value } satisfies WorkerReply),
      (error: unknown) => port.postMessage({ id, failure: failureOf(error) } satisfies WorkerReply),
    );
    if (name === 'close') journals.delete(file.file);
  });
}

async function answer(
  journal: RecoveringJournalFile,
  call: keyof JournalCalls,
  ask: unknown,
): Promise<unknown> {
  switch (call) {
    case 'append':
      return journal.append(ask as readonly NewRecord[]);
    case 'read':
      return journal.file.read(ask as JournalQuery);
    case 'readAmended':
      return journal.file.readAmended(ask as JournalQuery);
    case 'count':
      return journal.file.count(ask as JournalFilter | undefined);
    case 'keys':
      return journal.file.keys(ask as string);
    case 'head':
      return journal.file.head();
    case 'verify':
      return verifyInTurns(journal.file, ask as JournalHead | undefined);
    case 'close':
      return journal.close();
    default:
      return call satisfies never;
  }
}

/** Lets other calls go in between. */
async function verifyInTurns(
  file: JournalFile,
  expected: JournalHead | undefined,
): Promise<JournalVerification> {
  const steps = verifyRecords(file, expected);
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value;
    await setImmediate();
  }
}

function failureOf(error: unknown): { readonly message: string; readonly errcode?: number } {
  const { message, errcode } = error as { message?: unknown; errcode?: unknown };
  return { message: String(message ?? error), ...(typeof errcode === 'number' && { errcode }) };
}
