import { expect, test } from 'vitest';
import { RouteTable } from './route-table.ts';

const table = new RouteTable(
  ['GET /a', 'GET /a/{id}', 'DELETE /a/{id}', 'POST /a/build', 'GET /a/{id}/b', 'GET /a/build/c'].map(
    (claim) => {
      const [method = '', path = ''] = claim.split(' ');
      return { method, path, value: claim };
    },
  ),
);

test.each([
  ['GET', '/a', 'GET /a', []],
  ['GET', '/a/x%2Fy', 'GET /a/{id}', ['x/y']],
  ['POST', '/a/build', 'POST /a/build', []],
  ['GET', '/a/build', 'GET /a/{id}', ['build']],
  ['GET', '/a/build/b', 'GET /a/{id}/b', ['build']],
  ['GET', '/a/build/c', 'GET /a/build/c', []],
])('%s %s finds %s', (method, path, value, texts) => {
  expect(table.find(method, path)).toEqual({ value, texts });
});

test('a known path with another method says what is allowed over all ways to read it', () => {
  expect(table.find('PUT', '/a/build')).toEqual({ allow: ['POST', 'GET', 'DELETE'] });
});

test.each(['', '/', '/b', '/a/', '/a//b', '/a/x/b/c', '/__proto__', '/a/x/__proto__'])(
  '"%s" is unknown',
  (path) => {
    expect(table.find('GET', path)).toBeUndefined();
  },
);

test('broken escapes are refused', () => {
  expect(() => table.find('GET', '/a/%E0%A4')).toThrow('is not correctly percent-encoded');
});
