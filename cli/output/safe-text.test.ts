import { expect, test } from 'vitest';
import { safeText } from './safe-text.ts';

const terminal = { isTTY: true };

test('a pipe gets what was written, to the byte', () => {
  expect(safeText('\u001b[2J\u0007a\r\n', {})).toBe('\u001b[2J\u0007a\r\n');
});

test('a terminal gets no sequence that moves its cursor, sets its title or rings', () => {
  expect(safeText('\u001b[2Ja\u0007\u001b]0;title\u0007', terminal)).toBe('\\x1b[2Ja\\x07\\x1b]0;title\\x07');
});

test('colours come through, and end', () => {
  expect(safeText('\u001b[31mred\n', terminal)).toBe('\u001b[31mred\u001b[0m\n');
});
