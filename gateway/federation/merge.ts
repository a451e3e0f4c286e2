import { visit } from 'graphql';
import type { DocumentNode } from 'graphql';

export type JsonObject = Record<string, unknown>;

/** Decides which of two type names of one object stays: an interface object's subgraph knows only the interface's. */
export type IsObjectType = (typeName: unknown) => boolean;

export interface MergeRules {
  readonly isObjectType: IsObjectType;
  /** Response keys whose values are leaves even if they are objects (JSON scalars): they belong to their subgraph. */
  readonly leafKeys: ReadonlySet<string>;
}

export function isObject(value: unknown): value is JsonObject {
  return value !== null && typeof value === 'object';
}

/**
 * Adds a subgraph's answer about an object to what is known of it, in place: later fetches hold references into it.
 * With `copy`, nothing of `source` is shared afterwards (one entity may belong in many places).
 */
export function mergeInto(target: JsonObject, source: JsonObject, copy: boolean, rules: MergeRules): void {
  for (const key in source) {
    const value = source[key];
    const known = target[key];
    if (value === null || typeof value !== 'object') {
      if (known === undefined || (value !== null && known === null)) target[key] = value;
      else if (value !== null && typeof known !== 'object') {
        if (key !== '__typename' || !rules.isObjectType(known)) target[key] = value;
      }
      continue;
    }
    if (known === null || known === undefined || typeof known !== 'object')
      target[key] = copy ? cloneJson(value) : value;
    else if (!rules.leafKeys.has(key)) mergeValues(known, value, copy, rules);
  }
}

/** Response keys of an operation that are selected without a selection set everywhere. */
export function leafKeysOf(document: DocumentNode): ReadonlySet<string> {
  const leaves = new Set<string>();
  const composites = new Set<string>();
  visit(document, {
    Field(field) {
      (field.selectionSet ? composites : leaves).add(field.alias?.value ?? field.name.value);
    },
  });
  return leaves.difference(composites);
}

function mergeValues(target: object, source: object, copy: boolean, rules: MergeRules): void {
  if (!Array.isArray(source) || !Array.isArray(target)) {
    if (!Array.isArray(source) && !Array.isArray(target))
      mergeInto(target as JsonObject, source as JsonObject, copy, rules);
    return;
  }
  // The same list from two subgraphs: items are matched by position, as the list is the same field's value.
  for (let index = 0; index < source.length && index < target.length; index += 1) {
    const value: unknown = source[index];
    const known: unknown = target[index];
    if (isObject(value) && isObject(known)) mergeValues(known, value, copy, rules);
    else if (known === null || known === undefined) target[index] = copy ? cloneJson(value) : value;
  }
}

function cloneJson(value: unknown): unknown {
  if (!isObject(value)) return value;
  if (Array.isArray(value)) return value.map(cloneJson);
  const copy: JsonObject = {};
  for (const key in value) copy[key] = cloneJson(value[key]);
  return copy;
}
