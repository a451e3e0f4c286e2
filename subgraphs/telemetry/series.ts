/** Means of the columns over one span of time; undefined where no sample had a value. */
export interface SeriesPoint {
  /** Middle of its samples, ms since 1970. */
  readonly at: number;
  readonly values: readonly (number | undefined)[];
}

export interface SeriesOptions {
  readonly columns: number;
  /** Newest samples kept one by one. */
  readonly fine?: number;
  /** Older ones are kept as means over so many milliseconds … */
  readonly coarseMs?: number;
  /** … and so many of them. */
  readonly coarse?: number;
}

/**
 * The figures of one object over the last hour, in memory of fixed size: the newest 300 samples (five minutes at 1 Hz) one by one, the
 * whole hour as means over ten seconds. With six columns that is 660 × 32 = 21 KB for each workload, allocated at the first sample.
 * Values are 32-bit floats (seven digits); NaN stands for "not known".
 */
export class Series {
  readonly #fine: Ring;
  readonly #coarse: Ring;
  readonly #coarseMs: number;
  readonly #sums: Float64Array;
  readonly #counts: Uint32Array;
  #bucket = Number.NaN;
  #bucketAt = 0;
  #bucketSamples = 0;

  constructor(options: SeriesOptions) {
    const { columns, fine = 300, coarse = 360, coarseMs = 10_000 } = options;
    this.#fine = new Ring(fine, columns);
    this.#coarse = new Ring(coarse, columns);
    this.#coarseMs = coarseMs;
    this.#sums = new Float64Array(columns);
    this.#counts = new Uint32Array(columns);
  }

  /** Memory of its samples, bytes. */
  get byteLength(): number {
    return this.#fine.byteLength + this.#coarse.byteLength;
  }

  /** Takes in one sample; a missing or undefined value is "not known". */
  push(at: number, values: readonly (number | undefined)[]): void {
    this.#fine.push(at, values);
    const bucket = Math.floor(at / this.#coarseMs);
    if (bucket !== this.#bucket) this.#closeBucket(bucket);
    this.#bucketAt += at;
    this.#bucketSamples += 1;
    for (let column = 0; column < this.#sums.length; column++) {
      const value = values[column];
      if (value === undefined || Number.isNaN(value)) continue;
      this.#sums[column]! += value;
      this.#counts[column]! += 1;
    }
  }

  /** At most `points` means over equal parts of the time from `from` to `to`, oldest first; parts without samples are left out. */
  window(options: { readonly from: number; readonly to: number; readonly points: number }): SeriesPoint[] {
    const { from, to, points } = options;
    const buckets = new Buckets({ from, to, points, columns: this.#sums.length });
    const fineFrom = this.#fine.oldest ?? Number.POSITIVE_INFINITY;
    // Where single samples are gone, the means take over; a mean that reaches into the single samples would count them twice.
    this.#coarse.forEach((at, value) => {
      if (at + this.#coarseMs / 2 <= fineFrom) buckets.add(at, value);
    });
    this.#fine.forEach((at, value) => buckets.add(at, value));
    return buckets.points();
  }

  #closeBucket(next: number): void {
    if (this.#bucketSamples > 0) {
      const means = Array.from(this.#sums, (sum, column) => sum / this.#counts[column]!);
      this.#coarse.push(this.#bucketAt / this.#bucketSamples, means);
    }
    this.#bucket = next;
    this.#bucketAt = 0;
    this.#bucketSamples = 0;
    this.#sums.fill(0);
    this.#counts.fill(0);
  }
}

class Ring {
  readonly #columns: number;
  readonly #times: Float64Array;
  readonly #values: Float32Array;
  #next = 0;
  #size = 0;

  constructor(capacity: number, columns: number) {
    this.#columns = columns;
    this.#times = new Float64Array(capacity);
    this.#values = new Float32Array(capacity * columns);
  }

  get byteLength(): number {
    return this.#times.byteLength + this.#values.byteLength;
  }

  get oldest(): number | undefined {
    if (this.#size === 0) return undefined;
    return this.#times[this.#size < this.#times.length ? 0 : this.#next];
  }

  push(at: number, values: readonly (number | undefined)[]): void {
    this.#times[this.#next] = at;
    const base = this.#next * this.#columns;
    for (let column = 0; column < this.#columns; column++)
      this.#values[base + column] = values[column] ?? Number.NaN;
    this.#next = (this.#next + 1) % this.#times.length;
    if (this.#size < this.#times.length) this.#size += 1;
  }

  forEach(visit: (at: number, value: (column: number) => number) => void): void {
    const start = this.#size < this.#times.length ? 0 : this.#next;
    for (let step = 0; step < this.#size; step++) {
      const index = (start + step) % this.#times.length;
      visit(this.#times[index]!, (column) => this.#values[index * this.#columns + column]!);
    }
  }
}

class Buckets {
  readonly #from: number;
  readonly #width: number;
  readonly #columns: number;
  readonly #samples: Float64Array;
  readonly #times: Float64Array;
  readonly #sums: Float64Array;
  readonly #counts: Uint32Array;

  constructor(options: {
    readonly from: number;
    readonly to: number;
    readonly points: number;
    readonly columns: number;
  }) {
    const { from, to, points, columns } = options;
    this.#from = from;
    this.#width = (to - from) / points;
    this.#columns = columns;
    this.#samples = new Float64Array(points);
    this.#times = new Float64Array(points);
    this.#sums = new Float64Array(points * columns);
    this.#counts = new Uint32Array(points * columns);
  }

  /** Samples outside the window are ignored. */
  add(at: number, value: (column: number) => number): void {
    // The newest sample lies on the upper edge and belongs to the last part.
    const index = Math.ceil((at - this.#from) / this.#width) - 1;
    if (!(index >= 0 && index < this.#samples.length)) return;
    this.#samples[index]! += 1;
    this.#times[index]! += at;
    for (let column = 0; column < this.#columns; column++) {
      const figure = value(column);
      if (Number.isNaN(figure)) continue;
      this.#sums[index * this.#columns + column]! += figure;
      this.#counts[index * this.#columns + column]! += 1;
    }
  }

  points(): SeriesPoint[] {
    const found: SeriesPoint[] = [];
    for (let index = 0; index < this.#samples.length; index++) {
      const samples = this.#samples[index]!;
      if (samples === 0) continue;
      const values = Array.from({ length: this.#columns }, (_, column) => this.#mean(index, column));
      found.push({ at: this.#times[index]! / samples, values });
    }
    return found;
  }

  #mean(index: number, column: number): number | undefined {
    const count = this.#counts[index * this.#columns + column]!;
    return count === 0 ? undefined : this.#sums[index * this.#columns + column]! / count;
  }
}
