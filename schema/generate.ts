import { mkdirSync, writeFileSync } from 'node:fs';
import {
  lexicographicSortSchema,
  parse,
  printSchema,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { CATALOGUE } from '#kernel/errors.ts';
import { buildApiSchema } from './api-schema.ts';
import { composeSupergraph } from './compose.ts';

/**
 * Writes what follows from the SDL: the supergraph, the public schema and one line per operation (the diff of a change of the contract is read
 * there) and the error catalogue. Run by `npm run generate`; CI proves that the committed files are fresh.
 */
const folder = new URL('generated/', import.meta.url);
mkdirSync(folder, { recursive: true });

const supergraph = composeSupergraph();
const publicSchema = lexicographicSortSchema(buildApiSchema(parse(supergraph)));
write('supergraph.graphql', supergraph);
write('schema.graphql', `${printSchema(publicSchema)}\n`);
write('operations.txt', `${operationLines(publicSchema).join('\n')}\n`);
write('../../docs/errors.md', `${errorPage()}\n`);

function operationLines(schema: GraphQLSchema): string[] {
  const roots: readonly (readonly [string, GraphQLObjectType | null | undefined])[] = [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
    ['subscription', schema.getSubscriptionType()],
  ];
  return roots.flatMap(([kind, type]) =>
    Object.values(type?.getFields() ?? {}).map((field) => {
      const parameters = field.args
        .map((argument) => `${argument.name}: ${String(argument.type)}`)
        .join(', ');
      return `${kind} ${field.name}${parameters ? `(${parameters})` : ''}: ${String(field.type)}`;
    }),
  );
}

function errorPage(): string {
  const rows = Object.entries(CATALOGUE).map(
    ([code, { status, exit, retryable, title, remedy }]) =>
      `| \`${code}\` | ${status} | ${exit} | ${retryable ? 'yes' : 'no'} | ${title}. ${remedy} |`,
  );
  return `# Errors

One catalogue for every way in: \`extensions.code\` in GraphQL, \`code\` in a problem document (RFC 9457) over REST, the exit code of \`iza-ctl\`. Generated from
\`kernel/errors.ts\`. Beside the code come \`requestId\` (find it in the server's log), \`field\` (the input at fault) and \`endpoint\` where they apply.

| code | HTTP status | exit code | retryable | meaning and remedy |
| --- | --- | --- | --- | --- |
${rows.join('\n')}`;
}

function write(file: string, text: string): void {
  writeFileSync(new URL(file, folder), text);
}
