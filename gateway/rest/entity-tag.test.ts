import { expect, test } from 'vitest';
import { entityTagOf, matchesNone, matchesSome, revisionOfIfMatch } from './entity-tag.ts';

test('a revision can be read back from the tag it went into', () => {
  for (const revision of ['r1', 'a~b', '~', 'x.y-z_0', 'W/1'])
    expect(revisionOfIfMatch(entityTagOf('body', revision))).toBe(revision);
});

test('a revision that no tag can hold is left out', () => {
  for (const revision of ['', 'a b', 'a"b', 'ä', 'a\nb', 7, null, undefined])
    expect(entityTagOf('body', revision)).toMatch(/^"[\w-]{16}"$/);
});

test('another body has another tag', () => {
  expect(entityTagOf('one', 'r1')).not.toBe(entityTagOf('two', 'r1'));
  expect(entityTagOf('one', 'r1')).toBe(entityTagOf('one', 'r1'));
});

test('If-None-Match compares weakly, If-Match strongly', () => {
  expect(matchesNone('"a", W/"b"', '"b"')).toBe(true);
  expect(matchesNone('*', '"b"')).toBe(true);
  expect(matchesNone('"c"', '"b"')).toBe(false);
  expect(matchesNone(undefined, '"b"')).toBe(false);
  expect(matchesSome('"a", "b"', '"b"')).toBe(true);
  expect(matchesSome('W/"b"', '"b"')).toBe(false);
  expect(matchesSome('*', '"b"')).toBe(true);
});
