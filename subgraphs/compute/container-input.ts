import { isIP } from 'node:net';
import { posix } from 'node:path';
import { IzaError } from '#kernel/errors.ts';
import { tryDecodeId } from '#kernel/ids.ts';
import type { ContainerResourcesPatch, RestartPolicy } from './domain.ts';
import type {
  ContainerCreateInput,
  ContainerExecInput,
  ContainerResourcesInput,
  EnvironmentVariableInput,
  LabelInput,
  MountInput,
  PortPublishInput,
  RestartPolicyInput,
} from './generated/resolvers.ts';
import type { ContainerSpec, ExecRequest, MountSpec, PortSpec } from './port.ts';

type Maybe<T> = T | null | undefined;

/** Output kept of a program run in a container, both streams together, bytes; the contract says so. */
const EXEC_OUTPUT_BYTES = 1024 * 1024;

/**
 * What was asked for, validated in full and completed with defaults; BAD_USER_INPUT names the member at fault. `image` stays as it came.
 * Nothing is looked up.
 */
export function containerSpec(input: ContainerCreateInput, endpointName: string): ContainerSpec {
  const restartPolicy = restartPolicyOf(input.restartPolicy);
  if (input.autoRemove && restartPolicy && restartPolicy.mode !== 'NO') {
    throw bad('input.autoRemove', 'excludes a restart policy');
  }
  return {
    name: input.name == null ? undefined : containerName(input.name),
    image: text(input.image, 'input.image', 512),
    command: input.command?.map((word, index) => text(word, `input.command.${index}`, 131_072, true)),
    entrypoint: input.entrypoint?.map((word, index) =>
      text(word, `input.entrypoint.${index}`, 131_072, true),
    ),
    environment: environmentOf(input.environment),
    labels: labelsOf(input.labels),
    user: input.user == null ? undefined : userOf(input.user),
    workingDirectory:
      input.workingDirectory == null
        ? undefined
        : absolutePath(input.workingDirectory, 'input.workingDirectory'),
    hostname: input.hostname == null ? undefined : hostnameOf(input.hostname),
    networks: networksOf(input.networks, endpointName),
    ports: portsOf(input.ports),
    mounts: mountsOf(input.mounts, endpointName),
    resources: resourcesPatch(input.resources),
    restartPolicy,
    readOnlyRootFilesystem: input.readOnlyRootFilesystem ?? undefined,
    dropCapabilities: capabilities(input.dropCapabilities, 'input.dropCapabilities'),
    addCapabilities: capabilities(input.addCapabilities, 'input.addCapabilities'),
    privileged: input.privileged ?? undefined,
    init: input.init ?? undefined,
    tty: input.tty ?? undefined,
    autoRemove: input.autoRemove ?? undefined,
    native: nativeOf(input.native),
  };
}

export function execRequestOf(input: ContainerExecInput): ExecRequest {
  if (input.command.length === 0) throw bad('input.command', 'must name a program');
  const seconds = input.timeoutSeconds ?? 30;
  if (seconds < 1 || seconds > 3600) throw bad('input.timeoutSeconds', 'must be between 1 and 3600');
  return {
    command: input.command.map((word, index) => text(word, `input.command.${index}`, 131_072, index > 0)),
    environment: environmentOf(input.environment),
    user: input.user == null ? undefined : userOf(input.user),
    workingDirectory:
      input.workingDirectory == null
        ? undefined
        : absolutePath(input.workingDirectory, 'input.workingDirectory'),
    stdin: input.stdin ?? undefined,
    timeoutMs: seconds * 1000,
    maxOutputBytes: EXEC_OUTPUT_BYTES,
  };
}

/** The engines' rule for a container's name. */
export function containerName(name: string, field = 'input.name'): string {
  if (/^[a-zA-Z0-9][\w.-]{1,254}$/.test(name)) return name;
  throw bad(field, 'must be 2 to 255 letters, digits, "_", "." or "-", the first a letter or digit');
}

