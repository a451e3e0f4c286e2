import { text as readAll } from 'node:stream/consumers';
import type { Command } from 'commander';
import { Kind, parse, type DocumentNode, type OperationDefinitionNode, type TypeNode } from 'graphql';
import { CATALOGUE, IzaError, isErrorCode } from '#kernel/errors.ts';
import type { Answer, Client } from '../client.ts';
import type { CommandContext } from '../context.ts';
import { ExitWith } from '../exit-with.ts';
import type { Printer } from '../output/printer.ts';
import { readQueryVariable, readTextFile } from '../read/read-values.ts';
import { collect } from './collect.ts';

/** Types whose values are text even where they look like JSON. */
const TEXT_TYPES = new Set(['ID', 'String', 'DateTime']);

export function addQuery(program: Command, context: CommandContext): void {
  program
    .command('query')
    .description('ask the graph; the answer is JSON (or -o yaml), a subscription gives one event a line')
    .argument('[document]', 'GraphQL text, @FILE, or - for standard input', '-')
    .option('-v, --variable <name=value>', 'variable; JSON where it is JSON, @FILE reads a file', collect, [])
    .action(async (given: string, options: { readonly variable: readonly string[] }) => {
      const text =
        given === '-'
          ? await readAll(process.stdin)
          : given.startsWith('@')
            ? readTextFile(given.slice(1), 'document')
            : given;
      const operation = operationOf(parseDocument(text));
      const isText = (name: string) => isTextVariable(operation, name);
      const variables = Object.fromEntries(options.variable.map((one) => readQueryVariable(one, isText)));
      const client = context.client();
      const printer = context.printer();
      if (operation?.operation === 'subscription') return follow(client, { text, variables, printer });
      const answer = await client.raw(text, variables);
      if (printer.options.format === 'yaml') printer.data(answer);
      else printer.line(JSON.stringify(answer, null, printer.options.isTerminal ? 2 : undefined));
      endWithErrors(answer);
    });
}

async function follow(
  client: Client,
  {
    text,
    variables,
    printer,
  }: { readonly text: string; readonly variables: Record<string, unknown>; readonly printer: Printer },
): Promise<void> {
  let last: Answer = {};
  for await (const event of client.followRaw(text, variables)) {
    last = event;
    printer.event(event);
  }
  endWithErrors(last);
}

function endWithErrors({ errors }: Answer): void {
  const code = errors?.[0]?.extensions?.['code'];
  if (errors) throw new ExitWith(isErrorCode(code) ? CATALOGUE[code].exit : 1);
}

function parseDocument(text: string): DocumentNode {
  try {
    return parse(text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : 'The document cannot be parsed.';
    throw new IzaError('GRAPHQL_PARSE_FAILED', why, { cause });
  }
}

function operationOf({ definitions }: DocumentNode): OperationDefinitionNode | undefined {
  return definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
}

function isTextVariable(operation: OperationDefinitionNode | undefined, name: string): boolean {
  const declared = operation?.variableDefinitions?.find(({ variable }) => variable.name.value === name);
  if (!declared) {
    const known = operation?.variableDefinitions?.map(({ variable }) => `$${variable.name.value}`).join(', ');
    throw new IzaError(
      'BAD_USER_INPUT',
      `--variable: the document declares no $${name}, only: ${known || 'none'}.`,
      {
        field: '--variable',
      },
    );
  }
  const type: TypeNode = declared.type.kind === Kind.NON_NULL_TYPE ? declared.type.type : declared.type;
  return type.kind === Kind.NAMED_TYPE && TEXT_TYPES.has(type.name.value);
}
