import { createHmac, randomBytes } from 'node:crypto';
import { canonicalJson } from '#kernel/canonical-json.ts';
import { IzaError, type ErrorCode } from '#kernel/errors.ts';

export interface IdempotentCall {
  /** Id of the caller: keys of different callers never meet. */
  readonly caller: string;
  /** The mutation: `containerCreate`. */
  readonly action: string;
  /** The client's key; without one the work simply runs. */
  readonly requestId: string | null | undefined;
  /** The mutation's whole input. Only a keyed hash of it is kept. */
  readonly input: unknown;
}

export interface IdempotencyOptions {
  /** How long an outcome is remembered, ms. Default 24 h. */
  readonly keepMs?: number;
  /** Outcomes kept; beyond it the oldest are forgotten early. Default 10,000. */
  readonly limit?: number;
  /** Size of all kept results together, bytes; beyond it the oldest are forgotten early. Default 64 MiB. */
  readonly limitBytes?: number;
  /** Size of one result. Default: 1 KiB whatever it is. */
  readonly bytesOf?: (result: unknown) => number;
  /** Time source, ms. For tests. */
  readonly now?: () => number;
}

/**
 * Runs a change at most once per caller × action × requestId. A repetition gets the first one's outcome; one that comes while the
 * first is under way waits for it. In memory: a restart forgets.
 *
 * A refusal (bad input, no permission, not found, conflict …) changed nothing and is not remembered: the same request may be sent
 * again when its reason is gone. An error that leaves open what happened (a deadline, a lost connection) is remembered when it came
 * after `begun()`, which the work calls right before it first asks an engine for a change.
 */
export class Idempotency {
  readonly #options: Required<IdempotencyOptions>;
  readonly #key = randomBytes(32);
  readonly #entries = new Map<string, Entry>();
  #bytes = 0;

  constructor(options: IdempotencyOptions = {}) {
    this.#options = {
      keepMs: 24 * 60 * 60 * 1000,
      limit: 10_000,
      limitBytes: 64 * 1024 * 1024,
      bytesOf: () => 1024,
      now: Date.now,
      ...options,
    };
  }

  /** BAD_USER_INPUT for a key that is none, IDEMPOTENCY_KEY_REUSED for one that came with another input; else what `work` gives. */
  async run<T>(call: IdempotentCall, work: (begun: () => void) => Promise<T>): Promise<T> {
    const { caller, action, requestId, input } = call;
    if (requestId === null || requestId === undefined) return work(() => {});
    if (!/^[\x21-\x7e]{1,255}$/.test(requestId)) {
      const field = 'input.requestId';
      throw new IzaError('BAD_USER_INPUT', `${field} must be 1 to 255 visible ASCII characters.`, { field });
    }
    this.#forget();
    const name = JSON.stringify([caller, action, requestId]);
    const print = createHmac('sha256', this.#key).update(canonicalJson(input)).digest('base64');
    const known = this.#entries.get(name);
    if (known && known.print !== print) {
      throw new IzaError(
        'IDEMPOTENCY_KEY_REUSED',
        `requestId "${requestId}" was used for another ${action}.`,
        {
          field: 'input.requestId',
        },
      );
    }
    if (known) return known.outcome as Promise<T>;
    return this.#begin(name, print, work);
  }

  #begin<T>(name: string, print: string, work: (begun: () => void) => Promise<T>): Promise<T> {
    let begun = false;
    const outcome = work(() => {
      begun = true;
    });
    const entry: Entry = { print, outcome, expires: Infinity, bytes: 0 };
    this.#entries.set(name, entry);
    outcome.then(
      (result) => this.#keep(name, entry, this.#options.bytesOf(result)),
      (error: unknown) => {
        if (begun && isUndecided(error)) this.#keep(name, entry, 1024);
        else this.#entries.delete(name);
      },
    );
    return outcome;
  }

  #keep(name: string, entry: Entry, bytes: number): void {
    entry.bytes = bytes;
    entry.expires = this.#options.now() + this.#options.keepMs;
    this.#bytes += bytes;
    // To the end: the map is in order of expiry but for what is under way.
    this.#entries.delete(name);
    this.#entries.set(name, entry);
    this.#forget();
  }

  #forget(): void {
    const { limit, limitBytes, now } = this.#options;
    for (const [name, entry] of this.#entries) {
      if (entry.expires === Infinity) continue;
      if (entry.expires > now() && this.#entries.size <= limit && this.#bytes <= limitBytes) return;
      this.#entries.delete(name);
      this.#bytes -= entry.bytes;
    }
  }
}

interface Entry {
  readonly print: string;
  readonly outcome: Promise<unknown>;
  /** Infinity while it is under way. */
  expires: number;
  bytes: number;
}

/** After these the change may have been made all the same. */
const UNDECIDED: ReadonlySet<ErrorCode> = new Set([
  'DEADLINE_EXCEEDED',
  'CANCELLED',
  'BACKEND_ERROR',
  'BACKEND_UNAVAILABLE',
  'INTERNAL_SERVER_ERROR',
]);

function isUndecided(error: unknown): boolean {
  return !(error instanceof IzaError) || UNDECIDED.has(error.code);
}
