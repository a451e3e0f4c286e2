import { expect, test } from 'vitest';
import { IzaError } from '#kernel/errors.ts';
import { OperationRegistry } from './operations.ts';

const request = { kind: 'imagePull', actor: 'key-1', targets: ['t'], cancellable: true };

test('an operation runs, tells its progress, and ends once', () => {
  const operations = new OperationRegistry();
  const running = operations.begin(request);
  expect(operations.get(running.id)).toMatchObject({ ...request, state: 'RUNNING', log: [] });
  running.progress({ bytesDone: 1, bytesTotal: 4, log: 'first' });
  running.progress({ bytesDone: 2 });
  expect(operations.get(running.id)).toMatchObject({
    progress: { bytesDone: 2, bytesTotal: 4 },
    log: ['first'],
  });
  running.succeed({ result: { id: 1 }, targets: ['made'] });
  running.fail(new Error('too late'));
  running.progress({ message: 'too late' });
  const ended = operations.get(running.id)!;
  expect(ended).toMatchObject({
    state: 'SUCCEEDED',
    targets: ['made'],
    result: { id: 1 },
    cancellable: false,
  });
  expect(ended.progress).not.toHaveProperty('message');
});

test('an error that is not ours is told without its words', () => {
  const operations = new OperationRegistry();
  const running = operations.begin(request);
  running.fail(new Error('secret at /root/key'));
  expect(operations.get(running.id)!.error).toEqual({
    code: 'INTERNAL_SERVER_ERROR',
    message: 'Internal error.',
  });
});

test('cancelling aborts the work; it ends as cancelled only if it gave in', () => {
  const operations = new OperationRegistry();
  const [gives, finishes] = [operations.begin(request), operations.begin(request)];
  for (const { id } of [gives, finishes]) operations.cancel(id);
  expect(gives.signal.aborted).toBe(true);
  gives.fail(gives.signal.reason);
  finishes.succeed({});
  expect(operations.get(gives.id)).toMatchObject({ state: 'CANCELLED', error: { code: 'CANCELLED' } });
  expect(operations.get(finishes.id)).toMatchObject({ state: 'SUCCEEDED' });
  expect(() => operations.cancel(gives.id)).toThrow(expect.objectContaining({ code: 'CONFLICT' }));
  const kept = operations.begin({ ...request, cancellable: false });
  expect(() => operations.cancel(kept.id)).toThrow(expect.objectContaining({ code: 'CONFLICT' }));
});

test('a watcher sees the newest state and the end, however slow it is', async () => {
  const operations = new OperationRegistry();
  const running = operations.begin(request);
  const watcher = operations.watch(running.id);
  expect((await watcher.next()).value).toMatchObject({ state: 'RUNNING' });
  for (let percent = 0; percent <= 100; percent++) running.progress({ percent });
  running.succeed({});
  expect((await watcher.next()).value).toMatchObject({ state: 'SUCCEEDED', progress: { percent: 100 } });
  expect((await watcher.next()).done).toBe(true);
  const late = operations.watch(running.id);
  expect((await late.next()).value).toMatchObject({ state: 'SUCCEEDED' });
  expect((await late.next()).done).toBe(true);
});

test('only the newest that ended are kept, none under way is forgotten, and too many are refused', () => {
  const operations = new OperationRegistry(2);
  const long = operations.begin(request);
  const ended = [1, 2, 3].map((result) => {
    const running = operations.begin(request);
    running.succeed({ result });
    return running.id;
  });
  expect(operations.list().map(({ id }) => id)).toEqual([ended[2], ended[1], long.id]);
  operations.begin(request);
  expect(() => operations.begin(request)).toThrow(expect.objectContaining({ code: 'RATE_LIMITED' }));
});

test('the log keeps its newest thousand lines', () => {
  const operations = new OperationRegistry();
  const running = operations.begin(request);
  for (let line = 1; line <= 1500; line++) running.progress({ log: String(line) });
  const { log } = operations.get(running.id)!;
  expect([log.length, log[0], log.at(-1)]).toEqual([1000, '501', '1500']);
});

test('stopping asks all to end and waits for them', async () => {
  const operations = new OperationRegistry();
  const running = operations.begin(request);
  running.signal.addEventListener('abort', () => running.fail(running.signal.reason));
  await operations.stop(60_000);
  expect(operations.get(running.id)).toMatchObject({ state: 'FAILED', error: { code: 'SHUTTING_DOWN' } });
  expect(running.signal.reason).toBeInstanceOf(IzaError);
});
