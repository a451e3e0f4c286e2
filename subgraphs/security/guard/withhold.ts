const WITHHELD = '[withheld]';
const MAXIMUM_DEPTH = 12;
const MAXIMUM_TEXT = 4096;
const MAXIMUM_ITEMS = 500;
const MAXIMUM_NODES = 5000;

/** Members whose whole value is a secret, whatever they are part of. */
const SECRET =
  /pass(word|wd|phrase)?$|secret$|token$|^authorization$|api[-_]?key$|credentials?$|private[-_]?key$|^(registry)?auth(config)?$|^stdin$/i;
/** Members that hold names with values, of which only the names are kept. */
const ASSIGNMENTS = /^(env|environment|build_?arg(ument)?s|driver_?opts|options)$/i;
/** Members that hold much: only their size is kept. */
const BULK = /^(contextTar|dockerfileText)$/;

/**
 * A mutation's input as the audit trail keeps it. Subgraphs leave write-only values out themselves; this is the second lock: secrets by the name of
 * their member, values of assignments, bulk. What is larger than a record may be is cut, and says so.
 */
export function withholdSecrets(input: unknown): unknown {
  let nodes = 0;
  const visit = (value: unknown, depth: number): unknown => {
    if (++nodes > MAXIMUM_NODES || depth > MAXIMUM_DEPTH) return '[cut]';
    if (typeof value === 'string')
      return value.length > MAXIMUM_TEXT ? `${value.slice(0, MAXIMUM_TEXT)}[cut]` : value;
    if (typeof value !== 'object' || value === null || value instanceof Date) return value;
    if (Array.isArray(value)) {
      const items = value.slice(0, MAXIMUM_ITEMS).map((item) => visit(item, depth + 1));
      return value.length > MAXIMUM_ITEMS ? [...items, '[cut]'] : items;
    }
    const members = Object.entries(value).slice(0, MAXIMUM_ITEMS);
    return Object.fromEntries(
      members.map(([name, member]) => [
        name,
        withheldMember(name, member, (inner) => visit(inner, depth + 1)),
      ]),
    );
  };
  return visit(input, 0);
}

function withheldMember(name: string, value: unknown, visit: (value: unknown) => unknown): unknown {
  if (value === null || value === undefined) return value;
  if (SECRET.test(name)) return WITHHELD;
  if (BULK.test(name))
    return typeof value === 'string' && value.startsWith('(') ? visit(value) : { bytes: sizeOf(value) };
  if (ASSIGNMENTS.test(name)) return visit(withoutValues(value));
  return visit(value);
}

/** `[{ name, value }]`, `['NAME=value']` and `{ NAME: 'value' }` with the names alone. */
function withoutValues(value: unknown): unknown {
  if (typeof value === 'string') return WITHHELD;
  if (typeof value !== 'object' || value === null) return value;
  if (!Array.isArray(value)) return Object.fromEntries(Object.keys(value).map((name) => [name, WITHHELD]));
  return value.map((item: unknown) => {
    if (typeof item === 'string')
      return item.includes('=') ? `${item.slice(0, item.indexOf('='))}=${WITHHELD}` : WITHHELD;
    if (typeof item !== 'object' || item === null) return item;
    return { ...item, ...('value' in item && { value: WITHHELD }) };
  });
}

function sizeOf(value: unknown): number {
  return Buffer.byteLength(typeof value === 'string' ? value : JSON.stringify(value));
}