/** Absent stays absent, null stays null: it is a patch. */
export function resourcesPatch(input: Maybe<ContainerResourcesInput>): ContainerResourcesPatch {
  if (!input) return {};
  const member = (name: keyof ContainerResourcesInput, check: (value: number) => boolean, rule: string) => {
    const value = input[name];
    if (value === undefined || value === null) return value;
    const number = Number(value);
    if (!Number.isFinite(number) || Math.abs(number) > Number.MAX_SAFE_INTEGER || !check(number)) {
      throw bad(`input.resources.${name}`, rule);
    }
    return number;
  };
  const patch = {
    cpuCores: member('cpuCores', (cores) => cores >= 0.01 && cores <= 4096, 'must be between 0.01 and 4096'),
    cpuShares: member(
      'cpuShares',
      (shares) => shares >= 2 && shares <= 262_144,
      'must be between 2 and 262144',
    ),
    memoryBytes: member('memoryBytes', positive, 'must be positive'),
    memorySwapBytes: member(
      'memorySwapBytes',
      (bytes) => bytes === -1 || bytes > 0,
      'must be positive, or -1 for unlimited',
    ),
    memoryReservationBytes: member('memoryReservationBytes', positive, 'must be positive'),
    pidsLimit: member('pidsLimit', positive, 'must be positive'),
  };
  const { memoryBytes, memorySwapBytes, memoryReservationBytes } = patch;
  if (memoryBytes && memorySwapBytes && memorySwapBytes > 0 && memorySwapBytes < memoryBytes) {
    throw bad(
      'input.resources.memorySwapBytes',
      'is memory and swap together: it must not be less than memoryBytes',
    );
  }
  if (memoryBytes && memoryReservationBytes && memoryReservationBytes > memoryBytes) {
    throw bad('input.resources.memoryReservationBytes', 'must not be more than memoryBytes');
  }
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
}

export function restartPolicyOf(input: Maybe<RestartPolicyInput>): RestartPolicy | undefined {
  if (!input) return undefined;
  const { mode, maximumRetries } = input;
  if (maximumRetries == null) return { mode };
  const field = 'input.restartPolicy.maximumRetries';
  if (mode !== 'ON_FAILURE') throw bad(field, 'is for ON_FAILURE only');
  if (maximumRetries < 1) throw bad(field, 'must be at least 1');
  return { mode, maximumRetries };
}

export function environmentOf(
  input: Maybe<readonly EnvironmentVariableInput[]>,
  field = 'input.environment',
) {
  const seen = new Set<string>();
  return (input ?? []).map(({ name, value }, index) => {
    if (!/^[^=\s\0]{1,255}$/.test(name))
      throw bad(`${field}.${index}.name`, 'must be a name without "=" and white space');
    if (value.includes('\0')) throw bad(`${field}.${index}.value`, 'must not contain NUL');
    if (seen.has(name)) throw bad(`${field}.${index}.name`, 'is given twice');
    seen.add(name);
    return { name, value };
  });
}

export function labelsOf(input: Maybe<readonly LabelInput[]>) {
  const seen = new Set<string>();
  return (input ?? []).map(({ key, value = '' }, index) => {
    if (!/^[^\s=\0]{1,255}$/.test(key))
      throw bad(`input.labels.${index}.key`, 'must be 1 to 255 characters without "=" and white space');
    if (value.includes('\0')) throw bad(`input.labels.${index}.value`, 'must not contain NUL');
    if (seen.has(key)) throw bad(`input.labels.${index}.key`, 'is given twice');
    seen.add(key);
    return { key, value };
  });
}

function networksOf(input: Maybe<readonly string[]>, endpointName: string): readonly string[] | undefined {
  if (!input || input.length === 0) return undefined;
  const networks = input.map((network, index) =>
    nativeName(network, 'Network', { field: `input.networks.${index}`, endpointName }),
  );
  if (new Set(networks).size < networks.length) throw bad('input.networks', 'names a network twice');
  if (!networks.includes('isolated')) return networks;
  if (networks.length > 1) throw bad('input.networks', '"isolated" excludes every other network');
  return [];
}

function portsOf(input: Maybe<readonly PortPublishInput[]>): readonly PortSpec[] {
  const taken = new Set<string>();
  return (input ?? []).map((port, index) => {
    const field = `input.ports.${index}`;
    const { containerPort, hostPort, hostAddress, protocol } = port;
    if (containerPort < 1 || containerPort > 65_535)
      throw bad(`${field}.containerPort`, 'must be between 1 and 65535');
    if (hostPort != null && (hostPort < 0 || hostPort > 65_535))
      throw bad(`${field}.hostPort`, 'must be between 0 and 65535');
    const address = hostAddress ?? '127.0.0.1';
    if (isIP(address) === 0) throw bad(`${field}.hostAddress`, 'must be an IP address');
    const spec: PortSpec = {
      containerPort,
      hostPort: hostPort || undefined,
      hostAddress: address,
      protocol: TRANSPORTS[protocol ?? 'TCP'],
    };
    const place = `${address}:${spec.hostPort}/${spec.protocol}`;
    if (spec.hostPort && taken.has(place)) throw bad(`${field}.hostPort`, 'is published twice');
    taken.add(place);
    return spec;
  });
}

