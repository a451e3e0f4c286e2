import { pageOf, type Connection } from '#schema/connection.ts';
import { outagesOf } from '#schema/endpoint-view.ts';
import type { AttachmentRecord } from '../domain.ts';
import type { NetworkPlatform } from '../port.ts';

const MOST = 100;

/** A page of attachments, sorted by the name of the other side. */
export function attachmentPage(options: {
  readonly platform: NetworkPlatform;
  readonly attachments: readonly AttachmentRecord[];
  readonly by: 'workloadName' | 'networkName';
  readonly page: { readonly first: number | null; readonly after?: string | null };
}): Connection<AttachmentRecord> {
  const { platform, attachments, by, page } = options;
  return pageOf({
    items: attachments,
    first: page.first,
    after: page.after,
    maximum: MOST,
    sortKey: (attachment) => attachment[by],
    idOf: (attachment) => `${attachment.workloadId} ${attachment.networkId}`,
    outages: outagesOf([platform.view()]),
  });
}
