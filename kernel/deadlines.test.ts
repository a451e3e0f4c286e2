import { describe, expect, test, vi } from 'vitest';
import { withDeadline } from './deadlines.ts';

const never = () => new Promise<never>(() => {});

describe('work within a deadline', () => {
  test('gives what the work gives, and lets go of parent and timer', async () => {
    vi.useFakeTimers();
    const parent = new AbortController();
    const removed = vi.spyOn(parent.signal, 'removeEventListener');
    const given = withDeadline({ ms: 1000, what: 'It', parent: parent.signal }, () => Promise.resolve(1));
    await expect(given).resolves.toBe(1);
    expect(removed).toHaveBeenCalledOnce();
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });

  test('rejects with what the work rejects with', async () => {
    const parent = new AbortController().signal;
    const failing = withDeadline({ ms: 1000, what: 'It', parent }, () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
  });

  test('ends in time, and tells the work, whether or not that listens', async () => {
    let given: AbortSignal | undefined;
    const late = withDeadline({ ms: 1, what: 'It', parent: new AbortController().signal }, (signal) => {
      given = signal;
      return never();
    });
    await expect(late).rejects.toMatchObject({
      code: 'DEADLINE_EXCEEDED',
      message: 'It took longer than 1 ms.',
    });
    expect(given?.aborted).toBe(true);
  });

  test('ends with its parent, before and during the work', async () => {
    const gone = new Error('gone');
    const parent = new AbortController();
    let given: AbortSignal | undefined;
    const during = withDeadline({ ms: 1000, what: 'It', parent: parent.signal }, (signal) => {
      given = signal;
      return never();
    });
    parent.abort(gone);
    await expect(during).rejects.toBe(gone);
    expect(given?.reason).toBe(gone);
    const work = vi.fn(never);
    await expect(withDeadline({ ms: 1000, what: 'It', parent: parent.signal }, work)).rejects.toBe(gone);
    expect(work).not.toHaveBeenCalled();
  });
});
