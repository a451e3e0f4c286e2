import { readFileSync } from 'node:fs';
import { WebSocket } from 'ws';
import type { SecondDockerd } from '#test/engines/second-dockerd.ts';
import { startServer, type RunningServer } from '#test/e2e/server.ts';
import { ms, type Row } from './measure.ts';

const EVENTS = 5;

/**
 * One change to many subscribers: from the first to the last delivery. What a subscriber costs in memory is the slope between the two crowds: what
 * the first one makes V8 take for its young generation is not theirs.
 */
export async function benchFanout(engine: SecondDockerd): Promise<Row[]> {
  const few = await measureCrowd(engine, 1000);
  const many = await measureCrowd(engine, 10_000);
  const each = (many.grownBytes - few.grownBytes) / (many.subscribers - few.subscribers);
  return [
    rowOf(few, 50),
    rowOf(many, 300),
    {
      what: 'memory of one more subscriber, between 1,000 and 10,000',
      measured: `${(each / 1000).toFixed(1)} KB`,
      target: '≤ 20 KB',
      reached: each <= 20_000,
    },
  ];
}

interface Crowd {
  readonly subscribers: number;
  readonly spanMs: number;
  readonly grownBytes: number;
}

function rowOf({ subscribers, spanMs }: Crowd, limitMs: number): Row {
  return {
    what: `one change to ${subscribers.toLocaleString('en')} subscribers, first to last, median of ${EVENTS}`,
    measured: ms(spanMs),
    target: `≤ ${limitMs} ms`,
    reached: spanMs <= limitMs,
  };
}

async function measureCrowd(engine: SecondDockerd, subscribers: number): Promise<Crowd> {
  await using server = await startServer({ environment: { DOCKER_HOST: engine.host } });
  const before = residentOf(server);
  const sockets = await connect(server, subscribers);
  await new Promise((resolve) => setTimeout(resolve, 2000));
  const grownBytes = residentOf(server) - before;
  const [name] = (
    await engine.docker(['ps', '--format', '{{.Names}}', '-n', '1', '--filter', 'status=running'])
  ).split('\n');
  const spans: number[] = [];
  for (let event = 0; event < EVENTS; event++) {
    const delivered = spanOfDelivery(sockets);
    await engine.docker([event % 2 === 0 ? 'pause' : 'unpause', name!]);
    spans.push(await delivered);
    await new Promise((settled) => setTimeout(settled, 500));
  }
  await engine.docker(['unpause', name!]).catch(() => undefined);
  for (const socket of sockets) socket.terminate();
  return {
    subscribers,
    grownBytes,
    spanMs: spans.toSorted((left, right) => left - right)[Math.floor(EVENTS / 2)]!,
  };
}

/** Time between the first and the last of the next messages; infinite when not all arrive within 30 s. */
function spanOfDelivery(sockets: readonly WebSocket[]): Promise<number> {
  return new Promise((resolve) => {
    let received = 0;
    let first = 0;
    const late = setTimeout(() => resolve(Number.POSITIVE_INFINITY), 30_000);
    for (const socket of sockets) {
      socket.once('message', () => {
        const now = performance.now();
        if (received === 0) first = now;
        if (++received < sockets.length) return;
        clearTimeout(late);
        resolve(now - first);
      });
    }
  });
}

/** Opens sockets 200 at a time; each has taken in its snapshot when this resolves. Several keys, because sockets per caller are bounded. */
async function connect(server: RunningServer, count: number): Promise<WebSocket[]> {
  const keys = await Promise.all(
    Array.from({ length: Math.ceil(count / 190) }, async (_, index) => {
      const { apiKeyCreate } = await server.ask<{ apiKeyCreate: { secret: string } }>(
        'mutation ($name: String!) { apiKeyCreate(input: { name: $name, roles: ["viewer"] }) { secret } }',
        { name: `bench-${index}` },
      );
      return apiKeyCreate.secret;
    }),
  );
  const sockets: WebSocket[] = [];
  while (sockets.length < count) {
    const batch = Array.from({ length: Math.min(100, count - sockets.length) }, (_, index) =>
      open(server.url, keys[Math.floor((sockets.length + index) / 190)]!),
    );
    sockets.push(...(await Promise.all(batch)));
  }
  return sockets;
}

function open(url: string, key: string): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
      perMessageDeflate: false,
    });
    socket.on('error', reject);
    socket.on('close', (code, reason) => reject(new Error(`closed: ${code} ${reason.toString()}`)));
    socket.on('open', () =>
      socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${key}` } })),
    );
    const onMessage = (data: Buffer) => {
      const text = data.toString();
      if (text.includes('connection_ack')) {
        socket.send(
          JSON.stringify({
            type: 'subscribe',
            id: '1',
            payload: {
              query:
                'subscription { containerWatch(where: { state: [RUNNING, PAUSED] }) { type container { name state } } }',
            },
          }),
        );
      } else if (text.includes('SYNCED')) {
        socket.off('message', onMessage);
        resolve(socket);
      }
    };
    socket.on('message', onMessage);
  });
}

function residentOf(server: RunningServer): number {
  return (
    Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${server.process.pid}/status`, 'utf8'))?.[1]) * 1024
  );
}
