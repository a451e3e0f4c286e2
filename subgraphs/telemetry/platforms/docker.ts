import { availableParallelism } from 'node:os';
import type {
  DockerContainer,
  DockerContainerStatus,
  DockerEndpoint,
  DockerEvent,
} from '#backends/docker/index.ts';
import type { HostEndpoint } from '#backends/host/index.ts';
import { encodeId } from '#kernel/ids.ts';
import type { WorkloadFacts, WorkloadReading, WorkloadState } from '../domain.ts';
import type { Incident, ReadOptions, WorkloadPlatform } from '../port.ts';
import { openCgroupMeter, type CgroupMeter } from './cgroup-meter.ts';
import { EngineMeter, type Asked } from './engine-meter.ts';

/** Two readings closer than this give no useful rate, ms. */
const SECOND_READING_MS = 150;
/** How long after a signal the end of a container counts as asked for, ms. */
const ASKED_MS = 60_000;
/** A process that cannot be seen from here is looked for again after this time, ms. */
const LOOK_AGAIN_MS = 30_000;

/**
 * Containers of one Docker Engine. Those of an engine on this machine are read from their control groups; those whose processes cannot be
 * seen (a remote engine, or IzaOS in another pid namespace) through the engine's API.
 */
export class DockerWorkloads implements WorkloadPlatform {
  readonly endpoint: string;
  readonly #docker: DockerEndpoint;
  readonly #host: HostEndpoint | undefined;
  readonly #facts = new WeakMap<DockerContainer, WorkloadFacts>();
  readonly #meters = new Map<string, CgroupMeter>();
  readonly #unseen = new Map<string, { readonly run: string; readonly at: number }>();
  readonly #engine: EngineMeter;
  #all: { readonly of: readonly DockerContainer[]; readonly facts: readonly WorkloadFacts[] } | undefined;
  #stopped = false;

  /** `host`: the machine that this process and the engine run on. */
  constructor(docker: DockerEndpoint, host: HostEndpoint | undefined) {
    this.endpoint = docker.name;
    this.#docker = docker;
    this.#host = docker.local ? host : undefined;
    this.#engine = new EngineMeter(docker);
  }

  get cpuCount(): number | undefined {
    return this.#docker.info?.NCPU ?? (this.#docker.local ? availableParallelism() : undefined);
  }

