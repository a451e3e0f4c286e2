import { randomBytes } from 'node:crypto';
import type { HistoryEntry } from './alert.ts';

export interface HistoryRecord {
  /** Place in the history: begins at 1, grows without gaps. */
  readonly sequence: number;
  readonly entry: HistoryEntry;
}

/** Everything that happened to alerts and rules, in order. Entries are appended, never changed. */
export interface AlertHistory {
  /** Tells histories apart: a place in another one means nothing here. Settled once the first record is there. */
  readonly epoch: string;
  /**
   * Resolves when the entry is kept (on the disk, where the history is durable) and not before. When it rejects, the entry may be there
   * all the same. AUDIT_UNAVAILABLE when the store fails.
   */
  append(entry: HistoryEntry): Promise<HistoryRecord>;
  /** Oldest first, beginning after a place. */
  readAfter(sequence: number, limit: number): Promise<readonly HistoryRecord[]>;
  /** The newest of any kind, newest first. */
  readNewest(limit: number): Promise<readonly HistoryRecord[]>;
  /** All changes of rules, oldest first. */
  readRules(): Promise<readonly HistoryRecord[]>;
  /** Idempotent. */
  close(): Promise<void>;
}

/** A history that ends with the process: for tests and for a process without a state directory. Keeps the newest `limit` records. */
export function createMemoryHistory(limit = 20_000): AlertHistory {
  const records: HistoryRecord[] = [];
  let sequence = 0;
  return {
    epoch: randomBytes(4).toString('hex'),
    async append(entry) {
      const record = { sequence: ++sequence, entry };
      records.push(record);
      if (records.length > limit * 2) records.splice(0, records.length - limit);
      return record;
    },
    readAfter: async (after, count) => records.filter((record) => record.sequence > after).slice(0, count),
    readNewest: async (count) => records.slice(-count).toReversed(),
    readRules: async () => records.filter((record) => record.entry.kind === 'rule'),
    close: async () => {},
  };
}
