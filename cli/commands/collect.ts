/** For a flag that may be given again: its values in order. */
export function collect(value: string, values: readonly string[]): string[] {
  return [...values, value];
}
