import { expect, test } from 'vitest';
import { newLines } from './new-lines.ts';

test.each([
  [[], ['a', 'b'], ['a', 'b']],
  [['a'], ['a', 'b'], ['b']],
  [['a', 'b'], ['a', 'b'], []],
  [['a', 'b', 'c'], ['b', 'c', 'd'], ['d']],
  [['a', 'a'], ['a', 'a', 'a'], ['a']],
  [
    ['a', 'b'],
    ['x', 'y'],
    ['x', 'y'],
  ],
])('after %j, %j brings %j', (before, now, fresh) => expect(newLines(before, now)).toEqual(fresh));
