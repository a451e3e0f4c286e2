import { escapeControls } from '#kernel/log.ts';
import type { Client, Variables } from '../client.ts';
import { documents } from '../documents.ts';
import { safeText } from '../output/safe-text.ts';

interface LogEvent {
  readonly containerLogs: {
    readonly line: {
      readonly at: string | null;
      readonly stream: 'STDOUT' | 'STDERR';
      readonly line: string;
    } | null;
    readonly droppedLines: number;
  };
}

/**
 * Prints lines of a container, each to the stream it was written to; a full pipe slows the source. Gives the time of the last one. With
 * `asData` each line is a JSON object on standard output.
 */
export async function printLogs(
  client: Client,
  variables: Variables,
  options: { readonly timestamps: boolean; readonly asData?: boolean },
): Promise<string | undefined> {
  let last: string | undefined;
  for await (const { containerLogs } of client.follow<LogEvent>(documents.logs, variables)) {
    const { line, droppedLines } = containerLogs;
    if (options.asData) await print(process.stdout, JSON.stringify(line ?? { droppedLines }));
    else if (droppedLines > 0)
      await print(process.stderr, `iza-ctl: ${droppedLines} lines were left out: they were read too slowly`);
    if (!line) continue;
    last = line.at ?? last;
    if (options.asData) continue;
    const target = line.stream === 'STDERR' ? process.stderr : process.stdout;
    const stamp = options.timestamps && line.at ? `${escapeControls(line.at)} ` : '';
    await print(target, `${stamp}${safeText(line.line, target)}`);
  }
  return last;
}

async function print(target: NodeJS.WriteStream, line: string): Promise<void> {
  if (!target.write(`${line}\n`)) await new Promise((resolve) => target.once('drain', resolve));
}
