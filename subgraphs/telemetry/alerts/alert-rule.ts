import type { Severity } from './alert.ts';

/** When an alert is raised. Immutable. */
export interface AlertRule {
  readonly name: string;
  readonly description: string;
  /** Name of a signal. */
  readonly signal: string;
  /** Null for state rules. */
  readonly threshold: number | null;
  readonly forSeconds: number;
  readonly severity: Severity;
  readonly enabled: boolean;
}

/** What is looked at unless somebody changes it. */
export const DEFAULT_RULES: readonly AlertRule[] = [
  rule(
    'endpoint-lost',
    'endpoint.lost',
    'CRITICAL',
    null,
    5,
    'An endpoint is out of reach: what it last said is served, marked stale.',
  ),
  rule('host-cpu', 'host.cpu_ratio', 'WARNING', 0.95, 120, 'A machine uses nearly all of its processors.'),
  rule(
    'host-cpu-pressure',
    'host.cpu_pressure',
    'WARNING',
    80,
    120,
    'Work on a machine waits for processors in more than this share of time, percent over the last minute.',
  ),
  rule('host-filesystem', 'host.filesystem_ratio', 'WARNING', 0.9, 60, 'A file system is nearly full.'),
  rule(
    'host-filesystem-full',
    'host.filesystem_ratio',
    'CRITICAL',
    0.97,
    10,
    'A file system is about to be full.',
  ),
  rule(
    'host-io-pressure',
    'host.io_pressure',
    'WARNING',
    60,
    120,
    'Work on a machine waits for disks in more than this share of time, percent over the last minute.',
  ),
  rule('host-memory', 'host.memory_ratio', 'CRITICAL', 0.95, 60, 'A machine has hardly any memory left.'),
  rule(
    'host-memory-pressure',
    'host.memory_pressure',
    'WARNING',
    20,
    60,
    'Work on a machine waits for memory in more than this share of time, percent over the last minute.',
  ),
  rule(
    'workload-cpu',
    'workload.cpu_ratio',
    'WARNING',
    0.9,
    60,
    'A workload uses nearly all processors it may use.',
  ),
  rule(
    'workload-crash-loop',
    'workload.crash_loop',
    'CRITICAL',
    3,
    120,
    'A workload ended by itself with an error so many times within the given time.',
  ),
  rule(
    'workload-memory',
    'workload.memory_ratio',
    'WARNING',
    0.9,
    30,
    'A workload uses nearly all memory it may use.',
  ),
  rule(
    'workload-oom-kill',
    'workload.oom_kill',
    'CRITICAL',
    null,
    0,
    'The kernel killed a process of a workload for lack of memory. Resolved after five minutes without another.',
  ),
  rule(
    'workload-unhealthy',
    'workload.unhealthy',
    'WARNING',
    null,
    0,
    'The health check of a workload fails.',
  ),
];

function rule(
  name: string,
  signal: string,
  severity: Severity,
  threshold: number | null,
  forSeconds: number,
  description: string,
): AlertRule {
  return { name, description, signal, threshold, forSeconds, severity, enabled: true };
}
