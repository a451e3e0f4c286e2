import { afterAll, beforeAll, expect, it } from 'vitest';
import { silentLog } from '#kernel/log.ts';
import {
  BASE_IMAGE,
  docker,
  DOCKER_HOST,
  removeLeftovers,
  requireDocker,
  testLabel,
  testName,
} from '#test/engines/docker.ts';
import { askCommandLine, contentOf } from '#test/engines/docker-oracle.ts';
import { RevisionClock } from '../revision-clock.ts';
import { createDockerEndpoint, type DockerEndpoint } from './index.ts';

const describe = requireDocker();

describe('the mirror against the docker command line', () => {
  let endpoint: DockerEndpoint;
  const unique = testName(Date.now().toString(36));

  beforeAll(async () => {
    await removeLeftovers();
    const pace = { reconcileEveryMs: 2000 };
    endpoint = createDockerEndpoint({
      name: 'real',
      host: DOCKER_HOST,
      clock: new RevisionClock(),
      log: silentLog(),
      pace,
    });
    await endpoint.start();
  });
  afterAll(async () => {
    await endpoint.stop();
    await removeLeftovers({ mine: true });
  });

  it.each([1, 2, 3])('equals it after random commands (seed %d)', async (seed) => {
    const replayed = replay(endpoint);
    const random = generator(seed);
    const commands = new Commands(`${unique}-${seed}`, random);
    const done: string[] = [];
    for (let round = 0; round < 8; round++) {
      const batch = commands.batch(1 + Math.floor(random() * 4));
      // At once, so that events of several objects mix; a command that the engine refuses is part of the game.
      await Promise.all(batch.map((command) => docker(command).catch(() => undefined)));
      done.push(...batch.map((command) => command.join(' ')));
      await expectEqual(endpoint, done);
    }
    replayed.off();
    expect(replayed.misfits).toEqual([]);
    expect(replayed.keys()).toEqual(Object.keys(contentOf(endpoint).containers).toSorted());
  });
});

/** Polls, because others may change the shared engine between the two views; a true difference stays. */
async function expectEqual(endpoint: DockerEndpoint, done: readonly string[]): Promise<void> {
  const differences = async () => {
    const expected = await askCommandLine(DOCKER_HOST).catch(() => undefined);
    if (!expected) return ['something vanished'];
    const actual = contentOf(endpoint);
    return (['containers', 'images', 'networks', 'volumes'] as const).flatMap((kind) => {
      const ids = new Set([...Object.keys(expected[kind]), ...Object.keys(actual[kind])]);
      const differing = [...ids].filter(
        (id) => JSON.stringify(sorted(expected[kind][id])) !== JSON.stringify(sorted(actual[kind][id])),
      );
      return differing.map(
        (id) => `${kind} ${id}: ${firstDifference(expected[kind][id], actual[kind][id], '')}`,
      );
    });
  };
  await expect.poll(differences, { timeout: 15_000, message: `after ${done.join('; ')}` }).toEqual([]);
}

/** The keys of the containers as a listener would keep them, and the changes that do not fit what was told before. */
function replay(endpoint: DockerEndpoint) {
  const keys = new Set(endpoint.containers.values().map((container) => container.Id));
  const misfits: string[] = [];
  const off = endpoint.containers.listen(({ type, key }) => {
    if (keys.has(key) !== (type !== 'ADDED')) misfits.push(`${type} ${key}`);
    if (type === 'DELETED') keys.delete(key);
    else keys.add(key);
  });
  return { misfits, keys: () => [...keys].toSorted(), off };
}

class Commands {
  readonly #prefix: string;
  readonly #random: () => number;
  #made = 0;

  constructor(prefix: string, random: () => number) {
    this.#prefix = prefix;
    this.#random = random;
  }

  /**
   * Commands to run at once, no two on one object: Engine 20.10 locks a container for ever when it is paused and killed at the same
   * time, and the engine here is shared.
   */
  batch(size: number): string[][] {
    const taken = new Set<string>();
    const batch: string[][] = [];
    while (batch.length < size) {
      const command = this.#next();
      const objects = command
        .filter((word) => word.startsWith(this.#prefix))
        .map((word) => word.split(':')[0]!);
      if (objects.some((object) => taken.has(object))) continue;
      for (const object of objects) taken.add(object);
      batch.push(command);
    }
    return batch;
  }

  #next(): string[] {
    const [container, network, volume] = [this.#one('c'), this.#one('n'), this.#one('v')];
    const label = testLabel();
    const choices = [
      [
        'run',
        '--detach',
        '--name',
        this.#new('c'),
        '--label',
        label,
        '--stop-timeout',
        '0',
        BASE_IMAGE,
        'sleep',
        '1000',
      ],
      [
        'run',
        '--detach',
        '--name',
        this.#new('c'),
        '--label',
        label,
        '--network',
        network,
        '--volume',
        `${volume}:/v`,
        BASE_IMAGE,
        'top',
      ],
      ['run', '--detach', '--rm', '--label', label, '--volume', '/anonymous', BASE_IMAGE, 'true'],
      ['create', '--name', this.#new('c'), '--label', label, '--network', 'none', BASE_IMAGE],
      [
        'run',
        '--detach',
        '--name',
        this.#new('c'),
        '--label',
        label,
        '--restart',
        'on-failure:2',
        BASE_IMAGE,
        'false',
      ],
      ['stop', '--time', '0', container],
      ['start', container],
      ['restart', '--time', '0', container],
      ['pause', container],
      ['unpause', container],
      ['kill', container],
      ['rename', container, this.#new('c')],
      ['update', '--memory', '64m', '--memory-swap', '64m', container],
      ['exec', container, 'true'],
      ['rm', '--force', '--volumes', container],
      ['network', 'create', '--label', label, this.#new('n')],
      ['network', 'connect', network, container],
      ['network', 'disconnect', '--force', network, container],
      ['network', 'rm', network],
      ['volume', 'create', '--label', label, this.#new('v')],
      ['volume', 'rm', volume],
      ['tag', BASE_IMAGE, `${this.#prefix}:${Math.floor(this.#random() * 3)}`],
      ['rmi', `${this.#prefix}:${Math.floor(this.#random() * 3)}`],
      [
        'commit',
        '--change',
        `LABEL ${label}`,
        container,
        `${this.#prefix}-image:${Math.floor(this.#random() * 2)}`,
      ],
    ];
    return choices[Math.floor(this.#random() * choices.length)]!;
  }

  #new(kind: string): string {
    return `${this.#prefix}-${kind}${this.#made++ % 6}`;
  }

  #one(kind: string): string {
    return `${this.#prefix}-${kind}${Math.floor(this.#random() * 6)}`;
  }
}

/** mulberry32. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}

function firstDifference(expected: unknown, actual: unknown, path: string): string | undefined {
  const [left, right] = [expected, actual].map((value) =>
    typeof value === 'object' && value !== null ? value : undefined,
  );
  if (!left || !right)
    return Object.is(expected, actual)
      ? undefined
      : `${path} is ${JSON.stringify(actual)?.slice(0, 200)}, not ${JSON.stringify(expected)?.slice(0, 200)}`;
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
    const found = firstDifference(left[key as never], right[key as never], `${path}.${key}`);
    if (found) return found;
  }
  return undefined;
}
