import type { MachineFigures, PressureResource, WorkloadFacts } from '../domain.ts';
import type { EndpointView, TelemetryPlatforms } from '../port.ts';
import type { Sampler } from '../sampler.ts';
import type { Subject } from './alert.ts';
import type { AlertRule } from './alert-rule.ts';
import type { IncidentLog } from './incident-log.ts';

/** What rules look at. */
export interface World {
  readonly platforms: TelemetryPlatforms;
  readonly sampler: Sampler;
  readonly incidents: IncidentLog;
}

/** What a signal says of one subject now. */
export interface Observation {
  readonly subject: Subject;
  /** UNKNOWN: it cannot be judged now; an alert stays as it is, a condition that was building up begins anew. */
  readonly verdict: 'HOLDS' | 'BETWEEN' | 'CLEAR' | 'UNKNOWN';
  readonly value?: number;
  /** What it is about in words, for the summary: `uses 97 % of its memory`. */
  readonly says: string;
}

export interface Signal {
  /** State signals have no threshold. */
  readonly kind: 'THRESHOLD' | 'STATE';
  /** The rule's `forSeconds` is the window in which something is counted, not how long it must hold. */
  readonly windowed?: boolean;
  /** It needs figures at full rate. */
  readonly sampled?: boolean;
  /** Largest threshold that makes sense; the least is above 0. */
  readonly maximum?: number;
  observe(world: World, rule: AlertRule): Observation[];
}

/** An OOM kill is told for so long after the last one. */
const OOM_HOLD_SECONDS = 300;
/** A figure must fall to this share of its threshold before an alert ends: it would flap otherwise. */
const CLEAR_SHARE = 0.95;

export const SIGNALS: Readonly<Record<string, Signal>> = {
  'workload.cpu_ratio': {
    kind: 'THRESHOLD',
    sampled: true,
    maximum: 100,
    observe: (world, rule) =>
      observeWorkloads(world, rule, (facts, figures, cpuCount) => {
        const allowed = facts.cpuLimitCores ?? cpuCount;
        const ratio = figures.cpuCores === undefined || !allowed ? undefined : figures.cpuCores / allowed;
        return { ratio, says: (share) => `uses ${share} of the processors it may use (${allowed})` };
      }),
  },
  'workload.memory_ratio': {
    kind: 'THRESHOLD',
    sampled: true,
    maximum: 1,
    observe: (world, rule) =>
      observeWorkloads(world, rule, (_facts, figures) => ({
        ratio: figures.memoryRatio,
        says: (share) => `uses ${share} of its memory limit (${mebibytes(figures.reading.memoryLimitBytes)})`,
      })),
  },
  'workload.oom_kill': { kind: 'STATE', observe: observeOomKills },
  'workload.crash_loop': { kind: 'THRESHOLD', windowed: true, maximum: 100, observe: observeCrashes },
  'workload.unhealthy': { kind: 'STATE', observe: observeHealth },
  'host.cpu_ratio': machineRatio('processors', (figures) => figures.cpuRatio),
  'host.memory_ratio': machineRatio('memory', (figures) => figures.memoryRatio),
  'host.filesystem_ratio': { kind: 'THRESHOLD', sampled: true, maximum: 1, observe: observeFilesystems },
  'host.cpu_pressure': machinePressure('cpu'),
  'host.memory_pressure': machinePressure('memory'),
  'host.io_pressure': machinePressure('io'),
  'endpoint.lost': { kind: 'STATE', observe: observeEndpoints },
};

function observeWorkloads(
  { platforms, sampler }: World,
  rule: AlertRule,
  judge: (
    facts: WorkloadFacts,
    figures: ReturnType<Sampler['runningWorkloads']>[number],
    cpuCount: number | undefined,
  ) => { readonly ratio: number | undefined; readonly says: (share: string) => string },
): Observation[] {
  const cpuCounts = new Map(platforms.workloads.map((platform) => [platform.endpoint, platform.cpuCount]));
  return sampler.runningWorkloads().map((figures) => {
    const { workload, at, intervalMs } = figures.reading;
    const { ratio, says } = judge(workload, figures, cpuCounts.get(workload.endpoint));
    const known = ratio !== undefined && !sampler.isStale(at, intervalMs);
    return {
      subject: workloadSubject(workload),
      verdict: known ? compare(ratio, rule.threshold) : 'UNKNOWN',
      ...(known && { value: ratio }),
      says: says(percent(ratio ?? 0)),
    };
  });
}

function observeOomKills({ incidents }: World): Observation[] {
  return incidents.workloads().map((workload) => {
    const kills = incidents.oomKillsWithin(workload.id, OOM_HOLD_SECONDS);
    const says =
      kills > 1 ? `lost processes to a lack of memory ${kills} times` : 'lost a process to a lack of memory';
    return { subject: workloadSubject(workload), verdict: kills > 0 ? 'HOLDS' : 'CLEAR', says };
  });
}

