/** Fields to select below one object. */
export interface Selection {
  /** Name → what is selected below it; undefined for a leaf. */
  readonly fields: Map<string, Selection | undefined>;
  /** Name of a concrete type → what is selected only there. */
  readonly on: Map<string, Selection>;
}

export function emptySelection(): Selection {
  return { fields: new Map(), on: new Map() };
}

/** Everything that either selects. */
export function mergeSelection(into: Selection, from: Selection): Selection {
  for (const [name, below] of from.fields) {
    const known = into.fields.get(name);
    into.fields.set(name, known && below ? mergeSelection(known, below) : (known ?? below));
  }
  for (const [name, below] of from.on) {
    const known = into.on.get(name);
    into.on.set(name, known ? mergeSelection(known, below) : below);
  }
  return into;
}

/** As GraphQL text: `{ id image { name } }`. `extras` are selections added as they are. */
export function printSelection(selection: Selection | undefined, extras: readonly string[] = []): string {
  if (!selection) return '';
  const parts = [...extras];
  for (const [name, below] of selection.fields) parts.push(below ? `${name} ${printSelection(below)}` : name);
  for (const [name, below] of selection.on) parts.push(`... on ${name} ${printSelection(below)}`);
  return `{ ${parts.length > 0 ? parts.join(' ') : '__typename'} }`;
}
