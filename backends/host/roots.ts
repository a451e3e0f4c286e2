/** Where the kernel's file systems are. Others than the defaults for tests, or for a container with the host's mounted in. */
export interface HostRoots {
  /** Default `/proc`. */
  readonly procRoot?: string;
  /** Default `/sys`. */
  readonly sysRoot?: string;
  /** Default `/etc`: os-release, machine-id, passwd. */
  readonly etcRoot?: string;
  /** Where control groups are mounted. Default: what `/proc/self/mountinfo` says. */
  readonly cgroupRoot?: string;
}
