import type { SecondDockerd } from '#test/engines/second-dockerd.ts';
import { startServer } from '#test/e2e/server.ts';
import { engineHttp } from './engine-http.ts';
import { interleave, ms, times, type Row } from './measure.ts';

const PAGE = `query ($after: String) { containers(first: 100, after: $after) { totalCount pageInfo { endCursor } nodes {
  id name state status createdAt labels { key value } image { name sizeBytes }
  networks { nodes { ipv4Address network { name driver } } } mounts { nodes { target volume { name } } }
  metrics { cpuCores memoryBytes networkReceivedBytes } } } }`;

/** A page of 100 out of 1,000 containers with image, networks, volumes and latest metrics, against the engine's own list and against list + inspect + stats. */
export async function benchPage(engine: SecondDockerd): Promise<Row[]> {
  await using server = await startServer({ environment: { DOCKER_HOST: engine.host } });
  const http = engineHttp(engine.socketPath);
  const page = async () => {
    const { containers } = await server.ask<{ containers: { totalCount: number; nodes: unknown[] } }>(PAGE);
    if (containers.nodes.length !== 100 || containers.totalCount < 1000)
      throw new Error('not the page that was asked for');
  };
  const whileSyncing = Date.now() + 60_000;
  for (;;) {
    const ready = await page().then(
      () => true,
      () => false,
    );
    if (ready) break;
    if (Date.now() > whileSyncing) throw new Error('the mirror did not sync');
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  const byHand = async () => {
    const list = JSON.parse(await http.get('/containers/json?all=1')) as { Id: string; State: string }[];
    const hundred = list.filter(({ State }) => State === 'running').slice(0, 100);
    await Promise.all(hundred.map(({ Id }) => http.get(`/containers/${Id}/json`)));
    await Promise.all(hundred.map(({ Id }) => http.get(`/containers/${Id}/stats?stream=false&one-shot=1`)));
    await Promise.all([http.get('/networks'), http.get('/volumes'), http.get('/images/json')]);
  };
  for (let warm = 0; warm < 50; warm++) await page();
  const { iza, list } = await interleave(20, 10, {
    iza: page,
    list: () => http.get('/containers/json?all=1'),
  });
  const { hand } = await interleave(1, 5, { hand: byHand });
  const rest = await interleave(20, 10, {
    rest: async () =>
      (await server.rest('GET', '/containers?first=100&fields=id,name,state,status,createdAt')).arrayBuffer(),
    graphql: () =>
      server.ask(
        '{ containers(first: 100) { totalCount pageInfo { endCursor hasNextPage } outages { endpoint } nodes { id name state status createdAt } } }',
      ),
  });
  http.close();
  return [
    row(
      'page of 100 of 1,000 with image, networks, volumes, metrics ÷ one GET /containers/json?all=1, p50',
      iza.p50 / list.p50,
      0.2,
      `${ms(iza.p50)} ÷ ${ms(list.p50)}`,
    ),
    {
      what: 'the same against list + inspect + one-shot stats of the hundred, p50',
      measured: `${times(hand.p50 / iza.p50)} faster (${ms(hand.p50)})`,
      target: '≥ 50 × faster',
      reached: hand.p50 / iza.p50 >= 50,
    },
    row(
      'REST ÷ the same field in GraphQL, p50',
      rest.rest.p50 / rest.graphql.p50,
      1.2,
      `${ms(rest.rest.p50)} ÷ ${ms(rest.graphql.p50)}`,
    ),
  ];
}

function row(what: string, ratio: number, target: number, detail: string): Row {
  return { what, measured: `${times(ratio)} (${detail})`, target: `≤ ${target} ×`, reached: ratio <= target };
}
