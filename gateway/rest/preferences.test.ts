import { expect, test } from 'vitest';
import { checkAccept } from './accepts.ts';
import { readPreferences } from './prefer.ts';

test.each([
  [undefined, 0, false],
  ['wait=5', 5, false],
  ['respond-async, WAIT="7"; foo=bar', 7, false],
  ['wait=600', 60, false],
  ['wait=-1', 0, false],
  ['wait=soon, return=minimal', 0, true],
  ['return=representation', 0, false],
])('Prefer: %s', (header, waitSeconds, isMinimal) => {
  expect(readPreferences(header)).toEqual({ waitSeconds, isMinimal });
});

test.each([
  '*/*',
  'application/*',
  'application/json',
  'text/html, */*;q=0.1',
  '',
  'APPLICATION/JSON; q=1.0',
])('Accept: %s takes JSON', (accept) => {
  expect(() => checkAccept(accept, 'application/json')).not.toThrow();
});

test.each(['text/html', 'application/json;q=0', 'application/json;q=0, */*', 'application/*;q=0, */*'])(
  'Accept: %s takes no JSON',
  (accept) => {
    expect(() => checkAccept(accept, 'application/json')).toThrow('This is served as application/json');
  },
);
