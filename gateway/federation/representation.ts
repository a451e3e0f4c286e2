import type { RequiredSelection } from './planning/plan-node.ts';
import { isObject } from './merge.ts';
import type { JsonObject } from './merge.ts';
import type { TypeMembership } from './supergraph.ts';

/** How entities are represented to a subgraph (`requires` of a fetch: key fields and `@requires`), compiled. */
export interface Representer {
  /** The text under which equal entities of one type are recognised; undefined when something that is required is not there. */
  identify(entity: JsonObject): string | undefined;
  /** The representation of an entity that could be identified. */
  represent(entity: JsonObject): JsonObject;
}

interface RequiredField {
  readonly from: string;
  readonly to: string;
  readonly selections: readonly RequiredSelection[] | undefined;
}

/** Fields required of one runtime type. */
interface TypeRequirements {
  readonly fields: readonly RequiredField[];
  /** Set where a single leaf is all that tells entities apart: most keys. */
  readonly onlyKey: string | undefined;
}

export function compileRepresenter(
  selections: readonly RequiredSelection[],
  isMember: TypeMembership,
): Representer {
  const byType = new Map<unknown, TypeRequirements>();
  const requirementsOf = (typeName: unknown): TypeRequirements => {
    let requirements = byType.get(typeName);
    if (!requirements) byType.set(typeName, (requirements = toRequirements(selections, typeName, isMember)));
    return requirements;
  };
  const represent = (entity: JsonObject): JsonObject => {
    const typeName = entity['__typename'];
    const representation: JsonObject = { __typename: typeName };
    for (const { from, to, selections: children } of requirementsOf(typeName).fields) {
      representation[to] = children ? project(entity[from], children, isMember) : entity[from];
    }
    return representation;
  };
  return {
    represent,
    identify(entity) {
      const typeName = entity['__typename'];
      if (typeof typeName !== 'string') return undefined;
      const { fields, onlyKey } = requirementsOf(typeName);
      if (onlyKey !== undefined) {
        const value = entity[onlyKey];
        // Almost always the key itself: no text is made for it. No JSON begins with s.
        if (typeof value === 'string') return value.charCodeAt(0) === 0 ? `\0s${value}` : value;
        return value === undefined ? undefined : `\0${JSON.stringify(value)}`;
      }
      if (fields.length === 0) return undefined;
      for (const { from } of fields) if (entity[from] === undefined) return undefined;
      return JSON.stringify(represent(entity));
    },
  };
}

function toRequirements(
  selections: readonly RequiredSelection[],
  typeName: unknown,
  isMember: TypeMembership,
): TypeRequirements {
  const fields = new Map<string, RequiredField>();
  const collect = (list: readonly RequiredSelection[]) => {
    for (const selection of list) {
      if (selection.kind === 'fragment') {
        if (isMember(typeName, selection.on)) collect(selection.selections);
      } else if (selection.to !== '__typename') {
        const children = [...(fields.get(selection.to)?.selections ?? []), ...(selection.selections ?? [])];
        fields.set(selection.to, { ...selection, selections: children.length > 0 ? children : undefined });
      }
    }
  };
  collect(selections);
  const [only, second] = fields.values();
  return {
    fields: [...fields.values()],
    onlyKey: only && !second && !only.selections ? only.from : undefined,
  };
}

/** Nested objects of a representation: what is there of the selections. */
function project(
  value: unknown,
  selections: readonly RequiredSelection[],
  isMember: TypeMembership,
): unknown {
  if (!isObject(value)) return value;
  if (Array.isArray(value)) return value.map((item) => project(item, selections, isMember));
  const projected: JsonObject = {};
  const fill = (list: readonly RequiredSelection[]) => {
    for (const selection of list) {
      if (selection.kind === 'fragment') {
        if (isMember(value['__typename'], selection.on)) fill(selection.selections);
        continue;
      }
      const child = value[selection.from];
      if (child === undefined) continue;
      projected[selection.to] = selection.selections ? project(child, selection.selections, isMember) : child;
    }
  };
  fill(selections);
  return projected;
}
