import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, closeSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { BASE_IMAGE, docker } from './docker.ts';
import { owner, ownerLives } from './owner.ts';

/** A Docker Engine of the test's own, to be killed, stopped and started at will. It has no default network (`--bridge=none`). */
export interface SecondDockerd extends AsyncDisposable {
  readonly host: string;
  readonly socketPath: string;
  /** Runs the command line against this engine. */
  docker(args: readonly string[]): Promise<string>;
  /** Starts it (again); resolves when it answers. */
  start(): Promise<void>;
  /** Runs it for a while at another socket, so that whoever follows it at `host` misses what happens; then kills it again. */
  startUnseen(work: (docker: (args: readonly string[]) => Promise<string>) => Promise<void>): Promise<void>;
  /** SIGKILL: containers live on, connections break, nothing is said. */
  kill(): Promise<void>;
  /** SIGSTOP: connections stay open and nothing answers. */
  freeze(): void;
  /** SIGCONT. */
  thaw(): void;
}

const PREFIX = 'iza-dockerd-';

export async function secondDockerd(): Promise<SecondDockerd> {
  sweep();
  const root = mkdtempSync(join(tmpdir(), `${PREFIX}${owner()}-`));
  const socketPath = join(root, 'docker.sock');
  const host = `unix://${socketPath}`;
  let child: ChildProcess | undefined;

  const engine: SecondDockerd = {
    host,
    socketPath,
    docker: (args) => docker(args, { host }),
    async start() {
      child = await startAt(root, host);
    },
    async startUnseen(work) {
      const elsewhere = `unix://${join(root, 'unseen.sock')}`;
      child = await startAt(root, elsewhere);
      await work((args) => docker(args, { host: elsewhere }));
      await end(child, 'SIGKILL');
    },
    async kill() {
      await end(child, 'SIGKILL');
    },
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
    async [Symbol.asyncDispose]() {
      child?.kill('SIGCONT');
      await end(child, 'SIGKILL');
      removeRoot(root);
    },
  };
  try {
    await engine.start();
    await copyBaseImage(root, host);
  } catch (error) {
    await engine[Symbol.asyncDispose]();
    throw error;
  }
  return engine;
}

async function startAt(root: string, host: string): Promise<ChildProcess> {
  // A killed engine and its containerd (which dies with it) leave pid files, and wait for whatever has that pid by now: in a
  // container whose first process reaps nobody, their own zombies.
  rmSync(join(root, 'pid'), { force: true });
  rmSync(join(root, 'exec/containerd/containerd.pid'), { force: true });
  const child = launch(root, host);
  try {
    await untilAnswering(child, host, root);
  } catch (error) {
    await end(child, 'SIGKILL');
    throw error;
  }
  return child;
}

function launch(root: string, host: string): ChildProcess {
  const log = openSync(join(root, 'log'), 'a');
  try {
    const directories = [
      '--data-root',
      join(root, 'data'),
      '--exec-root',
      join(root, 'exec'),
      '--pidfile',
      join(root, 'pid'),
    ];
    const apart = [
      '--bridge=none',
      '--iptables=false',
      '--ip-forward=false',
      '--config-file',
      emptyConfig(root),
    ];
    // In a network namespace of its own: an engine without a bridge deletes the docker0 it finds, which is the machine's own engine's.
    return spawn('unshare', ['--net', 'dockerd', ...directories, '--host', host, ...apart], {
      stdio: ['ignore', log, log],
    });
  } finally {
    closeSync(log);
  }
}

/** So that a configuration of the machine's own engine does not reach this one. */
function emptyConfig(root: string): string {
  const path = join(root, 'daemon.json');
  writeFileSync(path, '{}');
  return path;
}

async function untilAnswering(child: ChildProcess, host: string, root: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline && child.exitCode === null) {
    const answer = await docker(['version', '--format', '{{.Server.Version}}'], { host }).catch(() => '');
    if (answer !== '') return;
    await wait(50);
  }
  throw new Error(
    `the second dockerd did not start:\n${readFileSync(join(root, 'log'), 'utf8').slice(-2000)}`,
  );
}

async function copyBaseImage(root: string, host: string): Promise<void> {
  const archive = join(root, 'base.tar');
  await docker(['save', '--output', archive, BASE_IMAGE]);
  await docker(['load', '--quiet', '--input', archive], { host });
  rmSync(archive);
}

async function end(child: ChildProcess | undefined, signal: NodeJS.Signals): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}

/** Removes the engines of test processes that are gone. */
function sweep(): void {
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(PREFIX)) continue;
    const by = name.slice(PREFIX.length).split('-')[0] ?? '';
    if (!ownerLives(by)) removeRoot(join(tmpdir(), name));
  }
}

/** Ends what runs under `root` (dockerd, its containerd and shims, their containers), unmounts, deletes. */
function removeRoot(root: string): void {
  // The children first: without its shim a container is nobody's child.
  for (const pid of containerProcesses(root)) killQuietly(pid);
  for (const pid of processesNaming(root)) killQuietly(pid);
  const mounts = readQuietly('/proc/self/mounts').split('\n');
  const paths = mounts.map((line) => line.split(' ')[1] ?? '').filter((path) => path.startsWith(`${root}/`));
  for (const path of paths.toReversed())
    spawnSync('umount', ['-l', path], { stdio: 'ignore', timeout: 10_000 });
  rmSync(root, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}

function processesNaming(root: string): number[] {
  return pids().filter(
    (pid) => pid !== process.pid && readQuietly(`/proc/${pid}/cmdline`).includes(`${root}/`),
  );
}

/** A container's processes do not name the root: they are found by their parent, the shim. */
function containerProcesses(root: string): number[] {
  const shims = new Set(
    processesNaming(root).filter((pid) => readQuietly(`/proc/${pid}/comm`).startsWith('containerd-shim')),
  );
  return pids().filter((pid) => {
    const stat = readQuietly(`/proc/${pid}/stat`);
    return shims.has(Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
  });
}

function pids(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
}

function readQuietly(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
