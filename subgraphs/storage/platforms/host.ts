import type { FilesystemSample, HostEndpoint } from '#backends/host/index.ts';
import type { DiskRecord, FilesystemRecord } from '../domain.ts';
import type { HostPlatform } from '../port.ts';

/** A page of volumes asks for as many file systems; the kernel is read once for all of them. */
const FRESH_MS = 1_000;

/** Disks and file systems of this machine. */
export function hostStorage(endpoint: HostEndpoint): HostPlatform {
  let read:
    | {
        readonly at: number;
        readonly disks: readonly DiskRecord[];
        readonly filesystems: readonly FilesystemRecord[];
      }
    | undefined;
  const current = () => {
    if (!read || performance.now() - read.at >= FRESH_MS) {
      const { disks, filesystems } = endpoint.sample();
      read = {
        disks: disks.map(({ model, ...disk }) => ({ ...disk, model })),
        filesystems: filesystems.map(describeFilesystem),
        at: performance.now(),
      };
    }
    return read;
  };
  return {
    endpoint: endpoint.name,
    is: (nativeId) => endpoint.facts.machineId === nativeId,
    disks: () => current().disks,
    filesystems: () => current().filesystems,
  };
}

function describeFilesystem(filesystem: FilesystemSample): FilesystemRecord {
  const { source, mountPoint, type, sizeBytes, usedBytes, availableBytes, readOnly } = filesystem;
  return { source, mountPoint, type, sizeBytes, usedBytes, availableBytes, readOnly };
}
