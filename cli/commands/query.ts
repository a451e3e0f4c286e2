import { text as readAll } from 'node:stream/consumers';
import type { Command } from 'commander';
import { OperationTypeNode, parse, type OperationDefinitionNode } from 'graphql';
import { CATALOGUE, IzaError, isErrorCode } from '#kernel/errors.ts';
import type { CommandContext } from '../context.ts';
import { ExitWith } from '../exit-with.ts';
import { readQueryVariable, readTextFile } from '../read/read-values.ts';
import { collect } from './collect.ts';

export function addQuery(program: Command, context: CommandContext): void {
  program
    .command('query')
    .description('ask the graph; the answer is JSON (or -o yaml), a subscription gives one event a line')
    .argument('[document]', 'GraphQL text, @FILE, or - for standard input', '-')
    .option('-v, --variable <name=value>', 'variable; JSON where it is JSON, @FILE reads a file', collect, [])
    .action(async (given: string, options: { readonly variable: readonly string[] }) => {
      const document =
        given === '-'
          ? await readAll(process.stdin)
          : given.startsWith('@')
            ? readTextFile(given.slice(1), 'document')
            : given;
      const variables = Object.fromEntries(options.variable.map((one) => readQueryVariable(one)));
      const client = context.client();
      const printer = context.printer();
      if (isSubscription(document)) {
        for await (const data of client.follow(document, variables)) printer.line(JSON.stringify({ data }));
        return;
      }
      const answer = await client.raw(document, variables);
      if (printer.options.format === 'yaml') printer.data(answer);
      else printer.line(JSON.stringify(answer, null, printer.options.isTerminal ? 2 : undefined));
      const code = answer.errors?.[0]?.extensions?.['code'];
      if (answer.errors) throw new ExitWith(isErrorCode(code) ? CATALOGUE[code].exit : 1);
    });
}

function isSubscription(document: string): boolean {
  try {
    const operation = parse(document).definitions.find(
      (definition): definition is OperationDefinitionNode => definition.kind === 'OperationDefinition',
    );
    return operation?.operation === OperationTypeNode.SUBSCRIPTION;
  } catch (cause) {
    throw new IzaError(
      'GRAPHQL_PARSE_FAILED',
      cause instanceof Error ? cause.message : 'The document cannot be parsed.',
      { cause },
    );
  }
}
