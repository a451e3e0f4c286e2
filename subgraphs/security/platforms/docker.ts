import type { DockerContainer, DockerEndpoint, DockerEvent } from '#backends/docker/index.ts';
import { encodeId } from '#kernel/ids.ts';
import type { WorkloadSettings } from '../domain.ts';
import type { EngineIncident, SecurityEndpoint } from '../port.ts';

/** One Docker Engine's containers as requests to judge, and its events. */
export function dockerSecurity(endpoint: DockerEndpoint): SecurityEndpoint {
  const known = new WeakMap<DockerContainer, WorkloadSettings>();
  return {
    endpoint: endpoint.name,
    controlPaths: endpoint.address.startsWith('unix://') ? [endpoint.address.slice('unix://'.length)] : [],
    settingsOf: (nativeId) => {
      const container = endpoint.containers.get(nativeId);
      if (!container) return undefined;
      let settings = known.get(container);
      if (!settings) known.set(container, (settings = settingsOf(endpoint, container)));
      return settings;
    },
    listen: (listener) => listen(endpoint, listener),
  };
}

/** The create request that would give this container: its document says the same in the same words. */
function settingsOf(endpoint: DockerEndpoint, container: DockerContainer): WorkloadSettings {
  const { Cmd, Entrypoint, Env, Healthcheck, Hostname, Image, Labels, StopSignal, Tty, User, WorkingDir } =
    container.Config;
  const config = {
    Cmd,
    Entrypoint,
    Env,
    Healthcheck,
    Hostname,
    Image,
    Labels,
    StopSignal,
    Tty,
    User,
    WorkingDir,
  };
  return {
    kind: 'container.create',
    platform: endpoint.platform,
    endpoint: endpoint.name,
    localPaths: endpoint.local,
    settings: { ...config, HostConfig: hostConfigOf(endpoint, container) },
  };
}

/** Without what the engine fills in for every container, and without empty members that an engine newer than the policy may show. */
function hostConfigOf(endpoint: DockerEndpoint, { HostConfig }: DockerContainer): Record<string, unknown> {
  const members = Object.entries(HostConfig).filter(([name, value]) => {
    // Control groups of version 1: the engine's own choice where nothing was asked for.
    if (name === 'CgroupnsMode' && value === 'host') return endpoint.info?.CgroupVersion === '2';
    // An empty list uncovers what an absent one masks.
    return name === 'MaskedPaths' || name === 'ReadonlyPaths' || !isEmpty(value);
  });
  return Object.fromEntries(members);
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '' || value === 0 || value === false) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/**
 * Starts are told by the event, so that a container that lives for a moment is not missed, as soon as the mirror has its document; and by the
 * mirror alone, when the event was lost with a connection.
 */
function listen(endpoint: DockerEndpoint, listener: (incident: EngineIncident) => void): () => void {
  const since = Date.now();
  const awaited = new Set<string>();
  const told = new Set<string>();
  /** Runs the mirror showed before their event came: it may be read late enough to see a start that is still to be told. Instants, ms. */
  const shown = new Map<string, number>();
  const tellStart = (nativeId: string, name: string) => {
    told.add(nativeId);
    listener({ type: 'STARTED', ...about(endpoint, nativeId, name) });
  };
  const stopEvents = endpoint.onEvent((event) => {
    if (event.Type !== 'container') return;
    const { ID: nativeId, Attributes } = event.Actor;
    const container = endpoint.containers.get(nativeId);
    const name = Attributes['name'] ?? nativeId.slice(0, 12);
    if (event.Action === 'start' && isShown(nativeId, event)) shown.delete(nativeId);
    else if (event.Action === 'start' && container) tellStart(nativeId, name);
    else if (event.Action === 'start') awaited.add(nativeId);
    else if (event.Action === 'destroy') forget(nativeId);
    else if (isForeignExec(event, container)) listener({ type: 'EXEC', ...about(endpoint, nativeId, name) });
  });
  const stopMirror = endpoint.containers.listen((change) => {
    const { key } = change;
    if (change.type === 'DELETED') return forget(key);
    const { State, Name } = change.value;
    const started =
      State.Running && (change.type === 'ADDED' || change.previous.State.StartedAt !== State.StartedAt);
    if (awaited.delete(key)) tellStart(key, Name.slice(1));
    else if (!started || told.delete(key)) return;
    // What ran before anyone listened did not start now.
    else if (change.type === 'MODIFIED' || Date.parse(State.StartedAt) >= since) {
      shown.set(key, Date.parse(State.StartedAt));
      listener({ type: 'STARTED', ...about(endpoint, key, Name.slice(1)) });
    }
  });
  const isShown = (nativeId: string, { timeNano }: DockerEvent) => {
    const startedAt = shown.get(nativeId);
    return startedAt !== undefined && timeNano / 1e6 - startedAt < SAME_START_MS;
  };
  const forget = (nativeId: string) => {
    shown.delete(nativeId);
    awaited.delete(nativeId);
    told.delete(nativeId);
  };
  return () => {
    stopEvents();
    stopMirror();
  };
}

/** The engine notes the start, then tells it: this much later at most. */
const SAME_START_MS = 2000;

function about(endpoint: DockerEndpoint, nativeId: string, name: string) {
  return { workload: encodeId('Container', endpoint.name, nativeId), nativeId, name };
}

function isForeignExec(event: DockerEvent, container: DockerContainer | undefined): boolean {
  const command = /^exec_create: ?(.*)$/s.exec(event.Action)?.[1];
  return command !== undefined && !(container && isHealthCheck(container, command));
}

/** The engine runs health checks as execs, and tells an exec's program and arguments with spaces between. */
function isHealthCheck({ Config }: DockerContainer, command: string): boolean {
  const [form, ...words] = Config.Healthcheck?.Test ?? [];
  const shell = (Config as { readonly Shell?: readonly string[] | null }).Shell ?? ['/bin/sh', '-c'];
  const program = form === 'CMD' ? words : form === 'CMD-SHELL' ? [...shell, ...words] : undefined;
  return program !== undefined && command.trim() === program.join(' ').trim();
}
