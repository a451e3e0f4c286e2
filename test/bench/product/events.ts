import { request } from 'node:http';
import type { SecondDockerd } from '#test/engines/second-dockerd.ts';
import { startServer } from '#test/e2e/server.ts';
import { engineHttp } from './engine-http.ts';
import { figures, ms, type Row } from './measure.ts';

const CHANGES = 200;

/** From an engine event to a subscriber of the graph, beside the engine's own event stream in this same process. */
export async function benchEvents(engine: SecondDockerd): Promise<Row[]> {
  await using server = await startServer({ environment: { DOCKER_HOST: engine.host } });
  const [name] = (
    await engine.docker(['ps', '--format', '{{.Names}}', '-n', '1', '--filter', 'status=running'])
  ).split('\n');
  const raw = new Map<string, number>();
  const seen = new Map<string, number>();
  const sent = request(
    {
      socketPath: engine.socketPath,
      path: `/events?filters=${encodeURIComponent(JSON.stringify({ event: ['rename'] }))}`,
    },
    (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => {
        const now = performance.now();
        text += chunk.toString();
        const lines = text.split('\n');
        text = lines.pop()!;
        for (const line of lines)
          raw.set(
            (JSON.parse(line) as { Actor: { Attributes: { name: string } } }).Actor.Attributes.name,
            now,
          );
      });
      response.on('error', () => undefined);
    },
  );
  sent.on('error', () => undefined).end();
  const events = server
    .live()
    .iterate({ query: 'subscription { containerWatch { type container { name state } } }' });
  const reading = (async () => {
    for await (const { data } of events) {
      const container = (data as { containerWatch: { container: { name: string } | null } }).containerWatch
        .container;
      if (container && !seen.has(container.name)) seen.set(container.name, performance.now());
      if (container?.name === `renamed-${CHANGES - 1}`) break;
    }
  })();
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const http = engineHttp(engine.socketPath);
  let current = name!;
  for (let change = 0; change < CHANGES; change++) {
    await http.post(`/containers/${current}/rename?name=renamed-${change}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
    current = `renamed-${change}`;
  }
  await reading;
  http.close();
  sent.destroy();
  const delays = [...seen].flatMap(([renamed, at]) => (raw.has(renamed) ? [at - raw.get(renamed)!] : []));
  const { p50, p99, count } = figures(delays);
  return [
    {
      what: `engine event → subscriber beyond the engine's own event stream (${count} renames)`,
      measured: `p50 ${ms(p50)}, p99 ${ms(p99)}`,
      target: 'p99 ≤ 5 ms',
      reached: p99 <= 5 && count >= CHANGES * 0.9,
    },
  ];
}
