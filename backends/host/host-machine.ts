import { IzaError } from '#kernel/errors.ts';
import type { Log } from '#kernel/log.ts';
import type { EndpointState } from '../endpoint.ts';
import { EndpointStatusCell } from '../endpoint-status.ts';
import type { CgroupPaths, CgroupReader } from './cgroup.ts';
import { CgroupLocator } from './cgroup-locator.ts';
import { openCgroup } from './cgroup-reader.ts';
import { DiskReader } from './disk-reader.ts';
import type { HostFacts } from './facts.ts';
import { FilesystemMeter } from './filesystem-meter.ts';
import type { HostEndpoint, HostOptions } from './host-endpoint.ts';
import { InterfaceReader } from './interface-reader.ts';
import { parseNetDev } from './network-counters.ts';
import type { HostProcess, ProcessQuery } from './process.ts';
import { listProcesses, readProcesses } from './process-reader.ts';
import { parseStat } from './read-cpu.ts';
import { readFacts } from './read-facts.ts';
import { parseMeminfo } from './read-memory.ts';
import { readPressure } from './read-pressure.ts';
import { readText } from './read-text.ts';
import type { HostSample, InterfaceCounters } from './sample.ts';

const FACTS_MAX_AGE_MS = 10_000;

/** So that the first sample has sizes of file systems, unless one of them hangs. */
const START_WAIT_MS = 250;

/** The host endpoint over injectable roots. LIVE while `/proc` can be read. */
export class HostMachine implements HostEndpoint {
  readonly platform = 'host';
  readonly name: string;
  readonly address: string;
  readonly #log: Log | undefined;
  readonly #procRoot: string;
  readonly #sysRoot: string;
  readonly #etcRoot: string;
  readonly #status = new EndpointStatusCell();
  readonly #cgroups: CgroupLocator;
  readonly #disks: DiskReader;
  readonly #interfaces: InterfaceReader;
  readonly #filesystems: FilesystemMeter;
  #facts: { readonly value: HostFacts; readonly readAt: number } | undefined;

  constructor({ name, log, roots = {} }: HostOptions) {
    const { procRoot = '/proc', sysRoot = '/sys', etcRoot = '/etc', cgroupRoot } = roots;
    this.name = name;
    this.address = `file://${procRoot}`;
    this.#log = log;
    this.#procRoot = procRoot;
    this.#sysRoot = sysRoot;
    this.#etcRoot = etcRoot;
    this.#cgroups = new CgroupLocator({ procRoot, ...(cgroupRoot !== undefined && { cgroupRoot }) });
    this.#disks = new DiskReader({ procRoot, sysRoot });
    this.#interfaces = new InterfaceReader({ procRoot, sysRoot });
    this.#filesystems = new FilesystemMeter({ procRoot });
  }

  get state(): EndpointState {
    return this.#status.state;
  }

  onState(listener: (state: EndpointState) => void): () => void {
    return this.#status.listen(listener);
  }

  async start(): Promise<void> {
    try {
      this.#kernelFile('stat');
    } catch {
      return;
    }
    await this.#filesystems.refresh(START_WAIT_MS);
  }

  async stop(): Promise<void> {
    if (this.state.status !== 'STOPPED') this.#status.set('STOPPED');
  }

  get facts(): HostFacts {
    this.#assertRunning();
    if (this.#facts && performance.now() - this.#facts.readAt < FACTS_MAX_AGE_MS) return this.#facts.value;
    const value = readFacts({ procRoot: this.#procRoot, sysRoot: this.#sysRoot, etcRoot: this.#etcRoot });
    if (!value) throw this.#lost();
    this.#facts = { value, readAt: performance.now() };
    return value;
  }

  sample(): HostSample {
    const at = new Date();
    const { cpu, running, blocked } = parseStat(this.#kernelFile('stat'));
    const [one, five, fifteen] = this.#kernelFile('loadavg').split(' ').map(Number) as [
      number,
      number,
      number,
    ];
    return {
      at,
      uptimeSeconds: Number.parseFloat(this.#kernelFile('uptime')),
      cpu,
      memory: parseMeminfo(this.#kernelFile('meminfo')),
      pressure: readPressure(this.#procRoot),
      load: { one, five, fifteen },
      processes: { total: listProcesses(this.#procRoot).length, running, blocked },
      disks: this.#disks.read(),
      filesystems: this.#filesystems.read(),
      interfaces: this.#interfaces.read(),
    };
  }

  async processes(query: ProcessQuery = {}): Promise<readonly HostProcess[]> {
    const { bootedAt } = parseStat(this.#kernelFile('stat'));
    return readProcesses({ procRoot: this.#procRoot, etcRoot: this.#etcRoot, bootedAt }, query);
  }

  cgroupOf(pid: number): CgroupPaths | undefined {
    return isProcessId(pid) ? this.#cgroups.locate(pid) : undefined;
  }

  cgroupReader(paths: CgroupPaths): CgroupReader {
    return openCgroup(paths);
  }

  networkCounters(pid: number): readonly InterfaceCounters[] | undefined {
    const text = isProcessId(pid) ? readText(`${this.#procRoot}/${pid}/net/dev`) : undefined;
    return text === undefined ? undefined : parseNetDev(text);
  }

  /** A file that every Linux has; when it cannot be read there is no host to speak of. */
  #kernelFile(name: string): string {
    this.#assertRunning();
    const text = readText(`${this.#procRoot}/${name}`);
    if (text === undefined) throw this.#lost();
    if (this.state.status === 'LIVE') {
      this.#status.touch(new Date());
    } else {
      const kernel = readText(`${this.#procRoot}/sys/kernel/osrelease`)?.trim();
      this.#status.set('LIVE', { lastSync: new Date(), ...(kernel && { engineVersion: kernel }) });
    }
    return text;
  }

  #assertRunning(): void {
    if (this.state.status !== 'STOPPED') return;
    throw new IzaError('BACKEND_UNAVAILABLE', `The host "${this.name}" is not being read any more.`, {
      endpoint: this.name,
      since: this.state.since.toISOString(),
    });
  }

  #lost(): IzaError {
    const reason = `${this.#procRoot} cannot be read: the host platform reads Linux machines.`;
    if (this.state.status !== 'STALE') {
      this.#status.set('STALE', { reason });
      this.#log?.warn('The host cannot be read', { endpoint: this.name, reason });
    }
    return new IzaError('BACKEND_UNAVAILABLE', reason, {
      endpoint: this.name,
      since: this.state.since.toISOString(),
    });
  }
}

/** Pid 0 is "not running" in engines' documents. */
function isProcessId(pid: number): boolean {
  return Number.isInteger(pid) && pid > 0;
}
