import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { IzaError } from '#kernel/errors.ts';
import { encodeId } from '#kernel/ids.ts';
import type { HistoryEntry } from './alert.ts';
import { AlertBook, type AlertEvent, type NewTransition } from './alert-book.ts';
import { createMemoryHistory, type AlertHistory } from './alert-history.ts';
import { cursorOf, streamAlerts } from './alert-stream.ts';
import { openJournalHistory } from './journal-history.ts';
import { RuleBook } from './rule-book.ts';

/** The same holds for both histories. */
describe.each(['in memory', 'on disk'])('the stream of alerts, its history %s', (where) => {
  let folder: string;
  let book: AlertBook;
  const open = () =>
    where === 'on disk' ? openJournalHistory(folder) : Promise.resolve(createMemoryHistory());

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'iza-alerts-'));
    book = new AlertBook(open);
    await book.load();
  });
  afterEach(async () => {
    await book.close();
    rmSync(folder, { recursive: true });
  });

  test('begins with what comes after it was asked for, when no cursor is given', async () => {
    await book.record(firing('before'));
    const stream = streamAlerts({ book });
    await book.record(firing('after'));
    expect(subjects(await take(stream, 1))).toEqual(['after']);
    await stream.return?.();
  });

  test('goes on from a cursor with what was missed, then live, in order and each once', async () => {
    await book.record(firing('0'));
    const seen = streamAlerts({ book });
    await book.record(firing('1'));
    const [last] = await take(seen, 1);
    await seen.return?.();
    for (let number = 2; number < 50; number++) await book.record(firing(String(number)));

    const resumed = streamAlerts({ book, after: cursorOf(book, last!.sequence) });
    const writing = (async () => {
      for (let number = 50; number < 300; number++) await book.record(firing(String(number)));
    })();
    const events = await take(resumed, 298);
    await writing;
    expect(subjects(events)).toEqual(Array.from({ length: 298 }, (_, index) => String(index + 2)));
    expect(events.map(({ alert }) => alert.position)).toEqual(
      Array.from({ length: 298 }, (_, index) => index + 3),
    );
    await resumed.return?.();
  });

  test('has no gaps in its positions though other things are kept in the same history', async () => {
    const rules = new RuleBook(book);
    const first = await book.record(firing('a'));
    await book.acknowledge(first.id, { at: new Date(), by: 'me' });
    await rules.update('host-cpu', { enabled: false });
    await book.record(firing('b'));
    const events = await take(streamAlerts({ book, after: '0.0' }), 2);
    expect(events.map(({ alert }) => alert.position)).toEqual([1, 2]);
  });

  test('tells a client that is too slow and closes; it goes on from its last cursor', async () => {
    const stream = streamAlerts({ book, limit: 5 });
    for (let number = 0; number < 20; number++) await book.record(firing(String(number)));
    const received: AlertEvent[] = [];
    const reading = (async () => {
      for await (const event of stream) received.push(event);
    })();
    await expect(reading).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    expect(subjects(received)).toEqual(['0', '1', '2', '3', '4']);
    const resumed = streamAlerts({ book, after: cursorOf(book, received.at(-1)!.sequence) });
    expect(subjects(await take(resumed, 15))).toEqual(
      Array.from({ length: 15 }, (_, index) => String(index + 5)),
    );
    await resumed.return?.();
  });

  test('ends at once while it waits', async () => {
    const stream = streamAlerts({ book });
    const waiting = stream.next();
    await stream.return?.();
    expect(await waiting).toEqual({ value: undefined, done: true });
  });

  test('refuses what is no cursor and a cursor of another history', async () => {
    const { position } = await book.record(firing('a'));
    expect(() => streamAlerts({ book, after: 'nonsense' })).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT' }),
    );
    for (const after of [`ffffffff.${position}`, cursorOf(book, book.lastSequence + 1)]) {
      expect(() => streamAlerts({ book, after })).toThrow(
        expect.objectContaining({ code: 'CURSOR_EXPIRED' }),
      );
    }
  });
});

