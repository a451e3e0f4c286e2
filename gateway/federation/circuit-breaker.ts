import { IzaError } from '#kernel/errors.ts';

/** Failures in a row after which nothing is sent for a while. */
const THRESHOLD = 5;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;

/**
 * Keeps a subgraph that does not answer from holding up every request: after some failures in a row, requests are
 * refused at once; then one at a time is let through until one succeeds.
 */
export class CircuitBreaker {
  readonly #name: string;
  readonly #now: () => number;
  #failures = 0;
  #pauseMs = FIRST_PAUSE_MS;
  #closedUntil = 0;
  #probing = false;
  #since: string | undefined;

  constructor(name: string, now: () => number = Date.now) {
    this.#name = name;
    this.#now = now;
  }

  /** Throws SUBGRAPH_UNAVAILABLE while the subgraph is given rest. */
  enter(): void {
    if (this.#failures < THRESHOLD) return;
    if (this.#probing || this.#now() < this.#closedUntil) {
      throw new IzaError('SUBGRAPH_UNAVAILABLE', `Subgraph "${this.#name}" does not answer.`, {
        ...(this.#since !== undefined && { since: this.#since }),
      });
    }
    this.#probing = true;
  }

  succeeded(): void {
    this.#failures = 0;
    this.#pauseMs = FIRST_PAUSE_MS;
    this.#probing = false;
    this.#since = undefined;
  }

  failed(): void {
    this.#failures += 1;
    this.#probing = false;
    this.#since ??= new Date(this.#now()).toISOString();
    if (this.#failures < THRESHOLD) return;
    this.#closedUntil = this.#now() + this.#pauseMs;
    this.#pauseMs = Math.min(this.#pauseMs * 2, LONGEST_PAUSE_MS);
  }

  /** The caller went away before an answer: that says nothing about the subgraph. */
  abandoned(): void {
    this.#probing = false;
  }
}
