/**
 * The engine's own documents, as `GET …/json` answers them, at the API versions this backend speaks (1.40 to 1.47). Only what
 * IzaOS reads is typed; everything else the engine says is there too, so a document can be shown whole as `native`.
 * Times are RFC 3339 texts; "never" is `0001-01-01T00:00:00Z`. Sizes are bytes.
 */

export type Labels = Readonly<Record<string, string>>;

/** `GET /containers/{id}/json`. `Name` begins with a slash. */
export interface DockerContainer {
  readonly Id: string;
  readonly Name: string;
  readonly Created: string;
  readonly Path: string;
  readonly Args: readonly string[];
  readonly State: DockerContainerState;
  /** Id of the image: `sha256:…`. The reference it was created from is `Config.Image`. */
  readonly Image: string;
  readonly RestartCount: number;
  readonly Driver: string;
  readonly Platform: string;
  readonly LogPath: string;
  readonly ExecIDs?: readonly string[] | null;
  readonly HostConfig: DockerHostConfig;
  readonly GraphDriver?: { readonly Name: string; readonly Data?: Readonly<Record<string, string>> | null };
  readonly Mounts: readonly DockerMountPoint[];
  readonly Config: DockerContainerConfig;
  readonly NetworkSettings: DockerNetworkSettings;
}

export type DockerContainerStatus =
  | 'created'
  | 'running'
  | 'paused'
  | 'restarting'
  | 'removing'
  | 'exited'
  | 'dead';

export interface DockerContainerState {
  readonly Status: DockerContainerStatus;
  readonly Running: boolean;
  readonly Paused: boolean;
  readonly Restarting: boolean;
  readonly OOMKilled: boolean;
  readonly Dead: boolean;
  /** Process id of the container's first process on the engine's machine; 0 when not running. */
  readonly Pid: number;
  readonly ExitCode: number;
  readonly Error: string;
  readonly StartedAt: string;
  readonly FinishedAt: string;
  readonly Health?: {
    readonly Status: 'none' | 'starting' | 'healthy' | 'unhealthy';
    readonly FailingStreak: number;
    readonly Log:
      | readonly {
          readonly Start: string;
          readonly End: string;
          readonly ExitCode: number;
          readonly Output: string;
        }[]
      | null;
  };
}

export interface DockerContainerConfig {
  readonly Hostname: string;
  readonly User: string;
  readonly Tty: boolean;
  readonly OpenStdin?: boolean;
  readonly Env?: readonly string[] | null;
  readonly Cmd?: readonly string[] | null;
  readonly Entrypoint?: readonly string[] | null;
  /** The reference the container was created from: `nginx:1.27`. */
  readonly Image: string;
  readonly WorkingDir: string;
  readonly Labels?: Labels | null;
  readonly ExposedPorts?: Readonly<Record<string, unknown>> | null;
  readonly Volumes?: Readonly<Record<string, unknown>> | null;
  readonly StopSignal?: string;
  readonly StopTimeout?: number;
  readonly Healthcheck?: DockerHealthcheck;
}

/** Durations are nanoseconds. */
export interface DockerHealthcheck {
  readonly Test?: readonly string[];
  readonly Interval?: number;
  readonly Timeout?: number;
  readonly StartPeriod?: number;
  readonly Retries?: number;
}

