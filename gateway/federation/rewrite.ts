import type { Rewrite } from './planning/plan-node.ts';
import { isObject } from './merge.ts';
import type { TypeMembership } from './supergraph.ts';

/** Applies a plan's rewrite to a value in place: sets a type name, or renames a key. */
export function rewriteInPlace(value: unknown, rewrite: Rewrite, isMember: TypeMembership, index = 0): void {
  if (!isObject(value)) return;
  if (Array.isArray(value)) {
    for (const item of value) rewriteInPlace(item, rewrite, isMember, index);
    return;
  }
  const segment = rewrite.path[index];
  if (segment === undefined) return;
  if (segment.kind === 'type') {
    const typeName = value['__typename'];
    if (typeName === undefined || segment.types.some((type) => isMember(typeName, type))) {
      rewriteInPlace(value, rewrite, isMember, index + 1);
    }
    return;
  }
  if (index < rewrite.path.length - 1) {
    rewriteInPlace(value[segment.key], rewrite, isMember, index + 1);
    return;
  }
  if (!(segment.key in value)) return;
  if (rewrite.action.kind === 'set') value[segment.key] = rewrite.action.value;
  else {
    value[rewrite.action.to] = value[segment.key];
    delete value[segment.key];
  }
}

/** Keys in subgraph answers that a plan renames, with the names that they get: error paths need the same. */
export function renamedKeys(rewrites: readonly Rewrite[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { path, action } of rewrites) {
    const last = path.at(-1);
    if (action.kind === 'rename' && last?.kind === 'key') names.set(last.key, action.to);
  }
  return names;
}
