import { denied, listOf, malformed, object, oneOf, quoted, text, whole, type Check } from './check.ts';

const RUNTIME_REMEDY = "leave the engine's own choice.";
const REAL_TIME_REMEDY = 'leave it 0: a real-time share can stop the host.';

const ULIMITS: ReadonlySet<string> = new Set([
  'as',
  'core',
  'cpu',
  'data',
  'fsize',
  'locks',
  'msgqueue',
  'nofile',
  'nproc',
  'rss',
  'sigpending',
  'stack',
]);

const ulimits = listOf((value, place) => {
  object({ Name: text, Soft: whole, Hard: whole })(value, place);
  const name = (value as { Name?: unknown } | null)?.Name;
  if (typeof name === 'string' && !ULIMITS.has(name)) {
    place.report(
      'ulimits',
      `${place.path}.Name`,
      `${place.path} ${quoted(name)}: allowed are ${[...ULIMITS].join(', ')}.`,
    );
  }
});

const oomScore: Check = (value, place) => {
  if (!Number.isInteger(value)) return malformed(place, 'a whole number');
  if ((value as number) < 0) place.report('oom-protection', place.path, `${place.path}: use 0 to 1000.`);
};

/** Members of `HostConfig` that can be changed later, too. */
export const resources: Readonly<Record<string, Check>> = {
  CpuShares: whole,
  Memory: whole,
  NanoCpus: whole,
  CgroupParent: denied('runtime', RUNTIME_REMEDY),
  BlkioWeight: whole,
  BlkioWeightDevice: listOf(object({ Path: text, Weight: whole })),
  BlkioDeviceReadBps: listOf(object({ Path: text, Rate: whole })),
  BlkioDeviceWriteBps: listOf(object({ Path: text, Rate: whole })),
  BlkioDeviceReadIOps: listOf(object({ Path: text, Rate: whole })),
  BlkioDeviceWriteIOps: listOf(object({ Path: text, Rate: whole })),
  CpuPeriod: whole,
  CpuQuota: whole,
  CpuRealtimePeriod: denied('real-time', REAL_TIME_REMEDY),
  CpuRealtimeRuntime: denied('real-time', REAL_TIME_REMEDY),
  CpusetCpus: text,
  CpusetMems: text,
  Devices: denied('devices', 'leave it out: a device of the host is the host.'),
  DeviceCgroupRules: denied('devices', 'leave it out: it would open devices of the host.'),
  DeviceRequests: denied('devices', 'leave it out: it would open devices of the host.'),
  KernelMemory: whole,
  KernelMemoryTCP: whole,
  MemoryReservation: whole,
  MemorySwap: whole,
  MemorySwappiness: whole,
  OomKillDisable: denied('oom-protection', 'leave it false: the kernel would kill others.'),
  PidsLimit: whole,
  Ulimits: ulimits,
  CpuCount: whole,
  CpuPercent: whole,
  IOMaximumIOps: whole,
  IOMaximumBandwidth: whole,
};

export const restartPolicy = object({
  Name: oneOf(
    ['no', 'always', 'on-failure', 'unless-stopped'],
    'malformed-setting',
    'use no, always, on-failure or unless-stopped.',
  ),
  MaximumRetryCount: whole,
});

/** Body of `POST /containers/{id}/update`. */
export const containerUpdate = object({ ...resources, RestartPolicy: restartPolicy });

export { oomScore };
