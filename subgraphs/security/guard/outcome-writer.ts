import type { Log } from '#kernel/log.ts';
import type { AuditTrail, OutcomeRecord } from '../audit/audit-trail.ts';

const RETRY_MS = 1000;
/** Outcomes kept for a store that fails; beyond it the oldest stay unwritten, and their attempts pending. */
const MAXIMUM_WAITING = 10_000;

/**
 * Writes how attempts ended. A change that was made cannot be taken back because the disk is full: an outcome that cannot be written is
 * kept and tried again, and its attempt stays pending in the trail until then.
 */
export class OutcomeWriter {
  readonly #audit: AuditTrail;
  readonly #log: Log;
  readonly #waiting = new Map<number, OutcomeRecord>();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: { readonly audit: AuditTrail; readonly log: Log }) {
    this.#audit = options.audit;
    this.#log = options.log;
  }

  /** Resolves when it is durable, or is to be tried again. Never rejects. */
  async write(sequence: number, outcome: OutcomeRecord): Promise<void> {
    try {
      await this.#audit.settle(sequence, outcome);
    } catch (error) {
      this.#log.error('The outcome of a change could not be written to the audit trail (yet)', {
        sequence,
        outcome,
        error,
      });
      if (this.#waiting.size >= MAXIMUM_WAITING) this.#waiting.delete(this.#waiting.keys().next().value!);
      this.#waiting.set(sequence, outcome);
      this.#timer ??= setTimeout(() => void this.#retry(), RETRY_MS).unref();
    }
  }

  /** Tries what waits a last time. */
  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#writeWaiting();
    if (this.#waiting.size > 0)
      this.#log.error('Outcomes were lost to the audit trail', { sequences: [...this.#waiting.keys()] });
  }

  async #retry(): Promise<void> {
    await this.#writeWaiting();
    this.#timer = this.#waiting.size > 0 ? setTimeout(() => void this.#retry(), RETRY_MS).unref() : undefined;
  }

  async #writeWaiting(): Promise<void> {
    try {
      for (const [sequence, outcome] of this.#waiting) {
        await this.#audit.settle(sequence, outcome);
        this.#waiting.delete(sequence);
      }
    } catch {
      // The store still fails; it was told when the first one did.
    }
  }
}
