import { expect, test } from 'vitest';
import { FilesystemMeter, type StatfsFigures } from './filesystem-meter.ts';
import { fixtureTree } from './fixture-tree.ts';

const FIGURES: StatfsFigures = { frsize: 4096, blocks: 100, bfree: 40, bavail: 30, files: 10, ffree: 4 };

const MOUNTINFO = [
  '1 0 8:1 / / rw,relatime - ext4 /dev/sda1 rw',
  '2 1 8:1 /var/lib/docker/volumes/x/_data /mnt/bound rw - ext4 /dev/sda1 rw',
  '3 1 8:2 / /data\\040two ro,relatime - xfs /dev/sdb1 rw',
  '4 1 0:5 / /proc rw - proc proc rw',
  '5 1 0:6 / /dev rw - devtmpfs devtmpfs rw',
  '6 1 0:7 / /run rw - tmpfs tmpfs rw',
  '7 1 0:8 / /var/lib/docker/overlay2/a/merged rw - overlay overlay rw,lowerdir=/x',
  '8 1 0:9 / /mnt/nas rw - nfs4 nas:/export rw,hard',
  '9 1 0:10 / /mnt/dead rw - nfs4 dead:/export rw,hard',
  '10 1 7:0 / /snap/core/1 ro - squashfs /dev/loop0 ro',
  '11 1 0:11 / /mnt/over rw - ext4 /dev/sdc1 rw',
  '12 1 0:12 / /mnt/over rw - tmpfs tmpfs rw',
].join('\n');

test('real file systems are listed once, with what hides or repeats them left out', async () => {
  using files = fixtureTree(() => ({ 'self/mountinfo': MOUNTINFO }));
  const meter = new FilesystemMeter({ procRoot: files.root, statfs: async () => FIGURES });
  await meter.refresh();
  expect(meter.read().map(({ mountPoint, readOnly, remote }) => ({ mountPoint, readOnly, remote }))).toEqual([
    { mountPoint: '/', readOnly: false, remote: false },
    { mountPoint: '/data two', readOnly: true, remote: false },
    { mountPoint: '/mnt/dead', readOnly: false, remote: true },
    { mountPoint: '/mnt/nas', readOnly: false, remote: true },
  ]);
  expect(meter.read()[0]).toMatchObject({
    responding: true,
    sizeBytes: 409_600,
    usedBytes: 245_760,
    availableBytes: 122_880,
    inodes: 10,
    inodesUsed: 6,
  });
});

test('a file system that hangs is asked once, holds nobody up and is reported; others go on', async () => {
  using files = fixtureTree(() => ({ 'self/mountinfo': MOUNTINFO }));
  const asked: string[] = [];
  const hanging = Promise.withResolvers<StatfsFigures>();
  const meter = new FilesystemMeter({
    procRoot: files.root,
    deadlineMs: 20,
    statfs: (path) => {
      asked.push(path);
      return path === '/mnt/dead' ? hanging.promise : Promise.resolve(FIGURES);
    },
  });
  await meter.refresh();
  await meter.refresh();
  expect(asked.filter((path) => path === '/mnt/dead')).toEqual(['/mnt/dead']);
  expect(asked.filter((path) => path === '/')).toEqual(['/', '/']);
  const of = (mountPoint: string) => meter.read().find((filesystem) => filesystem.mountPoint === mountPoint)!;
  expect(of('/mnt/dead')).toMatchObject({ responding: false });
  expect(of('/mnt/dead').sizeBytes).toBeUndefined();
  expect(of('/').sizeBytes).toBe(409_600);

  hanging.resolve(FIGURES);
  await meter.refresh();
  expect(of('/mnt/dead')).toMatchObject({ responding: true, sizeBytes: 409_600 });
  expect(of('/mnt/nas')).toMatchObject({ responding: true, sizeBytes: 409_600 });
});

test('a read measures again once the figures are old, and never waits', async () => {
  using files = fixtureTree(() => ({ 'self/mountinfo': MOUNTINFO }));
  let answered = 0;
  const { promise: secondRound, resolve } = Promise.withResolvers<void>();
  const meter = new FilesystemMeter({
    procRoot: files.root,
    maxAgeMs: 0,
    statfs: async () => {
      answered += 1;
      if (answered === 8) resolve();
      return FIGURES;
    },
  });
  expect(meter.read()).toHaveLength(4);
  expect(meter.read().every(({ sizeBytes }) => sizeBytes === undefined)).toBe(true);
  await meter.refresh();
  expect(meter.read().every(({ sizeBytes }) => sizeBytes === 409_600)).toBe(true);
  await secondRound;
});
