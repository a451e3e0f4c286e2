import { readFileSync } from 'node:fs';
import type { SecondDockerd } from '#test/engines/second-dockerd.ts';
import { startServer } from '#test/e2e/server.ts';
import { figures, ms, timeSequence, type Row } from './measure.ts';

/** From the start of the process to its first answered query, its memory at rest, and what audit costs a mutation. */
export async function benchStart(engine: SecondDockerd): Promise<Row[]> {
  const starts: number[] = [];
  let residentBytes = 0;
  for (let round = 0; round < 5; round++) {
    const begun = performance.now();
    await using server = await startServer({ environment: { DOCKER_HOST: engine.host } });
    await server.ask('{ containers(first: 10) { nodes { name state } } }');
    starts.push(performance.now() - begun);
    if (round === 4) {
      await new Promise((resolve) => setTimeout(resolve, 10_000));
      residentBytes = residentOf(server.process.pid!);
    }
  }
  const { p50 } = figures(starts);
  return [
    {
      what: 'start to first answered query, median of 5',
      measured: ms(p50),
      target: '≤ 1,500 ms',
      reached: p50 <= 1500,
    },
    {
      what: 'resident memory 10 s later',
      measured: `${Math.round(residentBytes / 2 ** 20)} MiB`,
      target: '≤ 150 MB',
      reached: residentBytes <= 150e6,
    },
    await benchAudit(engine),
  ];
}

/** One mutation with next to no work of its own, so that what is left is authorisation, policy and the two durable audit records. */
async function benchAudit(engine: SecondDockerd): Promise<Row> {
  await using server = await startServer({ environment: { DOCKER_HOST: engine.host } });
  const change = 'mutation { alertRuleUpdate(input: { name: "host-memory", dryRun: DRY }) { dryRun } }';
  const run = (dry: boolean) => timeSequence(300, () => server.ask(change.replace('DRY', String(dry))));
  await run(true);
  const without = await run(true);
  const audited = await run(false);
  const cost = audited.p50 - without.p50;
  return {
    what: 'audit of a mutation (real minus dry run of alertRuleUpdate, durable intent, change and outcome), p50',
    measured: ms(cost),
    target: '≤ 0.5 ms',
    reached: cost <= 0.5,
  };
}

function residentOf(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) * 1024;
}
