import { expect, it } from 'vitest';
import { affectedBy } from './affected-by.ts';

const known = { networksOf: () => ['net'], hasHealthcheck: (id: string) => id === 'checked' };

it.each([
  ['container', 'start', 'c', [{ kind: 'container', id: 'c' }]],
  ['container', 'health_status: unhealthy', 'c', [{ kind: 'container', id: 'c' }]],
  ['container', 'an action of a later engine', 'c', [{ kind: 'container', id: 'c' }]],
  [
    'container',
    'rename',
    'c',
    [
      { kind: 'container', id: 'c' },
      { kind: 'network', id: 'net' },
    ],
  ],
  ['container', 'exec_start: sh -c true', 'c', []],
  ['container', 'exec_die', 'c', []],
  ['container', 'exec_die', 'checked', [{ kind: 'container', id: 'checked' }]],
  ['container', 'commit', 'c', [{ kind: 'images' }]],
  ['container', 'prune', '', []],
  [
    'network',
    'connect',
    'n',
    [
      { kind: 'network', id: 'n' },
      { kind: 'container', id: 'member' },
    ],
  ],
  ['volume', 'destroy', 'v', [{ kind: 'volume', id: 'v' }]],
  ['volume', 'mount', 'v', []],
  ['image', 'pull', 'nginx:latest', [{ kind: 'images' }]],
  ['image', 'tag', 'sha256:1', [{ kind: 'images', id: 'sha256:1' }]],
  ['image', 'push', 'nginx', []],
  ['daemon', 'reload', 'd', []],
] as const)('a %s %s has its objects read again', (Type, Action, ID, expected) => {
  const Attributes: Record<string, string> = Type === 'network' ? { container: 'member' } : {};
  expect(affectedBy({ Type, Action, Actor: { ID, Attributes }, time: 0, timeNano: 0 }, known)).toEqual(
    expected,
  );
});
