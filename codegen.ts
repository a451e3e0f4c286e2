import type { CodegenConfig } from '@graphql-codegen/cli';
import { SUBGRAPH_NAMES } from './schema/subgraph.ts';

/** Resolver types of each subgraph from its SDL; committed, and proven fresh in CI. */
const config: CodegenConfig = {
  overwrite: true,
  silent: true,
  generates: Object.fromEntries(
    SUBGRAPH_NAMES.map((name) => [
      `subgraphs/${name}/generated/resolvers.ts`,
      {
        schema: ['schema/shared.graphql', `subgraphs/${name}/schema.graphql`],
        plugins: ['typescript', 'typescript-resolvers'],
        config: {
          federation: true,
          enumsAsTypes: true,
          useTypeImports: true,
          skipTypename: true,
          avoidOptionals: { field: false },
          contextType: '../../../schema/context.ts#GraphContext',
          scalars: {
            DateTime: { input: 'Date', output: 'Date' },
            BigInt: { input: 'number | bigint', output: 'number | bigint' },
            JSON: { input: 'unknown', output: 'unknown' },
          },
          defaultMapper: 'any',
        },
      },
    ]),
  ),
};
export default config;
