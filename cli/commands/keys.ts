import type { Command } from 'commander';
import type { CommandContext } from '../context.ts';
import { documents } from '../documents.ts';
import { showAge } from '../output/units.ts';
import { readUntil } from '../read/read-values.ts';
import { collect } from './collect.ts';

interface KeyRow {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
}

export function addKeys(program: Command, context: CommandContext): void {
  const keys = program.command('keys').description('API keys: list (default), create, revoke');
  keys
    .command('list', { isDefault: true })
    .description('list keys; never the keys themselves')
    .action(async () => {
      const { apiKeys } = await context.client().ask<{ apiKeys: readonly KeyRow[] }>(documents.keys);
      context.printer().list(apiKeys, [
        { title: 'ID', value: ({ id }) => id },
        { title: 'NAME', value: ({ name }) => name },
        { title: 'ROLES', value: ({ roles }) => roles.join(', ') },
        { title: 'CREATED', value: ({ createdAt }) => showAge(createdAt) },
        { title: 'LAST USED', value: ({ lastUsedAt }) => showAge(lastUsedAt) },
        {
          title: 'STATE',
          value: ({ revokedAt, expiresAt }) =>
            revokedAt ? 'revoked' : expiresAt ? `until ${expiresAt}` : 'valid',
        },
      ]);
    });
  keys
    .command('create')
    .description('make a key and print it, this once')
    .argument('<name>')
    .option(
      '-r, --role <role>',
      'admin, operator, viewer (default), agent or auditor; may be given again',
      collect,
      [],
    )
    .option('--expires <instant>', 'when it ends: 30d, or an instant such as 2027-01-01T00:00:00Z')
    .action(
      async (
        name: string,
        { role, expires }: { readonly role: readonly string[]; readonly expires?: string },
      ) => {
        const input = {
          name,
          roles: role.length > 0 ? role : ['viewer'],
          expiresAt: expires === undefined ? undefined : readUntil(expires, '--expires'),
        };
        const { apiKeyCreate } = await context
          .client()
          .ask<{ apiKeyCreate: { secret: string; apiKey: KeyRow } }>(documents.createKey, { input });
        const printer = context.printer();
        if (printer.isData) printer.data(apiKeyCreate);
        else printer.line(apiKeyCreate.secret);
      },
    );
  keys
    .command('revoke')
    .description('revoke a key at once')
    .argument('<id>')
    .action(async (id: string) => {
      const { apiKeyRevoke } = await context
        .client()
        .ask<{ apiKeyRevoke: { apiKey: KeyRow } }>(documents.revokeKey, { input: { id } });
      const printer = context.printer();
      if (printer.isData) printer.data(apiKeyRevoke.apiKey);
      else printer.line(`revoked ${apiKeyRevoke.apiKey.name}`);
    });
}
