/** What an administrator allows beyond the rules' defaults, and what is never to be touched. */
export interface PolicyLimits {
  /** Absolute path prefixes of the host. */
  readonly allowedBindPaths: readonly string[];
  /** Without `CAP_`; `ALL` for every one. */
  readonly allowedCapabilities: readonly string[];
  /** Hosts, with a port where one is needed; empty: any public one. */
  readonly allowedRegistries: readonly string[];
  /** Addresses of the host; `0.0.0.0` is every IPv4 address, `::` every address. */
  readonly allowedPublishAddresses: readonly string[];
  /** Absolute paths that are never mounted, nor what is below or above them. */
  readonly protectedPaths: readonly string[];
}

/** Sockets and data of engines, and the kernel's interfaces; IzaOS' state directory and the sockets of its endpoints come to them. */
export const ALWAYS_PROTECTED: readonly string[] = [
  '/var/run/docker.sock',
  '/run/docker.sock',
  '/run/docker',
  '/run/containerd',
  '/run/podman',
  '/run/crio',
  '/run/libvirt',
  '/var/lib/docker',
  '/var/lib/containerd',
  '/var/lib/kubelet',
  '/proc',
  '/sys',
  '/dev',
];
