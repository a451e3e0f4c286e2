import { expect, test } from 'vitest';
import {
  describeState,
  requireAllowed,
  stableKeyOf,
  type ContainerRecord,
  type WorkloadState,
} from './domain.ts';

const now = new Date('2026-06-01T12:00:00Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);
const container = (changes: Partial<ContainerRecord>) =>
  ({ name: 'web', endpoint: 'local', state: 'RUNNING', createdAt: ago(0), ...changes }) as ContainerRecord;

test.each([
  [0, 'Less than a second'],
  [1, '1 second'],
  [59, '59 seconds'],
  [60, 'About a minute'],
  [150, '2 minutes'],
  [3600, 'About an hour'],
  [5400, '2 hours'],
  [47 * 3600, '47 hours'],
  [48 * 3600, '2 days'],
  [14 * 86_400, '2 weeks'],
  [60 * 86_400, '2 months'],
  [730 * 86_400, '2 years'],
])('%i seconds are told as the docker command line tells them: %s', (seconds, words) => {
  expect(describeState(container({ startedAt: ago(seconds) }), now)).toBe(`Up ${words}`);
});

test.each<[Partial<ContainerRecord>, string]>([
  [{ health: 'HEALTHY', startedAt: ago(5) }, 'Up 5 seconds (healthy)'],
  [{ health: 'STARTING', startedAt: ago(5) }, 'Up 5 seconds (health: starting)'],
  [{ state: 'PAUSED', startedAt: ago(5) }, 'Up 5 seconds (Paused)'],
  [{ state: 'STOPPED', exitCode: 3, finishedAt: ago(5) }, 'Exited (3) 5 seconds ago'],
  [{ state: 'RESTARTING', exitCode: 1, finishedAt: ago(1) }, 'Restarting (1) 1 second ago'],
  [{ state: 'CREATED' }, 'Created'],
  [{ state: 'REMOVING' }, 'Removal In Progress'],
  [{ state: 'FAILED' }, 'Dead'],
])('%j is "%s"', (changes, words) => {
  expect(describeState(container(changes), now)).toBe(words);
});

test('what a state does not allow is a conflict that says what it needs', () => {
  const allowed = (action: Parameters<typeof requireAllowed>[0]) =>
    STATES.filter((state) => {
      try {
        requireAllowed(action, container({ state }));
        return true;
      } catch {
        return false;
      }
    });
  expect(allowed('unpause')).toEqual(['PAUSED']);
  expect(allowed('exec')).toEqual(['RUNNING']);
  expect(allowed('remove')).toEqual(['CREATED', 'STOPPED', 'FAILED']);
  expect(() => requireAllowed('remove', container({}), true)).not.toThrow();
  expect(() => requireAllowed('start', container({ state: 'PAUSED' }))).toThrow(
    /web is paused; start needs .*containerUnpause/,
  );
});

test('a stable key is Compose’s service where labels say so, else the name', () => {
  expect(stableKeyOf('web', {})).toBe('web');
  const labels = { 'com.docker.compose.project': 'shop', 'com.docker.compose.service': 'api' };
  expect(stableKeyOf('x', labels)).toBe('shop/api/1');
  expect(stableKeyOf('x', { ...labels, 'com.docker.compose.container-number': '3' })).toBe('shop/api/3');
});

const STATES: readonly WorkloadState[] = [
  'CREATED',
  'RUNNING',
  'PAUSED',
  'RESTARTING',
  'STOPPED',
  'REMOVING',
  'FAILED',
];
