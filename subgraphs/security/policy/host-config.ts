import {
  denied,
  flag,
  isEmpty,
  listOf,
  malformed,
  mapOf,
  object,
  oneOf,
  options,
  quoted,
  text,
  whole,
  words,
  type Check,
} from './check.ts';
import { binds, mounts, tmpfs } from './mounts.ts';
import { publishAddress } from './publish-address.ts';
import { oomScore, resources, restartPolicy } from './resources.ts';
import { localDriver } from './volume-settings.ts';

/** What containers may read of the kernel only through these masks; an engine's own list may be longer. */
const MASKED_PATHS = [
  '/proc/acpi',
  '/proc/kcore',
  '/proc/keys',
  '/proc/latency_stats',
  '/proc/timer_list',
  '/proc/timer_stats',
  '/proc/sched_debug',
  '/proc/scsi',
  '/sys/firmware',
];
const READ_ONLY_PATHS = ['/proc/bus', '/proc/fs', '/proc/irq', '/proc/sys', '/proc/sysrq-trigger'];

const SECURITY_OPTIONS: ReadonlySet<string> = new Set([
  'no-new-privileges',
  'no-new-privileges:true',
  'no-new-privileges=true',
  'seccomp=builtin',
  'seccomp=default',
  'apparmor=docker-default',
]);

/** Parameters of the container's own namespaces that can harm nobody else; Kubernetes calls them safe. */
const SYSCTLS: ReadonlySet<string> = new Set([
  'kernel.shm_rmid_forced',
  'net.core.somaxconn',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ping_group_range',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.tcp_wmem',
]);

const LOG_OPTIONS = [
  'max-size',
  'max-file',
  'compress',
  'labels',
  'labels-regex',
  'env',
  'env-regex',
  'tag',
  'mode',
  'max-buffer-size',
];

const RUNTIME_REMEDY = "leave the engine's own choice.";

/** The mode of a namespace: its own, never the host's, never another container's. */
function namespace(own: readonly string[], isName = false): Check {
  return (value, place) => {
    if (typeof value !== 'string') return malformed(place, 'text');
    if (value === '' || own.includes(value)) return;
    if (/^host$/i.test(value))
      place.report('host-namespace', place.path, `${place.path} host: leave it out; this is the host's own.`);
    else if (isName && /^[a-zA-Z0-9][\w.-]*$/.test(value)) return;
    else
      place.report(
        'foreign-namespace',
        place.path,
        `${place.path} ${quoted(value)}: leave it out; this is not the container's own.`,
      );
  };
}

export const networkMode = namespace(['default', 'bridge', 'none'], true);

const capabilities = listOf((value, place) => {
  if (typeof value !== 'string') return malformed(place, 'text');
  const { allowedCapabilities } = place.limits;
  const name = bareCapability(value);
  if (allowedCapabilities.some((allowed) => ['ALL', name].includes(bareCapability(allowed)))) return;
  const allowed =
    allowedCapabilities.length > 0 ? `allowed are ${allowedCapabilities.join(', ')}` : 'none is allowed';
  place.report(
    'capabilities',
    place.path,
    `${place.path} ${quoted(value)}: ${allowed} (allowedCapabilities).`,
  );
});

/** A list that replaces the engine's own, and so must hold all of it: an empty one masks nothing. */
function atLeast(paths: readonly string[]): Check {
  return (value, place) => {
    if (!Array.isArray(value)) return malformed(place, 'a list');
    const missing = paths.filter((path) => !value.includes(path));
    if (missing.length === 0) return;
    place.report(
      'security-options',
      place.path,
      `${place.path} would uncover ${missing.join(', ')}; leave it out.`,
    );
  };
}

const securityOptions = listOf((value, place) => {
  if (typeof value !== 'string') return malformed(place, 'text');
  if (SECURITY_OPTIONS.has(value)) return;
  place.report(
    'security-options',
    place.path,
    `${place.path} ${quoted(value)}: only no-new-privileges and the default profiles.`,
  );
});

