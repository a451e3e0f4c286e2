import type { Log } from '#kernel/log.ts';
import type { RevisionClock } from '../revision-clock.ts';
import { containerCalls } from './container-calls.ts';
import { DockerConnector, type Pace } from './docker-connector.ts';
import type { DockerEndpoint, TlsMaterial } from './docker-endpoint.ts';
import { parseEngineAddress } from './engine-address.ts';
import { runExec } from './exec.ts';
import { imageCalls } from './image-calls.ts';
import { readLogs } from './logs.ts';
import { networkCalls } from './network-calls.ts';
import { volumeCalls } from './volume-calls.ts';

export interface DockerEndpointOptions {
  /** The endpoint's name in the configuration. */
  readonly name: string;
  /** In DOCKER_HOST's form: `unix:///var/run/docker.sock`, `tcp://host:2375`; with `tls`: `tcp://host:2376`. */
  readonly host: string;
  readonly tls?: TlsMaterial;
  readonly clock: RevisionClock;
  readonly log: Log;
  readonly pace?: Partial<Pace>;
}

/** A dead engine is noticed within 8 s. */
const PACE: Pace = {
  pingEveryMs: 3000,
  pingTimeoutMs: 5000,
  reconcileEveryMs: 20_000,
  backoffCapMs: 10_000,
  callWaitMs: 1000,
};

/** A socket is on this machine: asking it costs nothing, so a restarted engine is found again soon. */
const LOCAL_BACKOFF_CAP_MS = 1000;

/** An endpoint over one Docker Engine. Nothing is dialled before `start()`. Throws BAD_USER_INPUT on an address that cannot be used. */
export function createDockerEndpoint(options: DockerEndpointOptions): DockerEndpoint {
  const { name, host, tls, clock, log } = options;
  const address = parseEngineAddress(host, tls);
  const local = address.kind === 'socket';
  const pace = { ...PACE, ...(local && { backoffCapMs: LOCAL_BACKOFF_CAP_MS }), ...options.pace };
  const connector = new DockerConnector({ name, address, clock, log, pace });
  const { containers, images, networks, volumes } = connector.mirror;
  return {
    platform: 'docker',
    name,
    address: address.display,
    local,
    containers,
    images,
    networks,
    volumes,
    get state() {
      return connector.state;
    },
    get info() {
      return connector.info;
    },
    onState: (listener) => connector.onState(listener),
    onEvent: (listener) => connector.onEvent(listener),
    start: () => connector.start(),
    stop: () => connector.stop(),
    ...containerCalls(connector),
    ...imageCalls(connector),
    ...networkCalls(connector),
    ...volumeCalls(connector),
    logs: (id, logOptions) => readLogs(connector, id, logOptions),
    exec: (id, execOptions) => runExec(connector, id, execOptions),
  };
}
