import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { engineCommands, type EngineCommands } from './engine-commands.ts';
import type { Finding } from './finding.ts';

const PING_MS = 2000;

/** Whether a Docker Engine can be had here, and the one command that makes it so. Asks the engine nothing but a ping. */
export async function checkDocker(dockerHost: string | undefined): Promise<Finding> {
  const check = 'docker';
  if (dockerHost && !dockerHost.startsWith('unix://'))
    return {
      check,
      state: 'ok',
      detail: `DOCKER_HOST is ${withoutCredentials(dockerHost)}; the server tells whether it answers`,
    };
  const socket = dockerHost ? dockerHost.slice('unix://'.length) : '/var/run/docker.sock';
  const commands = commandsHere();
  if (!existsSync(socket)) return missing(socket, commands);
  try {
    accessSync(socket, constants.R_OK | constants.W_OK);
  } catch {
    return {
      check,
      state: 'problem',
      detail: `${socket} may not be opened by this user`,
      remedy: commands.permit,
    };
  }
  const version = await ping(socket);
  return version === undefined
    ? { check, state: 'problem', detail: `${socket} does not answer`, remedy: commands.restart }
    : { check, state: 'ok', detail: `real: ${socket}, API ${version}` };
}

/** What stands in where there is no engine. */
export function commandsHere(): EngineCommands {
  return engineCommands({
    platform: process.platform,
    osRelease: existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '',
    isRoot: process.getuid?.() === 0,
    hasSystemd: existsSync('/run/systemd/system'),
  });
}

function missing(socket: string, commands: EngineCommands): Finding {
  const isInstalled = ['/usr/bin/dockerd', '/usr/sbin/dockerd', '/usr/local/bin/dockerd'].some((file) =>
    existsSync(file),
  );
  return {
    check: 'docker',
    state: 'warning',
    detail: isInstalled
      ? `installed, but not running (no ${socket}): embedded stands in`
      : `none at ${socket}: embedded stands in`,
    remedy: isInstalled ? commands.start : commands.install,
  };
}

function ping(socketPath: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const sent = request(
      { socketPath, path: '/_ping', headers: { host: 'docker' }, signal: AbortSignal.timeout(PING_MS) },
      (response) => {
        response.resume();
        const version = response.headers['api-version'];
        resolve(response.statusCode === 200 ? String(version ?? 'unknown') : undefined);
      },
    );
    sent.on('error', () => resolve(undefined));
    sent.end();
  });
}

function withoutCredentials(url: string): string {
  return url.replace(/\/\/[^/@]*@/, '//');
}
