import { withSignal } from '#kernel/deadlines.ts';

interface Measurement {
  readonly at: number;
  /** Volumes there were when the walk began. */
  readonly known: ReadonlySet<string>;
  readonly sizes: Promise<ReadonlyMap<string, number>>;
}

export interface VolumeSizesOptions {
  /** Makes the engine measure all volumes; name → bytes, where it can tell. Has a deadline of its own. */
  readonly measure: () => Promise<ReadonlyMap<string, number>>;
  /** Names of the volumes there are now. */
  readonly names: () => readonly string[];
  /** How long a measurement holds, ms. */
  readonly keepMs?: number;
  /** Time source, ms. For tests. */
  readonly now?: () => number;
}

/**
 * Sizes of an engine's volumes, measured when asked for and kept for a minute. However many ask, one measurement runs at a time: engines
 * refuse a second one, and each is a walk over the disk. One that fails is not kept.
 */
export function volumeSizes(options: VolumeSizesOptions): {
  of(name: string, signal: AbortSignal): Promise<number | undefined>;
} {
  const { measure, names, keepMs = 60_000, now = () => performance.now() } = options;
  let latest: Measurement | undefined;
  let running: Promise<unknown> | undefined;

  const holds = (name: string) => latest && now() - latest.at < keepMs && latest.known.has(name);

  const begin = (): Promise<ReadonlyMap<string, number>> => {
    const known = new Set(names());
    const sizes = measure();
    const measurement = { at: now(), known, sizes };
    latest = measurement;
    running = sizes.then(
      () => (running = undefined),
      () => {
        running = undefined;
        if (latest === measurement) latest = undefined;
      },
    );
    return sizes;
  };

  const of = async (name: string, signal: AbortSignal): Promise<number | undefined> => {
    if (!holds(name) && running) {
      // A volume made since the running walk began is in the next one.
      await withSignal(running, signal);
      return of(name, signal);
    }
    const sizes = holds(name) ? latest!.sizes : begin();
    return (await withSignal(sizes, signal)).get(name);
  };
  return { of };
}
