export interface Figures {
  readonly p50: number;
  readonly p99: number;
  readonly count: number;
}

/** Calls `work` one after the other; gives its times in ms. */
export async function timeSequence(
  count: number,
  work: (index: number) => Promise<unknown>,
): Promise<Figures> {
  const times: number[] = [];
  for (let index = 0; index < count; index++) {
    const begun = performance.now();
    await work(index);
    times.push(performance.now() - begun);
  }
  return figures(times);
}

export function figures(times: readonly number[]): Figures {
  const sorted = times.toSorted((left, right) => left - right);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99), count: sorted.length };
}

/** Times alternatives in turns, so that noise of the machine meets all alike; gives the figures of each over all rounds. */
export async function interleave<Name extends string>(
  rounds: number,
  perRound: number,
  alternatives: Readonly<Record<Name, () => Promise<unknown>>>,
): Promise<Record<Name, Figures>> {
  const times = Object.fromEntries(Object.keys(alternatives).map((name) => [name, [] as number[]])) as Record<
    Name,
    number[]
  >;
  for (let round = 0; round < rounds; round++) {
    for (const name of Object.keys(alternatives) as Name[]) {
      for (let index = 0; index < perRound; index++) {
        const begun = performance.now();
        await alternatives[name]();
        times[name].push(performance.now() - begun);
      }
    }
  }
  return Object.fromEntries(
    Object.entries(times).map(([name, all]) => [name, figures(all as number[])]),
  ) as Record<Name, Figures>;
}

/** One row of the report. `target` is the figure of docs/design; `reached` says whether it is met. */
export interface Row {
  readonly what: string;
  readonly measured: string;
  readonly target: string;
  readonly reached: boolean;
}

export const ms = (value: number): string => `${value.toFixed(value < 10 ? 2 : 1)} ms`;
export const times = (value: number): string => `${value.toFixed(2)} ×`;
