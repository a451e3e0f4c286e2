import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { followJournal, openJournal, type Journal } from './index.ts';

let folder: string;
let journal: Journal;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'iza-follow-'));
  journal = await openJournal({ file: join(folder, 'events.db'), chained: false });
});

afterEach(async () => {
  await journal.close();
  rmSync(folder, { recursive: true, force: true });
});

it('goes on from a cursor and then with what is appended, leaving nothing out for a slow reader', async () => {
  for (let index = 0; index < 700; index++) void journal.append(index);
  await journal.append(700);
  const seen: number[] = [];
  const writing = (async () => {
    for (let index = 701; index < 4000; index++)
      await (index % 50 ? void journal.append(index) : journal.append(index));
  })();
  for await (const record of followJournal(journal, { after: 100 })) {
    seen.push(record.sequence);
    // Behind by more than it holds in memory once everything is written.
    if (seen.length === 300) await writing;
    if (record.sequence === 4000) break;
  }
  expect(seen).toEqual(Array.from({ length: 3900 }, (_, index) => index + 101));
});

it('begins now without a cursor, and ends when its signal aborts', async () => {
  await journal.append('before');
  const controller = new AbortController();
  const stream = followJournal(journal, { signal: controller.signal });
  const first = stream.next();
  await journal.head();
  await journal.append('after');
  expect((await first).value).toMatchObject({ sequence: 2, entry: 'after' });
  const second = stream.next();
  controller.abort(new Error('gone'));
  await expect(second).rejects.toThrow('gone');
});

it('refuses a cursor from beyond the end', async () => {
  await expect(followJournal(journal, { after: 7 }).next()).rejects.toMatchObject({ code: 'CURSOR_EXPIRED' });
});
