import { canonicalJson } from '../canonical-json.ts';
import { IzaError } from '../errors.ts';
import type {
  AmendedRecord,
  Appended,
  AppendOptions,
  Journal,
  JournalFilter,
  JournalHead,
  JournalOptions,
  JournalQuery,
  JournalRecord,
} from './journal.ts';
import type { JournalFileOptions, NewRecord, StoredAmendedRecord, StoredRecord } from './journal-file.ts';
import { acquireThread, releaseThread, type CallLimits, type JournalThread } from './journal-thread.ts';
import type { JournalCalls } from './journal-worker.ts';

const APPEND_TIMEOUT_MS = 5000;
const READ_TIMEOUT_MS = 10_000;
const VERIFY_TIMEOUT_MS = 600_000;
const MAXIMUM_ENTRY_BYTES = 1024 * 1024;
const MAXIMUM_KEYS = 256;
const MAXIMUM_KEY_LENGTH = 1024;
/** Records of one transaction. */
const MAXIMUM_BATCH = 512;
/** Appends waiting for the disk; beyond it they are refused at once. */
const MAXIMUM_WAITING = 10_000;
/** The thread that reads is let go after this time without a question. */
const READER_IDLE_MS = 60_000;

/** Opens (or makes) a journal. AUDIT_UNAVAILABLE when the file cannot be opened or is none. */
export async function openJournal(options: JournalOptions): Promise<Journal> {
  const journal = new ThreadedJournal(options);
  await journal.open();
  return journal;
}

interface Pending {
  readonly record: NewRecord;
  readonly resolve: (appended: Appended) => void;
  readonly reject: (error: unknown) => void;
}

/** Appends go through one thread, a batch at a time (group commit); reads through another. */
class ThreadedJournal implements Journal {
  readonly #file: JournalFileOptions;
  readonly #appendTimeoutMs: number;
  readonly #writer: JournalThread;
  readonly #listeners = new Set<(record: JournalRecord) => void>();
  #reader: JournalThread | undefined;
  #reading = 0;
  #readerIdle: NodeJS.Timeout | undefined;
  #pending: Pending[] = [];
  #flushing: Promise<void> | undefined;
  #closing: Promise<void> | undefined;

  constructor({ file, chained, appendTimeoutMs = APPEND_TIMEOUT_MS }: JournalOptions) {
    this.#file = { file, chained };
    this.#appendTimeoutMs = appendTimeoutMs;
    this.#writer = acquireThread('WRITE');
  }

