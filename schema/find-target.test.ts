import { expect, test } from 'vitest';
import { encodeId } from '#kernel/ids.ts';
import { findTarget, requireTarget, type Target } from './find-target.ts';

const target = (name: string, nativeId: string, endpoint = 'local'): Target => ({
  id: encodeId('Network', endpoint, nativeId),
  endpoint,
  nativeId,
  name,
});
const web = target('web', 'aaaa1111');
const other = target('aaaa', 'bbbb2222');
const twin = target('web', 'cccc3333', 'remote');
const find = (text: string, candidates: readonly Target[] = [web, other]) =>
  findTarget({ text, types: ['Network'], candidates });

test('a global id, a native id, a name and the beginning of a native id all find their object', () => {
  expect(find(web.id)).toBe(web);
  expect(find('aaaa1111')).toBe(web);
  expect(find('web')).toBe(web);
  expect(find('aaaa1')).toBe(web);
  expect(find('bbbb')).toBe(other);
});

test('an exact name wins over the beginning of a native id', () => {
  expect(find('aaaa')).toBe(other);
});

test('a beginning shorter than four characters finds nothing', () => {
  expect(find('bbb')).toBeUndefined();
});

test('the digest algorithm of an id need not be typed', () => {
  const image = target('app:1', 'sha256:0123456789ab');
  expect(find('01234567', [image])).toBe(image);
  expect(find('sha256:01234567', [image])).toBe(image);
});

test('several objects of one name are a conflict that names them', () => {
  expect(() => find('web', [web, twin])).toThrow(
    expect.objectContaining({
      code: 'CONFLICT',
      message: expect.stringContaining('web (aaaa1111 on local), web (cccc3333 on remote)'),
    }),
  );
});

test('an id of another type is bad input, an unknown id finds nothing', () => {
  expect(() => find(encodeId('Volume', 'local', 'data'))).toThrow(
    expect.objectContaining({ code: 'BAD_USER_INPUT' }),
  );
  expect(find(encodeId('Network', 'local', 'dddd'))).toBeUndefined();
});

test('what must exist and does not is NOT_FOUND, with control characters kept out of the message', () => {
  const query = {
    text: 'no\nsuch',
    types: ['Network'],
    candidates: [web],
    noun: 'network',
    field: 'input.id',
  };
  expect(() => requireTarget(query)).toThrow(
    expect.objectContaining({
      code: 'NOT_FOUND',
      message: 'There is no network "no?such".',
      details: { field: 'input.id' },
    }),
  );
});
