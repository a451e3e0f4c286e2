import { expect, it } from 'vitest';
import { Refresher } from './refresher.ts';

it('reads a key twice at most for a burst of wishes, and never twice at once', async () => {
  const { refresher, running, finish } = watched(2);
  const first = refresher.refresh('a');
  const burst = [refresher.refresh('a'), refresher.refresh('a'), refresher.refresh('a')];
  expect(running).toEqual(['a']);
  finish('a');
  await first;
  expect(running).toEqual(['a']);
  finish('a');
  await Promise.all(burst);
  expect(refresher.pending).toBe(0);
});

it('answers a wish made during a read only with the next read', async () => {
  const { refresher, finish } = watched(1);
  let answered = false;
  const first = refresher.refresh('a');
  const later = refresher.refresh('a').then(() => (answered = true));
  finish('a');
  await first;
  expect(answered).toBe(false);
  finish('a');
  await later;
});

it('runs no more reads at once than it may', async () => {
  const { refresher, running, finish } = watched(2);
  const all = Promise.all(['a', 'b', 'c'].map((key) => refresher.refresh(key)));
  expect(running).toEqual(['a', 'b']);
  finish('a');
  await expect.poll(() => running).toEqual(['b', 'c']);
  finish('b');
  finish('c');
  await all;
});

it('lets a single wish pass those in bulk, also one of them', async () => {
  const { refresher, running, finish } = watched(3);
  const keys = ['a', 'b', 'c', 'd'];
  const bulk = Promise.all(keys.map((key) => refresher.refresh(key, { bulk: true })));
  expect(running).toEqual(['a']);
  const single = [refresher.refresh('d'), refresher.refresh('e')];
  expect(running).toEqual(['a', 'd', 'e']);
  for (const key of ['d', 'e']) finish(key);
  await Promise.all(single);
  for (const key of ['a', 'b', 'c']) {
    await expect.poll(() => running).toContain(key);
    finish(key);
  }
  await bulk;
});

it('tells every wish of a failed read, and goes on', async () => {
  const { refresher, finish } = watched(1);
  const failed = refresher.refresh('a');
  finish('a', new Error('lost'));
  await expect(failed).rejects.toThrow('lost');
  const next = refresher.refresh('a');
  finish('a');
  await next;
});

function watched(parallel: number) {
  const running: string[] = [];
  const reads = new Map<string, PromiseWithResolvers<void>>();
  const refresher = new Refresher({
    parallel,
    read: async (key) => {
      const read = Promise.withResolvers<void>();
      running.push(key);
      reads.set(key, read);
      await read.promise.finally(() => running.splice(running.indexOf(key), 1));
    },
  });
  const finish = (key: string, error?: Error) =>
    error ? reads.get(key)!.reject(error) : reads.get(key)!.resolve();
  return { refresher, running, finish };
}
