import { pageOf, type Connection } from '#schema/connection.ts';
import { outagesOf } from '#schema/endpoint-view.ts';
import type { MountRecord } from '../domain.ts';
import type { VolumePlatform } from '../port.ts';

const MOST = 100;

/** A page of mounts: of a volume by the workload's name, of a workload by the path inside it. */
export function mountPage(options: {
  readonly platform: VolumePlatform;
  readonly mounts: readonly MountRecord[];
  readonly by: 'workloadName' | 'target';
  readonly first: number | null;
  readonly after?: string | null | undefined;
}): Connection<MountRecord> {
  const { platform, mounts, by, first, after } = options;
  return pageOf({
    items: mounts,
    first,
    after,
    maximum: MOST,
    sortKey: (mount) => mount[by],
    idOf: (mount) => `${mount.workloadId} ${mount.target}`,
    outages: outagesOf([platform.view()]),
  });
}
