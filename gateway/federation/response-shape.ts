import {
  GraphQLError,
  Kind,
  isAbstractType,
  isEnumType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  specifiedScalarTypes,
} from 'graphql';
import type {
  FieldNode,
  GraphQLAbstractType,
  GraphQLEnumType,
  GraphQLInterfaceType,
  GraphQLObjectType,
  GraphQLOutputType,
  GraphQLScalarType,
  GraphQLSchema,
  SelectionSetNode,
} from 'graphql';
import { introspectionField } from './introspection.ts';
import { isObject } from './merge.ts';
import type { JsonObject } from './merge.ts';
import type { AliasCodec } from './alias-codec.ts';
import { responseKeyOf } from './resolve-operation.ts';
import type { ResolvedOperation } from './resolve-operation.ts';

/**
 * CompleteValue of the GraphQL specification, https://spec.graphql.org/October2021/#CompleteValue(), compiled for one
 * operation: from the merged answers to exactly what the client asked for, in its order, under its keys.
 */
export type ResponseShape = (
  data: JsonObject,
  variables: Readonly<Record<string, unknown>>,
) => ShapedResponse;

export interface ShapedResponse {
  readonly data: JsonObject | null;
  /** What the subgraphs' answers violate (a null where none may be, an unknown enum value). Almost always empty. */
  readonly faults: readonly GraphQLError[];
}

export function compileResponseShape(
  schema: GraphQLSchema,
  operation: ResolvedOperation,
  codec: AliasCodec,
): ResponseShape {
  const rootType = schema.getRootType(operation.definition.operation);
  if (!rootType)
    throw new GraphQLError(
      `Schema is not configured to execute ${operation.definition.operation} operation.`,
    );
  const shape = new ShapeCompiler(schema, operation, codec).object(rootType, [
    operation.definition.selectionSet,
  ]);
  return (data, variables) => {
    const state: ShapeState = { variables, faulty: false, faults: undefined };
    const shaped = shape(data, state, undefined);
    if (!state.faulty) return { data: shaped, faults: [] };
    // Paths are worth their price only now: the same walk again, this time noting where it failed.
    const faults: GraphQLError[] = [];
    shape(data, { variables, faulty: false, faults }, undefined);
    return { data: shaped, faults };
  };
}

interface ShapeState {
  readonly variables: Readonly<Record<string, unknown>>;
  faulty: boolean;
  /** Present in the second walk only. */
  readonly faults: GraphQLError[] | undefined;
}

interface Path {
  readonly previous: Path | undefined;
  readonly key: string | number;
}

/** Null for a value that is null or had to become null. */
type Complete = (value: unknown, state: ShapeState, path: Path | undefined) => unknown;
type CompleteObject = (value: JsonObject, state: ShapeState, path: Path | undefined) => JsonObject | null;

interface ShapedField {
  readonly key: string;
  /** Key in the merged answers. */
  readonly source: string;
  readonly typeName: string | undefined;
  readonly introspect: ((variables: Readonly<Record<string, unknown>>) => unknown) | undefined;
  readonly complete: Complete;
  readonly nonNull: boolean;
  readonly coordinate: string;
}

class ShapeCompiler {
  readonly #schema: GraphQLSchema;
  readonly #operation: ResolvedOperation;
  readonly #codec: AliasCodec;

  constructor(schema: GraphQLSchema, operation: ResolvedOperation, codec: AliasCodec) {
    this.#schema = schema;
    this.#operation = operation;
    this.#codec = codec;
  }

