import { escapeControls } from '#kernel/log.ts';
import type { Client, Variables } from '../client.ts';
import { documents } from '../documents.ts';
import { safeText } from '../output/safe-text.ts';

interface LogLine {
  readonly at: string | null;
  readonly stream: 'STDOUT' | 'STDERR';
  readonly line: string;
}

interface LogEvent {
  readonly containerLogs: { readonly line: LogLine | null; readonly droppedLines: number };
}

/** Where printing ended: the time of the last line, and how many lines were printed with that time. */
export interface LogPosition {
  readonly at: string | null;
  readonly lines: number;
}

/**
 * Prints lines of a container, each to the stream it was written to; a full pipe slows the source. Gives where it ended: passed as `from`, the next call
 * goes on there. With `asData` each line is a JSON object on standard output.
 */
export async function printLogs(
  client: Client,
  variables: Variables,
  options: { readonly timestamps: boolean; readonly asData?: boolean; readonly from?: LogPosition },
): Promise<LogPosition> {
  const { timestamps, asData, from = { at: null, lines: 0 } } = options;
  let { at, lines } = from;
  // Times are cut to milliseconds: those of the last one come again.
  let repeated = from.lines;
  const since = from.at ?? variables['since'] ?? null;
  for await (const { containerLogs } of client.follow<LogEvent>(documents.logs, { ...variables, since })) {
    const { line, droppedLines } = containerLogs;
    if (line && line.at === from.at && repeated > 0) {
      repeated -= 1;
      continue;
    }
    if (line) {
      lines = line.at === at ? lines + 1 : 1;
      at = line.at;
    }
    if (asData) await print(process.stdout, JSON.stringify(line ?? { droppedLines }));
    else if (line) await printLine(line, timestamps);
    else if (droppedLines > 0)
      await print(process.stderr, `iza-ctl: ${droppedLines} lines were left out: they were read too slowly`);
  }
  return { at, lines };
}

async function printLine({ at, stream, line }: LogLine, timestamps: boolean): Promise<void> {
  const target = stream === 'STDERR' ? process.stderr : process.stdout;
  const stamp = timestamps && at ? `${escapeControls(at)} ` : '';
  await print(target, `${stamp}${safeText(line, target)}`);
}

async function print(target: NodeJS.WriteStream, line: string): Promise<void> {
  if (!target.write(`${line}\n`)) await new Promise((resolve) => target.once('drain', resolve));
}