export interface DockerHostConfig {
  readonly Binds?: readonly string[] | null;
  readonly Mounts?: readonly DockerMountRequest[] | null;
  readonly Tmpfs?: Readonly<Record<string, string>> | null;
  readonly VolumesFrom?: readonly string[] | null;
  readonly NetworkMode?: string;
  readonly PortBindings?: DockerPortMap | null;
  readonly PublishAllPorts?: boolean;
  readonly RestartPolicy?: { readonly Name: string; readonly MaximumRetryCount?: number };
  readonly AutoRemove?: boolean;
  readonly Privileged?: boolean;
  readonly ReadonlyRootfs?: boolean;
  readonly CapAdd?: readonly string[] | null;
  readonly CapDrop?: readonly string[] | null;
  readonly SecurityOpt?: readonly string[] | null;
  readonly Devices?: readonly unknown[] | null;
  readonly DeviceRequests?: readonly unknown[] | null;
  readonly DeviceCgroupRules?: readonly string[] | null;
  readonly PidMode?: string;
  readonly IpcMode?: string;
  readonly UTSMode?: string;
  readonly UsernsMode?: string;
  readonly CgroupnsMode?: string;
  readonly CgroupParent?: string;
  readonly Runtime?: string;
  readonly Init?: boolean | null;
  readonly Sysctls?: Readonly<Record<string, string>> | null;
  readonly ExtraHosts?: readonly string[] | null;
  readonly Dns?: readonly string[] | null;
  readonly GroupAdd?: readonly string[] | null;
  readonly ShmSize?: number;
  readonly LogConfig?: { readonly Type: string; readonly Config?: Readonly<Record<string, string>> | null };
  readonly Ulimits?:
    | readonly { readonly Name: string; readonly Soft: number; readonly Hard: number }[]
    | null;
  /** Billionths of a core. 0: no limit. */
  readonly NanoCpus?: number;
  readonly CpuShares?: number;
  /** Microseconds. */
  readonly CpuPeriod?: number;
  readonly CpuQuota?: number;
  readonly CpusetCpus?: string;
  /** Bytes. 0: no limit. */
  readonly Memory?: number;
  readonly MemoryReservation?: number;
  /** Memory plus swap; -1: unlimited swap. */
  readonly MemorySwap?: number;
  readonly PidsLimit?: number | null;
  readonly OomKillDisable?: boolean | null;
  readonly OomScoreAdj?: number;
  readonly BlkioWeight?: number;
}

export interface DockerMountRequest {
  readonly Type: 'bind' | 'volume' | 'tmpfs' | 'npipe' | 'cluster' | 'image';
  readonly Source?: string;
  readonly Target: string;
  readonly ReadOnly?: boolean;
  readonly BindOptions?: { readonly Propagation?: string; readonly CreateMountpoint?: boolean };
  readonly VolumeOptions?: {
    readonly NoCopy?: boolean;
    readonly Labels?: Labels;
    readonly DriverConfig?: { readonly Name?: string; readonly Options?: Readonly<Record<string, string>> };
  };
  readonly TmpfsOptions?: { readonly SizeBytes?: number; readonly Mode?: number };
}

/** A mount as it is, whichever way it was asked for. */
export interface DockerMountPoint {
  readonly Type: 'bind' | 'volume' | 'tmpfs' | 'npipe' | 'cluster' | 'image';
  /** The volume's name, for `Type: volume`. */
  readonly Name?: string;
  readonly Source: string;
  readonly Destination: string;
  readonly Driver?: string;
  readonly Mode: string;
  readonly RW: boolean;
  readonly Propagation: string;
}

/** `80/tcp` → where it is bound on the engine's machine; null: exposed, not published. */
export type DockerPortMap = Readonly<
  Record<string, readonly { readonly HostIp?: string; readonly HostPort?: string }[] | null>
>;

export interface DockerNetworkSettings {
  readonly SandboxID?: string;
  readonly SandboxKey?: string;
  readonly Ports?: DockerPortMap | null;
  /** By the network's name as it was when the container joined. */
  readonly Networks?: Readonly<Record<string, DockerAttachment>> | null;
}

/** One container's place in one network. Empty texts while the container is not running. */
export interface DockerAttachment {
  readonly NetworkID: string;
  readonly EndpointID: string;
  readonly Gateway: string;
  readonly IPAddress: string;
  readonly IPPrefixLen: number;
  readonly IPv6Gateway: string;
  readonly GlobalIPv6Address: string;
  readonly GlobalIPv6PrefixLen: number;
  readonly MacAddress: string;
  readonly Aliases?: readonly string[] | null;
  readonly Links?: readonly string[] | null;
  readonly DriverOpts?: Readonly<Record<string, string>> | null;
  readonly IPAMConfig?: {
    readonly IPv4Address?: string;
    readonly IPv6Address?: string;
    readonly LinkLocalIPs?: readonly string[];
  } | null;
}

/** `GET /images/{id}/json`. */
export interface DockerImage {
  readonly Id: string;
  readonly RepoTags?: readonly string[] | null;
  readonly RepoDigests?: readonly string[] | null;
  readonly Parent: string;
  readonly Comment?: string;
  readonly Created?: string;
  readonly DockerVersion?: string;
  readonly Author?: string;
  readonly Config?: DockerImageConfig | null;
  readonly Architecture: string;
  readonly Variant?: string;
  readonly Os: string;
  readonly OsVersion?: string;
  readonly Size: number;
  readonly GraphDriver?: { readonly Name: string; readonly Data?: Readonly<Record<string, string>> | null };
  readonly RootFS: { readonly Type: string; readonly Layers?: readonly string[] | null };
  readonly Metadata?: { readonly LastTagTime?: string };
}

