import { deadline, withSignal } from '#kernel/deadlines.ts';
import type { Check } from './check.ts';

export interface Readiness {
  readonly ready: boolean;
  readonly checks: readonly Check[];
}

/** Asks for the checks; one that takes longer than `deadlineMs` or throws is itself a failed check. Never rejects. */
export async function readReadiness(
  checks: () => Promise<readonly Check[]>,
  deadlineMs = 5_000,
): Promise<Readiness> {
  using signal = deadline(deadlineMs, 'The readiness check');
  try {
    const found = await withSignal(checks(), signal);
    return { ready: found.every(({ ok }) => ok), checks: found };
  } catch (error) {
    const detail = error instanceof Error ? error.message : 'It failed.';
    return { ready: false, checks: [{ name: 'readiness', ok: false, detail }] };
  }
}
