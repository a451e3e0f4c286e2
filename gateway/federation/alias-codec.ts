import type { FieldNode } from 'graphql';

/** Keys of the merged response, where they must differ from the client's. */
export interface AliasCodec {
  /** Key of a client's field in the merged response. */
  encode(field: FieldNode): string;
  /** The client's key for a key of the merged response. */
  decode(key: string): string;
}

/** What plans use for themselves begins with `_q` and `_c`; clients' own names with `_` are kept apart from that, too. */
const PREFIX = '_r_';

/**
 * A plan reads keys and required fields (`planned`) from the merged response under their own names, without arguments.
 * A client may use the same names otherwise (`{ users { id: name } }`, `{ products { price(currency: "USD") } }`):
 * those get a prefix.
 */
export function aliasCodec(planned: ReadonlySet<string>): AliasCodec {
  return {
    encode({ alias, name, arguments: args }) {
      const key = alias?.value ?? name.value;
      if (key === name.value && (args === undefined || args.length === 0)) return key;
      return key.startsWith('_') || planned.has(key) ? PREFIX + key : key;
    },
    decode: (key) => (key.startsWith(PREFIX) ? key.slice(PREFIX.length) : key),
  };
}