export type DockerImageConfig = Partial<DockerContainerConfig> & {
  readonly OnBuild?: readonly string[] | null;
};

/** `GET /networks/{id}`. `Containers` holds the running containers in it, by container id. */
export interface DockerNetwork {
  readonly Id: string;
  readonly Name: string;
  readonly Created: string;
  readonly Scope: 'local' | 'swarm' | 'global';
  readonly Driver: string;
  readonly EnableIPv6: boolean;
  readonly IPAM: {
    readonly Driver?: string;
    readonly Options?: Readonly<Record<string, string>> | null;
    readonly Config?:
      | readonly {
          readonly Subnet?: string;
          readonly IPRange?: string;
          readonly Gateway?: string;
          readonly AuxiliaryAddresses?: Readonly<Record<string, string>>;
        }[]
      | null;
  };
  readonly Internal: boolean;
  readonly Attachable: boolean;
  readonly Ingress: boolean;
  readonly ConfigOnly: boolean;
  readonly Containers?: Readonly<
    Record<
      string,
      {
        readonly Name: string;
        readonly EndpointID: string;
        readonly MacAddress: string;
        readonly IPv4Address: string;
        readonly IPv6Address: string;
      }
    >
  > | null;
  readonly Options?: Readonly<Record<string, string>> | null;
  readonly Labels?: Labels | null;
}

/** `GET /volumes/{name}`. How much it holds costs a walk of the disk: see `diskUsage`. */
export interface DockerVolume {
  readonly Name: string;
  readonly Driver: string;
  readonly Mountpoint: string;
  readonly CreatedAt?: string;
  readonly Status?: Readonly<Record<string, unknown>> | null;
  readonly Labels?: Labels | null;
  readonly Options?: Readonly<Record<string, string>> | null;
  readonly Scope: 'local' | 'global';
}

/** What `GET /version` and `GET /info` say about the engine and its machine. */
export interface DockerInfo {
  /** The engine's own id: the same engine behind two addresses has one. */
  readonly ID: string;
  /** The machine's host name. */
  readonly Name: string;
  readonly ServerVersion: string;
  /** The newest API the engine speaks, and the one negotiated with it. */
  readonly ApiVersion: string;
  readonly negotiatedApiVersion: string;
  readonly OperatingSystem: string;
  readonly OSType: string;
  readonly KernelVersion: string;
  readonly Architecture: string;
  readonly NCPU: number;
  /** Bytes. */
  readonly MemTotal: number;
  readonly DockerRootDir: string;
  readonly Driver: string;
  readonly CgroupDriver?: string;
  readonly CgroupVersion?: string;
  readonly LoggingDriver?: string;
  readonly DefaultRuntime?: string;
  readonly LiveRestoreEnabled?: boolean;
  readonly SecurityOptions?: readonly string[] | null;
  readonly Labels?: readonly string[] | null;
  readonly Warnings?: readonly string[] | null;
  readonly Swarm?: {
    readonly NodeID?: string;
    readonly LocalNodeState?: string;
    readonly ControlAvailable?: boolean;
  };
  readonly Plugins?: {
    readonly Volume?: readonly string[] | null;
    readonly Network?: readonly string[] | null;
  };
}

/** One event of `GET /events`. `Actor.ID` is a container's or image's id, a network's id, a volume's name. */
export interface DockerEvent {
  readonly Type: string;
  /** `start`, `die`, `oom`, `health_status: healthy`, `exec_create: sh -c true` … */
  readonly Action: string;
  readonly Actor: { readonly ID: string; readonly Attributes: Readonly<Record<string, string>> };
  readonly scope?: string;
  /** Seconds since 1970, and nanoseconds (rounded to about 256 ns by JSON). */
  readonly time: number;
  readonly timeNano: number;
}

