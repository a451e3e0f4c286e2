import type { Log } from './log.ts';

/** Something with a life: begun once, ended once. */
export interface Part {
  readonly name: string;
  start?(): Promise<void>;
  /** Ends it within `signal`'s deadline; must not throw for being stopped twice. */
  stop(signal: AbortSignal): Promise<void>;
}

type State =
  | { readonly phase: 'IDLE' }
  | { readonly phase: 'RUNNING' }
  | { readonly phase: 'STOPPING'; readonly done: Promise<void> }
  | { readonly phase: 'STOPPED' };

/**
 * Starts parts in order and stops them in reverse, each with its own share of the deadline, so that one that hangs delays but never
 * prevents the end of the others. A failed start stops what was started and rethrows.
 */
export class Lifecycle {
  readonly #parts: Part[] = [];
  readonly #log: Log;
  #state: State = { phase: 'IDLE' };

  constructor(log: Log) {
    this.#log = log;
  }

  get phase(): State['phase'] {
    return this.#state.phase;
  }

  /** Starts `part` now and remembers to stop it. */
  async add(part: Part): Promise<void> {
    if (this.#state.phase === 'STOPPING' || this.#state.phase === 'STOPPED')
      throw new Error(`${part.name}: the process is shutting down`);
    this.#state = { phase: 'RUNNING' };
    await part.start?.();
    this.#parts.push(part);
  }

  /** Stops everything. Calling it again waits for the same end. Never rejects: failures are logged. */
  stop(deadlineMs = 10_000): Promise<void> {
    if (this.#state.phase === 'STOPPING') return this.#state.done;
    if (this.#state.phase === 'STOPPED') return Promise.resolve();
    const done = this.#stopAll(deadlineMs).finally(() => {
      this.#state = { phase: 'STOPPED' };
    });
    this.#state = { phase: 'STOPPING', done };
    return done;
  }

  async #stopAll(deadlineMs: number): Promise<void> {
    for (const part of this.#parts.toReversed()) {
      const signal = AbortSignal.timeout(deadlineMs);
      const late = new Promise<void>((resolve) =>
        signal.addEventListener('abort', () => resolve(), { once: true }),
      );
      try {
        await Promise.race([part.stop(signal), late]);
        if (signal.aborted) this.#log.warn('part did not stop in time', { part: part.name, deadlineMs });
      } catch (error) {
        this.#log.error('part failed to stop', { part: part.name, error });
      }
    }
  }
}
