import { isErrorCode, IzaError } from '#kernel/errors.ts';
import type { Client } from '../client.ts';
import { documents } from '../documents.ts';
import type { Progress, ProgressState } from '../output/progress.ts';
import { newLines } from './new-lines.ts';

export interface Operation {
  readonly id: string;
  readonly state: 'PENDING' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED';
  readonly progress: ProgressState | null;
  readonly result: unknown;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly log: readonly string[];
}

/** Shows an operation's progress until it ends, with its log where that is asked for; gives it as it ended, or throws its error. Ctrl-C cancels it. */
export async function followOperation(
  client: Client,
  begun: Operation,
  { progress, showsLog = false }: { readonly progress: Progress | undefined; readonly showsLog?: boolean },
): Promise<Operation> {
  const cancel = () => void client.ask(documents.cancelOperation, { id: begun.id }).catch(() => undefined);
  process.once('SIGINT', cancel);
  let last: Operation = { ...begun, log: [] };
  try {
    for await (const { operationWatch } of client.follow<{ operationWatch: Operation }>(
      documents.watchOperation,
      { id: begun.id },
    )) {
      if (showsLog) for (const line of newLines(last.log, operationWatch.log)) progress?.line(line);
      last = operationWatch;
      if (last.progress) progress?.show(last.progress, { onlyBar: showsLog });
    }
  } finally {
    progress?.end();
    process.off('SIGINT', cancel);
  }
  if (last.state === 'SUCCEEDED') return last;
  if (last.state === 'CANCELLED') throw new IzaError('CANCELLED', 'It was cancelled.');
  const { code, message } = last.error ?? {
    code: 'INTERNAL_SERVER_ERROR',
    message: `It ended as ${last.state}.`,
  };
  const told = showsLog && progress ? [] : last.log.slice(-10);
  throw new IzaError(isErrorCode(code) ? code : 'BACKEND_ERROR', [...told, message].join('\n'));
}
