import { readdirSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import type { SecondDockerd } from '#test/engines/second-dockerd.ts';
import { startServer } from '#test/e2e/server.ts';
import type { Row } from './measure.ts';

const SECONDS = 20;

/** What metrics of the running containers at 1 Hz cost this process, and what the engine's stats streams cost engine and kernel instead. */
export async function benchMetrics(engine: SecondDockerd, running: readonly string[]): Promise<Row[]> {
  await using server = await startServer({ environment: { DOCKER_HOST: engine.host } });
  const pid = server.process.pid!;
  await new Promise((resolve) => setTimeout(resolve, 5000));
  const idle = await cpuShare([pid]);
  const { workloads } = await server.ask<{ workloads: { nodes: { metrics: { source: string } | null }[] } }>(
    '{ workloads(first: 1000) { nodes { metrics { source } } } }',
  );
  const measured = workloads.nodes.filter(({ metrics }) => metrics?.source === 'CGROUP').length;
  if (measured < running.length)
    throw new Error(`only ${measured} of ${running.length} containers are measured from control groups`);
  await server.stop();

  const streams = running.map((name) => {
    const sent = request(
      { socketPath: engine.socketPath, path: `/containers/${name}/stats?stream=1` },
      (response) => void response.resume(),
    );
    sent.on('error', () => undefined).end();
    return sent;
  });
  await new Promise((resolve) => setTimeout(resolve, 5000));
  const streamed = await cpuShare(pidsNamed(/^(dockerd|containerd|containerd-shim.*)$/));
  for (const stream of streams) stream.destroy();
  await new Promise((resolve) => setTimeout(resolve, 3000));
  const baseline = await cpuShare(pidsNamed(/^(dockerd|containerd|containerd-shim.*)$/));
  const engineShare = Math.max(0, streamed - baseline);
  return [
    {
      what: `the whole of IzaOS at rest, reading ${measured} containers at 1 Hz and judging alert rules`,
      measured: `${(idle * 100).toFixed(1)} % of one core`,
      target: '≤ 5 % for 300',
      reached: idle <= 0.05,
    },
    {
      what: "the engine's stats streams of the same containers ÷ that",
      measured: `${(engineShare / idle).toFixed(1)} × (${(engineShare * 100).toFixed(0)} % of one core)`,
      target: '≥ 20 ×',
      reached: engineShare / idle >= 20,
    },
  ];
}

async function cpuShare(pids: readonly number[]): Promise<number> {
  const before = cpuSeconds(pids);
  await new Promise((resolve) => setTimeout(resolve, SECONDS * 1000));
  return (cpuSeconds(pids) - before) / SECONDS;
}

function cpuSeconds(pids: readonly number[]): number {
  let ticks = 0;
  for (const pid of pids) {
    const fields = tryRead(`/proc/${pid}/stat`)
      ?.replace(/^.*\) /, '')
      .split(' ');
    if (fields) ticks += Number(fields[11]) + Number(fields[12]);
  }
  return ticks / 100;
}

function pidsNamed(pattern: RegExp): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => pattern.test((tryRead(`/proc/${pid}/comm`) ?? '').trim()));
}

function tryRead(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
