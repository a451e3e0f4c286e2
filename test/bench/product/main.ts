import { cpus, release, totalmem } from 'node:os';
import { BASE_IMAGE } from '#test/engines/docker.ts';
import { secondDockerd } from '#test/engines/second-dockerd.ts';
import { benchEvents } from './events.ts';
import { benchFanout } from './fanout.ts';
import type { Row } from './measure.ts';
import { benchMetrics } from './metrics.ts';
import { benchPage } from './page.ts';
import { benchStart } from './start.ts';

/**
 * The figures of the product on a real engine of its own: `npm run bench -- [start|page|events|metrics|fanout]…`. Needs root and Docker. Prints a table
 * for docs/benchmarks.md; ratios are taken within one run.
 */
const wanted = process.argv.slice(2);
const asked = (name: string) => wanted.length === 0 || wanted.includes(name);
const CONTAINERS = 1000;
const RUNNING = Number(process.env['BENCH_RUNNING'] ?? 300);

await using engine = await secondDockerd();
const rows: Row[] = [];
if (asked('start')) rows.push(...(await benchStart(engine)));
const names = Array.from({ length: CONTAINERS }, (_, index) => `bench-${index}`);
const running = names.slice(0, RUNNING);
const begun = performance.now();
await inParallel(names, 8, (name) =>
  engine.docker([
    'create',
    '--name',
    name,
    '--label',
    'iza.test=bench',
    '--network',
    'none',
    '-v',
    `${name}:/data`,
    BASE_IMAGE,
    'sleep',
    '100000',
  ]),
);
await inParallel(running, 4, (name) => engine.docker(['start', name]));
console.error(
  `${CONTAINERS} containers, ${RUNNING} running, in ${((performance.now() - begun) / 1000).toFixed(0)} s`,
);
if (asked('page')) rows.push(...(await benchPage(engine)));
if (asked('events')) rows.push(...(await benchEvents(engine)));
if (asked('metrics')) rows.push(...(await benchMetrics(engine, running)));
if (asked('fanout')) rows.push(...(await benchFanout(engine)));
await inParallel(await runningNow(), 8, (name) => engine.docker(['kill', name]));

console.log(
  `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}, Node ${process.version}\n`,
);
console.log('| figure | measured | target | reached |\n| --- | --- | --- | --- |');
for (const { what, measured, target, reached } of rows)
  console.log(`| ${what} | ${measured} | ${target} | ${reached ? 'yes' : '**no**'} |`);

async function runningNow(): Promise<string[]> {
  return (await engine.docker(['ps', '-q'])).split('\n').filter(Boolean);
}

async function inParallel(
  items: readonly string[],
  width: number,
  work: (item: string) => Promise<unknown>,
): Promise<void> {
  const left = [...items];
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
    }),
  );
}
