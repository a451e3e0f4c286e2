import { execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BASE_IMAGE, describeWithDocker, docker, removeLeftovers, testLabel } from '#test/engines/docker.ts';
import { startServer, type RunningServer } from './server.ts';

const CLI = join(import.meta.dirname, '../../cli/iza-ctl');

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Every verb of `iza-ctl` as a person types it, against the docker command. */
describeWithDocker('iza-ctl on a real engine', () => {
  let server: RunningServer;
  let directory: string;
  const suffix = `${process.pid}-${Date.now().toString(36)}`;
  const name = `cli-${suffix}`;
  const tag = `iza-test/cli-${suffix}:1`;

  const iza = (...args: readonly string[]) => run(args, { IZA_URL: server.url, IZA_API_KEY: server.key });
  const state = (container: string) => docker(['inspect', '-f', '{{.State.Status}}', container]);

  beforeAll(async () => {
    await removeLeftovers();
    server = await startServer();
    directory = mkdtempSync(join(tmpdir(), 'iza-cli-'));
  });
  afterAll(async () => {
    await server?.[Symbol.asyncDispose]();
    rmSync(directory, { recursive: true, force: true });
    await docker(['rmi', '-f', tag]).catch(() => undefined);
    await removeLeftovers({ mine: true });
  });

  test('status and doctor name the real endpoints', async () => {
    const status = await iza('status', '-o', 'json');
    expect(JSON.parse(status.stdout).system.endpoints).toMatchObject([
      { name: 'docker', status: 'LIVE', embedded: false },
      { name: 'host', status: 'LIVE', embedded: false },
    ]);
    expect((await iza('doctor')).stdout).toContain('real: docker');
  });

  test('run, ps, logs, exec, update, stats', async () => {
    const ran = await iza(
      'run',
      '-d',
      '--name',
      name,
      '--network',
      'isolated',
      '--memory',
      '64m',
      '-l',
      testLabel(),
      '-e',
      'A=1',
      BASE_IMAGE,
      'sh',
      '-c',
      'echo ready; sleep 600',
    );
    expect(ran).toMatchObject({ code: 0, stdout: `${await docker(['inspect', '-f', '{{.Id}}', name])}\n` });
    expect(await docker(['inspect', '-f', '{{.HostConfig.NetworkMode}} {{.HostConfig.Memory}}', name])).toBe(
      'none 67108864',
    );
    expect((await iza('ps', '-q', '--filter', `name=${name}`)).stdout.trim()).toBe(
      await docker(['ps', '-q', '--filter', `name=${name}`]),
    );
    expect((await iza('ps')).stdout).toContain(name);
    expect((await iza('logs', name)).stdout).toBe('ready\n');
    expect(await iza('exec', name, '--', 'sh', '-c', 'echo out; echo err >&2; exit 3')).toEqual({
      code: 3,
      stdout: 'out\n',
      stderr: 'err\n',
    });
    expect((await iza('update', name, '--memory', '96m')).code).toBe(0);
    expect(await docker(['inspect', '-f', '{{.HostConfig.Memory}}', name])).toBe(String(96 * 2 ** 20));
    expect((await iza('stats')).stdout).toContain(name);
    expect(JSON.parse((await iza('inspect', name)).stdout)).toMatchObject({
      name,
      environmentNames: expect.arrayContaining(['A']),
      auditTrail: { nodes: expect.any(Array) },
    });
  });

  test('pause, unpause, stop, start-container, restart, kill, rm', async () => {
    const steps: readonly (readonly [readonly string[], string])[] = [
      [['pause', name], 'paused'],
      [['unpause', name], 'running'],
      [['stop', '-t', '0', name], 'exited'],
      [['start-container', name], 'running'],
      [['restart', '-t', '0', name], 'running'],
      [['kill', name], 'exited'],
    ];
    for (const [command, expected] of steps) {
      expect(await iza(...command)).toMatchObject({ code: 0 });
      await expect.poll(() => state(name)).toBe(expected);
    }
    expect((await iza('ps')).stdout).not.toContain(name);
    expect((await iza('ps', '-a')).stdout).toContain(name);
    expect((await iza('rm', name)).code).toBe(0);
    await expect(state(name)).rejects.toThrow('No such');
  });

  test('run without -d gives output and exit code, and leaves nothing with --rm', async () => {
    const once = await iza(
      'run',
      '--rm',
      '--name',
      `${name}-once`,
      '-l',
      testLabel(),
      BASE_IMAGE,
      'sh',
      '-c',
      'echo out; echo err >&2; exit 7',
    );
    expect(once).toEqual({ code: 7, stdout: 'out\n', stderr: 'err\n' });
    await expect(state(`${name}-once`)).rejects.toThrow('No such');
  });

  test('run without -d stays with a container over its restarts, and prints each line once', async () => {
    const again = `${name}-again`;
    const ran = await iza(
      ...`run --name ${again} -l ${testLabel()} --restart on-failure:2 ${BASE_IMAGE} sh -c`.split(' '),
      'echo run; exit 4',
    );
    expect(ran).toEqual({ code: 4, stdout: 'run\nrun\nrun\n', stderr: '' });
    expect(await docker(['inspect', '-f', '{{.RestartCount}}', again])).toBe('2');
    expect((await iza('rm', again, 'nope')).code).toBe(13);
    await expect(state(again)).rejects.toThrow('No such');
  });

  test('Ctrl-C stops what run follows, and its exit code is the end', async () => {
    const script = 'trap "echo bye; exit 9" TERM; echo up; while :; do sleep 0.1; done';
    const args = ['run', '--rm', '--name', `${name}-c`, '-l', testLabel(), BASE_IMAGE, 'sh', '-c', script];
    const interrupted = await run(
      args,
      { IZA_URL: server.url, IZA_API_KEY: server.key },
      { interruptAt: 'up' },
    );
    expect(interrupted).toEqual({ code: 9, stdout: 'up\nbye\n', stderr: '' });
    await expect(state(`${name}-c`)).rejects.toThrow('No such');
  });

  test('exec sends what is piped in and gives back what is written, to the byte', async () => {
    const bytes = 'a\u0000b\u001b[31m\n';
    await docker(['run', '-d', '--name', `${name}-x`, '--label', testLabel(), BASE_IMAGE, 'sleep', '600']);
    await expect.poll(async () => (await iza('ps', '-q', '-f', `name=${name}-x`)).stdout).not.toBe('');
    const echoed = await run(
      ['exec', '-i', `${name}-x`, '--', 'cat'],
      { IZA_URL: server.url, IZA_API_KEY: server.key },
      { input: bytes },
    );
    expect(echoed).toEqual({ code: 0, stdout: bytes, stderr: '' });
    expect((await iza('stats', `${name}-x`)).stdout.split('\n')).toHaveLength(3);
    expect((await iza('update', `${name}-x`, '--name', `${name}-y`)).code).toBe(0);
    expect((await iza('rm', '-f', `${name}-y`)).code).toBe(0);
  });

  test('inspect finds whatever has the name', async () => {
    expect(JSON.parse((await iza('inspect', 'bridge')).stdout)).toMatchObject({
      driver: 'bridge',
      scope: 'local',
    });
    expect(JSON.parse((await iza('inspect', BASE_IMAGE)).stdout)).toMatchObject({
      tags: expect.arrayContaining([BASE_IMAGE]),
    });
    expect((await iza('inspect', '-o', 'yaml', '--type', 'endpoint', 'docker')).stdout).toContain(
      'platform: DOCKER',
    );
    expect((await iza('inspect', '--type', 'volume', 'bridge')).code).toBe(13);
  });

  test('events gives what there is, then follows', async () => {
    const args = ['events', '-o', 'json'];
    const followed = await run(
      args,
      { IZA_URL: server.url, IZA_API_KEY: server.key },
      { interruptAt: 'SYNCED' },
    );
    const types = followed.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).type);
    expect(types.at(-1)).toBe('SYNCED');
  });

  test('build without a tag names the image after its folder', async () => {
    const folder = join(directory, `Cli ${suffix}`);
    mkdirSync(folder);
    writeFileSync(join(folder, 'Dockerfile'), `FROM ${BASE_IMAGE}\nLABEL ${testLabel()}\n`);
    const built = await iza('build', folder);
    expect(built.stdout).toBe(`cli-${suffix}:latest\n`);
    const id = await docker(['image', 'inspect', '-f', '{{.Id}}', `cli-${suffix}:latest`]);
    expect((await iza('build', '-q', '-t', `cli-${suffix}:latest`, folder)).stdout).toBe(`${id}\n`);
    writeFileSync(join(folder, 'Dockerfile'), `FROM ${BASE_IMAGE}\nRUN exit 3\n`);
    expect(await iza('build', folder)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('returned a non-zero code: 3'),
    });
    expect((await iza('rmi', `cli-${suffix}:latest`)).code).toBe(0);
  });

  test('build, images, tag, rmi', async () => {
    writeFileSync(
      join(directory, 'Dockerfile'),
      `FROM ${BASE_IMAGE}\nCOPY greeting /greeting\nCMD ["cat", "/greeting"]\n`,
    );
    writeFileSync(join(directory, 'greeting'), 'hello\n');
    const built = await iza('build', '-f', join(directory, 'Dockerfile'), '-t', tag, directory);
    expect(built).toMatchObject({ code: 0, stdout: `${tag}\n`, stderr: expect.stringContaining('Step 3/3') });
    expect((await iza('images')).stdout).toContain(tag);
    expect((await iza('run', '--rm', '-l', testLabel(), tag)).stdout).toBe('hello\n');
    expect((await iza('tag', tag, `${tag}-more`)).code).toBe(0);
    expect((await iza('rmi', `${tag}-more`)).stdout).toContain('untagged');
    expect((await iza('rmi', tag)).code).toBe(0);
    await expect(docker(['image', 'inspect', tag])).rejects.toThrow('No such image');
  });

  test('networks, volumes, hosts, events, alerts, keys, maintenance and audit', async () => {
    expect((await iza('networks')).stdout).toContain('bridge');
    expect((await iza('volumes')).code).toBe(0);
    expect((await iza('hosts')).stdout).toContain('Linux');
    expect((await iza('alerts', '-a')).code).toBe(0);
    const secret = (await iza('keys', 'create', 'viewer-of-cli', '--role', 'viewer')).stdout.trim();
    const asViewer = (...args: readonly string[]) => run(args, { IZA_URL: server.url, IZA_API_KEY: secret });
    expect((await asViewer('ps')).code).toBe(0);
    expect((await asViewer('run', BASE_IMAGE)).code).toBe(11);
    expect((await iza('maintenance', 'on', '--reason', 'test')).stdout).toBe('maintenance is on\n');
    expect((await iza('run', '-d', BASE_IMAGE)).code).toBe(14);
    expect((await iza('maintenance', 'off')).code).toBe(0);
    const verified = await iza('audit', 'verify');
    expect(verified.stdout).toMatch(/^intact: \d+ records/);
    expect((await iza('audit', 'verify', '--file', join(server.stateDirectory, 'audit.db'))).stdout).toBe(
      verified.stdout,
    );
    expect((await iza('audit')).stdout).toContain('containerCreate');
  });

  test('query takes documents, variables and standard input, and gives JSON', async () => {
    expect(
      JSON.parse(
        (await iza('query', 'query ($n: Int) { containers(first: $n) { totalCount } }', '-v', 'n=1')).stdout,
      ),
    ).toMatchObject({ data: { containers: {} } });
    expect(await iza('query', '{ nope }')).toMatchObject({
      code: 2,
      stdout: expect.stringContaining('GRAPHQL_VALIDATION_FAILED'),
    });
    expect(
      (
        await run(
          ['query', '-o', 'yaml'],
          { IZA_URL: server.url, IZA_API_KEY: server.key },
          { input: '{ caller { name } }' },
        )
      ).stdout,
    ).toContain('caller:');
  });

  test('what goes wrong has the exit code of the catalogue and says what to do', async () => {
    expect(await iza('inspect', 'nope')).toMatchObject({ code: 13, stderr: expect.stringContaining('nope') });
    expect(await iza('run', '--privileged', BASE_IMAGE)).toMatchObject({
      code: 12,
      stderr: expect.stringContaining('Privileged'),
    });
    expect(await iza('run', '--memory', 'lots', BASE_IMAGE)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--memory'),
    });
    expect((await iza('frobnicate')).code).toBe(2);
    expect((await run(['ps'], { IZA_URL: server.url, IZA_API_KEY: 'not-the-key-of-anybody' })).code).toBe(10);
  });
});

