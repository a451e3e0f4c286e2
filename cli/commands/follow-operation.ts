import { isErrorCode, IzaError } from '#kernel/errors.ts';
import type { Client } from '../client.ts';
import type { CommandContext } from '../context.ts';
import { documents } from '../documents.ts';
import type { ProgressState } from '../output/progress.ts';

export interface Operation {
  readonly id: string;
  readonly state: 'PENDING' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED';
  readonly progress: ProgressState | null;
  readonly result: unknown;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly log: readonly string[];
}

/** Shows an operation's progress until it ends; gives it as it ended, or throws its error. Ctrl-C cancels it. */
export async function followOperation(
  client: Client,
  begun: Operation,
  context: CommandContext,
): Promise<Operation> {
  const progress = context.progress();
  const cancel = () => void client.ask(documents.cancelOperation, { id: begun.id }).catch(() => undefined);
  process.once('SIGINT', cancel);
  let last = begun;
  try {
    for await (const { operationWatch } of client.follow<{ operationWatch: Operation }>(
      documents.watchOperation,
      { id: begun.id },
    )) {
      last = operationWatch;
      if (last.progress) progress.show(last.progress);
    }
  } finally {
    progress.end();
    process.off('SIGINT', cancel);
  }
  if (last.state === 'SUCCEEDED') return last;
  if (last.state === 'CANCELLED') throw new IzaError('CANCELLED', 'It was cancelled.');
  const { code, message } = last.error ?? {
    code: 'INTERNAL_SERVER_ERROR',
    message: `It ended as ${last.state}.`,
  };
  throw new IzaError(
    isErrorCode(code) ? code : 'BACKEND_ERROR',
    [...last.log.slice(-10), message].join('\n'),
  );
}
