import type { HostEndpoint, HostProcess } from '#backends/host/index.ts';
import { encodeId } from '#kernel/ids.ts';
import type { MachineReading } from '../domain.ts';
import type { MachinePlatform, ProcessesQuery, ProcessFacts } from '../port.ts';

/** The machine that this process runs on. `workloadIdOf` gives the global id of a container by its full native id. */
export class HostMachinePlatform implements MachinePlatform {
  readonly endpoint: string;
  readonly #host: HostEndpoint;
  readonly #workloadIdOf: (nativeId: string) => string | undefined;

  constructor(host: HostEndpoint, workloadIdOf: (nativeId: string) => string | undefined) {
    this.endpoint = host.name;
    this.#host = host;
    this.#workloadIdOf = workloadIdOf;
  }

  get identity(): { readonly id: string; readonly name: string } | undefined {
    try {
      const { machineId, hostname } = this.#host.facts;
      return { id: encodeId('Host', this.endpoint, machineId), name: hostname };
    } catch {
      return undefined;
    }
  }

  read(): MachineReading | undefined {
    try {
      return this.#host.sample();
    } catch {
      return undefined;
    }
  }

  async processes({ first, orderBy, signal }: ProcessesQuery): Promise<readonly ProcessFacts[]> {
    const found = await this.#host.processes({
      limit: first,
      orderBy: orderBy === 'CPU' ? 'cpu' : 'memory',
      signal,
    });
    const key = orderBy === 'CPU' ? 'cpuSeconds' : 'residentBytes';
    // They were chosen by figures that moved on while the processes were looked at.
    return found.map((process) => this.#factsOf(process)).sort((left, right) => right[key] - left[key]);
  }

  #factsOf(process: HostProcess): ProcessFacts {
    const { pid, parentPid, name, user, state, cpuSeconds, residentBytes, threads, startedAt, containerId } =
      process;
    const workloadId = (containerId !== undefined && this.#workloadIdOf(containerId)) || null;
    return {
      pid,
      parentPid,
      name,
      user,
      state: LETTERS[state],
      cpuSeconds,
      residentBytes,
      threads,
      startedAt,
      workloadId,
    };
  }
}

/** proc(5), field `state` of /proc/PID/stat. */
const LETTERS: Readonly<Record<HostProcess['state'], string>> = {
  RUNNING: 'R',
  SLEEPING: 'S',
  DISK_SLEEP: 'D',
  STOPPED: 'T',
  TRACED: 't',
  ZOMBIE: 'Z',
  DEAD: 'X',
  IDLE: 'I',
  UNKNOWN: '?',
};
