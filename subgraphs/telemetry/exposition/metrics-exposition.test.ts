import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { AlertBook } from '../alerts/alert-book.ts';
import { createMemoryHistory } from '../alerts/alert-history.ts';
import { Sampler } from '../sampler.ts';
import { scriptedPlatforms } from '../testing/scripted-platforms.ts';
import { createMetricsExposition } from './metrics-exposition.ts';

async function exposition() {
  const platforms = scriptedPlatforms();
  const figures = {
    cpuSeconds: 5,
    cpuPeriods: 2,
    cpuThrottledPeriods: 1,
    memoryLimitBytes: 4_000,
    oomKills: 1,
    networkReceivedBytes: 10,
    networkTransmittedBytes: 20,
    blockReadBytes: 30,
    blockWrittenBytes: 40,
  };
  platforms.put('we"b\n', { figures });
  platforms.put('stopped', { facts: { running: false, state: 'STOPPED' } });
  platforms.machineSays = {
    pressure: { cpu: { some: { avg10: 0, avg60: 0, totalUs: 2_500_000 } } },
    filesystems: [
      {
        source: '/dev/vda',
        mountPoint: '/',
        type: 'ext4',
        readOnly: false,
        responding: true,
        sizeBytes: 9,
        usedBytes: 8,
        availableBytes: 1,
      },
    ],
  };
  const sampler = new Sampler({ platforms, intervalMs: 1000 });
  const book = new AlertBook(async () => createMemoryHistory());
  await book.load();
  const metrics = createMetricsExposition({ platforms, sampler, book, version: '1.2.3' });
  sampler.start();
  sampler.stop();
  return { platforms, metrics };
}

test('what is known is exposed in base units, for running workloads only', async () => {
  const { metrics } = await exposition();
  const lines = (await metrics.render()).split('\n');
  expect(lines).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^iza_build_info\{version="1\.2\.3",node_version="24\.\d+\.\d+"\} 1$/),
      'iza_endpoint_up{endpoint="engine",platform="docker"} 1',
      'iza_container_cpu_seconds_total{endpoint="engine",container="we\\"b\\n"} 5',
      'iza_container_memory_bytes{endpoint="engine",container="we\\"b\\n"} 1000',
      'iza_container_memory_limit_bytes{endpoint="engine",container="we\\"b\\n"} 4000',
      'iza_container_network_receive_bytes_total{endpoint="engine",container="we\\"b\\n"} 10',
      'iza_container_block_written_bytes_total{endpoint="engine",container="we\\"b\\n"} 40',
      'iza_container_info{endpoint="engine",container="stopped",id="stopped",image="image:1",state="stopped"} 1',
      'iza_host_memory_size_bytes{host="machine"} 1000',
      'iza_host_filesystem_used_bytes{device="/dev/vda",mountpoint="/",fstype="ext4",host="machine"} 8',
      'iza_host_pressure_waiting_seconds_total{resource="cpu",host="machine"} 2.5',
      'iza_alerts_firing{severity="critical"} 0',
    ]),
  );
  expect(lines.filter((line) => line.startsWith('iza_container_cpu') && line.includes('stopped'))).toEqual(
    [],
  );
  expect(lines).toContainEqual(expect.stringMatching(/^process_resident_memory_bytes \d+$/));
});

test('what is gone leaves no series behind', async () => {
  const { platforms, metrics } = await exposition();
  await metrics.render();
  platforms.put('stopped', { facts: { name: 'renamed', nativeId: 'stopped', running: false } });
  const text = await metrics.render();
  expect(text).toContain('container="renamed"');
  expect(text).not.toContain('container="stopped"');
});

const promtool = spawnSync('promtool', ['--version']).status === 0;

test.skipIf(!promtool && process.env['CI'] !== 'true')(
  "Prometheus' own linter finds nothing (needs promtool)",
  async () => {
    const { metrics } = await exposition();
    const { status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], {
      encoding: 'utf8',
      input: await metrics.render(),
    });
    expect(`${stdout}${stderr}`).toBe('');
    expect(status).toBe(0);
  },
);
