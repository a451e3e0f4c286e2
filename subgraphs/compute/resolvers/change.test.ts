import { expect, test, vi } from 'vitest';
import { IzaError } from '#kernel/errors.ts';
import { silentLog } from '#kernel/log.ts';
import type { GraphContext } from '#schema/context.ts';
import type { AdmissionSubject, Guard } from '#schema/guard.ts';
import { Idempotency } from '#schema/idempotency.ts';
import { Compute } from '../compute.ts';
import { OperationRegistry } from '../operations.ts';
import { change, longChange, once, type Change } from './change.ts';

const admission: AdmissionSubject = {
  kind: 'image.pull',
  platform: 'docker',
  endpoint: 'local',
  localPaths: true,
  settings: {},
};

function world(guard: Partial<Guard> = {}) {
  const settled = vi.fn(async (_outcome: unknown) => {});
  const compute = new Compute({
    endpoints: [],
    clock: { epoch: 'abc', current: 1, next: () => 1 },
    operations: new OperationRegistry(2),
    idempotency: new Idempotency(),
    log: silentLog(),
  });
  const context: GraphContext = {
    caller: { id: 'key-1', name: 'one', roles: [], scopes: [] },
    requestId: 'r',
    signal: new AbortController().signal,
    guard: {
      admit: async () => ({ settle: settled }),
      evaluate: async () => {},
      judge: async () => ({ allowed: true, violations: [] }),
      ...guard,
    },
  };
  const run = <T>(asked: Partial<Change<T>> & Pick<Change<T>, 'work'>, input: object = {}) =>
    once({ compute, context, action: 'containerStart', input }, (attempt) =>
      change<T>(attempt, { targets: ['t'], dryRun: () => 'dry' as T, ...asked }),
    );
  return { compute, context, settled, run };
}

test('what is done is settled with what it concerned, and recorded', async () => {
  const { compute, settled, run } = world();
  const { value, operationId } = await run({
    work: async () => ({ value: 1, targets: ['made'], result: { a: 1 } }),
  });
  expect(value).toBe(1);
  expect(compute.operations.get(operationId!)).toMatchObject({
    state: 'SUCCEEDED',
    targets: ['made'],
    result: { a: 1 },
  });
  expect(settled.mock.calls).toEqual([[{ targets: ['made'] }]]);
});

test('a refusal of the guard reaches neither engine nor operations, and is not remembered', async () => {
  const refusal = new IzaError('POLICY_DENIED', 'no');
  const admit = vi.fn(async (): ReturnType<Guard['admit']> => {
    throw refusal;
  });
  const { compute, run } = world({ admit });
  const work = vi.fn(async () => ({ value: 1 }));
  await expect(run({ work }, { requestId: 'x' })).rejects.toBe(refusal);
  await expect(run({ work }, { requestId: 'x' })).rejects.toBe(refusal);
  expect(admit).toHaveBeenCalledTimes(2);
  expect(work).not.toHaveBeenCalled();
  expect(compute.operations.list()).toEqual([]);
});

test('a failure is settled as one, recorded, and remembered when it leaves open what happened', async () => {
  const { compute, settled, run } = world();
  const late = new IzaError('DEADLINE_EXCEEDED', 'late');
  const work = vi.fn(async () => {
    throw late;
  });
  await expect(run({ work }, { requestId: 'x' })).rejects.toBe(late);
  await expect(run({ work }, { requestId: 'x' })).rejects.toBe(late);
  expect(work).toHaveBeenCalledTimes(1);
  expect(settled.mock.calls).toEqual([[{ error: late }]]);
  expect(compute.operations.list()).toMatchObject([
    { state: 'FAILED', error: { code: 'DEADLINE_EXCEEDED' } },
  ]);
});

test('a dry run is judged and fails as the real call would, and does nothing else', async () => {
  const refusal = new IzaError('POLICY_DENIED', 'no');
  const work = vi.fn(async () => ({ value: 'done' }));
  const allowed = world();
  expect(await allowed.run<string>({ work }, { dryRun: true, requestId: 'x' })).toEqual({
    value: 'dry',
    operationId: null,
  });
  expect(allowed.settled).not.toHaveBeenCalled();
  const denied = world({ evaluate: async () => Promise.reject(refusal) });
  await expect(denied.run<string>({ work }, { dryRun: true })).rejects.toBe(refusal);
  expect(work).not.toHaveBeenCalled();
  // The dry run did not use up the request's id.
  expect(await allowed.run<string>({ work }, { requestId: 'x' })).toMatchObject({ value: 'done' });
});

test('long work is answered at once and settled when it ends', async () => {
  const { compute, context, settled } = world();
  const gate = Promise.withResolvers<void>();
  const begin = (work: Parameters<typeof longChange>[1]['work']) =>
    once({ compute, context, action: 'imagePull', input: {} }, (attempt) =>
      longChange(attempt, { targets: [], admission, work }),
    );
  const good = await begin(async () => {
    await gate.promise;
    return { targets: ['image'] };
  });
  expect(compute.operations.get(good!)).toMatchObject({ state: 'RUNNING', cancellable: true });
  expect(settled).not.toHaveBeenCalled();
  const bad = await begin(
    (operation) =>
      new Promise((_resolve, reject) =>
        operation.signal.addEventListener('abort', () => reject(operation.signal.reason)),
      ),
  );
  await expect(begin(async () => ({}))).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  expect(settled.mock.calls).toMatchObject([[{ error: { code: 'RATE_LIMITED' } }]]);
  compute.operations.cancel(bad!);
  await vi.waitFor(() =>
    expect(settled.mock.calls).toMatchObject([[{}], [{ error: { code: 'CANCELLED' } }]]),
  );
  gate.resolve();
  await vi.waitFor(() => expect(settled.mock.calls.at(-1)).toEqual([{ targets: ['image'] }]));
  expect(compute.operations.get(good!)).toMatchObject({ state: 'SUCCEEDED', targets: ['image'] });
});
