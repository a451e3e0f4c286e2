import type { Config } from '#kernel/config.ts';
import { IzaError } from '#kernel/errors.ts';

/** The secret that gateway and subgraphs share. BAD_USER_INPUT without one. */
export function requireSecret(config: Config): string {
  if (config.subgraphSecret !== undefined) return config.subgraphSecret;
  throw new IzaError(
    'BAD_USER_INPUT',
    'subgraphSecret: gateway and subgraphs that run apart need one; set IZA_SUBGRAPH_SECRET to the same text for each.',
    {
      field: 'subgraphSecret',
    },
  );
}
