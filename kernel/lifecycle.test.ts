import { expect, test } from 'vitest';
import { Lifecycle } from './lifecycle.ts';
import { silentLog } from './log.ts';

test('parts stop in reverse, also when one fails and one hangs', async () => {
  const order: string[] = [];
  const lifecycle = new Lifecycle(silentLog());
  await lifecycle.add({
    name: 'first',
    start: async () => void order.push('+first'),
    stop: async () => void order.push('-first'),
  });
  await lifecycle.add({ name: 'hangs', stop: () => new Promise(() => order.push('-hangs')) });
  await lifecycle.add({ name: 'fails', stop: () => Promise.reject(new Error('no')) });
  const stopping = lifecycle.stop(20);
  expect(lifecycle.phase).toBe('STOPPING');
  await Promise.all([stopping, lifecycle.stop(20)]);
  expect(order).toEqual(['+first', '-hangs', '-first']);
  expect(lifecycle.phase).toBe('STOPPED');
  await expect(lifecycle.add({ name: 'late', stop: async () => undefined })).rejects.toThrow('shutting down');
});
