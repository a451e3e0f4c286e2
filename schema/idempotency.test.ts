import { expect, test } from 'vitest';
import { IzaError } from '#kernel/errors.ts';
import { Idempotency } from './idempotency.ts';

const call = (changes: object = {}) => ({
  caller: 'key-1',
  action: 'containerCreate',
  requestId: 'r1',
  input: { name: 'web' },
  ...changes,
});

test('the same request does its work once and gets the first outcome again', async () => {
  const idempotency = new Idempotency();
  let runs = 0;
  const work = async () => ++runs;
  expect(await idempotency.run(call(), work)).toBe(1);
  expect(await idempotency.run(call(), work)).toBe(1);
  expect(await idempotency.run(call({ requestId: 'r2' }), work)).toBe(2);
  expect(await idempotency.run(call({ caller: 'key-2' }), work)).toBe(3);
  expect(await idempotency.run(call({ action: 'containerStart' }), work)).toBe(4);
  expect(await idempotency.run(call({ requestId: null }), work)).toBe(5);
});

test('a repetition while the first is under way waits for it', async () => {
  const idempotency = new Idempotency();
  const gate = Promise.withResolvers<string>();
  const first = idempotency.run(call(), () => gate.promise);
  const second = idempotency.run(call(), () => Promise.reject(new Error('ran twice')));
  gate.resolve('done');
  expect(await Promise.all([first, second])).toEqual(['done', 'done']);
});

test('a key with another input is refused, whatever the order of members', async () => {
  const idempotency = new Idempotency();
  await idempotency.run(call({ input: { a: 1, b: 2n } }), async () => 'first');
  expect(await idempotency.run(call({ input: { b: 2n, a: 1 } }), async () => 'second')).toBe('first');
  await expect(idempotency.run(call({ input: { a: 2 } }), async () => 'third')).rejects.toMatchObject({
    code: 'IDEMPOTENCY_KEY_REUSED',
  });
});

test('a refusal is forgotten, an error that leaves the outcome open is kept', async () => {
  const idempotency = new Idempotency();
  const failing = (code: 'NOT_FOUND' | 'DEADLINE_EXCEEDED') => async (begun: () => void) => {
    begun();
    throw new IzaError(code, code);
  };
  const unreachable = () => Promise.reject(new IzaError('BACKEND_UNAVAILABLE', 'not begun'));
  await expect(idempotency.run(call(), failing('NOT_FOUND'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(idempotency.run(call(), unreachable)).rejects.toMatchObject({ code: 'BACKEND_UNAVAILABLE' });
  await expect(idempotency.run(call(), failing('DEADLINE_EXCEEDED'))).rejects.toMatchObject({
    code: 'DEADLINE_EXCEEDED',
  });
  await expect(idempotency.run(call(), async () => 'again')).rejects.toMatchObject({
    code: 'DEADLINE_EXCEEDED',
  });
});

test('outcomes expire, and the oldest go first when there are too many or they are too large', async () => {
  let now = 0;
  const idempotency = new Idempotency({
    keepMs: 10,
    limit: 2,
    limitBytes: 100,
    bytesOf: Number,
    now: () => now,
  });
  const run = (requestId: string, bytes: number) => idempotency.run(call({ requestId }), async () => bytes);
  await run('a', 1);
  await run('b', 2);
  expect(await run('a', 9)).toBe(1);
  await run('c', 3);
  expect(await run('a', 9)).toBe(9);
  await run('d', 99);
  expect(await run('c', 4)).toBe(4);
  now = 20;
  expect(await run('d', 5)).toBe(5);
});

test('a key that is none is refused', async () => {
  const run = (requestId: string) => new Idempotency().run(call({ requestId }), async () => 1);
  await expect(run('')).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    details: { field: 'input.requestId' },
  });
  await expect(run('x'.repeat(256))).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
});
