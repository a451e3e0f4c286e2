import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CgroupLocator } from './cgroup-locator.ts';
import { openCgroup } from './cgroup-reader.ts';
import { containerOfCgroup } from './container-id.ts';
import { fixtureTree } from './fixture-tree.ts';
import { parseMountinfo } from './mounts.ts';

const ID = 'ab'.repeat(32);
const OTHER = 'cd'.repeat(32);

describe('the container of a control group', () => {
  test.each([
    [`/docker/${ID}`, `/docker/${ID}`],
    [`/system.slice/docker-${ID}.scope`, `/system.slice/docker-${ID}.scope`],
    [`/system.slice/docker-${ID}.scope/init.scope`, `/system.slice/docker-${ID}.scope`],
    [`/machine.slice/libpod-${ID}.scope/container`, `/machine.slice/libpod-${ID}.scope`],
    [
      `/kubepods.slice/kubepods-pod1.slice/cri-containerd-${ID}.scope`,
      `/kubepods.slice/kubepods-pod1.slice/cri-containerd-${ID}.scope`,
    ],
    [`/kubepods/burstable/pod12/${ID}`, `/kubepods/burstable/pod12/${ID}`],
    [`/docker/${OTHER}/docker/${ID}`, `/docker/${OTHER}/docker/${ID}`],
  ])('of %s is found', (path, own) => {
    expect(containerOfCgroup(path)).toEqual({ containerId: ID, path: own });
  });

  test.each(['/', '/user.slice', `/docker/${ID.slice(1)}`, `/docker/${ID}0`, `/x/${ID.toUpperCase()}`])(
    'of %s is none',
    (path) => {
      expect(containerOfCgroup(path)).toBeUndefined();
    },
  );
});

describe('v2 with systemd slices', () => {
  const path = `system.slice/docker-${ID}.scope`;
  const tree = () =>
    fixtureTree((root) => ({
      'proc/self/mountinfo': `30 23 0:26 / ${root}/cg rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate\n`,
      'proc/42/cgroup': `0::/${path}/init.scope\n`,
      [`cg/${path}/cpu.stat`]:
        'usage_usec 1500000\nuser_usec 1000000\nsystem_usec 500000\nnr_periods 10\nnr_throttled 3\nthrottled_usec 250\n',
      [`cg/${path}/memory.current`]: '10000000\n',
      [`cg/${path}/memory.max`]: 'max\n',
      [`cg/${path}/memory.stat`]:
        'anon 1\nworkingset_inactive_file 7\ninactive_file 4000000\nactive_file 5\n',
      [`cg/${path}/memory.events`]: 'low 0\nhigh 0\nmax 5\noom 2\noom_kill 1\noom_group_kill 0\n',
      [`cg/${path}/pids.current`]: '7\n',
      [`cg/${path}/pids.max`]: '100\n',
      [`cg/${path}/io.stat`]:
        '8:0 rbytes=100 wbytes=20 rios=1 wios=1 dbytes=5 dios=0\n8:16 rbytes=11 wbytes=2 rios=1 wios=1\n',
      [`cg/${path}/memory.pressure`]:
        'some avg10=1.50 avg60=0.20 avg300=0.00 total=12345\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=99\n',
    }));

  test('is located at the container, not at the scope of its init system', () => {
    using files = tree();
    const locator = new CgroupLocator({ procRoot: `${files.root}/proc` });
    expect(locator.locate(42)).toEqual({
      version: 'v2',
      path: `/${path}`,
      containerId: ID,
      unified: `${files.root}/cg/${path}`,
    });
    expect(locator.locate(43)).toBeUndefined();
  });

  test('gives every figure', () => {
    using files = tree();
    using reader = openCgroup(new CgroupLocator({ procRoot: `${files.root}/proc` }).locate(42)!);
    expect(reader.read()).toEqual({
      cpuUsageNs: 1.5e9,
      cpuUserNs: 1e9,
      cpuSystemNs: 5e8,
      throttledNs: 250_000,
      cpuPeriods: 10,
      throttledPeriods: 3,
      memoryBytes: 10_000_000,
      memoryWorkingSetBytes: 6_000_000,
      oomKills: 1,
      pids: 7,
      pidsLimit: 100,
      blkioReadBytes: 111,
      blkioWrittenBytes: 22,
      pressure: {
        memory: {
          some: { avg10: 1.5, avg60: 0.2, avg300: 0, totalUs: 12_345 },
          full: { avg10: 0, avg60: 0, avg300: 0, totalUs: 99 },
        },
      },
    });
  });

  test('gives what is there now, also after the limit changed', () => {
    using files = tree();
    using reader = openCgroup(new CgroupLocator({ procRoot: `${files.root}/proc` }).locate(42)!);
    expect(reader.read()?.memoryLimitBytes).toBeUndefined();
    files.write(`cg/${path}/memory.max`, '20000000\n');
    expect(reader.read()?.memoryLimitBytes).toBe(20_000_000);
  });

  test('gives no memory figures where memory is not accounted, rather than zeros', () => {
    using files = fixtureTree((root) => ({
      'proc/self/mountinfo': `30 23 0:26 / ${root}/cg rw - cgroup2 none rw\n`,
      'proc/42/cgroup': '0::/a\n',
      'cg/a/cpu.stat': 'usage_usec 1\n',
    }));
    using reader = openCgroup(new CgroupLocator({ procRoot: `${files.root}/proc` }).locate(42)!);
    expect(reader.read()).toEqual({ cpuUsageNs: 1000 });
  });
});

