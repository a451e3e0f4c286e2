import type { ServerResponse } from 'node:http';

/**
 * The responses that are not finished. In slots that are used again, not in a Set: one that is added to and deleted from all the time makes a new
 * table every few dozen requests, the discarded tables hold on to each other, and so to every response until the next full garbage collection.
 */
export class ResponsesUnderWay {
  readonly #slots: (ServerResponse | undefined)[] = [];
  readonly #free: number[] = [];

  get size(): number {
    return this.#slots.length - this.#free.length;
  }

  /** Returns the slot to leave again. */
  enter(response: ServerResponse): number {
    const slot = this.#free.pop() ?? this.#slots.length;
    this.#slots[slot] = response;
    return slot;
  }

  leave(slot: number): void {
    this.#slots[slot] = undefined;
    this.#free.push(slot);
  }

  /** Makes each of them the last on its connection. */
  endKeepAlive(): void {
    for (const response of this.#slots) if (response) response.shouldKeepAlive = false;
  }
}
