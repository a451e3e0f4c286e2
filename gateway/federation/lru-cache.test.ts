import { expect, test } from 'vitest';
import { LruCache } from './lru-cache.ts';

test('keeps what is in use and no more than its limit', () => {
  const cache = new LruCache<number, string>(10);
  cache.set(-1, 'used');
  for (let key = 0; key < 100; key += 1) {
    cache.set(key, `value ${key}`);
    expect(cache.get(-1)).toBe('used');
    expect(cache.get(key)).toBe(`value ${key}`);
  }
  const kept = Array.from({ length: 100 }, (_, key) => cache.get(key)).filter((value) => value !== undefined);
  expect(kept.length).toBeLessThan(10);
  expect(kept).not.toContain('value 0');
});
