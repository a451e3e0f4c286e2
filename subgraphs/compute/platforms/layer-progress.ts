import type { ImageProgress } from '#backends/docker/index.ts';
import type { Progress } from '../port.ts';

/** Joins what an engine says of single layers to one figure over all of them, and steps of a build to log lines. */
export function layerProgress(report: (progress: Progress) => void): (progress: ImageProgress) => void {
  const layers = new Map<string, { done: number; total: number }>();
  let reached = 0;

  return ({ id, status, bytesDone, bytesTotal, output }) => {
    if (output !== undefined) {
      for (const line of output.split(/\r?\n/).filter((text) => text.trim() !== '')) reportStep(line);
      return;
    }
    const complete =
      status === 'Download complete' || status === 'Pull complete' || status === 'Already exists';
    if (id !== undefined && bytesTotal !== undefined && status === 'Downloading')
      layers.set(id, { done: bytesDone ?? 0, total: bytesTotal });
    const layer = id === undefined ? undefined : layers.get(id);
    if (layer && complete) layer.done = layer.total;
    const message = [id, status].filter((text) => text !== undefined && text !== '').join(': ');
    report({
      ...(message !== '' && { message }),
      ...(bytesDone === undefined && message !== '' && { log: message }),
      ...sum(),
    });
  };

  function sum(): Partial<Progress> {
    if (layers.size === 0) return {};
    let done = 0;
    let total = 0;
    for (const layer of layers.values()) {
      done += layer.done;
      total += layer.total;
    }
    return { bytesDone: done, bytesTotal: total };
  }

  /** The engine numbers a build's steps: `Step 2/5 : RUN make`. */
  function reportStep(text: string): void {
    const line = withoutValues(text);
    const step = /^Step (\d+)\/(\d+) : /.exec(line);
    if (step) reached = Math.floor(((Number(step[1]) - 1) / Number(step[2])) * 100);
    report(step ? { message: line, log: line, percent: reached } : { log: line });
  }
}

/** Values of variables are write-only, also where a Dockerfile sets them: `Step 3/4 : ENV NAME=(withheld)`. */
function withoutValues(line: string): string {
  const [, head, rest] = /^(Step \d+\/\d+ : (?:ENV|ARG) )(.*)$/s.exec(line) ?? [];
  if (head === undefined || rest === undefined) return line;
  const names = Array.from(rest.matchAll(/(?:^|\s)([\w.-]+)=/g), ([, name]) => name!);
  const [first = ''] = rest.split(/\s/);
  // Before "=" became usual: `ENV NAME value`. An `ARG NAME` has none.
  if (names.length === 0) return rest === first ? line : `${head}${first} (withheld)`;
  return head + names.map((name) => `${name}=(withheld)`).join(' ');
}
