import { createHash } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { JournalFilter, JournalHead, JournalQuery } from './journal.ts';

/** A record as it crosses threads: the entry still as text. */
export interface StoredRecord {
  readonly sequence: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly amends: number | null;
  /** JSON array of texts. */
  readonly keys: string;
  /** Canonical JSON. */
  readonly entry: string;
  /** Hex. */
  readonly hash: string;
}

export type NewRecord = Pick<StoredRecord, 'at' | 'amends' | 'keys' | 'entry'>;

export interface StoredAmendedRecord extends StoredRecord {
  readonly amendment?: StoredRecord;
}

export interface JournalFileOptions {
  readonly file: string;
  readonly chained: boolean;
  readonly readOnly?: boolean;
}

/** The state of a verification between two chunks. */
export interface Verifying {
  readonly sequence: number;
  readonly hash: string;
  readonly firstBroken?: number;
}

export const EMPTY_HEAD: JournalHead = { sequence: 0, hash: '0'.repeat(64) };

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS records (
    sequence INTEGER PRIMARY KEY, at INTEGER NOT NULL, amends INTEGER, keys TEXT NOT NULL, entry TEXT NOT NULL, hash TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS amendments ON records (amends, sequence) WHERE amends IS NOT NULL;
  CREATE TABLE IF NOT EXISTS record_keys (key TEXT NOT NULL, sequence INTEGER NOT NULL, PRIMARY KEY (key, sequence)) STRICT, WITHOUT ROWID;
  CREATE TRIGGER IF NOT EXISTS records_stay BEFORE UPDATE ON records BEGIN SELECT RAISE(ABORT, 'a journal is append-only'); END;
  CREATE TRIGGER IF NOT EXISTS records_remain BEFORE DELETE ON records BEGIN SELECT RAISE(ABORT, 'a journal is append-only'); END;
`;

/** Another process writes the file only for moments. Other journals of this process wait as long. */
const BUSY_MS = 2000;

const COLUMNS = ['sequence', 'at', 'amends', 'keys', 'entry', 'hash'] as const;

/** The journal's SQLite file, synchronously: runs in a worker thread, or in a command that reads a file offline. */
export class JournalFile implements Disposable {
  readonly #database: DatabaseSync;
  readonly #chained: boolean;
  readonly #statements = new Map<string, StatementSync>();

  constructor(options: JournalFileOptions) {
    const { file, chained, readOnly = false } = options;
    this.#chained = chained;
    // SQLite gives its -wal and -shm files the mode of the database file.
    if (!readOnly) closeSync(openSync(file, 'a', 0o600));
    this.#database = new DatabaseSync(file, { readOnly, timeout: BUSY_MS });
    if (readOnly) return;
    // FULL: the write-ahead log is synced at every commit. https://sqlite.org/pragma.html#pragma_synchronous
    this.#database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    this.#database.exec(SCHEMA);
  }

  /**
   * Writes a batch in one transaction; when it returns, the batch is durable. The head is read from the file each time, so that two
   * processes on one file make one chain.
   */
  append(batch: readonly NewRecord[]): JournalHead[] {
    this.#run('BEGIN IMMEDIATE');
    try {
      let last = this.head();
      const written: JournalHead[] = [];
      for (const record of batch) {
        last = this.#write(record, last);
        written.push(last);
      }
      this.#run('COMMIT');
      return written;
    } catch (error) {
      this.#rollback();
      throw error;
    }
  }

  head(): JournalHead {
    const row = this.#get('SELECT sequence, hash FROM records ORDER BY sequence DESC LIMIT 1');
    return row ? { sequence: Number(row['sequence']), hash: String(row['hash']) } : EMPTY_HEAD;
  }

  read(query: JournalQuery): StoredRecord[] {
    const { sql, values, sequence } = selection(query.filter, query);
    return this.#all(`${select('r')} ${sql} ${order(query, sequence)}`, values).map((row) => recordOf(row));
  }

  readAmended(query: JournalQuery): StoredAmendedRecord[] {
    const { sql, values, sequence } = selection(query.filter, query);
    const rows = this.#all(`${select('r')} ${sql} AND r.amends IS NULL ${order(query, sequence)}`, values);
    return rows.map((row) => {
      const record = recordOf(row);
      const amendment = this.#get(
        `${select('r')} FROM records r WHERE r.amends = ? ORDER BY r.sequence DESC LIMIT 1`,
        [record.sequence],
      );
      return amendment ? { ...record, amendment: recordOf(amendment) } : record;
    });
  }

  count(filter?: JournalFilter): number {
    const { sql, values } = selection(filter, {});
    return Number(this.#get(`SELECT count(*) AS n ${sql} AND r.amends IS NULL`, values)?.['n'] ?? 0);
  }

  /** Hops from key to key in the index: the cost goes with the number of distinct keys, not of records. */
  keys(prefix: string): string[] {
    const end = `${prefix}\u{10ffff}`;
    const rows = this.#all(
      `WITH RECURSIVE hop (key) AS (
         SELECT min(key) FROM record_keys WHERE key >= ? AND key < ?
         UNION ALL SELECT (SELECT min(key) FROM record_keys WHERE key > hop.key AND key < ?) FROM hop WHERE hop.key IS NOT NULL
       ) SELECT key FROM hop WHERE key IS NOT NULL LIMIT 10000`,
      [prefix, end, end],
    );
    return rows.map((row) => String(row['key']));
  }

  /** Recomputes the hashes of the next records up to `upTo`; undefined when there are no more. */
  verifyNext(state: Verifying, upTo: number, limit = 1000): Verifying | undefined {
    const rows = this.#all(
      `${select('r')} FROM records r WHERE r.sequence > ? AND r.sequence <= ? ORDER BY r.sequence LIMIT ?`,
      [state.sequence, upTo, limit],
    );
    if (rows.length === 0) return undefined;
    let last: Verifying = state;
    for (const row of rows) {
      const record = recordOf(row);
      const expected = this.#hash(record, last.sequence + 1, last.hash);
      if (record.sequence !== last.sequence + 1 || expected !== record.hash)
        return { ...last, firstBroken: last.sequence + 1 };
      last = { sequence: record.sequence, hash: record.hash };
    }
    return last;
  }

  /** Copies the write-ahead log into the database file and syncs that; throws when it cannot. */
  checkpoint(): void {
    const row = this.#get('PRAGMA wal_checkpoint(TRUNCATE)');
    if (Number(row?.['busy'] ?? 0) !== 0) throw new Error('the write-ahead log is busy');
  }

  [Symbol.dispose](): void {
    this.#statements.clear();
    if (this.#database.isOpen) this.#database.close();
  }

  #write(record: NewRecord, before: JournalHead): JournalHead {
    const sequence = before.sequence + 1;
    const hash = this.#hash(record, sequence, before.hash);
    const { at, amends, keys, entry } = record;
    this.#run('INSERT INTO records VALUES (?, ?, ?, ?, ?, ?)', [sequence, at, amends, keys, entry, hash]);
    for (const key of JSON.parse(keys) as string[]) {
      this.#run('INSERT OR IGNORE INTO record_keys VALUES (?, ?)', [key, amends ?? sequence]);
    }
    return { sequence, hash };
  }

  /** Each part begins with its length, so that no two records give the same bytes. */
  #hash(record: NewRecord, sequence: number, before: string): string {
    const hash = createHash('sha256');
    const parts = [
      String(sequence),
      String(record.at),
      String(record.amends ?? ''),
      record.keys,
      record.entry,
    ];
    if (this.#chained) hash.update(before);
    for (const part of parts) hash.update(`${Buffer.byteLength(part)}:${part}`);
    return hash.digest('hex');
  }

  #rollback(): void {
    try {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
    } catch {
      // The error that led here is the one to tell; after an I/O error the file is opened anew.
    }
  }

  #statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) this.#statements.set(sql, (statement = this.#database.prepare(sql)));
    return statement;
  }

  #get(sql: string, values: readonly SQLInputValue[] = []) {
    return this.#statement(sql).get(...values);
  }

  #all(sql: string, values: readonly SQLInputValue[]) {
    return this.#statement(sql).all(...values);
  }

  #run(sql: string, values: readonly SQLInputValue[] = []) {
    return this.#statement(sql).run(...values);
  }
}

function select(table: string): string {
  return `SELECT ${COLUMNS.map((column) => `${table}.${column}`).join(', ')}`;
}

function order({ newestFirst, limit }: JournalQuery, sequence: string): string {
  return `ORDER BY ${sequence} ${newestFirst ? 'DESC' : 'ASC'} LIMIT ${limit}`;
}

/**
 * FROM and WHERE. A test of one single key drives the query through the index of keys, in order of sequence; the others are looked up per
 * record.
 */
function selection(
  filter: JournalFilter = {},
  range: Pick<JournalQuery, 'afterSequence' | 'beforeSequence'>,
): { readonly sql: string; readonly values: readonly SQLInputValue[]; readonly sequence: string } {
  const tests = filter.keys ?? [];
  const driver = tests.find((test) => test.anyOf.length === 1 && !test.unamended);
  const values: SQLInputValue[] = [];
  const where: string[] = [];
  const and = (condition: string, ...more: SQLInputValue[]) => {
    where.push(condition);
    values.push(...more);
  };
  if (driver) and('k.key = ?', driver.anyOf[0]!);
  for (const test of tests) {
    if (test === driver) continue;
    const has = (keys: readonly string[]) =>
      `EXISTS (SELECT 1 FROM record_keys x WHERE x.sequence = r.sequence AND x.key IN (${keys.map(() => '?').join(', ')}))`;
    if (!test.unamended) {
      and(has(test.anyOf), ...test.anyOf);
      continue;
    }
    const pending = `(${has(test.unamended)} AND NOT EXISTS (SELECT 1 FROM records a WHERE a.amends = r.sequence))`;
    and(`(${has(test.anyOf)} OR ${pending})`, ...test.anyOf, ...test.unamended);
  }
  // The column that the query is driven by carries the range, so that the index is entered at the right place.
  const sequence = driver ? 'k.sequence' : 'r.sequence';
  if (range.afterSequence !== undefined) and(`${sequence} > ?`, range.afterSequence);
  if (range.beforeSequence !== undefined) and(`${sequence} < ?`, range.beforeSequence);
  if (filter.since) and('r.at > ?', filter.since.getTime());
  if (filter.until) and('r.at < ?', filter.until.getTime());
  const from = driver
    ? 'FROM record_keys k CROSS JOIN records r ON r.sequence = k.sequence'
    : 'FROM records r';
  return { sql: `${from} WHERE ${where.length > 0 ? where.join(' AND ') : 'TRUE'}`, values, sequence };
}

function recordOf(row: Record<string, unknown>): StoredRecord {
  return {
    sequence: Number(row['sequence']),
    at: Number(row['at']),
    amends: row['amends'] === null ? null : Number(row['amends']),
    keys: String(row['keys']),
    entry: String(row['entry']),
    hash: String(row['hash']),
  };
}
