/** A kind of thing IzaOS manages. */
export type Platform = 'docker' | 'kubernetes' | 'libvirt' | 'host' | 'embedded';

/**
 * CONNECTING: never synced yet. LIVE: the mirror follows the engine. STALE: the engine is out of reach; the mirror serves what
 * it last knew and says so. STOPPED: IzaOS let go of it.
 */
export type EndpointStatus = 'CONNECTING' | 'LIVE' | 'STALE' | 'STOPPED';

export interface EndpointState {
  readonly status: EndpointStatus;
  /** When this status began. */
  readonly since: Date;
  /** When the mirror was last known to equal the engine. */
  readonly lastSync?: Date;
  /** Delay between the engine's time stamp of the last event and its arrival here, ms. */
  readonly lagMs?: number;
  readonly apiVersion?: string;
  readonly engineVersion?: string;
  /** Why it is not LIVE, safe to show. */
  readonly reason?: string;
}

/** What every backend offers about one endpoint, whatever its platform. */
export interface Endpoint {
  readonly platform: Platform;
  /** The name given in the configuration; unique in a process. */
  readonly name: string;
  /** Where it is, without credentials: `unix:///var/run/docker.sock`. */
  readonly address: string;
  readonly state: EndpointState;
  /** Calls `listener` on every change of `state`; returns how to stop. */
  onState(listener: (state: EndpointState) => void): () => void;
  /** Begins to connect and mirror. Resolves after the first sync or the first failed attempt; never rejects. */
  start(): Promise<void>;
  /** Ends every stream and timer of this endpoint. Idempotent. */
  stop(): Promise<void>;
}