describe('v1', () => {
  const path = `docker/${ID}`;
  const tree = () =>
    fixtureTree((root) => ({
      'proc/self/mountinfo': [
        `32 31 0:29 / ${root}/cg/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct`,
        `33 31 0:30 / ${root}/cg/memory\\040here rw - cgroup cgroup rw,memory`,
        `34 31 0:31 /docker ${root}/cg/blkio rw - cgroup cgroup rw,blkio`,
        `35 31 0:32 / ${root}/cg/systemd rw - cgroup cgroup rw,name=systemd`,
        '',
      ].join('\n'),
      'proc/42/cgroup': `4:name=systemd:/${path}\n3:blkio:/${path}\n2:memory:/${path}\n1:cpu,cpuacct:/${path}\n`,
      'proc/43/cgroup': '3:blkio:/../../outside\n2:memory:/\n1:cpu,cpuacct:/\n',
      [`cg/cpu,cpuacct/${path}/cpuacct.usage`]: '123456789\n',
      [`cg/cpu,cpuacct/${path}/cpuacct.usage_user`]: '100000000\n',
      [`cg/cpu,cpuacct/${path}/cpuacct.usage_sys`]: '23456789\n',
      [`cg/cpu,cpuacct/${path}/cpu.stat`]: 'nr_periods 9\nnr_throttled 2\nthrottled_time 5000\n',
      [`cg/memory here/${path}/memory.usage_in_bytes`]: '5000\n',
      [`cg/memory here/${path}/memory.limit_in_bytes`]: '9223372036854771712\n',
      [`cg/memory here/${path}/memory.stat`]: 'inactive_file 1\ntotal_inactive_file 2000\n',
      [`cg/memory here/${path}/memory.oom_control`]: 'oom_kill_disable 0\nunder_oom 0\noom_kill 4\n',
      [`cg/blkio/${ID}/blkio.throttle.io_service_bytes`]:
        '8:0 Read 10\n8:0 Write 5\n8:0 Total 15\nTotal 15\n',
    }));

  test('is located per controller, through escaped and partial mounts', () => {
    using files = tree();
    const locator = new CgroupLocator({ procRoot: `${files.root}/proc` });
    expect(locator.locate(42)).toEqual({
      version: 'v1',
      path: `/${path}`,
      containerId: ID,
      cpu: `${files.root}/cg/cpu,cpuacct/${path}`,
      cpuacct: `${files.root}/cg/cpu,cpuacct/${path}`,
      memory: `${files.root}/cg/memory here/${path}`,
      blkio: `${files.root}/cg/blkio/${ID}`,
    });
    expect(locator.locate(43)).toMatchObject({ path: '/', memory: `${files.root}/cg/memory here` });
    expect(locator.locate(43)).not.toHaveProperty('blkio');
  });

  test('gives every figure, and no limit where there is none', () => {
    using files = tree();
    using reader = openCgroup(new CgroupLocator({ procRoot: `${files.root}/proc` }).locate(42)!);
    expect(reader.read()).toEqual({
      cpuUsageNs: 123_456_789,
      cpuUserNs: 100_000_000,
      cpuSystemNs: 23_456_789,
      throttledNs: 5000,
      cpuPeriods: 9,
      throttledPeriods: 2,
      memoryBytes: 5000,
      memoryWorkingSetBytes: 3000,
      oomKills: 4,
      blkioReadBytes: 10,
      blkioWrittenBytes: 5,
    });
  });
});

