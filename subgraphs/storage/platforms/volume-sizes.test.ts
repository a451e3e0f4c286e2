import { expect, test } from 'vitest';
import { volumeSizes } from './volume-sizes.ts';

const { signal } = new AbortController();

function engine() {
  const walks: PromiseWithResolvers<ReadonlyMap<string, number>>[] = [];
  const names = ['a', 'b'];
  let time = 0;
  const sizes = volumeSizes({
    measure: () => {
      const walk = Promise.withResolvers<ReadonlyMap<string, number>>();
      walks.push(walk);
      return walk.promise;
    },
    names: () => [...names],
    now: () => time,
  });
  return { sizes, walks, names, pass: (ms: number) => (time += ms) };
}

test('one walk answers all who ask, and holds for a minute', async () => {
  const { sizes, walks, pass } = engine();
  const [a, b] = [sizes.of('a', signal), sizes.of('b', signal)];
  walks[0]!.resolve(new Map([['a', 1]]));
  expect(await Promise.all([a, b])).toEqual([1, undefined]);
  pass(59_999);
  expect(await sizes.of('a', signal)).toBe(1);
  pass(1);
  const later = sizes.of('a', signal);
  expect(walks).toHaveLength(2);
  walks[1]!.resolve(new Map([['a', 2]]));
  expect(await later).toBe(2);
});

test('a volume made during a walk waits for it, then for one of its own', async () => {
  const { sizes, walks, names } = engine();
  const first = sizes.of('a', signal);
  names.push('new');
  const second = sizes.of('new', signal);
  expect(walks).toHaveLength(1);
  walks[0]!.resolve(new Map([['a', 1]]));
  await first;
  await expect.poll(() => walks.length).toBe(2);
  walks[1]!.resolve(new Map([['new', 5]]));
  expect(await second).toBe(5);
});

test('a failed walk fails those who wait and is not kept', async () => {
  const { sizes, walks } = engine();
  const failing = sizes.of('a', signal);
  walks[0]!.reject(new Error('lost'));
  await expect(failing).rejects.toThrow('lost');
  const again = sizes.of('a', signal);
  walks[1]!.resolve(new Map([['a', 1]]));
  expect(await again).toBe(1);
});

test('a client that goes away stops waiting; the walk goes on for the others', async () => {
  const { sizes, walks } = engine();
  const client = new AbortController();
  const [gone, there] = [sizes.of('a', client.signal), sizes.of('a', signal)];
  client.abort(new Error('gone'));
  await expect(gone).rejects.toThrow('gone');
  walks[0]!.resolve(new Map([['a', 1]]));
  expect(await there).toBe(1);
});
