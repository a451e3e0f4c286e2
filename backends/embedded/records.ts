/** States as Docker names them; there is no process behind `running`, so no record carries a pid. */
export type EmbeddedContainerStatus = 'created' | 'running' | 'paused' | 'exited';

export type EmbeddedRestartPolicy = 'no' | 'always' | 'unless-stopped' | 'on-failure';

export interface EmbeddedContainer {
  /** 64 hex digits. */
  readonly id: string;
  readonly name: string;
  /** As asked for: `izaos/web:1.0`. */
  readonly image: string;
  readonly imageId: string;
  readonly command: readonly string[];
  /** `NAME=value` lines. */
  readonly environment: readonly string[];
  readonly workingDirectory: string;
  readonly user: string;
  readonly hostname: string;
  /** Always holds `iza.embedded=true`. */
  readonly labels: Readonly<Record<string, string>>;
  readonly createdAt: Date;
  readonly state: {
    readonly status: EmbeddedContainerStatus;
    readonly exitCode: number;
    readonly oomKilled: boolean;
    readonly startedAt?: Date;
    readonly finishedAt?: Date;
    readonly restartCount: number;
    readonly health?: 'healthy';
  };
  readonly restartPolicy: EmbeddedRestartPolicy;
  readonly limits: EmbeddedLimits;
  readonly mounts: readonly EmbeddedMount[];
  readonly ports: readonly EmbeddedPort[];
  readonly networks: readonly EmbeddedAttachment[];
}

/** Absent: no limit. */
export interface EmbeddedLimits {
  readonly memoryBytes?: number;
  readonly cpuCores?: number;
  readonly pids?: number;
}

export interface EmbeddedMount {
  readonly type: 'volume' | 'bind' | 'tmpfs';
  /** Volume name or path on the (imagined) host; empty for tmpfs. */
  readonly source: string;
  readonly destination: string;
  readonly readOnly: boolean;
}

export interface EmbeddedPort {
  readonly containerPort: number;
  readonly protocol: 'tcp' | 'udp' | 'sctp';
  /** Absent: exposed, not published. */
  readonly hostPort?: number;
  readonly hostAddress?: string;
}

export interface EmbeddedAttachment {
  readonly networkId: string;
  readonly networkName: string;
  readonly aliases: readonly string[];
  /** Absent while the container does not run. */
  readonly ipv4Address?: string;
  readonly prefixLength?: number;
  readonly gateway?: string;
  readonly macAddress?: string;
}

export interface EmbeddedImage {
  /** `sha256:` and 64 hex digits. */
  readonly id: string;
  readonly tags: readonly string[];
  readonly sizeBytes: number;
  readonly createdAt: Date;
  readonly architecture: string;
  readonly os: 'linux';
  readonly command: readonly string[];
  readonly environment: readonly string[];
  readonly exposedPorts: readonly {
    readonly containerPort: number;
    readonly protocol: 'tcp' | 'udp' | 'sctp';
  }[];
  readonly layers: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
}

export interface EmbeddedNetwork {
  /** 64 hex digits. */
  readonly id: string;
  readonly name: string;
  readonly driver: 'bridge' | 'host' | 'none';
  readonly internal: boolean;
  readonly attachable: boolean;
  readonly subnet?: string;
  readonly gateway?: string;
  readonly createdAt: Date;
  readonly labels: Readonly<Record<string, string>>;
}

export interface EmbeddedVolume {
  readonly name: string;
  readonly driver: 'local';
  readonly mountPoint: string;
  readonly sizeBytes: number;
  readonly createdAt: Date;
  readonly labels: Readonly<Record<string, string>>;
}

/** Counters of one container now; rates are the reader's. */
export interface EmbeddedStats {
  readonly at: Date;
  readonly cpuUsageNs: number;
  readonly cpuUserNs: number;
  readonly cpuSystemNs: number;
  readonly throttledNs: number;
  readonly throttledPeriods: number;
  readonly memoryBytes: number;
  readonly memoryWorkingSetBytes: number;
  /** Absent: unlimited. */
  readonly memoryLimitBytes?: number;
  readonly pids: number;
  readonly pidsLimit?: number;
  readonly blkioReadBytes: number;
  readonly blkioWrittenBytes: number;
  readonly networks: readonly {
    readonly name: string;
    readonly rxBytes: number;
    readonly rxPackets: number;
    readonly rxErrors: number;
    readonly rxDrops: number;
    readonly txBytes: number;
    readonly txPackets: number;
    readonly txErrors: number;
    readonly txDrops: number;
  }[];
}

/** What happened, in Docker's words: `container start`, `image pull`, `network connect`, `volume destroy`. */
export interface EmbeddedEvent {
  readonly type: 'container' | 'image' | 'network' | 'volume';
  readonly action: string;
  /** Id (container, image, network) or name (volume). */
  readonly subject: string;
  readonly at: Date;
  readonly attributes: Readonly<Record<string, string>>;
}
