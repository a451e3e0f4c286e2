import { execFileSync, fork, spawn } from 'node:child_process';
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
const product = join(here, '../../../gateway/main.ts');
const candidates: Readonly<Record<string, () => ReturnType<typeof start>>> = {
  'iza, HTTP subgraphs': () => startProduct(['--supergraph', supergraphFile, '--port', '0']),
  '@apollo/gateway': () => start(join(others, 'apollo-gateway.mjs'), [supergraphFile]),
  'Hive Gateway, Rust planner': () => start(join(others, 'hive-gateway.mjs'), [supergraphFile]),
  'iza, in-process': () => start(ours, ['local']),
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
  const url = await whenStarted<string>(child, module, (resolve) =>
    child.once('message', (message) => {
      const { port, url } = message as { readonly port?: number; readonly url?: string };
      resolve(url ?? `http://127.0.0.1:${port}`);
    }),
  );
  return { url, pid: child.pid ?? 0, stop: () => stop(child) };
}

/** What users run: it says on standard output where it serves the graph. */
async function startProduct(args: readonly string[]) {
  const child = spawn(process.execPath, [product, ...args], {
    cwd: scratch,
    env: { HOME: scratch, IZA_LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await whenStarted<string>(child, product, (resolve) => {
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const found = /http:\/\/\S+\/graphql/.exec(text)?.[0];
      if (found !== undefined) resolve(found);
    });
  });
  return { url, pid: child.pid ?? 0, stop: () => stop(child) };
}

function whenStarted<T>(
  child: ChildProcess,
  what: string,
  listen: (resolve: (value: T) => void) => void,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    listen(resolve);
    child.once('exit', (code) => reject(new Error(`${what} ended with ${code}.`)));
    setTimeout(() => reject(new Error(`${what} did not start.`)), 60_000).unref();
  });
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
