import type { Client } from '../client.ts';
import { IzaError } from '#kernel/errors.ts';
import { documents } from '../documents.ts';
import { printLogs, type LogPosition } from './print-logs.ts';

interface State {
  readonly name: string;
  readonly state: string;
  readonly exitCode: number | null;
  readonly startedAt: string | null;
}

/**
 * Prints what a container writes until it ends for good, over restarts by its policy; gives its exit code. The first Ctrl-C stops it, the
 * second kills it. NOT_FOUND when somebody removes it meanwhile.
 */
export async function followContainer(
  client: Client,
  { id, name }: { readonly id: string; readonly name: string },
): Promise<number> {
  using _interrupts = onInterrupt((count) => {
    const change = count === 1 ? documents.stop : documents.kill;
    // One that has ended meanwhile cannot be stopped: the loop below sees it.
    client.ask(change, { input: { id } }).catch(() => undefined);
  });
  let from: LogPosition = { at: null, lines: 0 };
  let seen = await stateOf(client, id, name);
  for (;;) {
    from = await printLogs(client, { id, tail: -1, follow: true }, { timestamps: false, from });
    const now = await nextChange(client, { id, seen });
    if (now.state === 'STOPPED' || now.state === 'FAILED') return now.exitCode ?? 1;
    seen = now;
  }
}

/** Waits until it has ended, or runs again after a restart: the mirror may tell a moment after the log. */
async function nextChange(
  client: Client,
  { id, seen }: { readonly id: string; readonly seen: State },
): Promise<State> {
  for await (const { containerWatch } of client.follow<{
    containerWatch: { type: string; container: (State & { readonly id: string }) | null };
  }>(documents.watchOne, { where: { name: { eq: seen.name } } })) {
    const { type, container } = containerWatch;
    if (type === 'SYNCED') await stateOf(client, id, seen.name);
    if (container?.id !== id) continue;
    if (type === 'DELETED') return stateOf(client, id, seen.name);
    if ((container.state === 'STOPPED' && container.exitCode !== null) || container.state === 'FAILED')
      return container;
    if (container.state === 'RUNNING' && container.startedAt !== seen.startedAt) return container;
  }
  return stateOf(client, id, seen.name);
}

async function stateOf(client: Client, id: string, name: string): Promise<State> {
  const { container } = await client.ask<{ container: State | null }>(documents.containerState, { id });
  if (container) return container;
  throw new IzaError('NOT_FOUND', `${name} was removed; how it ended is not known.`);
}

/** Calls `act` with 1, 2, … at each Ctrl-C or SIGTERM, instead of ending this process. */
function onInterrupt(act: (count: number) => void): Disposable {
  let count = 0;
  const listener = () => act((count += 1));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, listener);
  return {
    [Symbol.dispose]: () => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, listener);
    },
  };
}