  object(type: GraphQLObjectType | GraphQLInterfaceType, sets: readonly SelectionSetNode[]): CompleteObject {
    const fields = this.#fields(type, sets);
    return (value, state, path) => {
      const shaped: JsonObject = {};
      for (let index = 0; index < fields.length; index += 1) {
        const field = fields[index] as ShapedField;
        if (field.typeName !== undefined) {
          shaped[field.key] = field.typeName;
          continue;
        }
        if (field.introspect) {
          shaped[field.key] = field.introspect(state.variables);
          continue;
        }
        const source = value[field.source];
        const at = state.faults && { previous: path, key: field.key };
        let completed: unknown = null;
        if (source !== null && source !== undefined) completed = field.complete(source, state, at);
        else if (field.nonNull) nullFault(state, field.coordinate, at);
        if (completed === null && field.nonNull) return null;
        shaped[field.key] = completed;
      }
      return shaped;
    };
  }

  #fields(
    type: GraphQLObjectType | GraphQLInterfaceType,
    sets: readonly SelectionSetNode[],
  ): readonly ShapedField[] {
    return [...this.#collectFields(type, sets)].flatMap(([key, nodes]): ShapedField[] => {
      const [node] = nodes;
      if (!node) return [];
      const name = node.name.value;
      const base = {
        key,
        source: this.#codec.encode(node),
        typeName: undefined,
        introspect: undefined,
        complete: (value: unknown) => value,
        nonNull: false,
        coordinate: `${type.name}.${name}`,
      };
      if (name === '__typename') return [{ ...base, typeName: type.name }];
      if (name === '__schema' || name === '__type') {
        const introspect = introspectionField({
          schema: this.#schema,
          operation: this.#operation,
          key,
          nodes,
        });
        return [{ ...base, introspect }];
      }
      const definition = type.getFields()[name];
      if (!definition) return [];
      const complete = this.#complete(definition.type, nodes, base.coordinate);
      return [{ ...base, complete, nonNull: isNonNullType(definition.type) }];
    });
  }

  #collectFields(
    type: GraphQLObjectType | GraphQLInterfaceType,
    sets: readonly SelectionSetNode[],
  ): ReadonlyMap<string, readonly FieldNode[]> {
    const groups = new Map<string, FieldNode[]>();
    const spread = new Set<string>();
    const collect = (set: SelectionSetNode) => {
      for (const selection of set.selections) {
        if (selection.kind === Kind.FIELD) {
          const key = responseKeyOf(selection);
          const group = groups.get(key);
          if (group) group.push(selection);
          else groups.set(key, [selection]);
        } else if (selection.kind === Kind.INLINE_FRAGMENT) {
          if (this.#applies(selection.typeCondition?.name.value, type)) collect(selection.selectionSet);
        } else if (!spread.has(selection.name.value)) {
          spread.add(selection.name.value);
          const fragment = this.#operation.fragments.get(selection.name.value);
          if (fragment && this.#applies(fragment.typeCondition.name.value, type))
            collect(fragment.selectionSet);
        }
      }
    };
    sets.forEach(collect);
    return groups;
  }

  #applies(condition: string | undefined, type: GraphQLObjectType | GraphQLInterfaceType): boolean {
    if (condition === undefined || condition === type.name) return true;
    const conditionType = this.#schema.getType(condition);
    return isAbstractType(conditionType) && this.#schema.isSubType(conditionType, type);
  }

  #complete(
    type: GraphQLOutputType,
    nodes: readonly FieldNode[],
    coordinate: string,
    nonNull = false,
  ): Complete {
    if (isNonNullType(type)) return this.#complete(type.ofType, nodes, coordinate, true);
    if (isListType(type)) {
      return completeList(
        this.#complete(type.ofType, nodes, coordinate),
        isNonNullType(type.ofType),
        coordinate,
      );
    }
    if (isEnumType(type)) return completeEnum(type);
    if (isLeafType(type)) return completeScalar(type);
    const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    if (isObjectType(type)) return this.#completeObject(type, sets, coordinate);
    return this.#completeAbstract({ type, sets, coordinate, nonNull });
  }

  #completeObject(type: GraphQLObjectType, sets: readonly SelectionSetNode[], coordinate: string): Complete {
    // On first use: recursive fragments on recursive types are refused, but deep ones need not be compiled for nothing.
    let shape: CompleteObject | undefined;
    return (value, state, path) => {
      if (!isObject(value) || Array.isArray(value))
        return fault(state, `Expected an object for ${coordinate}.`, path);
      shape ??= this.object(type, sets);
      return shape(value, state, path);
    };
  }

  #completeAbstract({ type, sets, coordinate, nonNull }: AbstractField): Complete {
    const shapes = new Map<unknown, CompleteObject | null>();
    const shapeFor = (typeName: unknown): CompleteObject | null => {
      const runtimeType = typeof typeName === 'string' ? this.#schema.getType(typeName) : undefined;
      if (isObjectType(runtimeType) && this.#schema.isSubType(type, runtimeType))
        return this.object(runtimeType, sets);
      const isUntold = typeName === undefined || typeName === type.name;
      return isUntold && isInterfaceType(type) ? this.object(type, sets) : null;
    };
    return (value, state, path) => {
      if (!isObject(value) || Array.isArray(value))
        return fault(state, `Expected an object for ${coordinate}.`, path);
      const typeName = value['__typename'];
      let shape = shapes.get(typeName);
      if (shape === undefined) shapes.set(typeName, (shape = shapeFor(typeName)));
      // A type that clients may not see (inaccessible): the value is null for them, which is no failure.
      if (shape === null) return nonNull ? nullFault(state, coordinate, path) : null;
      return shape(value, state, path);
    };
  }
}

