import { readFileSync } from 'node:fs';
import { Pool } from 'undici';

export interface Load {
  readonly url: string;
  readonly query: string;
  readonly connections: number;
  readonly durationMs: number;
  /** The process whose processor time counts. */
  readonly pid: number;
}

export interface Measured {
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly failures: number;
  /** Processor time of the measured process alone; steadier than the rest on a machine with other work. */
  readonly cpuMsPerRequest: number;
}

/** A closed loop: each connection sends its next request when the last one is answered. */
export async function applyLoad({ url, query, connections, durationMs, pid }: Load): Promise<Measured> {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections, pipelining: 1 });
  const body = JSON.stringify({ query });
  const headers = { 'content-type': 'application/json' };
  const latencies: number[] = [];
  let failures = 0;
  const cpuBefore = cpuMs(pid);
  const start = performance.now();
  const loop = async () => {
    while (performance.now() - start < durationMs) {
      const sent = performance.now();
      const response = await pool.request({ path: pathname, method: 'POST', headers, body });
      const text = await response.body.text();
      latencies.push(performance.now() - sent);
      if (response.statusCode !== 200 || text.includes('"errors"')) failures += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, loop));
  const seconds = (performance.now() - start) / 1000;
  const cpuMsPerRequest = (cpuMs(pid) - cpuBefore) / latencies.length;
  await pool.close();
  latencies.sort((a, b) => a - b);
  const at = (share: number) =>
    latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
  return {
    requestsPerSecond: latencies.length / seconds,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    failures,
    cpuMsPerRequest,
  };
}

/** User and system time of a process so far: fields 14 and 15 of proc(5) stat, in ticks of 10 ms. */
function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