  async open(): Promise<void> {
    try {
      await this.#write('head', undefined, READ_TIMEOUT_MS);
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  append(entry: unknown, options: AppendOptions = {}): Promise<Appended> {
    if (this.#closing) return Promise.reject(closed());
    if (this.#pending.length >= MAXIMUM_WAITING) {
      return Promise.reject(
        new IzaError('AUDIT_UNAVAILABLE', 'The durable journal is too far behind; try again later.'),
      );
    }
    const { promise, resolve, reject } = Promise.withResolvers<Appended>();
    try {
      this.#pending.push({ record: newRecord(entry, options), resolve, reject });
    } catch (error) {
      return Promise.reject(error);
    }
    this.#flushing ??= this.#flush();
    return promise;
  }

  async read(query: JournalQuery): Promise<readonly JournalRecord[]> {
    return (await this.#ask('read', checked(query))).map(recordOf);
  }

  async readAmended(query: JournalQuery): Promise<readonly AmendedRecord[]> {
    return (await this.#ask('readAmended', checked(query))).map(amendedRecordOf);
  }

  count(filter?: JournalFilter): Promise<number> {
    return this.#ask('count', filter);
  }

  keys(prefix: string): Promise<readonly string[]> {
    return this.#ask('keys', prefix);
  }

  head() {
    return this.#ask('head', undefined);
  }

  verify(options: Parameters<Journal['verify']>[0] = {}) {
    const { expected, signal } = options;
    return this.#ask('verify', expected, { timeoutMs: VERIFY_TIMEOUT_MS, ...(signal && { signal }) });
  }

  listen(listener: (record: JournalRecord) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  async #close(): Promise<void> {
    await this.#flushing;
    await this.#letReaderGo();
    // The writer last: it is the one that may move the write-ahead log into the file.
    await this.#write('close', undefined, this.#appendTimeoutMs).catch(() => undefined);
    await releaseThread('WRITE');
  }

  /** Writes what waits; what arrives meanwhile makes the next batch. */
  async #flush(): Promise<void> {
    while (this.#pending.length > 0) {
      const batch = this.#pending.splice(0, MAXIMUM_BATCH);
      try {
        const records = batch.map((pending) => pending.record);
        const heads = await this.#write('append', records, this.#appendTimeoutMs);
        batch.forEach((pending, index) => this.#acknowledge(pending, heads[index]!));
      } catch (error) {
        for (const pending of batch) pending.reject(error);
      }
    }
    this.#flushing = undefined;
  }

  #acknowledge({ record, resolve }: Pending, head: JournalHead): void {
    if (this.#listeners.size > 0) {
      // Read back from its text: a listener sees what a later read will see.
      const written = recordOf({ ...record, ...head });
      for (const listener of this.#listeners) listener(written);
    }
    resolve({ ...head, at: new Date(record.at) });
  }

  #write<Name extends 'append' | 'head' | 'close'>(
    name: Name,
    ask: JournalCalls[Name]['ask'],
    timeoutMs: number,
  ) {
    return this.#writer.call({ name, file: this.#file, ask }, { timeoutMs });
  }

  async #ask<Name extends Exclude<keyof JournalCalls, 'append' | 'close'>>(
    name: Name,
    ask: JournalCalls[Name]['ask'],
    limits: CallLimits = { timeoutMs: READ_TIMEOUT_MS },
  ): Promise<JournalCalls[Name]['answer']> {
    if (this.#closing) throw closed();
    clearTimeout(this.#readerIdle);
    this.#reader ??= acquireThread('READ');
    this.#reading++;
    try {
      return await this.#reader.call({ name, file: { ...this.#file, readOnly: true }, ask }, limits);
    } finally {
      this.#reading--;
      if (this.#reading === 0 && !this.#closing) {
        this.#readerIdle = setTimeout(() => void this.#letReaderGo(), READER_IDLE_MS).unref();
      }
    }
  }

  async #letReaderGo(): Promise<void> {
    clearTimeout(this.#readerIdle);
    const reader = this.#reader;
    if (!reader) return;
    this.#reader = undefined;
    await reader
      .call({ name: 'close', file: this.#file, ask: undefined }, { timeoutMs: READ_TIMEOUT_MS })
      .catch(() => undefined);
    await releaseThread('READ');
  }
}

function newRecord(entry: unknown, options: AppendOptions): NewRecord {
  const { keys = [], amends, at = new Date() } = options;
  if (keys.length > MAXIMUM_KEYS || keys.some((key) => key.length > MAXIMUM_KEY_LENGTH)) {
    throw new IzaError(
      'BODY_TOO_LARGE',
      `A journal's record has at most ${MAXIMUM_KEYS} keys of ${MAXIMUM_KEY_LENGTH} characters.`,
    );
  }
  const text = canonicalJson(entry);
  if (Buffer.byteLength(text) > MAXIMUM_ENTRY_BYTES) {
    throw new IzaError('BODY_TOO_LARGE', `A journal's record is larger than ${MAXIMUM_ENTRY_BYTES} bytes.`);
  }
  return { at: at.getTime(), amends: amends ?? null, keys: JSON.stringify(keys), entry: text };
}

function checked(query: JournalQuery): JournalQuery {
  const { limit, afterSequence, beforeSequence } = query;
  if (!Number.isInteger(limit) || limit < 1 || limit > 10_000)
    throw new RangeError('limit must be 1 to 10,000');
  for (const bound of [afterSequence, beforeSequence]) {
    if (bound !== undefined && !Number.isSafeInteger(bound))
      throw new RangeError('a sequence is a whole number');
  }
  return query;
}

function recordOf(stored: StoredRecord): JournalRecord {
  const { sequence, at, amends, keys, entry, hash } = stored;
  return {
    sequence,
    at: new Date(at),
    entry: JSON.parse(entry),
    keys: JSON.parse(keys) as string[],
    hash,
    ...(amends !== null && { amends }),
  };
}

function amendedRecordOf(stored: StoredAmendedRecord): AmendedRecord {
  const { amendment } = stored;
  return amendment ? { ...recordOf(stored), amendment: recordOf(amendment) } : recordOf(stored);
}

function closed(): IzaError {
  return new IzaError('SHUTTING_DOWN', 'The durable journal is closed.');
}
