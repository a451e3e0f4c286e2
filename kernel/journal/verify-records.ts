import type { JournalHead, JournalVerification } from './journal.ts';
import { EMPTY_HEAD, type JournalFile, type Verifying } from './journal-file.ts';

/**
 * Recomputes the chain from the first record to the one that is last now, some at a time: yields between, so that the caller decides
 * whether others get a turn.
 */
export function* verifyRecords(
  file: JournalFile,
  expected?: JournalHead,
): Generator<void, JournalVerification> {
  const end = file.head();
  let state: Verifying = EMPTY_HEAD;
  let expectedSeen = expected === undefined || expected.sequence === 0;
  for (;;) {
    // Stops at the expected record, to compare its hash.
    const upTo = expectedSeen ? end.sequence : Math.min(end.sequence, expected!.sequence);
    const next = file.verifyNext(state, upTo);
    if (next) state = next;
    if (state.firstBroken !== undefined) return broken(state.firstBroken, end);
    if (!expectedSeen && state.sequence >= expected!.sequence) {
      if (state.hash !== expected!.hash) return broken(expected!.sequence, end);
      expectedSeen = true;
      continue;
    }
    if (!next) break;
    yield;
  }
  if (!expectedSeen) return broken(state.sequence + 1, end);
  return { intact: true, records: state.sequence, head: { sequence: state.sequence, hash: state.hash } };
}

function broken(firstBroken: number, head: JournalHead): JournalVerification {
  return { intact: false, records: firstBroken - 1, firstBroken, head };
}
