import type { Log } from '#kernel/log.ts';
import type { Endpoint } from '../endpoint.ts';
import type { RevisionClock } from '../revision-clock.ts';
import type { CgroupPaths, CgroupReader } from './cgroup.ts';
import type { HostFacts } from './facts.ts';
import type { HostProcess, ProcessQuery } from './process.ts';
import type { HostRoots } from './roots.ts';
import type { HostSample, InterfaceCounters } from './sample.ts';

/**
 * The Linux machine this process runs on, read from `/proc`, `/sys` and control groups. Reads only. Nothing is mirrored:
 * `facts` and `sample()` read the kernel when called, which is cheaper than keeping a copy.
 */
export interface HostEndpoint extends Endpoint {
  readonly platform: 'host';
  /** Read again at most every ten seconds. BACKEND_UNAVAILABLE where there is no /proc. */
  readonly facts: HostFacts;
  /** Counters now, synchronously (about a millisecond). BACKEND_UNAVAILABLE where there is no /proc. */
  sample(): HostSample;
  /** Processes visible to this one. Yields to the event loop; thousands take some tens of milliseconds. */
  processes(query?: ProcessQuery): Promise<readonly HostProcess[]>;
  /** Control groups of a process; undefined when it is gone or there are none. */
  cgroupOf(pid: number): CgroupPaths | undefined;
  /** Opens a group's files. Dispose it; make a new one when the container has a new process. */
  cgroupReader(paths: CgroupPaths): CgroupReader;
  /** Counters per interface in the network namespace of a process; undefined when it is gone. */
  networkCounters(pid: number): readonly InterfaceCounters[] | undefined;
}

export interface HostOptions {
  readonly name: string;
  readonly clock: RevisionClock;
  readonly log?: Log;
  readonly roots?: HostRoots;
}
