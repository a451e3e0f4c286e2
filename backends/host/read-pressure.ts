import { readText } from './read-text.ts';
import type { Pressure, PressureLine } from './sample.ts';

/** Pressure of the whole machine; members are undefined where the kernel does not account them. */
export function readPressure(procRoot: string): {
  readonly cpu?: Pressure;
  readonly memory?: Pressure;
  readonly io?: Pressure;
} {
  const cpu = parsePressure(readText(`${procRoot}/pressure/cpu`));
  const memory = parsePressure(readText(`${procRoot}/pressure/memory`));
  const io = parsePressure(readText(`${procRoot}/pressure/io`));
  return { ...(cpu && { cpu }), ...(memory && { memory }), ...(io && { io }) };
}

/** A PSI file (Documentation/accounting/psi.rst): `some avg10=0.00 avg60=0.00 avg300=0.00 total=0`, then `full …`. */
export function parsePressure(text: string | undefined): Pressure | undefined {
  if (text === undefined) return undefined;
  const some = parseLine(text, 'some');
  const full = parseLine(text, 'full');
  return some && { some, ...(full && { full }) };
}

function parseLine(text: string, kind: 'some' | 'full'): PressureLine | undefined {
  const match = new RegExp(`^${kind} avg10=(\\S+) avg60=(\\S+) avg300=(\\S+) total=(\\d+)`, 'm').exec(text);
  if (!match) return undefined;
  const [avg10, avg60, avg300, totalUs] = match.slice(1).map(Number) as [number, number, number, number];
  return { avg10, avg60, avg300, totalUs };
}