const sysctls: Check = (value, place) => {
  const allowed = Object.fromEntries([...SYSCTLS].map((name) => [name, text]));
  options(allowed, 'sysctls', `allowed are ${[...SYSCTLS].join(', ')}.`)(value, place);
};

const portBindings = mapOf((value, place) => {
  if (!isEmpty(value)) listOf(object({ HostIp: publishAddress, HostPort: text }))(value, place);
  if (!Array.isArray(value)) return;
  for (const [index, binding] of value.entries()) {
    // An absent address is every address.
    const address = (binding as { HostIp?: unknown } | null)?.HostIp;
    if (isEmpty(address)) publishAddress('', { ...place, path: `${place.path}[${index}].HostIp` });
  }
});

const publishAll: Check = (value, place) => {
  if (!isEmpty(value)) publishAddress('', place);
};

const extraHosts = listOf((value, place) => {
  if (typeof value !== 'string') return malformed(place, 'text');
  if (!/^[\w.-]+[:=][\w.:[\]-]+$/.test(value)) return malformed(place, 'name:address');
  if (/host-gateway/i.test(value)) {
    place.report(
      'host-gateway',
      place.path,
      `${place.path}: leave host-gateway out; connect through a network.`,
    );
  }
});

const logConfig = object({
  Type: oneOf(['json-file', 'local', 'none'], 'log-driver', 'use json-file, local or none.'),
  Config: options(
    Object.fromEntries(LOG_OPTIONS.map((name) => [name, text])),
    'log-driver',
    `allowed are ${LOG_OPTIONS.join(', ')}.`,
  ),
});

export const hostConfig = object({
  ...resources,
  Annotations: denied('runtime', 'leave it out: annotations reach runtime hooks on the host.'),
  AutoRemove: flag,
  Binds: binds,
  CapAdd: capabilities,
  CapDrop: words,
  Cgroup: denied('foreign-namespace', "leave it out; this is not the container's own."),
  CgroupnsMode: namespace(['private']),
  ConsoleSize: listOf(whole),
  ContainerIDFile: denied(
    'malformed-setting',
    'leave it out: only the docker command line writes such a file.',
  ),
  Dns: listOf(text),
  DnsOptions: listOf(text),
  DnsSearch: listOf(text),
  ExtraHosts: extraHosts,
  GroupAdd: listOf(text),
  Init: flag,
  IpcMode: namespace(['none', 'private', 'shareable']),
  Isolation: oneOf(['default'], 'runtime', RUNTIME_REMEDY),
  Links: denied('volumes-from', 'leave it out: links hand over environment; use a network.'),
  LogConfig: logConfig,
  MaskedPaths: atLeast(MASKED_PATHS),
  Mounts: mounts,
  NetworkMode: networkMode,
  OomScoreAdj: oomScore,
  PidMode: namespace([]),
  PortBindings: portBindings,
  Privileged: denied('privileged', 'leave it false; add the one capability that is needed.'),
  PublishAllPorts: publishAll,
  ReadonlyPaths: atLeast(READ_ONLY_PATHS),
  ReadonlyRootfs: flag,
  RestartPolicy: restartPolicy,
  Runtime: oneOf(['runc', 'io.containerd.runc.v2'], 'runtime', RUNTIME_REMEDY),
  SecurityOpt: securityOptions,
  ShmSize: whole,
  StorageOpt: options({ size: text }, 'storage-options', 'only size is allowed.'),
  Sysctls: sysctls,
  Tmpfs: tmpfs,
  UTSMode: namespace([]),
  UsernsMode: namespace([]),
  VolumeDriver: localDriver,
  VolumesFrom: denied('volumes-from', 'leave it out: name the volumes themselves.'),
});

function bareCapability(name: string): string {
  return name.toUpperCase().replace(/^CAP_/, '');
}
