import type { FieldNode } from 'graphql';

/** Keys of the merged response, where they must differ from the client's. */
export interface AliasCodec {
  /** Key of a client's field in the merged response. */
  encode(field: FieldNode): string;
  /** The client's key for a key of the merged response. */
  decode(key: string): string;
}

/**
 * A plan reads keys and required fields from the merged response under their own names, without arguments. A client
 * may use the same names otherwise (`{ users { id: name } }`, `{ products { price(currency: "USD") } }`): those get a
 * prefix that no field has.
 */
export function aliasCodec(fieldNames: ReadonlySet<string>): AliasCodec {
  let prefix = '_r_';
  while ([...fieldNames].some((name) => name.startsWith(prefix))) prefix = `_${prefix}`;
  return {
    encode({ alias, name, arguments: args }) {
      const key = alias?.value ?? name.value;
      if (key === name.value && (args === undefined || args.length === 0)) return key;
      return key.startsWith('_') || fieldNames.has(key) ? prefix + key : key;
    },
    decode: (key) => (key.startsWith(prefix) ? key.slice(prefix.length) : key),
  };
}
