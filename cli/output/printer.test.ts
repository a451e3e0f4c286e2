import { expect, test } from 'vitest';
import { Printer, type Format } from './printer.ts';
import { Progress } from './progress.ts';
import { showAge, showBytes, showPercent } from './units.ts';

const print = (format: Format, isTerminal: boolean, width = 80) => {
  let text = '';
  const printer = new Printer({ format, colour: false, isTerminal, width, write: (more) => (text += more) });
  printer.list(
    [
      { name: 'web', state: 'RUNNING', note: 'a\u001b[31mred' },
      { name: 'a-name-that-is-rather-long-for-a-narrow-terminal', state: 'STOPPED', note: null },
    ],
    [
      { title: 'NAME', value: ({ name }) => name },
      { title: 'STATE', value: ({ state }) => state },
      { title: 'NOTE', value: ({ note }) => note, wide: true },
    ],
  );
  return text;
};

test('a terminal gets aligned columns, a pipe gets tabs', () => {
  expect(print('table', true)).toBe(
    'NAME                                              STATE\nweb                                               RUNNING\na-name-that-is-rather-long-for-a-narrow-terminal   STOPPED\n'.replace(
      /^(NAME|web)( +)/gm,
      (_, name: string) => name.padEnd(51),
    ),
  );
  expect(print('table', false)).toBe(
    'NAME\tSTATE\nweb\tRUNNING\na-name-that-is-rather-long-for-a-narrow-terminal\tSTOPPED\n',
  );
});

test('a narrow terminal gets narrower columns, never longer lines', () => {
  for (const line of print('table', true, 40).split('\n')) expect(line.length).toBeLessThanOrEqual(40);
});

test('control characters of an engine do not reach the terminal', () => {
  expect(print('wide', false)).toContain('a\\x1b[31mred');
});

test('colours are put around what was escaped, and count for nothing in the width', () => {
  let text = '';
  const printer = new Printer({
    format: 'table',
    colour: true,
    isTerminal: true,
    width: 80,
    write: (more) => (text += more),
  });
  printer.list(
    [{ name: '\u001b]0;x' }, { name: '日本' }],
    [
      { title: 'NAME', value: ({ name }) => name, colour: () => 'green' },
      { title: 'NEXT', value: () => 'n' },
    ],
  );
  const [, first, second] = text.split('\n');
  expect(first).toBe('\u001b[32m\\x1b]0;x\u001b[0m   n');
  expect(second).toBe('\u001b[32m日本\u001b[0m       n');
});

test('a stream is one object a line, or one document each', () => {
  let text = '';
  const print = (format: Format) =>
    new Printer({ format, colour: false, isTerminal: false, width: 80, write: (more) => (text += more) });
  print('json').event({ a: 1 });
  print('yaml').event({ a: 1 });
  expect(text).toBe('{"a":1}\n---\na: 1\n');
});

test('json is the rows as they are', () => {
  expect(JSON.parse(print('json', true))).toHaveLength(2);
});

test('units are for people', () => {
  expect([showBytes(999), showBytes(1_984_230), showBytes(null), showBytes(64_000_000_000)]).toEqual([
    '999B',
    '1.98MB',
    '-',
    '64.0GB',
  ]);
  const now = Date.parse('2026-01-01T01:00:00Z');
  expect([
    showAge('2026-01-01T00:59:59Z', now),
    showAge('2026-01-01T00:00:00Z', now),
    showAge('2025-12-30T01:00:00Z', now),
    showAge(null),
  ]).toEqual(['1 second ago', '1 hour ago', '2 days ago', '-']);
  expect([showPercent(0.1234), showPercent(null)]).toEqual(['12.3%', '-']);
});

test('progress is a bar on a terminal and lines elsewhere', () => {
  const shown = (isTerminal: boolean) => {
    let text = '';
    const progress = new Progress({ isTerminal, write: (more) => (text += more) });
    progress.show({ percent: 50, message: 'layer 1', bytesDone: 500, bytesTotal: 1000 });
    progress.show({ percent: 60, message: 'layer 1', bytesDone: 600, bytesTotal: 1000 });
    progress.end();
    return text;
  };
  expect(shown(false)).toBe('layer 1\n');
  expect(shown(true)).toContain('[===============               ]  50% 500B of 1.00kB layer 1');
});
