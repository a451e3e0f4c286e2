import type { Client, Variables } from '../client.ts';

interface Page<Row> {
  readonly nodes: readonly Row[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly outages: readonly {
    readonly endpoint: string;
    readonly reason: string;
    readonly servedStale: boolean;
  }[];
}

/** Every row of a connection, page by page. Endpoints that could not answer are named on standard error. */
export async function allPages<Row>(
  client: Client,
  field: string,
  query: string,
  variables: Variables = {},
): Promise<Row[]> {
  const rows: Row[] = [];
  let after: string | null = null;
  for (;;) {
    const answer: Record<string, Page<Row>> = await client.ask(query, { ...variables, after });
    const page = answer[field]!;
    rows.push(...page.nodes);
    if (!page.pageInfo.hasNextPage) {
      for (const { endpoint, reason, servedStale } of page.outages) {
        process.stderr.write(
          `iza-ctl: ${endpoint} is out of reach (${reason}); ${servedStale ? 'showing what it last said' : 'nothing of it is shown'}\n`,
        );
      }
      return rows;
    }
    after = page.pageInfo.endCursor;
  }
}