  workloads(): readonly WorkloadFacts[] {
    const of = this.#docker.containers.values();
    if (this.#all?.of !== of) this.#all = { of, facts: of.map((container) => this.#factsOf(container)) };
    return this.#all.facts;
  }

  workload(nativeId: string): WorkloadFacts | undefined {
    const container = this.#docker.containers.get(nativeId);
    return container && this.#factsOf(container);
  }

  read(take: (reading: WorkloadReading) => void, options: ReadOptions = {}): void {
    if (this.#stopped) return;
    const asked: Asked[] = [];
    for (const container of this.#docker.containers.values()) {
      if (container.State.Running && container.State.Pid > 0)
        this.#readOne(container, { take, asked, ...options });
    }
    if (options.newOnly) return;
    this.#closeEnded();
    this.#engine.ask(asked, take);
  }

  listen(listener: (incident: Incident) => void): () => void {
    const signalled = new Map<string, number>();
    const stopEvents = this.#docker.onEvent((event) => {
      if (event.Type !== 'container') return;
      const incident = this.#incidentOf(event, signalled);
      if (incident) listener(incident);
    });
    const stopChanges = this.#docker.containers.listen((change) => {
      if (change.type === 'DELETED')
        return listener({ type: 'REMOVED', workload: this.#factsOf(change.previous) });
      const { State } = change.value;
      const before = change.type === 'MODIFIED' ? change.previous.State : undefined;
      if (State.Running && State.Pid !== before?.Pid)
        listener({ type: 'STARTED', workload: this.#factsOf(change.value) });
    });
    return () => {
      stopEvents();
      stopChanges();
    };
  }

  stop(): void {
    this.#stopped = true;
    this.#engine.stop();
    for (const meter of this.#meters.values()) meter[Symbol.dispose]();
    this.#meters.clear();
  }

  #readOne(
    container: DockerContainer,
    to: { readonly take: (reading: WorkloadReading) => void; readonly asked: Asked[] } & ReadOptions,
  ): void {
    const workload = this.#factsOf(container);
    const run = `${container.State.Pid}@${container.State.StartedAt}`;
    const meter = this.#meterOf(container, workload, run);
    if (!meter) {
      to.asked.push({ container, workload, run });
      return;
    }
    if (
      to.newOnly &&
      !(
        meter.readings === 0 ||
        (meter.readings === 1 && performance.now() - meter.lastMs > SECOND_READING_MS)
      )
    ) {
      return;
    }
    const reading = meter.read(workload);
    if (reading) to.take(reading);
    else this.#close(container.Id);
  }

  #meterOf(container: DockerContainer, workload: WorkloadFacts, run: string): CgroupMeter | undefined {
    if (!this.#host) return undefined;
    const known = this.#meters.get(container.Id);
    if (known?.run === run) return known;
    this.#close(container.Id);
    const unseen = this.#unseen.get(container.Id);
    if (unseen?.run === run && performance.now() - unseen.at < LOOK_AGAIN_MS) return undefined;
    const machineNetwork = container.HostConfig.NetworkMode === 'host';
    const meter = openCgroupMeter(this.#host, { workload, run, pid: container.State.Pid, machineNetwork });
    if (meter) {
      this.#unseen.delete(container.Id);
      this.#meters.set(container.Id, meter);
    } else this.#unseen.set(container.Id, { run, at: performance.now() });
    return meter;
  }

  #close(id: string): void {
    this.#meters.get(id)?.[Symbol.dispose]();
    this.#meters.delete(id);
  }

  #closeEnded(): void {
    const { containers } = this.#docker;
    for (const id of this.#meters.keys()) if (!containers.get(id)?.State.Running) this.#close(id);
    for (const id of this.#unseen.keys()) if (!containers.get(id)?.State.Running) this.#unseen.delete(id);
  }

  /** The engine tells of a signal it was asked to send before it tells of the end that this brought. */
  #incidentOf(event: DockerEvent, signalled: Map<string, number>): Incident | undefined {
    const container = this.#docker.containers.get(event.Actor.ID);
    if (!container) return undefined;
    const workload = this.#factsOf(container);
    if (event.Action === 'oom') return { type: 'OOM_KILLED', workload };
    if (event.Action === 'kill' && endsPrograms(event.Actor.Attributes['signal']))
      signalled.set(container.Id, performance.now());
    if (event.Action !== 'die') return undefined;
    const signalledAt = signalled.get(container.Id) ?? Number.NEGATIVE_INFINITY;
    signalled.delete(container.Id);
    const exitCode = Number(event.Actor.Attributes['exitCode'] ?? 0);
    return { type: 'EXITED', workload, exitCode, requested: performance.now() - signalledAt < ASKED_MS };
  }

  #factsOf(container: DockerContainer): WorkloadFacts {
    let facts = this.#facts.get(container);
    if (!facts) this.#facts.set(container, (facts = deriveFacts(this.endpoint, container)));
    return facts;
  }
}

const STATES: Readonly<Record<DockerContainerStatus, WorkloadState>> = {
  created: 'CREATED',
  running: 'RUNNING',
  paused: 'PAUSED',
  restarting: 'RESTARTING',
  removing: 'REMOVING',
  exited: 'STOPPED',
  dead: 'FAILED',
};

function deriveFacts(endpoint: string, container: DockerContainer): WorkloadFacts {
  const { Id, Name, State, Config, HostConfig } = container;
  const health = State.Health?.Status;
  return {
    id: encodeId('Container', endpoint, Id),
    endpoint,
    nativeId: Id,
    name: Name.replace(/^\//, ''),
    image: Config.Image,
    state: STATES[State.Status] ?? 'FAILED',
    running: State.Running && State.Pid > 0,
    cpuLimitCores: cpuLimit(HostConfig),
    healthy: health === 'healthy' ? true : health === 'unhealthy' ? false : undefined,
  };
}

function cpuLimit({
  NanoCpus = 0,
  CpuQuota = 0,
  CpuPeriod = 0,
}: DockerContainer['HostConfig']): number | undefined {
  if (NanoCpus > 0) return NanoCpus / 1e9;
  return CpuQuota > 0 ? CpuQuota / (CpuPeriod || 100_000) : undefined;
}

/** HUP, INT, QUIT, KILL, TERM and whatever is not a plain number; others are messages to the program. */
function endsPrograms(signal: string | undefined): boolean {
  return !signal || !/^\d+$/.test(signal) || [1, 2, 3, 9, 15].includes(Number(signal));
}