const TRANSPORTS = { TCP: 'tcp', UDP: 'udp', SCTP: 'sctp' } as const;

function mountsOf(input: Maybe<readonly MountInput[]>, endpointName: string): readonly MountSpec[] {
  const taken = new Set<string>();
  return (input ?? []).map((mount, index) => {
    const field = `input.mounts.${index}`;
    const target = posix.resolve(absolutePath(mount.target, `${field}.target`));
    if (target === '/') throw bad(`${field}.target`, 'must not be the root');
    if (taken.has(target)) throw bad(`${field}.target`, 'is mounted twice');
    taken.add(target);
    return { ...mountSource(mount, field, endpointName), target, readOnly: mount.readOnly ?? false };
  });
}

function mountSource(
  { type, source }: MountInput,
  field: string,
  endpointName: string,
): Pick<MountSpec, 'type' | 'source'> {
  switch (type ?? 'VOLUME') {
    case 'VOLUME':
      if (source == null) return { type: 'volume' };
      return {
        type: 'volume',
        source: nativeName(source, 'Volume', { field: `${field}.source`, endpointName }),
      };
    case 'BIND':
      if (source == null) throw bad(`${field}.source`, 'must be a path on the host');
      return { type: 'bind', source: absolutePath(source, `${field}.source`) };
    case 'TMPFS':
      if (source != null) throw bad(`${field}.source`, 'must be absent for TMPFS');
      return { type: 'tmpfs' };
    default:
      throw bad(`${field}.type`, 'is not known');
  }
}

/** A platform's name of a network or volume, from itself or a global id of one on the same endpoint. */
function nativeName(
  text: string,
  type: 'Network' | 'Volume',
  at: { readonly field: string; readonly endpointName: string },
): string {
  const id = tryDecodeId(text);
  if (id && id.type !== type) throw bad(at.field, `is the id of a ${id.type}`);
  if (id && id.endpoint !== at.endpointName) throw bad(at.field, `is on another endpoint (${id.endpoint})`);
  const name = id ? id.nativeId : text;
  if (/^[a-zA-Z0-9][\w.-]{0,254}$/.test(name)) return name;
  throw bad(at.field, 'must be a name of letters, digits, "_", "." and "-", or an id');
}

function capabilities(input: Maybe<readonly string[]>, field: string): readonly string[] {
  return (input ?? []).map((name, index) => {
    if (!/^[A-Za-z_]{2,40}$/.test(name))
      throw bad(`${field}.${index}`, 'must be a capability such as NET_RAW, or ALL');
    return name.toUpperCase();
  });
}

function nativeOf(input: unknown): Readonly<Record<string, unknown>> | undefined {
  if (input === undefined || input === null) return undefined;
  if (typeof input !== 'object' || Array.isArray(input)) throw bad('input.native', 'must be an object');
  return input as Readonly<Record<string, unknown>>;
}

function userOf(user: string): string {
  if (/^[\w.-]{1,64}(?::[\w.-]{1,64})?$/.test(user)) return user;
  throw bad('input.user', 'must be uid, name, uid:gid or name:group');
}

function hostnameOf(hostname: string): string {
  if (
    /^(?=.{1,63}$)[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*$/.test(
      hostname,
    )
  )
    return hostname;
  throw bad('input.hostname', 'must be a host name of at most 63 characters');
}

function absolutePath(path: string, field: string): string {
  if (path.startsWith('/') && path.length <= 4096 && !path.includes('\0')) return path;
  throw bad(field, 'must be an absolute path');
}

function text(value: string, field: string, maximum: number, mayBeEmpty = false): string {
  if (value.length > maximum) throw bad(field, `must have at most ${maximum} characters`);
  if (value.includes('\0')) throw bad(field, 'must not contain NUL');
  if (value === '' && !mayBeEmpty) throw bad(field, 'must not be empty');
  return value;
}

function positive(value: number): boolean {
  return value > 0;
}

export function bad(field: string, rule: string): IzaError {
  return new IzaError('BAD_USER_INPUT', `${field} ${rule}.`, { field });
}
