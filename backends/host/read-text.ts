import { readFileSync } from 'node:fs';

/** Contents of a kernel file, or undefined when it is missing, unreadable or switched off (PSI answers EOPNOTSUPP). */
export function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return undefined;
  }
}

/** The number in a one-number file, or undefined when there is none in it. */
export function readNumber(path: string): number | undefined {
  const text = readText(path)?.trim();
  if (!text) return undefined;
  const number = Number(text);
  return Number.isFinite(number) ? number : undefined;
}

/** `key value…` lines as a map from key (without a colon) to the first number behind it. */
export function parseTable(text: string): ReadonlyMap<string, number> {
  const table = new Map<string, number>();
  for (const line of text.split('\n')) {
    const match = /^([^\s:]+):?\s+(\d+)/.exec(line);
    if (match) table.set(match[1]!, Number(match[2]));
  }
  return table;
}
