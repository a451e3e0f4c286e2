import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism, platform } from 'node:os';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { RevisionClock } from '../revision-clock.ts';
import { fixtureTree } from './fixture-tree.ts';
import { createHostEndpoint, type HostEndpoint, type HostSample } from './index.ts';

const onLinux = platform() === 'linux' ? describe : describe.skip;

onLinux('this machine, as other tools see it', () => {
  test('facts agree with uname, getconf, nproc and os-release', async () => {
    const { facts } = await started();
    expect(facts.kernel).toBe(await run('uname', '-r'));
    expect(facts.architecture).toBe(await run('uname', '-m'));
    expect(facts.hostname).toBe(await run('uname', '-n'));
    expect(facts.cpu.threads).toBe(Number(await run('getconf', '_NPROCESSORS_ONLN')));
    expect(facts.cpu.threads).toBeGreaterThanOrEqual(availableParallelism());
    expect(facts.cpu.cores).toBeLessThanOrEqual(facts.cpu.threads);
    expect(facts.os.name).toBe(await run('sh', '-c', '. /etc/os-release && echo "$PRETTY_NAME"'));
    expect(facts.machineId).toMatch(/^[0-9a-f-]{32,36}$/);
  });

  test('uptime, boot time and load agree with the shell', async () => {
    const endpoint = await started();
    const { uptimeSeconds, load } = endpoint.sample();
    const [uptime] = readFileSync('/proc/uptime', 'utf8').split(' ');
    expect(Math.abs(uptimeSeconds - Number(uptime))).toBeLessThan(5);
    expect(Math.abs(Date.now() - endpoint.facts.bootedAt.getTime() - uptimeSeconds * 1000)).toBeLessThan(
      3000,
    );
    expect(load.fifteen).toBeGreaterThanOrEqual(0);
    expect(load.fifteen).toBeCloseTo(Number((await run('cat', '/proc/loadavg')).split(' ')[2]), 0);
  });

  test('memory agrees with free', async () => {
    const [, line] = (await run('free', '-b', '-w')).split('\n');
    const [, total, , free, , buffers, cache, available] = line!.split(/\s+/).map(Number);
    const { memory } = (await started()).sample();
    expect(memory.totalBytes).toBe(total);
    const tolerance = total! * 0.02;
    expect(Math.abs(memory.freeBytes - free!)).toBeLessThan(tolerance);
    expect(Math.abs(memory.availableBytes - available!)).toBeLessThan(tolerance);
    expect(Math.abs(memory.buffersBytes - buffers!)).toBeLessThan(tolerance);
    expect(Math.abs(memory.cachedBytes - cache!)).toBeLessThan(tolerance);
  });

  test('file systems agree with df', async () => {
    const fields = 'source,target,size,used,avail,itotal,iused';
    const lines = (await run('df', '-B1', `--output=${fields}`, '/')).split('\n');
    const [, target, size, used, available, inodes] = lines[1]!.trim().split(/\s+/);
    const { filesystems } = (await started()).sample();
    const root = filesystems.find(({ mountPoint }) => mountPoint === target)!;
    expect(root.sizeBytes).toBe(Number(size));
    expect(root.inodes).toBe(Number(inodes) || undefined);
    const tolerance = Number(size) * 0.01;
    expect(Math.abs(root.usedBytes! - Number(used))).toBeLessThan(tolerance);
    expect(Math.abs(root.availableBytes! - Number(available))).toBeLessThan(tolerance);
    expect(new Set(filesystems.map(({ source, type }) => `${type} ${source}`)).size).toBe(filesystems.length);
  });

  test('interfaces agree with ip', async (context) => {
    const links = await ip(context.skip);
    // Other tests make and remove containers, and their veth pairs and bridges with them: compare what both saw.
    const { interfaces } = (await started()).sample();
    const seen = new Set(interfaces.map(({ name }) => name)).intersection(
      new Set(links.map(({ ifname }) => ifname)),
    );
    const ours = interfaces.map(({ name, mtu, state, mac, master, addresses }) => ({
      name,
      mtu,
      state,
      mac,
      master,
      addresses: addresses.map(({ address, prefixLength }) => `${address}/${prefixLength}`).toSorted(),
    }));
    const theirs = links.map(({ ifname, mtu, operstate, address, master, addr_info }) => ({
      name: ifname,
      mtu,
      state: operstate.toLowerCase(),
      master,
      mac: /[1-9a-f]/.test(address ?? '') ? address : undefined,
      addresses: addr_info.map(({ local, prefixlen }) => `${local}/${prefixlen}`).toSorted(),
    }));
    const compared = (list: readonly { readonly name: string }[]) =>
      list.filter(({ name }) => seen.has(name) && !/^(veth|br-)/.test(name));
    expect(compared(ours)).toEqual(compared(theirs));
    expect(interfaces.find(({ name }) => name === 'lo')?.kind).toBe('loopback');
  });

  test('disks agree with /sys/block', async () => {
    const { disks } = (await started()).sample();
    for (const disk of disks) {
      const sysfs = (file: string) => readFileSync(`/sys/block/${disk.name}/${file}`, 'utf8').trim();
      expect(disk.sizeBytes).toBe(Number(sysfs('size')) * 512);
      const [, , readSectors, , , , writtenSectors] = sysfs('stat').split(/\s+/).map(Number);
      expect(disk.readBytes).toBeLessThanOrEqual(readSectors! * 512);
      expect(disk.writtenBytes).toBeLessThanOrEqual(writtenSectors! * 512);
      expect(disk.writtenBytes).toBeGreaterThan(writtenSectors! * 512 - 100e6);
    }
  });

  test('work shows in the processor times, and counters never fall', async () => {
    const endpoint = await started();
    const before = endpoint.sample();
    const end = performance.now() + 120;
    while (performance.now() < end);
    const after = endpoint.sample();
    expect(busySeconds(after) - busySeconds(before)).toBeGreaterThan(0.05);
    expect(after.cpu.cores.length).toBe(endpoint.facts.cpu.threads);
    const sum = after.cpu.cores.reduce((total, { userSeconds }) => total + userSeconds, 0);
    expect(sum).toBeCloseTo(after.cpu.total.userSeconds, 0);
    expect(after.interfaces[0]!.rxBytes).toBeGreaterThanOrEqual(before.interfaces[0]!.rxBytes);
  });

  test('processes are those that ps shows, without their arguments', async () => {
    const endpoint = await started();
    const secret = 'iza-secret-argument';
    const child = execFile('sh', ['-c', 'read line', secret]);
    try {
      const processes = await endpoint.processes({ limit: 1000, orderBy: 'pid' });
      const own = processes.find(({ pid }) => pid === process.pid)!;
      const [parent, user, rss] = (await run('ps', '-o', 'ppid=,user:32=,rss=', '-p', String(process.pid)))
        .trim()
        .split(/\s+/);
      expect(own.parentPid).toBe(Number(parent));
      expect(own.user).toBe(user);
      expect(own.residentBytes).toBeGreaterThan(Number(rss) * 1024 * 0.7);
      expect(own.residentBytes).toBeLessThan(Number(rss) * 1024 * 1.4);
      expect(Math.abs(own.startedAt.getTime() - (Date.now() - process.uptime() * 1000))).toBeLessThan(3000);
      expect(processes.find(({ pid }) => pid === child.pid)).toMatchObject({
        name: 'sh',
        parentPid: process.pid,
      });
      expect(JSON.stringify(processes)).not.toContain(secret);
      const pids = processes.map(({ pid }) => pid);
      expect(pids).toEqual(pids.toSorted((left, right) => left - right));
    } finally {
      child.stdin?.end();
    }
  });

  test('processes come in the order asked for, at most as many as asked for', async () => {
    const endpoint = await started();
    const byCpu = await endpoint.processes({ limit: 5, orderBy: 'cpu' });
    expect(byCpu.length).toBe(5);
    expect(byCpu[0]!.cpuSeconds).toBeGreaterThanOrEqual(byCpu[4]!.cpuSeconds);
    const byMemory = await endpoint.processes({ limit: 3, orderBy: 'memory' });
    expect(byMemory[0]!.residentBytes).toBeGreaterThanOrEqual(byMemory[2]!.residentBytes);
    await expect(endpoint.processes({ limit: 0 })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(endpoint.processes({ signal: AbortSignal.abort() })).rejects.toThrow('aborted');
  });

  test('our own control group and network namespace can be read; pid 0 and vanished pids are undefined', async () => {
    const endpoint = await started();
    const paths = endpoint.cgroupOf(process.pid)!;
    using reader = endpoint.cgroupReader(paths);
    expect(reader.read()?.cpuUsageNs).toBeGreaterThan(0);
    expect(endpoint.networkCounters(process.pid)?.map(({ name }) => name)).toContain('lo');
    for (const pid of [0, -1, 1.5, 2 ** 30]) {
      expect(endpoint.cgroupOf(pid)).toBeUndefined();
      expect(endpoint.networkCounters(pid)).toBeUndefined();
    }
  });
});

describe('the endpoint', () => {
  test('says why there is nothing to read, recovers when there is, and stops for good', async () => {
    using files = fixtureTree(() => ({ 'etc/os-release': 'ID=test\n' }));
    const roots = {
      procRoot: `${files.root}/proc`,
      sysRoot: `${files.root}/sys`,
      etcRoot: `${files.root}/etc`,
    };
    const endpoint = createHostEndpoint({ name: 'here', clock: new RevisionClock(), roots });
    const statuses: string[] = [];
    endpoint.onState(({ status }) => statuses.push(status));
    await endpoint.start();
    expect(endpoint.state).toMatchObject({ status: 'STALE', reason: expect.stringContaining('Linux') });
    expect(() => endpoint.sample()).toThrow(expect.objectContaining({ code: 'BACKEND_UNAVAILABLE' }));
    expect(() => endpoint.facts).toThrow(expect.objectContaining({ code: 'BACKEND_UNAVAILABLE' }));

    files.write(
      'proc/stat',
      'cpu  100 0 50 1000 5 1 2 3 0 0\ncpu0 100 0 50 1000 5 1 2 3 0 0\nbtime 1700000000\nprocs_running 2\nprocs_blocked 1\n',
    );
    files.write('proc/meminfo', 'MemTotal: 1000 kB\nMemFree: 400 kB\nBuffers: 10 kB\nCached: 90 kB\n');
    files.write('proc/uptime', '123.45 100.00\n');
    files.write('proc/loadavg', '0.10 0.20 0.30 1/100 42\n');
    files.write('proc/42/stat', '42 (a) b) S 1');
    const sample = endpoint.sample();
    expect(sample).toMatchObject({
      uptimeSeconds: 123.45,
      load: { one: 0.1, five: 0.2, fifteen: 0.3 },
      memory: { totalBytes: 1_024_000, availableBytes: 512_000 },
      pressure: {},
      processes: { total: 1, running: 2, blocked: 1 },
      disks: [],
      filesystems: [],
      interfaces: [],
    });
    expect(sample.cpu.total).toEqual({
      userSeconds: 1,
      niceSeconds: 0,
      systemSeconds: 0.5,
      idleSeconds: 10,
      iowaitSeconds: 0.05,
      irqSeconds: 0.03,
      stealSeconds: 0.03,
    });
    expect(endpoint.facts).toMatchObject({
      os: { id: 'test' },
      memoryBytes: 1_024_000,
      bootedAt: new Date(1_700_000_000_000),
    });

    await endpoint.stop();
    await endpoint.stop();
    expect(() => endpoint.sample()).toThrow(expect.objectContaining({ code: 'BACKEND_UNAVAILABLE' }));
    expect(statuses).toEqual(['STALE', 'LIVE', 'STOPPED']);
  });

  test('finds addresses of interfaces without a carrier in the kernel tables', () => {
    using files = fixtureTree(() => ({
      'proc/stat': 'cpu  0 0 0 0\n',
      'proc/loadavg': '0 0 0 1/1 1\n',
      'proc/uptime': '1 1\n',
      'proc/meminfo': 'MemTotal: 1 kB\n',
      'proc/net/dev': 'Inter-|\n face |\n br0: 1 2 3 4 0 0 0 0 5 6 7 8 0 0 0 0\n',
      'proc/net/route':
        'Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT\nbr0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0\n',
      'proc/net/fib_trie':
        'Local:\n  +-- 0.0.0.0/0 3 0 5\n     |-- 172.17.0.1\n        /32 host LOCAL\n     |-- 172.17.255.255\n        /32 link BROADCAST\n',
      'proc/net/if_inet6': 'fe800000000000000042a1fffe000001 03 40 20 80      br0\n',
      'sys/class/net/br0/uevent': 'DEVTYPE=bridge\nINTERFACE=br0\n',
      'sys/class/net/br0/mtu': '1500\n',
      'sys/class/net/br0/operstate': 'down\n',
      'sys/class/net/br0/speed': '-1\n',
    }));
    const endpoint = createHostEndpoint({
      name: 'here',
      clock: new RevisionClock(),
      roots: { procRoot: `${files.root}/proc`, sysRoot: `${files.root}/sys` },
    });
    expect(endpoint.sample().interfaces).toEqual([
      {
        name: 'br0',
        kind: 'bridge',
        mtu: 1500,
        state: 'down',
        addresses: [
          { family: 'v4', address: '172.17.0.1', prefixLength: 16 },
          { family: 'v6', address: 'fe80::42:a1ff:fe00:1', prefixLength: 64 },
        ],
        rxBytes: 1,
        rxPackets: 2,
        rxErrors: 3,
        rxDrops: 4,
        txBytes: 5,
        txPackets: 6,
        txErrors: 7,
        txDrops: 8,
      },
    ]);
  });
});

async function started(): Promise<HostEndpoint> {
  const endpoint = createHostEndpoint({ name: 'host', clock: new RevisionClock() });
  await endpoint.start();
  expect(endpoint.state.status).toBe('LIVE');
  return endpoint;
}

function busySeconds({ cpu: { total } }: HostSample): number {
  return total.userSeconds + total.niceSeconds + total.systemSeconds;
}

async function run(command: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(command, args, {
    env: { ...process.env, LC_ALL: 'C' },
    timeout: 10_000,
  });
  return stdout.trimEnd();
}

interface Link {
  readonly ifname: string;
  readonly mtu: number;
  readonly operstate: string;
  readonly address?: string;
  readonly master?: string;
  readonly addr_info: readonly { readonly local: string; readonly prefixlen: number }[];
}

async function ip(skip: (note: string) => never): Promise<readonly Link[]> {
  try {
    return JSON.parse(await run('ip', '-j', 'addr')) as Link[];
  } catch {
    return skip('iproute2 is not installed');
  }
}