/** Body of `POST /containers/create`. */
export interface ContainerCreateBody {
  readonly Image: string;
  readonly Hostname?: string;
  readonly User?: string;
  readonly Tty?: boolean;
  readonly OpenStdin?: boolean;
  readonly Env?: readonly string[];
  readonly Cmd?: readonly string[];
  readonly Entrypoint?: readonly string[];
  readonly WorkingDir?: string;
  readonly Labels?: Labels;
  readonly ExposedPorts?: Readonly<Record<string, Readonly<Record<string, never>>>>;
  readonly Volumes?: Readonly<Record<string, Readonly<Record<string, never>>>>;
  readonly StopSignal?: string;
  readonly StopTimeout?: number;
  readonly Healthcheck?: DockerHealthcheck;
  readonly HostConfig?: DockerHostConfig;
  readonly NetworkingConfig?: { readonly EndpointsConfig: Readonly<Record<string, NetworkEndpointBody>> };
}

/** Body of `POST /containers/{id}/update`: absent leaves as it is. */
export type ContainerUpdateBody = Pick<
  DockerHostConfig,
  | 'NanoCpus'
  | 'CpuShares'
  | 'CpuPeriod'
  | 'CpuQuota'
  | 'CpusetCpus'
  | 'Memory'
  | 'MemoryReservation'
  | 'MemorySwap'
  | 'PidsLimit'
  | 'BlkioWeight'
  | 'RestartPolicy'
>;

export interface NetworkEndpointBody {
  readonly Aliases?: readonly string[];
  readonly IPAMConfig?: { readonly IPv4Address?: string; readonly IPv6Address?: string };
  readonly DriverOpts?: Readonly<Record<string, string>>;
}

/** Body of `POST /networks/create`. */
export interface NetworkCreateBody {
  readonly Name: string;
  readonly Driver?: string;
  readonly Internal?: boolean;
  readonly Attachable?: boolean;
  readonly EnableIPv6?: boolean;
  readonly IPAM?: DockerNetwork['IPAM'];
  readonly Options?: Readonly<Record<string, string>>;
  readonly Labels?: Labels;
}

/** Body of `POST /volumes/create`. Without a name the engine makes one up. */
export interface VolumeCreateBody {
  readonly Name?: string;
  readonly Driver?: string;
  readonly DriverOpts?: Readonly<Record<string, string>>;
  readonly Labels?: Labels;
}

/** `GET /containers/{id}/stats?stream=false`, as far as IzaOS reads it. Counters; CPU in nanoseconds, memory in bytes. */
export interface DockerStats {
  readonly read: string;
  readonly preread: string;
  readonly pids_stats?: { readonly current?: number; readonly limit?: number };
  readonly cpu_stats: DockerCpuStats;
  readonly precpu_stats: DockerCpuStats;
  readonly memory_stats: {
    readonly usage?: number;
    readonly limit?: number;
    readonly max_usage?: number;
    readonly failcnt?: number;
    readonly stats?: Readonly<Record<string, number>>;
  };
  readonly networks?: Readonly<
    Record<
      string,
      Readonly<
        Record<
          | 'rx_bytes'
          | 'rx_packets'
          | 'rx_errors'
          | 'rx_dropped'
          | 'tx_bytes'
          | 'tx_packets'
          | 'tx_errors'
          | 'tx_dropped',
          number
        >
      >
    >
  >;
  readonly blkio_stats?: {
    readonly io_service_bytes_recursive?:
      | readonly {
          readonly major: number;
          readonly minor: number;
          readonly op: string;
          readonly value: number;
        }[]
      | null;
    readonly io_serviced_recursive?:
      | readonly {
          readonly major: number;
          readonly minor: number;
          readonly op: string;
          readonly value: number;
        }[]
      | null;
  };
}

export interface DockerCpuStats {
  readonly cpu_usage: {
    readonly total_usage: number;
    readonly percpu_usage?: readonly number[] | null;
    readonly usage_in_kernelmode: number;
    readonly usage_in_usermode: number;
  };
  readonly system_cpu_usage?: number;
  readonly online_cpus?: number;
  readonly throttling_data?: {
    readonly periods: number;
    readonly throttled_periods: number;
    readonly throttled_time: number;
  };
}

/** `GET /system/df`: sizes in bytes. */
export interface DockerDiskUsage {
  readonly LayersSize: number;
  readonly Images: readonly { readonly Id: string; readonly Size: number; readonly SharedSize: number }[];
  readonly Containers: readonly {
    readonly Id: string;
    readonly SizeRw?: number;
    readonly SizeRootFs?: number;
  }[];
  readonly Volumes: readonly {
    readonly Name: string;
    readonly UsageData?: { readonly Size: number; readonly RefCount: number } | null;
  }[];
}
