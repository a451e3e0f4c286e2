import { once } from 'node:events';
import { expect, test } from 'vitest';
import { logPipe, type LogPiece } from './log-pipe.ts';

const forever = () => new AbortController().signal;

async function* numbers(count: number): AsyncGenerator<number> {
  for (let index = 1; index <= count; index++) yield index;
}

async function all<T>(pipe: AsyncIterable<LogPiece<T>>): Promise<LogPiece<T>[]> {
  const pieces: LogPiece<T>[] = [];
  for await (const piece of pipe) pieces.push(piece);
  return pieces;
}

test('lines arrive in order and the pipe ends with its source', async () => {
  const pieces = await all(logPipe({ open: () => numbers(3), signal: forever() }));
  expect(pieces).toEqual([1, 2, 3].map((line) => ({ line, droppedLines: 0 })));
});

test('a reader that takes lines now and then loses none: the source is held back', async () => {
  const pieces = await all(
    logPipe({ open: () => numbers(1000), signal: forever(), limit: 2, patienceMs: 60_000 }),
  );
  expect(pieces.map(({ line }) => line)).toEqual(Array.from({ length: 1000 }, (_, index) => index + 1));
});

test('a reader that takes nothing is told how many lines it missed, in their place', async () => {
  const written = Promise.withResolvers<void>();
  async function* source(): AsyncGenerator<number> {
    yield* numbers(10);
    written.resolve();
  }
  const pipe = logPipe({ open: source, signal: forever(), limit: 3, patienceMs: 0 });
  const first = await pipe.next();
  await written.promise;
  const rest = await all(pipe);
  const seen = [first.value as LogPiece<number>, ...rest];
  const lines = seen.flatMap(({ line }) => line ?? []);
  const missed = seen.reduce((sum, { droppedLines }) => sum + droppedLines, 0);
  expect(lines.length + missed).toBe(10);
  expect(missed).toBeGreaterThan(0);
  expect(lines).toEqual(lines.toSorted((left, right) => left - right));
});

test('returning ends a source that waits, and the read that waits on it', async () => {
  const closed = Promise.withResolvers<void>();
  async function* source(signal: AbortSignal): AsyncGenerator<number> {
    yield 1;
    await once(signal, 'abort');
    closed.resolve();
  }
  const pipe = logPipe({ open: source, signal: forever() });
  await pipe.next();
  const waiting = pipe.next();
  await pipe.return!();
  expect(await waiting).toEqual({ value: undefined, done: true });
  await closed.promise;
});

test('an error of the source comes after the lines before it', async () => {
  async function* source(): AsyncGenerator<number> {
    yield 1;
    throw new Error('lost');
  }
  const pipe = logPipe({ open: source, signal: forever() });
  expect((await pipe.next()).value).toEqual({ line: 1, droppedLines: 0 });
  await expect(pipe.next()).rejects.toThrow('lost');
  expect((await pipe.next()).done).toBe(true);
});
