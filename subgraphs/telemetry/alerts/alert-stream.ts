import { IzaError } from '#kernel/errors.ts';
import { Queue } from '#kernel/queue.ts';
import { fromTransition } from './alert.ts';
import type { AlertBook, AlertEvent } from './alert-book.ts';

export interface AlertStreamOptions {
  readonly book: AlertBook;
  /** Cursor to go on from; absent: from now. */
  readonly after?: string | null | undefined;
  readonly matches?: (event: AlertEvent) => boolean;
  /** Live events that wait for one slow client before it is closed. */
  readonly limit?: number;
}

const PAGE = 500;

export function cursorOf(book: AlertBook, sequence: number): string {
  return `${book.history.epoch}.${sequence}`;
}

/**
 * Transitions after a cursor from the history, then live ones, without a gap and none twice. Delivery class "never dropped": the
 * replay goes at the client's pace; a client too slow for the live events is told (RATE_LIMITED) and closed, and goes on from its last
 * cursor. BAD_USER_INPUT for a text that is no cursor, CURSOR_EXPIRED for a cursor of another history. `return()` ends it at once.
 */
export function streamAlerts(options: AlertStreamOptions): AsyncIterableIterator<AlertEvent> {
  return new AlertStream(options, startOf(options));
}

function startOf({ book, after }: AlertStreamOptions): number {
  if (after === null || after === undefined) return book.lastSequence;
  const match = /^([0-9a-f]{1,16})\.(\d{1,15})$/.exec(after);
  if (!match)
    throw new IzaError('BAD_USER_INPUT', 'after is not a cursor of this stream.', { field: 'after' });
  const sequence = Number(match[2]);
  if (sequence === 0) return 0;
  if (match[1] !== book.history.epoch || sequence > book.lastSequence) {
    const message = 'after belongs to another history of alerts; list the alerts and follow without after.';
    throw new IzaError('CURSOR_EXPIRED', message, { field: 'after' });
  }
  return sequence;
}

class AlertStream implements AsyncIterableIterator<AlertEvent> {
  readonly #book: AlertBook;
  readonly #matches: (event: AlertEvent) => boolean;
  readonly #live: Queue<AlertEvent>;
  #page: AlertEvent[] = [];
  /** Everything up to here was delivered, is in `#page` or does not match. */
  #last: number;
  #following: (() => void) | undefined;
  #replaying = true;
  #ended = false;

  constructor({ book, matches = () => true, limit = 1_000, after }: AlertStreamOptions, start: number) {
    this.#book = book;
    this.#matches = matches;
    this.#last = start;
    this.#live = new Queue({
      rule: 'CLOSE',
      limit,
      overflow: () =>
        new IzaError(
          'RATE_LIMITED',
          'This client reads alerts too slowly; go on from its last cursor with after.',
        ),
      onClose: () => this.#following?.(),
    });
    if (after !== null && after !== undefined) return;
    this.#replaying = false;
    this.#follow();
  }

  async next(): Promise<IteratorResult<AlertEvent>> {
    while (!this.#ended) {
      const waiting = this.#page.shift();
      if (waiting) return { value: waiting, done: false };
      if (this.#replaying) {
        await this.#replay();
        continue;
      }
      const result = await this.#live.next();
      if (result.done) return this.return();
      if (result.value.sequence > this.#last) return result;
    }
    return { value: undefined, done: true };
  }

  async return(): Promise<IteratorResult<AlertEvent>> {
    this.#ended = true;
    this.#page = [];
    await this.#live.return();
    return { value: undefined, done: true };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Follows live events only when nothing is left to replay: a long replay must not fill the queue. */
  async #replay(): Promise<void> {
    if (await this.#readPage()) return;
    this.#follow();
    // What was kept between that reading and the following; in the queue it may be again, and is skipped there.
    while (await this.#readPage()) if (this.#page.length >= PAGE * 4) return;
    this.#replaying = false;
  }

  async #readPage(): Promise<boolean> {
    const records = await this.#book.history.readAfter(this.#last, PAGE);
    for (const { sequence, entry } of records) {
      this.#last = sequence;
      if (entry.kind !== 'transition') continue;
      const event = {
        sequence,
        alert: fromTransition(entry, this.#book.get(entry.alert.id)?.acknowledgement),
      };
      if (this.#matches(event)) this.#page.push(event);
    }
    return records.length > 0;
  }

  #follow(): void {
    if (this.#ended) return;
    this.#following ??= this.#book.onEvent((event) => {
      if (event.sequence > this.#last && this.#matches(event)) void this.#live.push(event);
    });
  }
}
