import { IzaError } from '#kernel/errors.ts';

export interface Label {
  readonly key: string;
  readonly value: string;
}

/** A platform's labels as the graph shows them: sorted by key. */
export function labelList(labels: Readonly<Record<string, string>>): readonly Label[] {
  return Object.keys(labels)
    .sort()
    .map((key) => ({ key, value: labels[key]! }));
}

/** Keys and values given as input, as one record. BAD_USER_INPUT for an empty key and for one given twice. */
export function labelRecord(
  input: readonly { readonly key: string; readonly value?: string | null }[] | null | undefined,
  field: string,
): Readonly<Record<string, string>> {
  const seen = new Set<string>();
  const entries = (input ?? []).map(({ key, value }, index): [string, string] => {
    const place = `${field}.${index}.key`;
    if (key.trim() === '') throw new IzaError('BAD_USER_INPUT', `${place} is empty.`, { field: place });
    if (seen.has(key)) throw new IzaError('BAD_USER_INPUT', `${place} is given twice.`, { field: place });
    seen.add(key);
    return [key, value ?? ''];
  });
  return Object.fromEntries(entries);
}
