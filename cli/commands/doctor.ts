import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { request } from 'node:http';
import type { Command } from 'commander';
import { IzaError, toIzaError } from '#kernel/errors.ts';
import type { Client } from '../client.ts';
import type { CommandContext } from '../context.ts';
import { documents } from '../documents.ts';
import { showBytes } from '../output/units.ts';
import type { EndpointRow } from './status.ts';

interface Finding {
  readonly check: string;
  readonly state: 'ok' | 'warning' | 'problem';
  readonly detail: string;
  /** The one command that mends it. */
  readonly remedy?: string;
}

const MIN_FREE_BYTES = 1e9;

export function addDoctor(program: Command, context: CommandContext): void {
  program
    .command('doctor')
    .description(
      'what is real here, what is embedded or lost, and the one command that would make each real; works without a server',
    )
    .action(async () => {
      const printer = context.printer();
      const findings = await examine(context);
      printer.list(findings, [
        {
          title: '',
          value: (finding) =>
            printer.colour(
              finding.state === 'ok' ? '✓' : finding.state === 'warning' ? '!' : '✗',
              finding.state === 'ok' ? 'green' : finding.state === 'warning' ? 'yellow' : 'red',
            ),
        },
        { title: 'CHECK', value: ({ check }) => check },
        { title: 'FOUND', value: ({ detail }) => detail },
        { title: 'REMEDY', value: ({ remedy }) => remedy },
      ]);
      if (findings.some(({ state }) => state === 'problem'))
        throw new IzaError('BACKEND_UNAVAILABLE', 'Something above needs mending.');
    });
}

async function examine(context: CommandContext): Promise<Finding[]> {
  const { stateDirectory, url } = context.settings();
  return [
    nodeVersion(),
    memoryControl(),
    stateDirectoryOf(stateDirectory),
    await dockerSocket(context.environment['DOCKER_HOST']),
    ...platformsToCome(),
    ...(await server(context.client(), url)),
  ];
}

function nodeVersion(): Finding {
  const [major] = process.versions.node.split('.').map(Number);
  return {
    check: 'Node',
    state: major === 24 ? 'ok' : 'problem',
    detail: process.version,
    ...(major !== 24 && { remedy: 'sh setup.sh' }),
  };
}

function memoryControl(): Finding {
  const unified = existsSync('/sys/fs/cgroup/cgroup.controllers');
  const legacy = existsSync('/sys/fs/cgroup/memory');
  return {
    check: 'control groups',
    state: unified || legacy ? 'ok' : 'warning',
    detail: unified ? 'v2' : legacy ? 'v1' : 'not readable: metrics come from the engine, slower',
  };
}

function stateDirectoryOf(directory: string): Finding {
  const check = 'state directory';
  try {
    if (!existsSync(directory))
      return { check, state: 'ok', detail: `${directory} will be made at the first start` };
    accessSync(directory, constants.W_OK);
    const { bavail, bsize } = statfsSync(directory);
    const open = (statSync(directory).mode & 0o077) !== 0;
    if (open)
      return {
        check,
        state: 'problem',
        detail: `${directory} can be read by others`,
        remedy: `chmod 700 ${directory}`,
      };
    const free = bavail * bsize;
    return {
      check,
      state: free < MIN_FREE_BYTES ? 'warning' : 'ok',
      detail: `${directory}, ${showBytes(free)} free`,
    };
  } catch {
    return {
      check,
      state: 'problem',
      detail: `${directory} cannot be written`,
      remedy: 'run as its owner, or set IZA_STATE_DIR',
    };
  }
}

async function dockerSocket(host: string | undefined): Promise<Finding> {
  const check = 'docker';
  const path = (host ?? 'unix:///var/run/docker.sock').replace(/^unix:\/\//, '');
  if (host !== undefined && !host.startsWith('unix://'))
    return { check, state: 'ok', detail: `DOCKER_HOST is ${host}; see the server's view below` };
  const install = 'apt-get install -y docker.io && systemctl start docker';
  if (!existsSync(path))
    return {
      check,
      state: 'warning',
      detail: `no engine at ${path}: embedded stands in`,
      remedy: existsSync('/usr/sbin/dockerd') ? 'systemctl start docker' : install,
    };
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
  } catch {
    return {
      check,
      state: 'problem',
      detail: `${path} may not be opened by this user`,
      remedy: 'usermod -aG docker "$USER", then log in again',
    };
  }
  const version = await pingDocker(path);
  return version === undefined
    ? { check, state: 'problem', detail: `${path} does not answer`, remedy: 'systemctl restart docker' }
    : { check, state: 'ok', detail: `real: ${path}, API ${version}` };
}

function pingDocker(socketPath: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const sent = request({ socketPath, path: '/_ping', timeout: 2000 }, (response) => {
      response.resume();
      const version = response.headers['api-version'];
      resolve(response.statusCode === 200 ? String(version) : undefined);
    });
    sent
      .on('timeout', () => sent.destroy())
      .on('error', () => resolve(undefined))
      .end();
  });
}

/** Platforms the graph names but this version does not speak to yet: said here, so that nobody looks for a mistake of theirs. */
function platformsToCome(): Finding[] {
  return ['kubernetes', 'libvirt'].map((check) => ({
    check,
    state: 'ok',
    detail: 'not spoken to in this version',
  }));
}

async function server(client: Client, url: string): Promise<Finding[]> {
  try {
    const { system } = await client.ask<{ system: { version: string; endpoints: readonly EndpointRow[] } }>(
      documents.status,
    );
    return [
      { check: 'server', state: 'ok', detail: `IzaOS ${system.version} answers on ${url}` },
      ...system.endpoints.map((endpoint) => endpointFinding(endpoint)),
    ];
  } catch (error) {
    const { code, message } = toIzaError(error);
    if (code === 'BACKEND_UNAVAILABLE')
      return [
        { check: 'server', state: 'warning', detail: `nothing answers on ${url}`, remedy: 'iza-ctl start' },
      ];
    return [
      {
        check: 'server',
        state: 'problem',
        detail: message,
        ...(code === 'UNAUTHENTICATED' && {
          remedy: 'set IZA_API_KEY, or run as the owner of the state directory',
        }),
      },
    ];
  }
}

function endpointFinding({ name, platform, status, embedded, reason, engineVersion }: EndpointRow): Finding {
  const check = `endpoint ${name}`;
  if (embedded)
    return {
      check,
      state: 'warning',
      detail: 'embedded: made up, in memory',
      remedy: 'start an engine, then IzaOS again',
    };
  if (status !== 'LIVE')
    return {
      check,
      state: 'problem',
      detail: `${status.toLowerCase()}: ${reason ?? 'no reason known'}; IzaOS reconnects by itself`,
    };
  return { check, state: 'ok', detail: `real: ${platform.toLowerCase()} ${engineVersion ?? ''}`.trim() };
}
