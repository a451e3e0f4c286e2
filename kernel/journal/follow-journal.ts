import { IzaError } from '../errors.ts';
import { Queue } from '../queue.ts';
import type { Journal, JournalRecord } from './journal.ts';

/** Records held for a reader that is behind; beyond it they are read from the journal when their turn comes. */
const AHEAD = 1000;
const PAGE = 500;

/**
 * Every record after `after` (a sequence; absent: from now on), then those appended later, in order, none left out however slow the
 * reader is: what does not fit into memory is read back. Ends when the reader returns, or with `signal`'s reason.
 */
export async function* followJournal(
  journal: Journal,
  options: { readonly after?: number | undefined; readonly signal?: AbortSignal | undefined } = {},
): AsyncGenerator<JournalRecord, void, undefined> {
  const { after, signal } = options;
  const live = new Queue<JournalRecord>({ rule: 'LATEST', limit: AHEAD });
  const stop = journal.listen((record) => void live.push(record));
  const onAbort = () => live.fail(signal!.reason as Error);
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    signal?.throwIfAborted();
    const head = await journal.head();
    if (after !== undefined && after > head.sequence) {
      throw new IzaError('CURSOR_EXPIRED', 'after is a cursor of another history; begin again without it.', {
        field: 'after',
      });
    }
    let position = after ?? head.sequence;
    let upTo = head.sequence;
    for (;;) {
      while (position < upTo) {
        const page = await journal.read({ afterSequence: position, limit: Math.min(PAGE, upTo - position) });
        if (page.length === 0) break;
        for (const record of page) {
          position = record.sequence;
          yield record;
        }
      }
      const next = await live.next();
      if (next.done) return;
      const record = next.value;
      if (record.sequence <= position) continue;
      if (record.sequence > position + 1) {
        upTo = record.sequence;
        continue;
      }
      position = record.sequence;
      yield record;
    }
  } finally {
    stop();
    signal?.removeEventListener('abort', onAbort);
    await live.return();
  }
}
