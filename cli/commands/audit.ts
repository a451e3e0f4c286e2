import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { IzaError } from '#kernel/errors.ts';
import { verifyJournalFile } from '#kernel/journal/index.ts';
import type { CommandContext } from '../context.ts';
import { documents } from '../documents.ts';
import { ExitWith } from '../exit-with.ts';
import { readWhole } from '../read/read-values.ts';

interface AuditRow {
  readonly sequence: number;
  readonly at: string;
  readonly actorName: string;
  readonly action: string;
  readonly outcome: string;
  readonly reason: string | null;
  readonly durationMs: number | null;
  readonly requestId: string;
}

interface Verification {
  readonly intact: boolean;
  readonly entries: number;
  readonly firstBroken: number | null;
  readonly head: string | null;
}

export function addAudit(program: Command, context: CommandContext): void {
  const audit = program.command('audit').description('the audit trail: list (default), verify');
  audit
    .command('list', { isDefault: true })
    .description('newest entries first')
    .option('-n, --number <entries>', 'how many', '50')
    .action(async ({ number }: { readonly number: string }) => {
      const { auditEntries } = await context
        .client()
        .ask<{ auditEntries: { nodes: readonly AuditRow[] } }>(documents.audit, {
          first: readWhole(number, '--number'),
        });
      context.printer().list(auditEntries.nodes, [
        { title: 'SEQ', value: ({ sequence }) => sequence },
        { title: 'AT', value: ({ at }) => at },
        { title: 'ACTOR', value: ({ actorName }) => actorName },
        { title: 'ACTION', value: ({ action }) => action },
        {
          title: 'OUTCOME',
          value: ({ outcome }) => outcome,
          colour: ({ outcome }) =>
            outcome === 'SUCCEEDED' ? 'green' : outcome === 'PENDING' ? undefined : 'red',
        },
        { title: 'REASON', value: ({ reason }) => reason },
        { title: 'MS', value: ({ durationMs }) => durationMs?.toFixed(1), wide: true },
        { title: 'REQUEST', value: ({ requestId }) => requestId, wide: true },
      ]);
    });
  audit
    .command('verify')
    .description('check the hash chain of the audit trail')
    .option('--file <journal>', 'a journal file instead of the running server: audit.db of a state directory')
    .action(async ({ file }: { readonly file?: string }) => {
      const result =
        file === undefined
          ? (await context.client().ask<{ auditVerify: Verification }>(documents.auditVerify)).auditVerify
          : verifyOffline(file);
      const printer = context.printer();
      if (printer.isData) printer.data(result);
      else if (result.intact) printer.line(`intact: ${result.entries} records, head ${result.head ?? '-'}`);
      if (result.intact) return;
      process.stderr.write(
        `iza-ctl: the audit chain is broken at record ${result.firstBroken ?? '?'}: something changed it from outside\n`,
      );
      throw new ExitWith(1);
    });
}

/** Works beside a server that writes it, and without one. */
function verifyOffline(file: string): Verification {
  if (!existsSync(file)) throw new IzaError('NOT_FOUND', `There is no file ${file}.`);
  try {
    const { intact, records, firstBroken, head } = verifyJournalFile({ file, chained: true });
    return { intact, entries: records, firstBroken: firstBroken ?? null, head: head.hash };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new IzaError('BAD_USER_INPUT', `${file} is no audit trail that can be read: ${why}.`, { cause });
  }
}
