import type { RequiredSelection } from './planning/plan-node.ts';
import { isObject } from './merge.ts';
import type { JsonObject } from './merge.ts';
import type { TypeMembership } from './supergraph.ts';

/** Fills a representation from an entity; false when something that the subgraph requires is not there. */
export type Projection = (entity: JsonObject, representation: JsonObject) => boolean;

/** Compiles `requires` of an entity fetch (key fields and `@requires`). */
export function compileProjection(
  selections: readonly RequiredSelection[],
  isMember: TypeMembership,
): Projection {
  const fields = selections.flatMap((selection) =>
    selection.kind === 'field'
      ? [{ ...selection, project: selection.selections && compileProjection(selection.selections, isMember) }]
      : [],
  );
  const fragments = selections.flatMap((selection) =>
    selection.kind === 'fragment'
      ? [{ on: selection.on, project: compileProjection(selection.selections, isMember) }]
      : [],
  );
  return (entity, representation) => {
    for (const { from, to, project } of fields) {
      const value = entity[from];
      if (value === undefined) {
        if (to === '__typename') continue;
        return false;
      }
      representation[to] = project ? projectValue(value, project) : value;
    }
    for (const { on, project } of fragments) {
      if (!isMember(entity['__typename'], on)) continue;
      if (!project(entity, representation)) return false;
    }
    return true;
  };
}

/**
 * Compiles the text under which equal representations are recognised. Most have one scalar key; the rest pay for
 * a serialisation.
 */
export function compileIdentity(
  selections: readonly RequiredSelection[],
): (representation: JsonObject) => string {
  const key = onlyKey(selections);
  if (key === undefined) return (representation) => JSON.stringify(representation);
  return (representation) => {
    const value = representation[key];
    const text = typeof value === 'string' ? value : `\0${JSON.stringify(value)}`;
    return `${String(representation['__typename'])}\0${text}`;
  };
}

function onlyKey(selections: readonly RequiredSelection[]): string | undefined {
  const keys = new Set<string>();
  const isFlat = (list: readonly RequiredSelection[]): boolean =>
    list.every((selection) => {
      if (selection.kind === 'fragment') return isFlat(selection.selections);
      if (selection.to !== '__typename') keys.add(selection.to);
      return selection.selections === undefined;
    });
  return isFlat(selections) && keys.size === 1 ? [...keys][0] : undefined;
}

function projectValue(value: unknown, project: Projection): unknown {
  if (!isObject(value)) return value;
  if (Array.isArray(value)) return value.map((item) => projectValue(item, project));
  const projected: JsonObject = {};
  project(value, projected);
  return projected;
}
