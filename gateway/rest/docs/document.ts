export type Json = Readonly<Record<string, unknown>>;

/** An operation of the OpenAPI document with its place in it. */
export interface Operation {
  readonly method: string;
  /** With the base. */
  readonly path: string;
  readonly operation: Json;
}

/** The component that a reference names. */
export function resolve(value: Json, document: Json): Json {
  const reference = value['$ref'];
  if (typeof reference !== 'string') return value;
  return reference
    .split('/')
    .slice(1)
    .reduce<unknown>((at, name) => (at as Json)[name], document) as Json;
}
