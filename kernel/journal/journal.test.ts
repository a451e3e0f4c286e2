import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openJournal, verifyJournalFile, type Journal, type JournalRecord } from './index.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'iza-journal-'));
  file = join(folder, 'audit.db');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a journal', () => {
  it('gives sequences without gaps, in the order of the calls, and tells listeners the same', async () => {
    const journal = await openJournal({ file, chained: true });
    const heard: JournalRecord[] = [];
    journal.listen((record) => heard.push(record));
    const appended = await Promise.all(Array.from({ length: 1200 }, (_, index) => journal.append({ index })));
    expect(appended.map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: 1200 }, (_, index) => index + 1),
    );
    expect(heard.map(({ entry }) => (entry as { index: number }).index)).toEqual(
      Array.from({ length: 1200 }, (_, index) => index),
    );
    const read = await journal.read({ limit: 10_000 });
    expect(read).toEqual(heard);
    expect(await journal.head()).toEqual({ sequence: 1200, hash: appended.at(-1)!.hash });
    expect(await journal.verify()).toMatchObject({ intact: true, records: 1200 });
    await journal.close();
  });

  it('goes on with its chain after it was closed, and is readable by its owner only', async () => {
    for (let life = 0; life < 3; life++) await withJournal((journal) => journal.append({ life }));
    await withJournal(async (journal) => {
      expect((await journal.read({ limit: 10 })).map(({ entry }) => entry)).toEqual([
        { life: 0 },
        { life: 1 },
        { life: 2 },
      ]);
      for (const name of ['', '-wal']) expect(statSync(file + name).mode & 0o777).toBe(0o600);
    });
    expect(verifyJournalFile({ file, chained: true })).toMatchObject({ intact: true, records: 3 });
  });

  it('makes one chain when two processes write one file', async () => {
    await withJournal((one) =>
      withJournal(async (two) => {
        await Promise.all(
          Array.from({ length: 50 }, (_, index) => (index % 2 ? one : two).append({ index })),
        );
        expect(await one.verify()).toMatchObject({ intact: true, records: 50 });
      }),
    );
  });

  it('finds records by their keys, and by those of what amends them', async () => {
    await withJournal(async (journal) => {
      for (let index = 0; index < 20; index++) {
        const keys = [`target:${index % 4}`, `action:${index % 2 ? 'stop' : 'start'}`];
        const intent = await journal.append({ index }, { keys });
        if (index < 10)
          await journal.append({ done: index }, { amends: intent.sequence, keys: ['outcome:OK'] });
      }
      const indexes = async (query: Parameters<Journal['readAmended']>[0]) =>
        (await journal.readAmended(query)).map(({ entry }) => (entry as { index: number }).index);
      const target = { anyOf: ['target:1'] };
      expect(await indexes({ limit: 3, newestFirst: true, filter: { keys: [target] } })).toEqual([17, 13, 9]);
      expect(await journal.count({ keys: [target] })).toBe(5);
      expect(await indexes({ limit: 9, filter: { keys: [target, { anyOf: ['outcome:OK'] }] } })).toEqual([
        1, 5, 9,
      ]);
      expect(
        await indexes({ limit: 9, filter: { keys: [target, { anyOf: [], unamended: ['action:stop'] }] } }),
      ).toEqual([13, 17]);
      expect(await indexes({ limit: 9, filter: { keys: [target, { anyOf: ['action:start'] }] } })).toEqual(
        [],
      );
      const [newest] = await journal.readAmended({ limit: 1, filter: { keys: [target] } });
      expect(newest).toMatchObject({
        entry: { index: 1 },
        amendment: { entry: { done: 1 }, amends: newest!.sequence },
      });
      expect(await journal.count()).toBe(20);
      expect(await journal.keys('target:')).toEqual(['target:0', 'target:1', 'target:2', 'target:3']);
      const page = await indexes({
        limit: 2,
        newestFirst: true,
        beforeSequence: 30,
        filter: { keys: [target] },
      });
      expect(page).toEqual([17, 13]);
    });
  });

  it('refuses changes and removals in SQL, and notices those made behind its back', async () => {
    await withJournal(async (journal) => {
      for (let index = 0; index < 3000; index++) void journal.append({ index });
      await journal.append('last');
    });
    const head = verifyJournalFile({ file, chained: true }).head;
    expect(() => tamper('UPDATE records SET entry = 1 WHERE sequence = 5')).toThrow('append-only');
    tamper(
      'DROP TRIGGER records_stay; DROP TRIGGER records_remain; DELETE FROM records WHERE sequence > 2990',
    );
    expect(verifyJournalFile({ file, chained: true })).toMatchObject({ intact: true, records: 2990 });
    expect(verifyJournalFile({ file, chained: true, expected: head })).toMatchObject({
      intact: false,
      firstBroken: 2991,
    });
    tamper(`UPDATE records SET entry = '{"index":-1}' WHERE sequence = 1500`);
    expect(verifyJournalFile({ file, chained: true })).toMatchObject({
      intact: false,
      firstBroken: 1500,
      records: 1499,
    });
    tamper('DELETE FROM records WHERE sequence = 700');
    await withJournal(async (journal) =>
      expect(await journal.verify()).toMatchObject({ intact: false, firstBroken: 700 }),
    );
  });

  it('refuses an entry that is too large and goes on', async () => {
    await withJournal(async (journal) => {
      await expect(journal.append('x'.repeat(1024 * 1024))).rejects.toMatchObject({ code: 'BODY_TOO_LARGE' });
      expect(await journal.append('small')).toMatchObject({ sequence: 1 });
    });
  });

  it('finishes what was asked before it closes, and refuses what comes after', async () => {
    const journal = await openJournal({ file, chained: true });
    const under = Array.from({ length: 100 }, (_, index) => journal.append({ index }));
    await Promise.all([journal.close(), journal.close()]);
    expect(await Promise.all(under)).toHaveLength(100);
    await expect(journal.append('late')).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
    await expect(journal.read({ limit: 1 })).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
  });

  it('says AUDIT_UNAVAILABLE for a file that is no journal', async () => {
    writeFileSync(file, 'no database, and longer than the header of one: '.repeat(100));
    await expect(openJournal({ file, chained: true })).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
  });

  it('waits for another that holds the file, and gives up at its deadline', async () => {
    await using journal = await disposable(openJournal({ file, chained: true, appendTimeoutMs: 300 }));
    using other = new DatabaseSync(file);
    other.exec('BEGIN IMMEDIATE');
    await expect(journal.append('waiting')).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
    other.exec('ROLLBACK');
  });

  it('loses nothing acknowledged and keeps its chain through ten kill -9', { timeout: 60_000 }, async () => {
    let acknowledged = 0;
    for (let round = 0; round < 10; round++) {
      acknowledged = Math.max(acknowledged, await writeAndKill());
      const { intact, records } = verifyJournalFile({ file, chained: true });
      expect(intact).toBe(true);
      expect(records).toBeGreaterThanOrEqual(acknowledged);
    }
    expect(acknowledged).toBeGreaterThan(100);
  });

  it(
    'acknowledges nothing that a failing disk did not take, and recovers when it works again',
    { timeout: 60_000 },
    async () => {
      // A limit on the size of files makes the kernel fail writes in the middle, which SQLite reports as an I/O error.
      const script = new URL('append-over-limit.fixture.ts', import.meta.url).pathname;
      const { stdout } = await promisify(execFile)('sh', [
        '-c',
        'ulimit -S -f 600 && exec "$0" "$@"',
        process.execPath,
        script,
        file,
      ]);
      const { acknowledged, failure, recovered } = JSON.parse(stdout) as {
        acknowledged: number;
        failure: string;
        recovered: number;
      };
      expect(failure).toBe('AUDIT_UNAVAILABLE');
      expect(acknowledged).toBeGreaterThan(10);
      expect(recovered).toBeGreaterThan(acknowledged);
      expect(verifyJournalFile({ file, chained: true })).toMatchObject({ intact: true, records: recovered });
    },
  );
});

async function withJournal(work: (journal: Journal) => Promise<unknown>): Promise<void> {
  await using journal = await disposable(openJournal({ file, chained: true }));
  await work(journal);
}

async function disposable(opening: Promise<Journal>): Promise<Journal & AsyncDisposable> {
  const journal = await opening;
  return Object.assign(journal, { [Symbol.asyncDispose]: () => journal.close() });
}

function tamper(sql: string): void {
  using database = new DatabaseSync(file);
  database.exec(sql);
}

/** Resolves to the highest sequence that the killed process acknowledged. */
async function writeAndKill(): Promise<number> {
  const script = new URL('append-until-killed.fixture.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [script, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: string[] = [];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    lines.push(chunk);
    // Killed after some work, at a moment that the disk decides.
    if (lines.length === 20 + Math.floor(Math.random() * 60)) child.kill('SIGKILL');
    else if (lines.length > 100) child.kill('SIGKILL');
  });
  await once(child, 'close');
  return Number(lines.join('').split('\n').at(-2) ?? 0);
}
