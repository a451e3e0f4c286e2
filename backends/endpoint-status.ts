import type { EndpointState, EndpointStatus } from './endpoint.ts';

/** Holds an endpoint's state and tells listeners of its changes. `since` moves only when the status does. */
export class EndpointStatusCell {
  readonly #listeners = new Set<(state: EndpointState) => void>();
  #state: EndpointState = { status: 'CONNECTING', since: new Date() };

  get state(): EndpointState {
    return this.#state;
  }

  /** Facts that are not given go away, but for `lastSync`. */
  set(status: EndpointStatus, facts: Omit<EndpointState, 'status' | 'since'> = {}): void {
    const { since, lastSync } = this.#state;
    this.#state = {
      ...(lastSync && { lastSync }),
      ...facts,
      status,
      since: status === this.#state.status ? since : new Date(),
    };
    for (const listener of this.#listeners) listener(this.#state);
  }

  /** Notes that what is known equals the engine, without telling anyone. */
  touch(lastSync: Date): void {
    this.#state = { ...this.#state, lastSync };
  }

  listen(listener: (state: EndpointState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
