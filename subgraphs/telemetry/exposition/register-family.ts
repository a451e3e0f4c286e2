import { Counter, Gauge, type Registry } from 'prom-client';

/** One metric: its name and help, and what it is now for each set of labels. */
export interface Family<Label extends string> {
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge';
  readonly labelNames: readonly Label[];
  /** Called at each scrape; calls `set` once for each set of labels. */
  collect(set: (labels: Readonly<Record<Label, string>>, value: number) => void): void;
}

/** A metric whose values live elsewhere: emptied and filled anew at each scrape. */
export function registerFamily<Label extends string>(registry: Registry, family: Family<Label>): void {
  const { name, help, labelNames } = family;
  const configuration = { name, help, labelNames: [...labelNames], registers: [registry] };
  if (family.type === 'gauge') {
    const gauge: Gauge<Label> = new Gauge({
      ...configuration,
      collect() {
        gauge.reset();
        family.collect((labels, value) => gauge.set({ ...labels }, value));
      },
    });
    return;
  }
  const counter: Counter<Label> = new Counter({
    ...configuration,
    collect() {
      counter.reset();
      family.collect((labels, value) => counter.inc({ ...labels }, value));
    },
  });
}
