import { randomBytes } from 'node:crypto';

/**
 * One monotonic counter for every mirror of a process, so that changes of several endpoints have one order and a watch
 * cursor is one number. The epoch tells cursors of another process (or an earlier life of this one) apart.
 */
export class RevisionClock {
  readonly epoch = randomBytes(4).toString('hex');
  #revision = 0;

  get current(): number {
    return this.#revision;
  }

  next(): number {
    return ++this.#revision;
  }
}