describe('a history on disk', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'iza-alerts-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('survives the process: alerts, notes, changed rules and cursors', async () => {
    const first = new AlertBook(() => openJournalHistory(folder));
    await first.load();
    const rules = new RuleBook(first);
    const open = await first.record(firing('open'));
    const closed = firing('closed');
    await first.record(closed);
    await first.record({ ...closed, state: 'RESOLVED', resolvedAt: new Date() });
    const acknowledgement = { at: new Date('2026-01-01T00:00:00Z'), by: 'me' };
    await first.acknowledge(open.id, acknowledgement);
    await rules.update('workload-cpu', { threshold: 0.5 });
    const cursor = cursorOf(first, 1);
    await first.close();

    const second = new AlertBook(() => openJournalHistory(folder));
    await second.load();
    const laterRules = new RuleBook(second);
    await laterRules.load();
    expect(second.unresolved()).toEqual([{ ...open, acknowledgement }]);
    expect(
      second
        .alerts()
        .map(({ state }) => state)
        .toSorted(),
    ).toEqual(['FIRING', 'RESOLVED']);
    expect(laterRules.rules().find(({ name }) => name === 'workload-cpu')?.threshold).toBe(0.5);
    expect((await second.record(firing('next'))).position).toBe(4);
    const events = await take(streamAlerts({ book: second, after: cursor }), 3);
    expect(events.map(({ alert }) => alert.position)).toEqual([2, 3, 4]);
    await second.close();
  });
});

describe('a history that fails', () => {
  test('nothing is told that was not kept, and nothing is kept twice when a failed append was kept all the same', async () => {
    const failing = unreliable(createMemoryHistory());
    const book = new AlertBook(async () => failing);
    await book.load();
    const told: AlertEvent[] = [];
    book.onEvent((event) => told.push(event));
    const lost = firing('lost');
    failing.next = 'refuse';
    await expect(book.record(lost)).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
    expect([told, book.alerts()]).toEqual([[], []]);
    expect((await book.record(lost)).position).toBe(1);

    const doubtful = firing('doubtful');
    failing.next = 'keep and refuse';
    await expect(book.record(doubtful)).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
    expect((await book.record(doubtful)).position).toBe(2);
    expect((await book.record(firing('later'))).position).toBe(3);
    expect(told.map(({ alert }) => alert.subject.name)).toEqual(['lost', 'doubtful', 'later']);
    expect(await failing.readAfter(0, 10)).toHaveLength(3);
  });
});

function unreliable(history: AlertHistory): AlertHistory & { next: 'work' | 'refuse' | 'keep and refuse' } {
  const refused = new IzaError('AUDIT_UNAVAILABLE', 'The disk is full.');
  return {
    ...history,
    next: 'work',
    async append(entry: HistoryEntry) {
      const { next } = this;
      this.next = 'work';
      if (next === 'refuse') throw refused;
      const record = await history.append(entry);
      if (next === 'keep and refuse') throw refused;
      return record;
    },
  };
}

let count = 0;

function firing(name: string): NewTransition {
  return {
    id: encodeId('Alert', 'izaos', `${name}-${++count}`),
    rule: 'workload-unhealthy',
    severity: 'WARNING',
    state: 'FIRING',
    summary: `${name} fails.`,
    value: null,
    threshold: null,
    startedAt: new Date(),
    resolvedAt: null,
    subject: { type: 'WORKLOAD', id: `id of ${name}`, endpoint: 'engine', name, part: '' },
  };
}

async function take(stream: AsyncIterableIterator<AlertEvent>, many: number): Promise<AlertEvent[]> {
  const events: AlertEvent[] = [];
  while (events.length < many) {
    const { value, done } = await stream.next();
    if (done) break;
    events.push(value);
  }
  return events;
}

function subjects(events: readonly AlertEvent[]): string[] {
  return events.map(({ alert }) => alert.subject.name);
}
