import { expect, it } from 'vitest';
import { checkImage, checkName, parseReference } from './names.ts';

const digest = `sha256:${'0a'.repeat(32)}`;

it.each([
  '',
  '.',
  '..',
  '-a',
  'a/b',
  'a%2fb',
  'a?x=1',
  'a#b',
  'a b',
  'a\n',
  'ä',
  'a\0',
  'x'.repeat(256),
  '../json?',
  '/a',
])('refuses %j as a name', (name) => {
  expect(() => checkName(name, 'container')).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
});

it.each(['a', 'my-app_1.2', '0'.repeat(64)])('takes %j as a name', (name) => {
  expect(checkName(name, 'container')).toBe(name);
});

it.each([
  ['nginx', { repository: 'nginx' }],
  ['nginx:1.27', { repository: 'nginx', tag: '1.27' }],
  ['127.0.0.1:5000/team/app', { repository: '127.0.0.1:5000/team/app' }],
  ['[::1]:5000/app:x', { repository: '[::1]:5000/app', tag: 'x' }],
  [`registry.example/a/b__c:v1@${digest}`, { repository: 'registry.example/a/b__c', tag: 'v1', digest }],
])('reads the reference %s', (reference, expected) => {
  expect(parseReference(reference)).toEqual(expected);
});

it.each([
  '',
  'Nginx',
  'a//b',
  '../a',
  'a/../b',
  'a:',
  'a:b c',
  'a@sha256:12',
  'http://a/b',
  'a?b',
  'a%2fb',
  '/a',
  `${'a/'.repeat(300)}a`,
])('refuses the reference %j', (reference) => {
  expect(() => parseReference(reference)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
  expect(() => checkImage(reference)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
});

it('takes ids as images', () => {
  expect(checkImage(digest)).toBe(digest);
  expect(checkImage('0123456789ab')).toBe('0123456789ab');
});

it('takes no time over a long text made to confuse it', () => {
  const startedAt = performance.now();
  expect(() => parseReference(`${'a-'.repeat(200)}!`)).toThrow(/reference/);
  expect(() => parseReference(`${'a.'.repeat(250)}/`)).toThrow(/reference/);
  expect(performance.now() - startedAt).toBeLessThan(100);
});
