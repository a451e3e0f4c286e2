import { afterAll, beforeAll, expect, test } from 'vitest';
import { BASE_IMAGE, docker, removeLeftovers, requireDocker, testLabel } from '#test/engines/docker.ts';
import { RevisionClock } from '../revision-clock.ts';
import { createHostEndpoint, type HostEndpoint, type HostSample } from './index.ts';

const describe = requireDocker();

describe('containers of the engine on this machine, read from its kernel', () => {
  let host: HostEndpoint;

  beforeAll(async () => {
    await removeLeftovers();
    host = createHostEndpoint({ name: 'host', clock: new RevisionClock() });
    await host.start();
  });
  afterAll(async () => {
    await host.stop();
    await removeLeftovers({ mine: true });
  });

  test('a control group has the container’s id, its limits and what docker stats shows', async () => {
    const script = 'head -c 30000000 /dev/zero > /dev/shm/x; while :; do :; done';
    const { id, pid } = await runContainer(
      ['--memory=64m', '--pids-limit=50', '--cpus=0.2', '--shm-size=40m'],
      script,
    );
    const paths = host.cgroupOf(pid)!;
    expect(paths.containerId).toBe(id);
    using reader = host.cgroupReader(paths);
    const before = await until(
      () => reader.read(),
      (sample) => (sample?.memoryBytes ?? 0) > 30e6,
    );
    expect(before).toMatchObject({ memoryLimitBytes: 64 * 2 ** 20, pidsLimit: 50, oomKills: 0 });
    expect(before.pids).toBeGreaterThanOrEqual(1);

    const stats = JSON.parse(await docker(['stats', '--no-stream', '--format', '{{json .}}', id])) as {
      readonly MemUsage: string;
      readonly PIDs: string;
    };
    const after = reader.read()!;
    expect(after.pids).toBe(Number(stats.PIDs));
    expect(Math.abs(after.memoryWorkingSetBytes! - parseMiB(stats.MemUsage))).toBeLessThan(3e6);
    // The limit of a fifth of a core bites, so both clocks move: docker stats takes a second or two.
    expect(after.cpuUsageNs - before.cpuUsageNs).toBeGreaterThan(0.05e9);
    expect(after.throttledPeriods!).toBeGreaterThan(before.throttledPeriods!);
    expect(after.cpuUserNs! + after.cpuSystemNs!).toBeGreaterThan(after.cpuUsageNs * 0.7);
  });

  test('a changed limit shows at the next read, an OOM kill is counted', async () => {
    const { id, pid } = await runContainer(['--memory=64m', '--memory-swap=64m']);
    using reader = host.cgroupReader(host.cgroupOf(pid)!);
    await docker(['update', '--memory=32m', '--memory-swap=32m', id]);
    expect(reader.read()!.memoryLimitBytes).toBe(32 * 2 ** 20);
    await docker(['exec', id, 'sh', '-c', 'head -c 60000000 /dev/zero | tail -c 60000000 > /dev/null']).catch(
      () => undefined,
    );
    expect(reader.read()!.oomKills).toBeGreaterThanOrEqual(1);
  });

  test('network counters and processes are the container’s own', async () => {
    const { id, pid } = await runContainer([]);
    const inside = (await docker(['exec', id, 'cat', '/proc/net/dev'])).split('\n').slice(2);
    expect(
      host
        .networkCounters(pid)!
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(inside.map((line) => line.trim().split(':')[0]!).toSorted());
    const processes = await host.processes({ container: id });
    expect(processes.map((entry) => entry.pid)).toContain(pid);
    expect(processes.every(({ containerId }) => containerId === id)).toBe(true);
    const top = await docker(['top', id, '-o', 'pid']);
    expect(processes.map((entry) => String(entry.pid)).toSorted()).toEqual(
      top
        .split('\n')
        .slice(1)
        .map((line) => line.trim())
        .toSorted(),
    );
  });

  test('its end of the wire is a veth on the bridge docker0', async () => {
    await runContainer([]);
    const veth = await until(
      () => freshSample().interfaces.find(({ kind, master }) => kind === 'veth' && master === 'docker0'),
      (found) => found !== undefined,
    );
    expect(veth).toMatchObject({ state: 'up' });
    const bridge = freshSample().interfaces.find(({ name }) => name === 'docker0')!;
    expect(bridge.kind).toBe('bridge');
    const subnet = await docker([
      'network',
      'inspect',
      'bridge',
      '--format',
      '{{(index .IPAM.Config 0).Subnet}}',
    ]);
    expect(bridge.addresses.map(({ prefixLength }) => String(prefixLength))).toContain(subnet.split('/')[1]);
  });

  test('everything of a removed container is undefined', async () => {
    const { id, pid } = await runContainer([]);
    using reader = host.cgroupReader(host.cgroupOf(pid)!);
    expect(reader.read()).toBeDefined();
    await docker(['rm', '-f', id]);
    await until(
      () => reader.read(),
      (sample) => sample === undefined,
    );
    expect(host.cgroupOf(pid)).toBeUndefined();
    expect(host.networkCounters(pid)).toBeUndefined();
    expect(await host.processes({ container: id })).toEqual([]);
  });
});

/** Without what an endpoint remembers of interfaces. */
function freshSample(): HostSample {
  return createHostEndpoint({ name: 'fresh', clock: new RevisionClock() }).sample();
}

async function runContainer(
  options: readonly string[],
  script = 'sleep 3600',
): Promise<{ readonly id: string; readonly pid: number }> {
  const id = await docker(['run', '-d', '--label', testLabel(), ...options, BASE_IMAGE, 'sh', '-c', script]);
  return { id, pid: Number(await docker(['inspect', '--format', '{{.State.Pid}}', id])) };
}

/** What `read` gives once `isReady` says so; fails after ten seconds. */
async function until<T>(read: () => T, isReady: (value: T) => boolean): Promise<NonNullable<T>> {
  for (const end = performance.now() + 10_000; performance.now() < end;) {
    const value = read();
    if (isReady(value)) return value as NonNullable<T>;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('it did not come about in ten seconds');
}

/** `30.12MiB / 64MiB` → bytes used. */
function parseMiB(text: string): number {
  const [, amount, unit] = /^([\d.]+)([KMG])iB/.exec(text)!;
  return Number(amount) * { K: 2 ** 10, M: 2 ** 20, G: 2 ** 30 }[unit as 'K' | 'M' | 'G'];
}
