import type { Command } from 'commander';
import { IzaError } from '#kernel/errors.ts';
import type { CommandContext } from '../context.ts';
import { documents } from '../documents.ts';

export function addInspect(program: Command, context: CommandContext): void {
  program
    .command('inspect')
    .description(
      'everything known of a container, as JSON (or -o yaml): what it is, what it touches, metrics, policy, audit',
    )
    .argument('<container>')
    .action(async (id: string) => {
      const client = context.client();
      const printer = context.printer();
      const { container } = await client.ask<{ container: object | null }>(documents.inspect, { id });
      if (!container) throw new IzaError('NOT_FOUND', `There is no container "${id}".`);
      // A key without the scope security:audit sees all but the audit trail.
      const audited = await client.raw(documents.audited, { id });
      printer.data({
        ...container,
        ...(audited.errors ? {} : Object(audited.data?.['container'])),
      });
    });
}
