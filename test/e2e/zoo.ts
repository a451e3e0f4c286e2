import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { BASE_IMAGE, docker, testLabel } from '#test/engines/docker.ts';

/** Containers in every state that an engine knows, made by the `docker` command line, with a label that selects them all. */
export interface Zoo extends Disposable {
  /** Value of the label `zoo` on everything here. */
  readonly mark: string;
  /** Full name of the container called `kind` here. */
  readonly name: (kind: Kind) => string;
  readonly kinds: readonly Kind[];
  readonly networks: readonly [string, string, string];
  readonly volumes: readonly [string, string];
  /** Host directory that one container has mounted. */
  readonly directory: string;
}

/** Options of `docker run`, and what the shell inside runs. */
type Given = (zoo: Pick<Zoo, 'networks' | 'volumes' | 'directory'>) => readonly [string, string];

const SLEEP = 'sleep 600';

const GIVEN = {
  running: () => ['-l tier=front', SLEEP],
  paused: () => ['-l tier=front', SLEEP],
  clean: () => ['-l tier=back', 'exit 0'],
  failed: () => ['-l tier=back -l debug=yes', 'exit 3'],
  created: () => ['-l tier=back', SLEEP],
  restarting: () => ['--restart always', 'exit 1'],
  retried: () => ['--restart on-failure:2', 'exit 4'],
  oom: () => ['-m 8m --memory-swap 8m', 'sleep 1; exec tail /dev/zero'],
  healthy: () => ['--health-cmd true --health-interval 1s', SLEEP],
  unhealthy: () => ['--health-cmd false --health-interval 1s --health-retries 1', SLEEP],
  networked: ({ networks }) => [`--network ${networks[0]} --network-alias lion`, SLEEP],
  isolated: () => ['--network none', SLEEP],
  hosted: () => ['--network host', SLEEP],
  published: () => ['-p 127.0.0.1::8080 -p 127.0.0.1::53/udp --expose 9000', SLEEP],
  mounted: ({ volumes, directory }) => [
    `-v ${volumes[0]}:/data -v ${volumes[1]}:/read:ro -v ${directory}:/host --tmpfs /scratch:size=1m`,
    SLEEP,
  ],
  limited: () => [
    '--cpus 0.5 -m 64m --memory-swap 96m --memory-reservation 32m --pids-limit 50 --cpu-shares 512 -u 1000:1000 -e COLOUR=red -e EMPTY=',
    SLEEP,
  ],
  busy: () => ['--cpus 0.2', 'while :; do :; done'],
} as const satisfies Record<string, Given>;

export type Kind = keyof typeof GIVEN;

/** Makes them all and waits until each is in the state it is for. */
export async function openZoo(): Promise<Zoo> {
  const mark = `zoo-${process.pid}-${Date.now().toString(36)}`;
  const labels = ['--label', testLabel(), '--label', `zoo=${mark}`];
  const networks = [`${mark}-a`, `${mark}-b`, `${mark}-c`] as const;
  const volumes = [`${mark}-v`, `${mark}-w`] as const;
  const directory = mkdtempSync(join(tmpdir(), 'iza-zoo-'));
  await docker(['network', 'create', ...labels, networks[0]]);
  await docker(['network', 'create', ...labels, '--internal', networks[1]]);
  await docker(['network', 'create', ...labels, '--label', 'empty=yes', networks[2]]);
  await docker(['volume', 'create', ...labels, volumes[0]]);
  await docker(['volume', 'create', ...labels, volumes[1]]);
  const name = (kind: Kind) => `${mark}-${kind}`;
  const kinds = Object.keys(GIVEN) as Kind[];
  for (const kind of kinds) {
    const [options, script] = GIVEN[kind]({ networks, volumes, directory });
    const how = kind === 'created' ? ['create'] : ['run', '-d'];
    const given = [...how, '--name', name(kind), ...labels, ...options.split(' ')];
    await docker([...given, BASE_IMAGE, 'sh', '-c', script]);
  }
  await docker(['network', 'connect', '--alias', 'tiger', networks[1], name('networked')]);
  await docker(['pause', name('paused')]);
  await until(name('oom'), '{{.State.OOMKilled}}', 'true');
  await until(name('healthy'), '{{.State.Health.Status}}', 'healthy');
  await until(name('unhealthy'), '{{.State.Health.Status}}', 'unhealthy');
  await until(name('retried'), '{{.State.Status}} {{.RestartCount}}', 'exited 2');
  for (const kind of ['clean', 'failed'] as const) await until(name(kind), '{{.State.Status}}', 'exited');
  return {
    mark,
    name,
    kinds,
    networks,
    volumes,
    directory,
    [Symbol.dispose]: () => rmSync(directory, { recursive: true, force: true }),
  };
}

async function until(name: string, format: string, expected: string): Promise<void> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const shown = await docker(['inspect', '-f', format, name]);
    if (shown === expected) return;
    if (Date.now() > deadline) throw new Error(`${name} is ${shown}, not ${expected}`);
    await wait(100);
  }
}
