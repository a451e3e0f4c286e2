import { tryDecodeId } from '#kernel/ids.ts';
import type { WorkloadFacts } from '../domain.ts';
import type { TelemetryPlatforms } from '../port.ts';

/** The workload with this global id, or undefined. */
export function findWorkload(platforms: TelemetryPlatforms, id: string): WorkloadFacts | undefined {
  const decoded = tryDecodeId(id);
  if (decoded?.type !== 'Container') return undefined;
  return platforms.workloads
    .find((platform) => platform.endpoint === decoded.endpoint)
    ?.workload(decoded.nativeId);
}
