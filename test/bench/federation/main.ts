import { execFileSync, fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { HEAVY, LIGHT, supergraph } from './graph.ts';
import { applyLoad } from './load.ts';
import type { Measured } from './load.ts';

/**
 * `node test/bench/federation/main.ts [--rounds 3] [--seconds 8] [--only name,…]`: every gateway in a process of its
 * own, the four subgraphs in another, 50 connections, rounds interleaved, medians. Installs the other gateways first.
 */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '8' },
    connections: { type: 'string', default: '50' },
    only: { type: 'string' },
  },
});
const rounds = Number(values.rounds);
const durationMs = Number(values.seconds) * 1000;
const connections = Number(values.connections);

const here = import.meta.dirname;
const others = join(here, '../gateways');
if (!existsSync(join(others, 'node_modules'))) {
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: others,
    stdio: 'inherit',
  });
}

const scratch = mkdtempSync(join(tmpdir(), 'iza-bench-'));
const subgraphs = await start(join(here, 'subgraphs-process.ts'), []);
const supergraphFile = join(scratch, 'supergraph.graphql');
writeFileSync(supergraphFile, supergraph(subgraphs.url));

const ours = join(here, 'gateway-process.ts');
const candidates: Readonly<Record<string, () => ReturnType<typeof start>>> = {
  'iza, HTTP subgraphs': () => start(ours, ['http', 'short', subgraphs.url]),
  'iza, HTTP subgraphs, all through Apollo Server': () => start(ours, ['http', 'apollo', subgraphs.url]),
  '@apollo/gateway': () => start(join(others, 'apollo-gateway.mjs'), [supergraphFile]),
  'Hive Gateway, Rust planner': () => start(join(others, 'hive-gateway.mjs'), [supergraphFile]),
  'iza, in-process': () => start(ours, ['local', 'short']),
  'iza, in-process, all through Apollo Server': () => start(ours, ['local', 'apollo']),
  'monolith (Apollo Server, no federation)': () => start(ours, ['monolith']),
};
const names = Object.keys(candidates).filter(
  (name) => !values.only || values.only.split(',').some((part) => name.includes(part)),
);

const results = new Map<string, Measured[]>();
let reference: unknown;
try {
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) {
      const gateway = await candidates[name]?.();
      if (!gateway) continue;
      try {
        for (const [label, query] of [
          ['heavy', HEAVY],
          ['light', LIGHT],
        ] as const) {
          const answer = await ask(gateway.url, query);
          if (label === 'heavy') {
            reference ??= answer;
            if (!isDeepStrictEqual(answer, reference)) throw new Error(`${name} answers differently.`);
          }
          const load = { url: gateway.url, pid: gateway.pid, query, connections };
          await applyLoad({ ...load, durationMs: Math.min(3000, durationMs) });
          const measured = await applyLoad({ ...load, durationMs });
          const key = `${name} | ${label}`;
          results.set(key, [...(results.get(key) ?? []), measured]);
          console.error(
            `round ${round + 1}  ${key}: ${measured.requestsPerSecond.toFixed(0)}/s p50 ${measured.p50Ms.toFixed(1)} p99 ${measured.p99Ms.toFixed(1)} cpu ${measured.cpuMsPerRequest.toFixed(3)} failures ${measured.failures}`,
          );
        }
      } finally {
        await gateway.stop();
      }
    }
  }
} finally {
  await subgraphs.stop();
  rmSync(scratch, { recursive: true, force: true });
}

console.log(
  '| gateway | heavy: req/s | p50 ms | p99 ms | CPU ms | light: req/s | p50 ms | p99 ms | CPU ms |',
);
console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- |');
for (const name of names) {
  const cells = ['heavy', 'light'].flatMap((label) => {
    const list = results.get(`${name} | ${label}`) ?? [];
    return [
      median(list.map(({ requestsPerSecond }) => requestsPerSecond)).toFixed(0),
      median(list.map(({ p50Ms }) => p50Ms)).toFixed(1),
      median(list.map(({ p99Ms }) => p99Ms)).toFixed(1),
      median(list.map(({ cpuMsPerRequest }) => cpuMsPerRequest)).toFixed(2),
    ];
  });
  console.log(`| ${name} | ${cells.join(' | ')} |`);
}

async function start(module: string, args: readonly string[]) {
  const child = fork(module, args, {
    env: { NODE_ENV: 'production', APOLLO_TELEMETRY_DISABLED: 'true' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message) => resolve((message as { port: number }).port));
    child.once('exit', (code) => reject(new Error(`${module} ended with ${code}.`)));
    setTimeout(() => reject(new Error(`${module} did not start.`)), 60_000).unref();
  });
  return { url: `http://127.0.0.1:${port}`, pid: child.pid ?? 0, stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await exited;
}

async function ask(url: string, query: string): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
    signal: AbortSignal.timeout(30_000),
  });
  const result = (await response.json()) as { data?: unknown; errors?: unknown };
  if (result.errors || !result.data) throw new Error(JSON.stringify(result).slice(0, 500));
  return result.data;
}

function median(list: readonly number[]): number {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