interface AbstractField {
  readonly type: GraphQLAbstractType;
  readonly sets: readonly SelectionSetNode[];
  readonly coordinate: string;
  readonly nonNull: boolean;
}

function completeList(complete: Complete, nonNullItems: boolean, coordinate: string): Complete {
  return (value, state, path) => {
    if (!Array.isArray(value)) return fault(state, `Expected a list for ${coordinate}.`, path);
    const items: unknown[] = [];
    for (let index = 0; index < value.length; index += 1) {
      const item: unknown = value[index];
      const at = state.faults && { previous: path, key: index };
      let completed: unknown = null;
      if (item !== null && item !== undefined) completed = complete(item, state, at);
      else if (nonNullItems) nullFault(state, coordinate, at);
      if (completed === null && nonNullItems) return null;
      items.push(completed);
    }
    return items;
  };
}

function completeEnum(type: GraphQLEnumType): Complete {
  const names = new Set<unknown>(type.getValues().map(({ name }) => name));
  return (value, state, path) =>
    names.has(value)
      ? value
      : fault(state, `Enum "${type.name}" cannot represent the subgraph's value.`, path);
}

/** Subgraphs have serialised already; what is not of the plain kind goes through the scalar's own rule. */
function completeScalar(type: GraphQLScalarType): Complete {
  if (!specifiedScalarTypes.some(({ name }) => name === type.name)) return (value) => value;
  const plain =
    type.name === 'Boolean' ? 'boolean' : type.name === 'Float' || type.name === 'Int' ? 'number' : 'string';
  const isInt = type.name === 'Int';
  return (value, state, path) => {
    if (typeof value === plain && (!isInt || (value as number) === ((value as number) | 0))) return value;
    try {
      return type.serialize(value);
    } catch (error) {
      return fault(state, error instanceof Error ? error.message : `Not a value of ${type.name}.`, path);
    }
  };
}

function nullFault(state: ShapeState, coordinate: string, path: Path | undefined): null {
  return fault(state, `Cannot return null for non-nullable field ${coordinate}.`, path);
}

function fault(state: ShapeState, message: string, path: Path | undefined): null {
  state.faulty = true;
  state.faults?.push(new GraphQLError(message, { path: toPath(path) }));
  return null;
}

function toPath(path: Path | undefined): (string | number)[] {
  const keys: (string | number)[] = [];
  for (let at = path; at; at = at.previous) keys.push(at.key);
  return keys.toReversed();
}
