import { IzaError } from '#kernel/errors.ts';
import type { GraphContext } from './context.ts';
import { guarded, type AdmissionSubject } from './guard.ts';
import type { Idempotency } from './idempotency.ts';

/** A change that was validated and found possible, and has not begun. */
interface Preparation<T> {
  /** Global ids of what it concerns; empty for a creation. */
  readonly targets: readonly string[];
  readonly admission?: AdmissionSubject;
  /** What the mutation returns for a dry run. */
  readonly preview: T;
  /** Makes the change; `targets` are the ids it concerned when that is known only now. */
  readonly work: () => Promise<{ readonly result: T; readonly targets?: readonly string[] }>;
}

interface ChangeInput {
  readonly requestId?: string | null;
  readonly dryRun?: boolean | null;
}

export interface ChangeRequest<T> {
  readonly context: GraphContext;
  readonly idempotency: Idempotency;
  /** The mutation: `networkCreate`. */
  readonly action: string;
  readonly input: ChangeInput;
  /** The input as the audit trail may keep it: without write-only members. */
  readonly audited: unknown;
  /** Validates, finds the objects, checks their states; throws what the change would be refused for. */
  readonly prepare: () => Preparation<T>;
}

/**
 * The way of a quick change: at most once per requestId, prepared, judged, noted durably, made. A dry run stops before the note. Once
 * begun a change runs to its end or its own deadline, even when the client goes away: its outcome is known then.
 */
export async function performChange<T>(request: ChangeRequest<T>): Promise<T> {
  const { context, idempotency, action, input, audited, prepare } = request;
  if (input.dryRun) {
    const { targets, admission, preview } = prepare();
    const { caller, requestId } = context;
    await context.guard.evaluate({
      action,
      caller,
      requestId,
      targets,
      input: audited,
      ...(admission && { admission }),
    });
    return preview;
  }
  const call = { caller: context.caller.id, action, requestId: input.requestId, input };
  return idempotency.run(call, async (begun) => {
    const { targets, admission, work } = prepare();
    return guarded(context, { action, targets, input: audited, ...(admission && { admission }) }, () => {
      begun();
      return work();
    });
  });
}

/** PRECONDITION_FAILED when the object is no longer at the revision the caller decided upon. */
export function requireRevision(current: string, ifRevision: string | null | undefined): void {
  if (ifRevision == null || ifRevision === current) return;
  throw new IzaError('PRECONDITION_FAILED', `The object changed meanwhile: its revision is ${current}.`, {
    field: 'input.ifRevision',
    data: { revision: current },
  });
}
