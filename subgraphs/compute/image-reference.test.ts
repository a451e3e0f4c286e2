import { expect, test } from 'vitest';
import { parseImageReference, tryParseImageReference } from './image-reference.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;

test.each([
  ['nginx', 'docker.io/library/nginx:latest', 'nginx:latest'],
  ['nginx:1.27', 'docker.io/library/nginx:1.27', 'nginx:1.27'],
  ['team/app', 'docker.io/team/app:latest', 'team/app:latest'],
  ['index.docker.io/nginx', 'docker.io/library/nginx:latest', 'nginx:latest'],
  ['localhost/app', 'localhost/app:latest', 'localhost/app:latest'],
  ['127.0.0.1:2375/a', '127.0.0.1:2375/a:latest', '127.0.0.1:2375/a:latest'],
  ['ghcr.io/team/app_1/x--y:v2', 'ghcr.io/team/app_1/x--y:v2', 'ghcr.io/team/app_1/x--y:v2'],
  [`ghcr.io/a@${DIGEST}`, `ghcr.io/a@${DIGEST}`, `ghcr.io/a@${DIGEST}`],
  [`nginx:1@${DIGEST}`, `docker.io/library/nginx:1@${DIGEST}`, `nginx:1@${DIGEST}`],
])('%s is completed to %s', (text, canonical, familiar) => {
  expect(parseImageReference(text, 'input.reference')).toMatchObject({ canonical, familiar });
});

test('the registry is told from the repository', () => {
  expect(parseImageReference('127.0.0.1:2375/a', 'f')).toMatchObject({
    registry: '127.0.0.1:2375',
    repository: 'a',
  });
  expect(parseImageReference('a/b/c', 'f')).toMatchObject({ registry: 'docker.io', repository: 'a/b/c' });
});

test.each([
  '',
  ' ',
  'Nginx',
  'nginx:',
  'nginx:-x',
  ':tag',
  '/nginx',
  'nginx/',
  'a//b',
  '../etc',
  'a/../b',
  'nginx?x=1',
  'nginx#x',
  'http://host/a',
  'user:pass@host/a',
  'nginx@sha256:abc',
  `nginx@${DIGEST}@${DIGEST}`,
  'a___b',
  'nginx\n',
  'nginx%2f',
  '[::1]:5000/a',
  'host:123456/a',
  'a'.repeat(64),
  'x'.repeat(300),
])('%j is no reference', (text) => {
  expect(tryParseImageReference(text)).toBeUndefined();
  expect(() => parseImageReference(text, 'input.reference')).toThrow(/input\.reference/);
});
