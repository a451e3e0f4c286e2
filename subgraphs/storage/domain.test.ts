import { expect, test } from 'vitest';
import { filesystemOf, type FilesystemRecord } from './domain.ts';

const mounted = (mountPoint: string): FilesystemRecord => ({
  source: `/dev/${mountPoint}`,
  mountPoint,
  type: 'ext4',
  sizeBytes: undefined,
  usedBytes: undefined,
  availableBytes: undefined,
  readOnly: false,
});

test('a path lies on the file system mounted deepest above it', () => {
  const filesystems = ['/var/lib', '/', '/var/lib/docker', '/var/lib/docker/volumes/other'].map(mounted);
  const placeOf = (path: string) => filesystemOf(path, filesystems)?.mountPoint;
  expect(placeOf('/var/lib/docker/volumes/mine/_data')).toBe('/var/lib/docker');
  expect(placeOf('/var/lib/docker')).toBe('/var/lib/docker');
  expect(placeOf('/var/lib/docker-old/x')).toBe('/var/lib');
  expect(placeOf('/srv')).toBe('/');
});

test('a path above every mount lies on none', () => {
  expect(filesystemOf('/srv', [mounted('/srv/data')])).toBeUndefined();
});
