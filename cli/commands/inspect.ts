import { Option, type Command } from 'commander';
import { IzaError } from '#kernel/errors.ts';
import type { Client } from '../client.ts';
import type { CommandContext } from '../context.ts';
import { documents } from '../documents.ts';
import { errorOf } from '../follow-graph.ts';

const TYPES = ['container', 'image', 'network', 'volume', 'host', 'endpoint'] as const;
type Type = (typeof TYPES)[number];

const DOCUMENTS: Readonly<Record<Type, string>> = {
  container: documents.inspect,
  image: documents.inspectImage,
  network: documents.inspectNetwork,
  volume: documents.inspectVolume,
  host: documents.inspectHost,
  endpoint: documents.inspectEndpoint,
};

export function addInspect(program: Command, context: CommandContext): void {
  program
    .command('inspect')
    .description(
      'everything known of a container, image, network, volume, host or endpoint, as JSON (or -o yaml); of a container also what it touches, policy and audit',
    )
    .argument('<name...>', 'what: the first kind that has the name')
    .addOption(new Option('--type <kind>', 'only this kind').choices(TYPES))
    .action(async (names: readonly string[], { type }: { readonly type?: Type }) => {
      const client = context.client();
      const found: object[] = [];
      for (const name of names) found.push(await find(client, name, type === undefined ? TYPES : [type]));
      context.printer().data(found.length === 1 ? found[0] : found);
    });
}

/** What `name` is the name of. An id of another kind is no error until every kind was tried; a name that fits several is. */
async function find(client: Client, name: string, types: readonly Type[]): Promise<object> {
  for (const type of types) {
    const { data, errors } = await client.raw(DOCUMENTS[type], { id: name });
    const found = data?.[type];
    if (typeof found === 'object' && found !== null)
      return type === 'container' ? withAudit(client, name, found) : found;
    const error = errors?.[0] && errorOf(errors[0]);
    if (error && error.code !== 'BAD_USER_INPUT') throw error;
  }
  throw new IzaError('NOT_FOUND', `There is no ${types.length === 1 ? types[0] : 'object'} "${name}".`);
}

/** A key without the scope security:audit sees all but the audit trail. */
async function withAudit(client: Client, id: string, container: object): Promise<object> {
  const { data, errors } = await client.raw(documents.audited, { id });
  return errors ? container : { ...container, ...(data?.['container'] as object) };
}
