import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';
import { describe } from 'vitest';
import { owner, ownerLives } from './owner.ts';

/** Image that `docker-up.sh` imports: a static busybox. Its label `iza.test` is `base`. */
export const BASE_IMAGE = 'iza-test/busybox:latest';

/** Where the shared engine of the tests listens. */
export const DOCKER_HOST = process.env['DOCKER_HOST'] ?? 'unix:///var/run/docker.sock';

let unavailable: string | false | undefined;

/**
 * `describe` for tests that need Docker: `const describe = requireDocker()`, or `describeWithDocker(name, body)`. Without an engine
 * the suite is skipped and its name says why; with CI=true that is an error instead.
 */
export function requireDocker(): Suite {
  return describeWithDocker;
}

export function describeWithDocker(name: string, body: () => void): void {
  const reason = whyUnavailable();
  if (reason !== undefined && process.env['CI'] === 'true')
    throw new Error(`${name} needs Docker: ${reason}`);
  const suite: Suite = reason === undefined ? describe : describe.skip;
  suite(reason === undefined ? name : `${name} (skipped: ${reason})`, body);
}

type Suite = (name: string, body: () => void) => void;

/** Runs the `docker` command line, the oracle of these tests; resolves to what it printed, rejects with what it complained. */
export async function docker(
  args: readonly string[],
  options: { readonly host?: string } = {},
): Promise<string> {
  const { stdout } = await promisify(execFile)('docker', ['--host', options.host ?? DOCKER_HOST, ...args], {
    timeout: 120_000,
    maxBuffer: 256 * 1024 * 1024,
    env: { ...process.env, DOCKER_BUILDKIT: '0', DOCKER_CLI_HINTS: 'false' },
  });
  return stdout.trim();
}

/** The label that everything a test makes must carry: `--label ${testLabel()}`, or `Labels: Object.fromEntries([testLabel().split('=')])`. */
export function testLabel(): string {
  return `iza.test=${owner()}`;
}

/** A name or repository that tells its maker: a tag has no label. Pass it a `what` that is unique in the process. */
export function testName(what: string): string {
  return `iza-test-${owner()}-${what}`;
}

/** `testLabel()` as the engine's API wants it. */
export function testLabels(): Record<string, string> {
  return { 'iza.test': owner() };
}

/**
 * Removes what tests made and did not remove. Of this process (`mine`), or of processes that are gone (default): other runs may be
 * under way on the same engine.
 */
export async function removeLeftovers(
  options: { readonly mine?: boolean; readonly host?: string } = {},
): Promise<void> {
  const { mine = false, ...where } = options;
  const filter = ['--filter', 'label=iza.test'];
  const label = '{{.Label "iza.test"}}';
  const found = async (list: readonly string[], key: string) => {
    const lines = (await docker([...list, ...filter, '--format', `{{.${key}}} ${label}`], where)).split('\n');
    return lines
      .map((line) => line.split(' '))
      .filter(([, by = '']) => (mine ? by === owner() : !ownerLives(by)))
      .flatMap(([id]) => (id ? [id] : []));
  };
  const remove = async (command: readonly string[], ids: readonly string[]) => {
    // One by one: another run may have removed the same thing a moment ago.
    for (const id of ids) await docker([...command, id], where).catch(() => undefined);
  };
  await remove(['rm', '--force', '--volumes'], await found(['ps', '--all', '--no-trunc'], 'ID'));
  await remove(['network', 'rm'], await found(['network', 'ls', '--no-trunc'], 'ID'));
  await remove(['volume', 'rm', '--force'], await found(['volume', 'ls'], 'Name'));
  await remove(['image', 'rm', '--force'], await leftoverImages(mine, where));
  await remove(['image', 'rm'], await leftoverTags(mine, where));
}

/** Tags of images that stay. */
async function leftoverTags(mine: boolean, where: { readonly host?: string }): Promise<string[]> {
  const tags = (await docker(['images', '--format', '{{.Repository}}:{{.Tag}}'], where)).split('\n');
  return tags.filter((tag) => {
    const by = /^iza-test-(\d+\.\d+)-/.exec(tag)?.[1];
    return by !== undefined && (mine ? by === owner() : !ownerLives(by));
  });
}

/** `docker images` has no placeholder for labels. */
async function leftoverImages(mine: boolean, where: { readonly host?: string }): Promise<string[]> {
  const ids = (await docker(['images', '--quiet', '--no-trunc', '--filter', 'label=iza.test'], where)).split(
    '\n',
  );
  const unique = [...new Set(ids)].filter((id) => id !== '');
  if (unique.length === 0) return [];
  const format = '{{.Id}} {{index .Config.Labels "iza.test"}}';
  const lines = (
    await docker(['image', 'inspect', '--format', format, ...unique], where).catch(() => '')
  ).split('\n');
  return lines
    .map((line) => line.split(' '))
    .filter(([, by = '']) => (mine ? by === owner() : !ownerLives(by)))
    .flatMap(([id]) => (id ? [id] : []));
}

function whyUnavailable(): string | undefined {
  unavailable ??= probe() ?? false;
  return unavailable === false ? undefined : unavailable;
}

function probe(): string | undefined {
  try {
    execFileSync('docker', ['--host', DOCKER_HOST, 'image', 'inspect', '--format', '{{.Id}}', BASE_IMAGE], {
      timeout: 15_000,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return undefined;
  } catch (error) {
    const { code, stderr } = error as { code?: string; stderr?: Buffer };
    if (code === 'ENOENT') return 'there is no docker command; run test/engines/up.sh';
    if (/no such image/i.test(String(stderr)))
      return `the image ${BASE_IMAGE} is missing; run test/engines/up.sh`;
    return `no Docker Engine answers at ${DOCKER_HOST}; run test/engines/up.sh`;
  }
}
