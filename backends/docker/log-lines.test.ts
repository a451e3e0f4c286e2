import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { LogLine } from './docker-endpoint.ts';
import { LogLines, MAX_LINE_LENGTH } from './log-lines.ts';
import { Demultiplexer } from './multiplexed.ts';

type Message = readonly [stream: 'stdout' | 'stderr', text: string | Buffer];

const AT = '2026-01-02T03:04:05.123456789Z';

it('gives the same lines wherever the chunks end', () => {
  const message = fc.tuple(
    fc.constantFrom('stdout' as const, 'stderr' as const),
    fc.string({ unit: 'grapheme', maxLength: 30 }),
  );
  fc.assert(
    fc.property(fc.array(message), fc.integer({ min: 1, max: 50 }), (messages, size) => {
      const whole = messages.map(
        ([stream, text]) => [stream, `${text.replaceAll(/[\r\n]/g, '')}\n`] as const,
      );
      const expected = whole.map(([stream, text]) => ({ stream, line: text.slice(0, -1) }));
      expect(read(whole, { chunkBytes: size })).toEqual(expected);
    }),
  );
});

it('keeps a character that two messages share', () => {
  const [first, second] = [Buffer.from('grün\n').subarray(0, 3), Buffer.from('grün\n').subarray(3)];
  expect(
    read([
      ['stdout', first],
      ['stdout', second],
    ]),
  ).toEqual([{ stream: 'stdout', line: 'grün' }]);
});

it('joins a line that the engine broke into messages, each with a time stamp of its own', () => {
  const lines = read(
    [
      ['stdout', `${AT} one `],
      ['stderr', `${AT} other\n`],
      ['stdout', `${AT} two\n`],
    ],
    { timestamps: true },
  );
  const at = new Date('2026-01-02T03:04:05.123Z');
  expect(lines).toEqual([
    { stream: 'stderr', at, line: 'other' },
    { stream: 'stdout', at, line: 'one two' },
  ]);
});

it('ends with what has no line end', () => {
  expect(read([['stdout', 'a\r\nb']])).toEqual([
    { stream: 'stdout', line: 'a' },
    { stream: 'stdout', line: 'b' },
  ]);
});

it('cuts a long line into pieces that say so, and no surrogate pair', () => {
  const text = `${'x'.repeat(MAX_LINE_LENGTH - 1)}😀${'y'.repeat(40_000)}`;
  const lines = read([['stdout', `${text}\n`]], { chunkBytes: 1000 });
  expect(lines.map(({ line }) => line).join('')).toBe(text);
  expect(lines.every(({ line }) => line.length <= MAX_LINE_LENGTH && line.isWellFormed())).toBe(true);
  expect(lines.map(({ partial }) => partial === true)).toEqual([...lines.slice(1).map(() => true), false]);
});

it('reads the time stamps of a terminal from its text', () => {
  const lines = new LogLines({ timestamps: true, multiplexed: false });
  const push = (text: string) => lines.push({ stream: 'stdout', bytes: Buffer.from(text), first: false });
  expect(push(AT.slice(0, 10))).toEqual([]);
  expect(push(`${AT.slice(10)} $ ls\r\nno stamp\n`)).toEqual([
    { stream: 'stdout', at: new Date('2026-01-02T03:04:05.123Z'), line: '$ ls' },
    { stream: 'stdout', line: 'no stamp' },
  ]);
});

it('refuses a stream that is not multiplexed instead of inventing lines', () => {
  expect(() => new Demultiplexer().push(Buffer.from('hello, world\n'))).toThrow('not multiplexed');
});

it('hands a huge frame on in pieces instead of holding it', () => {
  const demultiplexer = new Demultiplexer();
  const size = 3 * 1024 * 1024;
  const pieces = [...demultiplexer.push(header(1, size)), ...demultiplexer.push(Buffer.alloc(size, 0x61))];
  expect(pieces.map(({ first }) => first)).toEqual([true, ...pieces.slice(1).map(() => false)]);
  expect(pieces.reduce((sum, { bytes }) => sum + bytes.length, 0)).toBe(size);
  expect(Math.max(...pieces.map(({ bytes }) => bytes.length))).toBeLessThan(size / 4);
});

function read(
  messages: readonly Message[],
  options: { timestamps?: boolean; chunkBytes?: number } = {},
): LogLine[] {
  const { timestamps = false, chunkBytes = 7 } = options;
  const bytes = Buffer.concat(
    messages.flatMap(([stream, text]) => frame(stream, Buffer.from(text as string))),
  );
  const demultiplexer = new Demultiplexer();
  const lines = new LogLines({ timestamps, multiplexed: true });
  const got: LogLine[] = [];
  for (let from = 0; from < bytes.length; from += chunkBytes) {
    for (const piece of demultiplexer.push(bytes.subarray(from, from + chunkBytes)))
      got.push(...lines.push(piece));
  }
  return [...got, ...lines.end()];
}

function frame(stream: 'stdout' | 'stderr', payload: Buffer): Buffer[] {
  return [header(stream === 'stdout' ? 1 : 2, payload.length), payload];
}

function header(stream: number, length: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes[0] = stream;
  bytes.writeUInt32BE(length, 4);
  return bytes;
}
