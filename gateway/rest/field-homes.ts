import { Kind, parse, valueFromASTUntyped } from 'graphql';
import type { ConstDirectiveNode, InterfaceTypeDefinitionNode, ObjectTypeDefinitionNode } from 'graphql';

/** The subgraphs that answer `Type.field`, by their names in `join__Graph`. */
export type FieldHomes = (typeName: string, fieldName: string) => readonly string[];

/** Reads from a composed supergraph which subgraphs answer which field. Throws when the SDL does not parse. */
export function readFieldHomes(supergraphSdl: string): FieldHomes {
  const types = new Map<string, ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode>();
  for (const node of parse(supergraphSdl, { noLocation: true }).definitions) {
    if (node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION)
      types.set(node.name.value, node);
  }
  const known = new Map<string, readonly string[]>();
  const homesOf: FieldHomes = (typeName, fieldName) => {
    const coordinate = `${typeName}.${fieldName}`;
    let homes = known.get(coordinate);
    if (!homes) known.set(coordinate, (homes = find(typeName, fieldName)));
    return homes;
  };
  const find = (typeName: string, fieldName: string): readonly string[] => {
    const type = types.get(typeName);
    const field = type?.fields?.find(({ name }) => name.value === fieldName);
    if (!type || !field) return [];
    const joins = appliedTo(field.directives, 'join__field');
    if (joins.length === 0) return appliedTo(type.directives, 'join__type').map(({ graph }) => String(graph));
    const own = joins.filter(({ graph, external }) => graph !== undefined && external !== true);
    if (own.length > 0) return own.map(({ graph }) => String(graph));
    // A bare @join__field: an interface object contributes it, so the interface knows.
    return (type.interfaces ?? []).flatMap(({ name }) => homesOf(name.value, fieldName));
  };
  return homesOf;
}

function appliedTo(
  directives: readonly ConstDirectiveNode[] | undefined,
  name: string,
): readonly Record<string, unknown>[] {
  return (directives ?? [])
    .filter((directive) => directive.name.value === name)
    .map((directive) =>
      Object.fromEntries(
        (directive.arguments ?? []).map((argument) => [
          argument.name.value,
          valueFromASTUntyped(argument.value),
        ]),
      ),
    );
}
