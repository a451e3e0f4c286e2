import type { ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { ResponsesUnderWay } from './responses-under-way.ts';

const fake = () => ({ shouldKeepAlive: true }) as ServerResponse;

test('counts who is there, uses slots again, and ends the connections of those alone', () => {
  const underWay = new ResponsesUnderWay();
  const [first, second, third] = [fake(), fake(), fake()];
  const slot = underWay.enter(first);
  underWay.enter(second);
  underWay.leave(slot);
  expect(underWay.size).toBe(1);
  expect(underWay.enter(third)).toBe(slot);
  expect(underWay.size).toBe(2);
  underWay.endKeepAlive();
  expect([first, second, third].map(({ shouldKeepAlive }) => shouldKeepAlive)).toEqual([true, false, false]);
});