describe('iza-ctl start', () => {
  test('becomes the server, which the others find with its key by themselves; SIGTERM ends it well', async () => {
    const stateDirectory = mkdtempSync(join(tmpdir(), 'iza-cli-start-'));
    // A machine without an engine.
    const environment = { IZA_STATE_DIR: stateDirectory, DOCKER_HOST: `unix://${stateDirectory}/none.sock` };
    const env = { PATH: process.env['PATH'] ?? '', HOME: tmpdir(), ...environment };
    const server = spawn(CLI, ['start', '--port', '0', '--log-level', 'warn'], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = new Promise<number | null>((resolve) => server.once('exit', resolve));
    try {
      let banner = '';
      for await (const chunk of server.stdout) {
        banner += String(chunk);
        if (banner.includes('next ')) break;
      }
      const client = { ...environment, IZA_URL: /http:\S+/.exec(banner)![0] };
      expect((await run(['status'], client)).stdout).toContain('embedded (made up)');
      expect((await run(['ps'], client)).stdout).toContain('(embedded: made up)');
      const doctor = await run(['doctor'], client);
      expect(doctor).toMatchObject({
        code: 0,
        stdout: expect.stringContaining('embedded: everything on it is made up'),
      });
      expect(doctor.stdout).toMatch(/^docker: .*docker/m);
    } finally {
      server.kill('SIGTERM');
      expect(await ended).toBe(0);
      rmSync(stateDirectory, { recursive: true, force: true });
    }
  });
});

describe('iza-ctl without a server', () => {
  test('says how to start one', async () => {
    expect(await run(['ps'], { IZA_URL: 'http://127.0.0.1:9' })).toMatchObject({
      code: 19,
      stderr: expect.stringContaining('iza-ctl start'),
    });
  });

  test.each(['bash', 'zsh', 'fish'])('prints a completion script for %s', async (shell) => {
    const { code, stdout } = await run(['completion', shell], {});
    expect(code).toBe(0);
    for (const verb of ['run', 'ps', 'doctor', 'build']) expect(stdout).toContain(verb);
  });
});

function run(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  options: {
    readonly input?: string;
    /** Sends Ctrl-C when this was printed. */
    readonly interruptAt?: string;
  } = {},
): Promise<Ended> {
  const { input = '', interruptAt } = options;
  return new Promise((resolve) => {
    const env = {
      PATH: process.env['PATH'] ?? '',
      HOME: tmpdir(),
      IZA_STATE_DIR: join(tmpdir(), 'iza-cli-none'),
      ...environment,
    };
    const child = execFile(CLI, args, { env, timeout: 60_000 }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr });
    });
    child.stdin?.end(input);
    if (interruptAt === undefined) return;
    let seen = '';
    child.stdout?.on('data', (text: string) => {
      const before = seen.includes(interruptAt);
      seen += text;
      if (!before && seen.includes(interruptAt)) child.kill('SIGINT');
    });
  });
}
