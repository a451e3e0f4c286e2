export interface Machine {
  /** `linux`, `darwin`, … */
  readonly platform: string;
  /** Text of /etc/os-release, where there is one. */
  readonly osRelease: string;
  readonly isRoot: boolean;
  readonly hasSystemd: boolean;
}

/** The one command that does a thing on this system, as this user. */
export interface EngineCommands {
  /** Installs Docker and starts it. */
  readonly install: string;
  /** Starts the Docker that is installed. */
  readonly start: string;
  readonly restart: string;
  /** Lets this user open the engine's socket. */
  readonly permit: string;
}

/** Package and service commands by the family of the distribution (`ID`, then `ID_LIKE` of os-release(5)). */
const FAMILIES: Readonly<Record<string, string>> = {
  debian: 'apt-get install -y docker.io',
  ubuntu: 'apt-get install -y docker.io',
  fedora: 'dnf install -y moby-engine',
  rhel: 'dnf install -y docker',
  suse: 'zypper --non-interactive install docker',
  arch: 'pacman -S --noconfirm docker',
  alpine: 'apk add docker',
};

export function engineCommands(machine: Machine): EngineCommands {
  const { platform, osRelease, isRoot, hasSystemd } = machine;
  if (platform === 'darwin') {
    const open = 'open -a Docker';
    return { install: `brew install --cask docker && ${open}`, start: open, restart: open, permit: open };
  }
  const sudo = (command: string) => (isRoot ? command : `sudo ${command}`);
  const family = familyOf(osRelease);
  const service = (verb: 'start' | 'restart') =>
    hasSystemd
      ? `systemctl ${verb} docker`
      : family === 'alpine'
        ? `rc-service docker ${verb}`
        : `service docker ${verb}`;
  const install = family === undefined ? undefined : FAMILIES[family];
  return {
    install:
      install === undefined
        ? 'see https://docs.docker.com/engine/install/'
        : `${sudo(install)} && ${sudo(service('start'))}`,
    start: sudo(service('start')),
    restart: sudo(service('restart')),
    permit: 'sudo usermod -aG docker "$USER" && newgrp docker',
  };
}

function familyOf(osRelease: string): string | undefined {
  const value = (key: string) => new RegExp(`^${key}="?([^"\\n]*)"?$`, 'm').exec(osRelease)?.[1] ?? '';
  const names = [value('ID'), ...value('ID_LIKE').split(' ')];
  return names
    .map((name) => (name.startsWith('opensuse') || name === 'sles' ? 'suse' : name))
    .find((name) => Object.hasOwn(FAMILIES, name));
}
