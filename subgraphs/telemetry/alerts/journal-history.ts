import { join } from 'node:path';
import { openJournal, type Journal, type JournalRecord } from '#kernel/journal/index.ts';
import type { HistoryEntry } from './alert.ts';
import type { AlertHistory, HistoryRecord } from './alert-history.ts';

/** The durable history, `alerts.db` in the state directory, which must exist. AUDIT_UNAVAILABLE when it cannot be opened. */
export async function openJournalHistory(stateDirectory: string): Promise<AlertHistory> {
  const journal = await openJournal({ file: join(stateDirectory, 'alerts.db'), chained: false });
  try {
    const [first] = await journal.read({ afterSequence: 0, limit: 1 });
    return new JournalHistory(journal, first && epochOf(first.hash));
  } catch (error) {
    await journal.close();
    throw error;
  }
}

class JournalHistory implements AlertHistory {
  readonly #journal: Journal;
  #epoch: string | undefined;

  constructor(journal: Journal, epoch: string | undefined) {
    this.#journal = journal;
    this.#epoch = epoch;
  }

  /** The first record's hash covers its time and random id: no two histories share it. */
  get epoch(): string {
    return this.#epoch ?? '0';
  }

  async append(entry: HistoryEntry): Promise<HistoryRecord> {
    const { sequence, hash } = await this.#journal.append(entry, { keys: [`kind:${entry.kind}`] });
    if (this.#epoch === undefined) this.#epoch = sequence === 1 ? epochOf(hash) : await this.#readEpoch();
    return { sequence, entry };
  }

  async readAfter(sequence: number, limit: number): Promise<readonly HistoryRecord[]> {
    return (await this.#journal.read({ afterSequence: sequence, limit })).map(recordOf);
  }

  async readNewest(limit: number): Promise<readonly HistoryRecord[]> {
    return (await this.#journal.read({ limit, newestFirst: true })).map(recordOf);
  }

  async readRules(): Promise<readonly HistoryRecord[]> {
    const filter = { keys: [{ anyOf: ['kind:rule'] }] };
    const newest = await this.#journal.read({ limit: 10_000, newestFirst: true, filter });
    return newest.map(recordOf).toReversed();
  }

  close(): Promise<void> {
    return this.#journal.close();
  }

  async #readEpoch(): Promise<string | undefined> {
    const [first] = await this.#journal.read({ afterSequence: 0, limit: 1 });
    return first && epochOf(first.hash);
  }
}

function recordOf({ sequence, entry }: JournalRecord): HistoryRecord {
  return { sequence, entry: entry as HistoryEntry };
}

function epochOf(hash: string): string {
  return hash.slice(0, 8);
}
