import { IzaError } from '#kernel/errors.ts';

/** Why a long-lived connection must end. */
export type StreamEnd = 'DRAIN' | 'REVOKED';

/** The long-lived connections (WebSockets, event streams) of all callers. */
export class LiveStreams {
  readonly #byCaller = new Map<string, Set<(reason: StreamEnd) => void>>();
  readonly #maxPerCaller: number;

  constructor(maxPerCaller: number) {
    this.#maxPerCaller = maxPerCaller;
  }

  get size(): number {
    let size = 0;
    for (const streams of this.#byCaller.values()) size += streams.size;
    return size;
  }

  /** Notes a connection; `end` will be called when it must go. Returns how to forget it. RATE_LIMITED when the caller has too many. */
  open(callerId: string, end: (reason: StreamEnd) => void): () => void {
    const streams = this.#byCaller.get(callerId) ?? new Set();
    if (streams.size >= this.#maxPerCaller) {
      throw new IzaError(
        'RATE_LIMITED',
        `A caller may hold at most ${this.#maxPerCaller} live connections.`,
        {
          data: { limit: 'socketsPerCaller', maximum: this.#maxPerCaller },
        },
      );
    }
    this.#byCaller.set(callerId, streams.add(end));
    return () => {
      streams.delete(end);
      if (streams.size === 0 && this.#byCaller.get(callerId) === streams) this.#byCaller.delete(callerId);
    };
  }

  endOf(callerId: string, reason: StreamEnd): void {
    for (const end of this.#byCaller.get(callerId) ?? []) end(reason);
  }

  endAll(reason: StreamEnd): void {
    for (const callerId of this.#byCaller.keys()) this.endOf(callerId, reason);
  }
}
