/** What this machine is. Changes rarely; counters are in {@link HostSample}. */
export interface HostFacts {
  /** systemd's machine id (32 hex); survives reboots and renames. */
  readonly machineId: string;
  readonly hostname: string;
  readonly os: { readonly id: string; readonly name: string; readonly version?: string };
  /** Kernel release: `6.1.0-18-amd64`. */
  readonly kernel: string;
  /** As `uname -m` says: `x86_64`, `aarch64`. */
  readonly architecture: string;
  readonly cpu: { readonly model?: string; readonly cores: number; readonly threads: number };
  readonly memoryBytes: number;
  readonly bootedAt: Date;
  /** Hypervisor under this machine (`kvm`, `vmware`, …; `vm` when it does not say), undefined on bare metal. */
  readonly virtualization?: string;
}
