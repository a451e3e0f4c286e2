import { describe, expect, test } from 'vitest';
import { Queue, type OverflowRule } from './queue.ts';

interface Item {
  readonly key: string;
  readonly n: number;
}

const item = (key: string, n: number): Item => ({ key, n });
const open = (rule: OverflowRule, limit: number, merge?: (older: Item, newer: Item) => Item | undefined) =>
  new Queue<Item>({
    rule,
    limit,
    keyOf: ({ key }) => key,
    ...(merge && { merge }),
    overflow: () => new Error('too slow'),
  });

async function drain(queue: Queue<Item>): Promise<string[]> {
  queue.close();
  const got: string[] = [];
  for await (const { key, n } of queue) got.push(`${key}${n}`);
  return got;
}

describe('a queue', () => {
  test('under COALESCE keeps the newest per key, in the order of the newest push', async () => {
    const queue = open('COALESCE', 10);
    for (const next of [item('a', 1), item('b', 2), item('a', 3)]) void queue.push(next);
    expect(await drain(queue)).toEqual(['b2', 'a3']);
  });

  test('under COALESCE forgets a key whose merge says so', async () => {
    const queue = open('COALESCE', 10, () => undefined);
    for (const next of [item('a', 1), item('b', 2), item('a', 3)]) void queue.push(next);
    expect(await drain(queue)).toEqual(['b2']);
  });

  test('under COALESCE and CLOSE tells a consumer that is too slow, after what is queued', async () => {
    for (const rule of ['COALESCE', 'CLOSE'] as const) {
      const queue = open(rule, 2);
      for (const next of [item('a', 1), item('b', 2), item('c', 3)]) void queue.push(next);
      expect((await queue.next()).value).toEqual(item('a', 1));
      expect((await queue.next()).value).toEqual(item('b', 2));
      await expect(queue.next()).rejects.toThrow('too slow');
      expect((await queue.next()).done).toBe(true);
    }
  });

  test('under LATEST drops the oldest', async () => {
    const queue = open('LATEST', 2);
    for (const next of [item('a', 1), item('b', 2), item('c', 3)]) void queue.push(next);
    expect(await drain(queue)).toEqual(['b2', 'c3']);
  });

  test('under BLOCK makes the producer wait until there is space', async () => {
    const queue = open('BLOCK', 1);
    const space = queue.push(item('a', 1));
    let free = false;
    const waited = Promise.resolve(space).then(() => (free = true));
    await Promise.resolve();
    expect(free).toBe(false);
    await queue.next();
    await waited;
    expect(free).toBe(true);
  });

  test('wakes a waiting consumer and ends it on return', async () => {
    const queue = open('CLOSE', 1);
    const waiting = queue.next();
    void queue.push(item('a', 1));
    expect((await waiting).value).toEqual(item('a', 1));
    const last = queue.next();
    await queue.return();
    expect((await last).done).toBe(true);
  });
});
