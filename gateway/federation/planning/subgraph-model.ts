import { Kind, parseType, print, valueFromASTUntyped } from 'graphql';
import type { ConstDirectiveNode, DocumentNode, TypeNode } from 'graphql';
import { joinGraphs } from '../supergraph.ts';
import { FieldSetReader } from './selection-item.ts';
import type { Items } from './selection-item.ts';

/** What each subgraph can do, read from the join directives, https://specs.apollo.dev/join/v0.5. */
export interface SubgraphModel {
  readonly graphs: readonly Graph[];
  /** Object types of an abstract type over all subgraphs. */
  readonly possibleTypes: ReadonlyMap<string, readonly string[]>;
  /** Interfaces of a type. */
  readonly interfaces: ReadonlyMap<string, readonly string[]>;
}

export interface Graph {
  readonly name: string;
  readonly types: ReadonlyMap<string, GraphType>;
}

/** A type as one subgraph knows it. */
export interface GraphType {
  readonly name: string;
  readonly isAbstract: boolean;
  readonly isInterfaceObject: boolean;
  /** Keys by which the subgraph resolves references. */
  readonly keys: readonly Items[];
  readonly fields: ReadonlyMap<string, GraphField>;
  /** Object types of an abstract type in this subgraph. */
  readonly members: readonly string[];
}

export interface GraphField {
  readonly name: string;
  /** The type in this subgraph, and its parts. */
  readonly typeText: string;
  readonly typeName: string;
  readonly listDepth: number;
  /** Whether clients see another type (an interface or union of this one): objects must then say what they are. */
  readonly isNarrowed: boolean;
  /** Known here, but resolved elsewhere (external, overridden): to be had only where it is provided. */
  readonly external: boolean;
  readonly requires: Items | undefined;
  readonly provides: Items | undefined;
}

interface MutableType {
  name: string;
  isAbstract: boolean;
  isInterfaceObject: boolean;
  keys: Items[];
  fields: Map<string, GraphField>;
  members: string[];
}

export function readSubgraphModel(supergraph: DocumentNode): SubgraphModel {
  const fieldSets = new FieldSetReader();
  const graphs = new Map(
    joinGraphs(supergraph).map(({ enumValue, name }) => [
      enumValue,
      { name, types: new Map<string, MutableType>() },
    ]),
  );
  const possibleTypes = new Map<string, string[]>();
  const interfaces = new Map<string, string[]>();

  for (const definition of supergraph.definitions) {
    if (
      definition.kind !== Kind.OBJECT_TYPE_DEFINITION &&
      definition.kind !== Kind.INTERFACE_TYPE_DEFINITION &&
      definition.kind !== Kind.UNION_TYPE_DEFINITION
    ) {
      continue;
    }
    const typeName = definition.name.value;
    const isAbstract = definition.kind !== Kind.OBJECT_TYPE_DEFINITION;
    for (const args of joins(definition.directives, 'join__type')) {
      const graph = graphs.get(String(args['graph']));
      if (!graph) continue;
      let type = graph.types.get(typeName);
      if (!type) {
        type = {
          name: typeName,
          isAbstract,
          isInterfaceObject: false,
          keys: [],
          fields: new Map(),
          members: [],
        };
        graph.types.set(typeName, type);
      }
      if (args['isInterfaceObject'] === true) {
        type.isInterfaceObject = true;
        type.isAbstract = false;
      }
      if (typeof args['key'] !== 'string') continue;
      if (args['resolvable'] !== false) type.keys.push(fieldSets.read(args['key']));
    }
    const owners = [...graphs]
      .filter(([, graph]) => graph.types.has(typeName))
      .map(([enumValue]) => enumValue);

    if (definition.kind === Kind.UNION_TYPE_DEFINITION) {
      const memberships = joins(definition.directives, 'join__unionMember');
      possibleTypes.set(
        typeName,
        (definition.types ?? []).map(({ name }) => name.value),
      );
      for (const args of memberships)
        graphs.get(String(args['graph']))?.types.get(typeName)?.members.push(String(args['member']));
      if (memberships.length > 0) continue;
      for (const owner of owners) {
        graphs
          .get(owner)
          ?.types.get(typeName)
          ?.members.push(...(definition.types ?? []).map(({ name }) => name.value));
      }
      continue;
    }

    interfaces.set(
      typeName,
      (definition.interfaces ?? []).map(({ name }) => name.value),
    );
    for (const field of definition.fields ?? []) {
      const applied = joins(field.directives, 'join__field');
      const located = applied.filter((args) => args['graph'] !== undefined);
      // Without any, every subgraph of the type has the field; with one that names no graph, only interface objects do.
      const sources =
        applied.length === 0 ? owners.map((graph): Record<string, unknown> => ({ graph })) : located;
      for (const args of sources) {
        const type = graphs.get(String(args['graph']))?.types.get(typeName);
        // A progressive override is off until its label is active.
        if (!type || args['overrideLabel'] !== undefined) continue;
        type.fields.set(field.name.value, toField(field.name.value, field.type, args, fieldSets));
      }
    }
  }

  for (const definition of supergraph.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    const typeName = definition.name.value;
    for (const { name } of definition.interfaces ?? []) {
      const known = possibleTypes.get(name.value);
      if (known) known.push(typeName);
      else possibleTypes.set(name.value, [typeName]);
    }
    for (const args of joins(definition.directives, 'join__implements')) {
      const types = graphs.get(String(args['graph']))?.types;
      if (types?.has(typeName)) types.get(String(args['interface']))?.members.push(typeName);
    }
  }
  return { graphs: [...graphs.values()], possibleTypes, interfaces };
}

function toField(
  name: string,
  type: TypeNode,
  args: Readonly<Record<string, unknown>>,
  fieldSets: FieldSetReader,
): GraphField {
  const own = typeof args['type'] === 'string' ? parseType(args['type'], { noLocation: true }) : type;
  const typeText = print(own);
  return {
    name,
    typeText,
    typeName: namedType(typeText),
    listDepth: typeText.split('[').length - 1,
    isNarrowed: namedType(typeText) !== namedType(print(type)),
    external: args['external'] === true || args['usedOverridden'] === true,
    requires: typeof args['requires'] === 'string' ? fieldSets.read(args['requires']) : undefined,
    provides: typeof args['provides'] === 'string' ? fieldSets.read(args['provides']) : undefined,
  };
}

function namedType(typeText: string): string {
  return typeText.replaceAll(/[[\]!]/g, '');
}

function joins(
  directives: readonly ConstDirectiveNode[] | undefined,
  name: string,
): Record<string, unknown>[] {
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
