/** Seconds since boot that processors spent; monotonic apart from what the kernel corrects in iowait and idle. */
export interface CpuTimes {
  readonly userSeconds: number;
  readonly niceSeconds: number;
  readonly systemSeconds: number;
  readonly idleSeconds: number;
  readonly iowaitSeconds: number;
  readonly irqSeconds: number;
  readonly stealSeconds: number;
}

export interface MemorySample {
  readonly totalBytes: number;
  readonly freeBytes: number;
  /** What a new workload could get without swapping, as the kernel estimates it. */
  readonly availableBytes: number;
  readonly buffersBytes: number;
  /** Page cache and reclaimable slab, as `free` counts it. */
  readonly cachedBytes: number;
  readonly swapTotalBytes: number;
  readonly swapFreeBytes: number;
}

/** Share of time (percent) in which some or all tasks waited, and the total since boot, µs. */
export interface PressureLine {
  readonly avg10: number;
  readonly avg60: number;
  readonly avg300: number;
  readonly totalUs: number;
}

export interface Pressure {
  readonly some: PressureLine;
  /** Absent for CPU on kernels that do not account it. */
  readonly full?: PressureLine;
}

export interface DiskSample {
  readonly name: string;
  readonly readBytes: number;
  readonly writtenBytes: number;
  readonly reads: number;
  readonly writes: number;
  /** Time with at least one request in flight, ms since boot. */
  readonly busyMs: number;
  readonly sizeBytes: number;
  readonly rotational: boolean;
  readonly model?: string;
}

export interface FilesystemSample {
  /** Device or remote path: `/dev/vda1`, `nas:/export`. */
  readonly source: string;
  readonly mountPoint: string;
  readonly type: string;
  readonly readOnly: boolean;
  /** Served by another machine or by a user-space program: may hang, is asked one at a time. */
  readonly remote: boolean;
  /** When the figures below were read; undefined (and they with it) until the file system answered once. */
  readonly measuredAt?: Date;
  /** Whether the last attempt to measure it was answered in time. */
  readonly responding: boolean;
  readonly sizeBytes?: number;
  readonly usedBytes?: number;
  /** For unprivileged users; less than size - used where blocks are reserved. */
  readonly availableBytes?: number;
  readonly inodes?: number;
  readonly inodesUsed?: number;
}

export type InterfaceKind =
  | 'physical'
  | 'loopback'
  | 'bridge'
  | 'bond'
  | 'veth'
  | 'vlan'
  | 'vxlan'
  | 'macvlan'
  | 'ipvlan'
  | 'tuntap'
  | 'tunnel'
  | 'wireguard'
  | 'wireless'
  | 'virtual';

export interface InterfaceAddress {
  readonly family: 'v4' | 'v6';
  readonly address: string;
  readonly prefixLength: number;
}

/** Counters since the interface was made. */
export interface InterfaceCounters {
  readonly name: string;
  readonly rxBytes: number;
  readonly rxPackets: number;
  readonly rxErrors: number;
  readonly rxDrops: number;
  readonly txBytes: number;
  readonly txPackets: number;
  readonly txErrors: number;
  readonly txDrops: number;
}

export interface InterfaceSample extends InterfaceCounters {
  readonly kind: InterfaceKind;
  readonly mac?: string;
  readonly mtu: number;
  /** The kernel's operstate: `up`, `down`, `unknown`, `lowerlayerdown`, `dormant`, `testing`, `notpresent`. */
  readonly state: string;
  readonly speedMbps?: number;
  readonly addresses: readonly InterfaceAddress[];
  /** Name of the bridge or bond it belongs to. */
  readonly master?: string;
}

/** Counters of this machine at one moment. Rates are the reader's: subtract two samples. */
export interface HostSample {
  readonly at: Date;
  readonly uptimeSeconds: number;
  readonly cpu: {
    readonly total: CpuTimes;
    /** One entry per online processor, in the kernel's order. */
    readonly cores: readonly (CpuTimes & { readonly core: number })[];
  };
  readonly memory: MemorySample;
  /** Members are undefined where the kernel has no PSI (or it is switched off at boot). */
  readonly pressure: { readonly cpu?: Pressure; readonly memory?: Pressure; readonly io?: Pressure };
  readonly load: { readonly one: number; readonly five: number; readonly fifteen: number };
  readonly processes: { readonly total: number; readonly running: number; readonly blocked: number };
  /** Whole disks, not partitions; loop, ram and empty devices are left out. */
  readonly disks: readonly DiskSample[];
  /** Real file systems, one per device; measured in the background, see `measuredAt`. */
  readonly filesystems: readonly FilesystemSample[];
  readonly interfaces: readonly InterfaceSample[];
}
