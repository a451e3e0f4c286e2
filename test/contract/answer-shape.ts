import { getNamedType, isAbstractType, isCompositeType } from 'graphql';
import type { GraphQLNamedType, GraphQLSchema } from 'graphql';

type Json = Readonly<Record<string, unknown>>;

/** The selection that asks for what an answer has, read off the answer itself. Empty for leaves. */
export function selectionLike(schema: GraphQLSchema, type: GraphQLNamedType, answer: unknown): string {
  if (!isCompositeType(type)) return '';
  const objects = (Array.isArray(answer) ? answer : [answer]).filter(
    (object): object is Json => typeof object === 'object' && object !== null,
  );
  const parts = new Set<string>(['__typename']);
  for (const name of new Set(objects.flatMap((object) => Object.keys(object)))) {
    if (name === '__typename') continue;
    const below = objects.flatMap((object) => object[name] ?? []);
    for (const holder of holdersOf(schema, type, objects, name)) {
      const fields = 'getFields' in holder ? holder.getFields() : {};
      const field = `${name} ${selectionLike(schema, getNamedType(fields[name]!.type), below)}`;
      parts.add(holder === type ? field : `... on ${holder.name} { ${field} }`);
    }
  }
  return `{ ${[...parts].join(' ')} }`;
}

/** The type that has a field: the one expected, or the concrete ones that the answer names. */
function holdersOf(schema: GraphQLSchema, type: GraphQLNamedType, objects: readonly Json[], name: string) {
  if ('getFields' in type && type.getFields()[name]) return [type];
  if (!isAbstractType(type)) return [];
  const names = new Set(
    objects.filter((object) => name in object).map((object) => String(object['__typename'])),
  );
  return [...names].map((concrete) => schema.getType(concrete)!);
}

/**
 * Leaves by path that two answers agree on: figures of the moment fall out. With `within`, those paths of the second answer as they are, agreed on
 * or not.
 */
export function steadyLeaves(
  first: unknown,
  second: unknown,
  within?: ReadonlyMap<string, unknown>,
): ReadonlyMap<string, unknown> {
  const [left, right] = [leavesOf(first), leavesOf(second)];
  if (within) return new Map([...within.keys()].map((path) => [path, right.get(path)]));
  return new Map([...left].filter(([path, value]) => right.get(path) === value));
}

function leavesOf(value: unknown, path = ''): Map<string, unknown> {
  if (typeof value !== 'object' || value === null) return new Map([[path, value]]);
  const members = Object.entries(value);
  // Nothing is something to agree on.
  if (members.length === 0) return new Map([[path, 'empty']]);
  return new Map(
    members.flatMap(([name, below]) => [...leavesOf(below, path === '' ? name : `${path}.${name}`)]),
  );
}