/** Ends only after a whole window without a crash: engines wait longer and longer between restarts. */
function observeCrashes({ incidents }: World, rule: AlertRule): Observation[] {
  return incidents.workloads().map((workload) => {
    const crashes = incidents.crashesWithin(workload.id, rule.forSeconds);
    const verdict = crashes >= (rule.threshold ?? 1) ? 'HOLDS' : crashes > 0 ? 'BETWEEN' : 'CLEAR';
    const says = `ended with an error ${crashes} times within ${rule.forSeconds} s`;
    return { subject: workloadSubject(workload), verdict, value: crashes, says };
  });
}

function observeHealth({ platforms }: World): Observation[] {
  const found: Observation[] = [];
  for (const platform of platforms.workloads) {
    for (const workload of platform.workloads()) {
      if (workload.healthy === undefined || !workload.running) continue;
      const verdict = workload.healthy ? 'CLEAR' : 'HOLDS';
      found.push({ subject: workloadSubject(workload), verdict, says: 'fails its health check' });
    }
  }
  return found;
}

function observeFilesystems({ sampler }: World, rule: AlertRule): Observation[] {
  return sampler.machines().flatMap((figures) =>
    figures.reading.filesystems
      .filter(({ readOnly, sizeBytes }) => !readOnly && sizeBytes !== undefined && sizeBytes > 0)
      .map(({ mountPoint, usedBytes, availableBytes, responding }): Observation => {
        // As df counts: blocks reserved for root are neither used nor to be had.
        const whole = (usedBytes ?? 0) + (availableBytes ?? 0);
        const ratio = usedBytes === undefined || whole === 0 ? undefined : usedBytes / whole;
        const known = responding && ratio !== undefined;
        return {
          subject: machineSubject(figures, mountPoint),
          verdict: known ? compare(ratio, rule.threshold) : 'UNKNOWN',
          ...(known && { value: ratio }),
          says: `is ${percent(ratio ?? 0)} full`,
        };
      }),
  );
}

function observeEndpoints({ platforms }: World): Observation[] {
  return platforms.endpoints
    .filter(({ state }) => state.status !== 'STOPPED')
    .map((endpoint) => ({
      subject: endpointSubject(endpoint),
      verdict: endpoint.state.status === 'LIVE' ? 'CLEAR' : 'HOLDS',
      says: `is out of reach${endpoint.state.reason ? `: ${endpoint.state.reason}` : ''}`,
    }));
}

function machineRatio(what: string, ratioOf: (figures: MachineFigures) => number | undefined): Signal {
  return {
    kind: 'THRESHOLD',
    sampled: true,
    maximum: 1,
    observe: (world, rule) =>
      observeMachines(world, rule, ratioOf, (ratio) => `uses ${percent(ratio)} of its ${what}`),
  };
}

function machinePressure(resource: PressureResource): Signal {
  const words = { cpu: 'processors', memory: 'memory', io: 'disks' }[resource];
  return {
    kind: 'THRESHOLD',
    sampled: true,
    maximum: 100,
    observe: (world, rule) =>
      observeMachines(
        world,
        rule,
        (figures) => figures.reading.pressure[resource]?.some.avg60,
        (share) => `has work waiting for ${words} in ${share.toFixed(1)} % of the time`,
      ),
  };
}

function observeMachines(
  { sampler }: World,
  rule: AlertRule,
  valueOf: (figures: MachineFigures) => number | undefined,
  says: (value: number) => string,
): Observation[] {
  return sampler.machines().map((figures) => {
    const value = valueOf(figures);
    const known = value !== undefined && !sampler.isStale(figures.reading.at.getTime(), undefined);
    return {
      subject: machineSubject(figures),
      verdict: known ? compare(value, rule.threshold) : 'UNKNOWN',
      ...(known && { value }),
      says: says(value ?? 0),
    };
  });
}

function compare(value: number, threshold: number | null): Observation['verdict'] {
  if (threshold === null || value > threshold) return 'HOLDS';
  return value > threshold * CLEAR_SHARE ? 'BETWEEN' : 'CLEAR';
}

function workloadSubject({ id, endpoint, name }: WorkloadFacts): Subject {
  return { type: 'WORKLOAD', id, endpoint, name, part: '' };
}

function machineSubject({ id, endpoint, name }: MachineFigures, part = ''): Subject {
  return { type: 'HOST', id, endpoint, name: part === '' ? name : `${name}:${part}`, part };
}

function endpointSubject({ id, name }: EndpointView): Subject {
  return { type: 'ENDPOINT', id, endpoint: name, name, part: '' };
}

function percent(ratio: number): string {
  return `${(ratio * 100).toFixed(ratio < 0.995 ? 0 : 1)} %`;
}

function mebibytes(bytes: number | undefined): string {
  return bytes === undefined ? 'none' : `${Math.round(bytes / 1024 / 1024)} MiB`;
}
