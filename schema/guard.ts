import type { Caller, GraphContext } from './context.ts';

/** What a change asks of an engine, in the engine's own words, for the admission policy to judge. */
export interface AdmissionSubject {
  readonly kind: AdmissionKind;
  readonly platform: string;
  readonly endpoint: string;
  /** True when paths in `settings` are paths of this machine, so that links in them can be resolved. */
  readonly localPaths: boolean;
  /** The engine's own request, complete: what the policy does not know, it denies. */
  readonly settings: Readonly<Record<string, unknown>>;
}

export type AdmissionKind =
  | 'container.create'
  | 'container.update'
  | 'container.exec'
  | 'volume.create'
  | 'network.create'
  | 'image.pull'
  | 'image.build';

/** One change somebody attempts. */
export interface Attempt {
  /** The mutation: `containerCreate`. Its scope is looked up by this name. */
  readonly action: string;
  readonly caller: Caller;
  readonly requestId: string;
  /** Global ids of what it concerns; empty for a creation. */
  readonly targets: readonly string[];
  /** The mutation's input. Write-only members must be left out by the caller (`withhold`). */
  readonly input: unknown;
  readonly admission?: AdmissionSubject;
}

export interface Verdict {
  readonly allowed: boolean;
  readonly violations: readonly Violation[];
}

export interface Violation {
  readonly rule: string;
  /** Path in the engine's own request: `HostConfig.Privileged`. */
  readonly setting: string;
  readonly message: string;
}

/** An admitted attempt, durably noted. It must be settled exactly once, whatever happens. */
export interface Ticket {
  settle(outcome: { readonly targets?: readonly string[]; readonly error?: unknown }): Promise<void>;
}

/**
 * The way every change takes before it reaches an engine: scope, maintenance, admission policy, audit intent. Fulfilled by the security
 * subgraph, in-process or over HTTP; subgraphs know only this port.
 */
export interface Guard {
  /**
   * Judges an attempt and writes its intent durably; only then does it resolve. Throws FORBIDDEN, POLICY_DENIED (all violations in
   * `details.data.violations`), CONFLICT (maintenance), AUDIT_UNAVAILABLE; refusals are audited too. Not idempotent.
   */
  admit(attempt: Attempt): Promise<Ticket>;
  /** The same judgement without any trace but a denied one in the security events: for `dryRun`. Throws as `admit` does. */
  evaluate(attempt: Attempt): Promise<void>;
  /** What the policy says of settings, without a caller. Never throws for a denial. */
  judge(subject: AdmissionSubject): Promise<Verdict>;
}

/** Runs `work` under a ticket: admitted before, settled after, whatever happens. `work` returns the result and the ids it concerned. */
export async function guarded<T>(
  context: GraphContext,
  attempt: Omit<Attempt, 'caller' | 'requestId'>,
  work: () => Promise<{ readonly result: T; readonly targets?: readonly string[] }>,
): Promise<T> {
  const ticket = await context.guard.admit({
    ...attempt,
    caller: context.caller,
    requestId: context.requestId,
  });
  let done: Awaited<ReturnType<typeof work>>;
  try {
    done = await work();
  } catch (error) {
    await ticket.settle({ error });
    throw error;
  }
  await ticket.settle(done.targets ? { targets: done.targets } : {});
  return done.result;
}
