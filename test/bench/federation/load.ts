import { readFileSync } from 'node:fs';
import { connect } from 'node:net';

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

/**
 * A closed loop: each connection sends its next request when the last one is answered. Over plain sockets with one
 * prepared request, as the load must not take the processors that it measures.
 */
export async function applyLoad({ url, query, connections, durationMs, pid }: Load): Promise<Measured> {
  const { hostname, port, host, pathname } = new URL(url);
  const body = Buffer.from(JSON.stringify({ query }));
  const head = `POST ${pathname} HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\naccept: application/json\r\n`;
  const request = Buffer.concat([Buffer.from(`${head}content-length: ${body.length}\r\n\r\n`), body]);
  const latencies: number[] = [];
  let failures = 0;
  const cpuBefore = cpuMs(pid);
  const start = performance.now();
  const loop = () =>
    new Promise<void>((resolve, reject) => {
      const socket = connect({ host: hostname, port: Number(port), noDelay: true });
      let sent = 0;
      let received: Buffer[] = [];
      const send = () => {
        sent = performance.now();
        received = [];
        socket.write(request);
      };
      socket.on('connect', send);
      socket.on('error', reject);
      socket.on('data', (chunk) => {
        received.push(chunk);
        const response = received.length === 1 ? chunk : Buffer.concat(received);
        if (!isComplete(response)) return;
        latencies.push(performance.now() - sent);
        if (response.indexOf('HTTP/1.1 200') !== 0 || response.includes('"errors"')) failures += 1;
        if (performance.now() - start < durationMs) return send();
        socket.destroy();
        resolve();
      });
    });
  await Promise.all(Array.from({ length: connections }, loop));
  const seconds = (performance.now() - start) / 1000;
  const cpuMsPerRequest = (cpuMs(pid) - cpuBefore) / latencies.length;
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

function isComplete(response: Buffer): boolean {
  const end = response.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const head = response.toString('latin1', 0, end);
  const length = /\ncontent-length: (\d+)/i.exec(head)?.[1];
  if (length !== undefined) return response.length >= end + 4 + Number(length);
  return response.subarray(-5).equals(LAST_CHUNK);
}

const LAST_CHUNK = Buffer.from('0\r\n\r\n');

/** User and system time of a process so far: fields 14 and 15 of proc(5) stat, in ticks of 10 ms. */
function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