test('on a hybrid machine each figure comes from where its controller is, and never from the root of a hierarchy', () => {
  using files = fixtureTree((root) => ({
    'proc/self/mountinfo': [
      `32 31 0:29 / ${root}/cg/memory rw - cgroup cgroup rw,memory`,
      `33 31 0:30 / ${root}/cg/pids rw - cgroup cgroup rw,pids`,
      `34 31 0:31 / ${root}/cg/unified rw - cgroup2 cgroup2 rw`,
    ].join('\n'),
    'proc/42/cgroup': `2:pids:/\n1:memory:/docker/${ID}\n0::/docker/${ID}\n`,
    [`cg/memory/docker/${ID}/memory.usage_in_bytes`]: '5000\n',
    'cg/pids/pids.current': '999\n',
    [`cg/unified/docker/${ID}/cpu.stat`]: 'usage_usec 7\n',
  }));
  const paths = new CgroupLocator({ procRoot: `${files.root}/proc` }).locate(42)!;
  expect(paths).toMatchObject({ version: 'hybrid', containerId: ID });
  using reader = openCgroup(paths);
  expect(reader.read()).toEqual({ cpuUsageNs: 7000, memoryBytes: 5000, memoryWorkingSetBytes: 5000 });
});

test('a given root is searched instead of the mounts', () => {
  using files = fixtureTree(() => ({
    'proc/42/cgroup': '2:cpu,cpuacct:/a\n1:memory:/a\n0::/\n',
    'cg/cpu,cpuacct/a/cpuacct.usage': '5\n',
    'cg/memory/a/memory.usage_in_bytes': '6\n',
    'v2/cgroup.controllers': 'cpu memory\n',
    'v2/cpu.stat': 'usage_usec 1\n',
  }));
  const locate = (cgroupRoot: string) =>
    new CgroupLocator({ procRoot: `${files.root}/proc`, cgroupRoot }).locate(42);
  using v1 = openCgroup(locate(`${files.root}/cg`)!);
  expect(v1.read()).toMatchObject({ cpuUsageNs: 5, memoryBytes: 6 });
  using v2 = openCgroup(locate(`${files.root}/v2`)!);
  expect(v2.read()).toEqual({ cpuUsageNs: 1000 });
});

test('a real v2 group of this kernel counts the work done in it, and is undefined once removed', async (context) => {
  const folder = makeV2Group() ?? context.skip('no cgroup2 is mounted, or no groups can be made here');
  const child = spawn('sh', [
    '-c',
    'read go; i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done; echo done; read end',
  ]);
  try {
    writeFileSync(`${folder}/cgroup.procs`, String(child.pid));
    expect(new CgroupLocator({ procRoot: '/proc' }).locate(child.pid!)?.unified).toBe(folder);
    using reader = openCgroup({ version: 'v2', path: '/', unified: folder });
    const before = reader.read()!.cpuUsageNs;
    child.stdin.write('go\n');
    await once(child.stdout, 'data');
    expect(reader.read()!.cpuUsageNs - before).toBeGreaterThan(5e6);
    child.stdin.end();
    await once(child, 'exit');
    rmdirSync(folder);
    expect(reader.read()).toBeUndefined();
  } finally {
    child.kill('SIGKILL');
    if (existsSync(folder)) rmdirSync(folder);
  }
});

test('a group that is not there, or whose reader is disposed, gives undefined and throws nothing', () => {
  using files = fixtureTree(() => ({ 'a/cpu.stat': 'usage_usec 1\n' }));
  using missing = openCgroup({ version: 'v2', path: '/x', unified: `${files.root}/x` });
  expect(missing.read()).toBeUndefined();
  const reader = openCgroup({ version: 'v2', path: '/a', unified: `${files.root}/a` });
  expect(reader.read()).toEqual({ cpuUsageNs: 1000 });
  reader[Symbol.dispose]();
  expect(reader.read()).toBeUndefined();
  reader[Symbol.dispose]();
});

/** A new group in this kernel's v2 hierarchy, when there is one and we may. */
function makeV2Group(): string | undefined {
  const mounts = parseMountinfo(readFileSync('/proc/self/mountinfo', 'latin1'));
  const mount = mounts.find(({ type }) => type === 'cgroup2');
  if (!mount) return undefined;
  const folder = `${mount.mountPoint}/iza-test-${process.pid}`;
  try {
    mkdirSync(folder);
    return folder;
  } catch {
    return undefined;
  }
}
