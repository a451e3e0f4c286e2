/** An exec that was admitted is seen at the engine within this time, or failed. */
const EXPECTED_MS = 30_000;

/** Programs that IzaOS itself is about to run inside workloads: what tells them from those that others run there. */
export class OwnExecs {
  readonly #now: () => number;
  readonly #expected = new Map<string, number[]>();

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** One will run in each of these workloads. */
  expect(workloadIds: readonly string[]): void {
    for (const id of workloadIds) this.#expected.set(id, [...this.#pending(id), this.#now() + EXPECTED_MS]);
  }

  /** Whether one seen in this workload was expected; it is not any more. */
  claim(workloadId: string): boolean {
    const [first, ...rest] = this.#pending(workloadId);
    if (rest.length > 0) this.#expected.set(workloadId, rest);
    else this.#expected.delete(workloadId);
    return first !== undefined;
  }

  #pending(id: string): number[] {
    return (this.#expected.get(id) ?? []).filter((until) => until > this.#now());
  }
}
