import {
  Kind,
  getNamedType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';
import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLField,
  GraphQLNamedType,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionSetNode,
} from 'graphql';
import type { AppliedDirectives } from '#schema/directives.ts';

type Variables = Readonly<Record<string, unknown>>;

/** What must hold before an operation runs; computed once per document. */
export interface OperationFacts {
  readonly operation: OperationDefinitionNode;
  /** Scopes needed, each with the first field that needs it: `Container.logs`. */
  readonly scopes: ReadonlyMap<string, string>;
  /** Root fields that no scope opens: nobody may call them. */
  readonly closed: readonly string[];
  /** Field costs times the sizes of the lists above them. */
  readonly cost: (variables: Variables) => number;
}

export interface FactsSource {
  factsOf(document: DocumentNode, operation: OperationDefinitionNode): OperationFacts;
}

/** Arguments that say how long a list may get, in the graphs we have seen. */
const SIZE_ARGUMENTS = ['first', 'last', 'limit'] as const;
/** Fields of a connection that hold as many objects as the connection's own `first`, which has been counted by then. */
const PAGE_FIELDS = new Set(['edges', 'nodes']);
/** A list without a size argument, where the graph's author has thought about costs; else it counts once. */
const PLAIN_LIST_SIZE = 5;
/** An explicit null asks for as many as there may be; text and the like will be refused by coercion. */
const UNKNOWN_SIZE = 100;

/**
 * Reads scopes and cost off valid documents in one walk. On an abstract type the scopes of all its implementations are asked for, and on an
 * object those of its interfaces: there is no spelling of a query that gets around a scope.
 */
export function createFactsSource(schema: GraphQLSchema, applied: AppliedDirectives): FactsSource {
  const scopesOf = scopeLookup(schema, applied);
  const plainListSize = applied.fieldCosts.size > 0 ? PLAIN_LIST_SIZE : 1;
  return {
    factsOf(document, operation) {
      const root = schema.getRootType(operation.operation);
      const scopes = new Map<string, string>();
      const closed = new Set<string>();
      const walk = createWalk({ schema, applied, scopesOf, plainListSize, document, scopes, closed });
      const set = operation.selectionSet;
      const cost: Cost = root ? walk(set, { type: root, isRoot: true, isPage: false }) : 0;
      const defaults = defaultVariables(operation);
      return {
        operation,
        scopes,
        closed: [...closed],
        cost: typeof cost === 'number' ? () => cost : (variables) => cost({ ...defaults, ...variables }),
      };
    },
  };
}

/** A number where no variable takes part, so that most operations are judged without any work. */
type Cost = number | ((variables: Variables) => number);

interface Place {
  readonly type: GraphQLNamedType;
  readonly isRoot: boolean;
  /** Directly below a field whose size argument has been counted. */
  readonly isPage: boolean;
}

interface WalkContext {
  readonly schema: GraphQLSchema;
  readonly applied: AppliedDirectives;
  readonly scopesOf: (typeName: string, fieldName: string) => readonly string[] | undefined;
  readonly plainListSize: number;
  readonly document: DocumentNode;
  readonly scopes: Map<string, string>;
  readonly closed: Set<string>;
}

function createWalk(context: WalkContext): (set: SelectionSetNode, place: Place) => Cost {
  const { schema, applied, scopesOf, plainListSize, document, scopes, closed } = context;
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  const costs = new Map<string, Cost>();

  const walk = (set: SelectionSetNode, place: Place): Cost =>
    sum(
      set.selections.map((selection) => {
        if (selection.kind === Kind.FIELD) return ofField(selection, place);
        if (selection.kind === Kind.INLINE_FRAGMENT) {
          const condition = selection.typeCondition?.name.value;
          return walk(
            selection.selectionSet,
            condition === undefined ? place : { ...place, type: typeNamed(condition, place) },
          );
        }
        return ofFragment(selection.name.value, place);
      }),
    );

  const ofFragment = (name: string, place: Place): Cost => {
    const key = `${name} ${place.isRoot} ${place.isPage}`;
    const known = costs.get(key);
    if (known !== undefined) return known;
    const fragment = fragments.get(name);
    if (!fragment) return 0;
    const cost = walk(fragment.selectionSet, {
      ...place,
      type: typeNamed(fragment.typeCondition.name.value, place),
    });
    costs.set(key, cost);
    return cost;
  };

  const ofField = (node: FieldNode, { type, isRoot, isPage }: Place): Cost => {
    const name = node.name.value;
    if (name.startsWith('__')) return 1;
    const required = scopesOf(type.name, name);
    if (required)
      for (const scope of required) if (!scopes.has(scope)) scopes.set(scope, `${type.name}.${name}`);
    if (isRoot && applied.scoped && !required) closed.add(`${type.name}.${name}`);
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
    if (!field) return 1;
    const own = 1 + Math.max(0, applied.fieldCosts.get(`${type.name}.${name}`)?.weight ?? 0);
    const size = sizeOf(node, field);
    const below = node.selectionSet
      ? walk(node.selectionSet, { type: getNamedType(field.type), isRoot: false, isPage: size !== undefined })
      : 0;
    if (size !== undefined) return product(size, sum([own, below]));
    const isPlainList = isList(field) && !(isPage && PAGE_FIELDS.has(name));
    return isPlainList ? sum([own, product(plainListSize, below)]) : sum([own, below]);
  };

  const typeNamed = (name: string, place: Place): GraphQLNamedType => schema.getType(name) ?? place.type;
  return walk;
}

/** What a size argument says; undefined where the field has none. */
function sizeOf(node: FieldNode, field: GraphQLField<unknown, unknown>): Cost | undefined {
  const declared = SIZE_ARGUMENTS.map((name) => field.args.find((argument) => argument.name === name)).filter(
    (found) => found !== undefined,
  );
  if (declared.length === 0 || !node.selectionSet) return undefined;
  const sizes = declared.flatMap((argument): Cost[] => {
    const given = node.arguments?.find(({ name }) => name.value === argument.name)?.value;
    const otherwise = toSize(argument.defaultValue);
    if (given === undefined) return otherwise === undefined ? [] : [otherwise];
    if (given.kind === Kind.INT) return [toSize(Number(given.value))!];
    if (given.kind !== Kind.VARIABLE) return [UNKNOWN_SIZE];
    const variable = given.name.value;
    return [
      (variables: Variables) => {
        const value = variables[variable];
        return toSize(value) ?? (value === undefined ? (otherwise ?? 1) : UNKNOWN_SIZE);
      },
    ];
  });
  return sizes.length === 0 ? 1 : sizes.reduce(larger);
}

function toSize(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? Math.max(1, Math.abs(value)) : undefined;
}

function isList(field: GraphQLField<unknown, unknown>): boolean {
  return isListType(isNonNullType(field.type) ? field.type.ofType : field.type);
}

/** The scopes a caller needs for `Type.field`, all of them; undefined where none are stated. On an abstract type those of its implementations too. */
export function scopeLookup(schema: GraphQLSchema, { fieldScopes }: AppliedDirectives) {
  const known = new Map<string, readonly string[] | undefined>();
  return (typeName: string, fieldName: string): readonly string[] | undefined => {
    const coordinate = `${typeName}.${fieldName}`;
    if (known.has(coordinate)) return known.get(coordinate);
    const type = schema.getType(typeName);
    const related =
      isInterfaceType(type) || isUnionType(type)
        ? schema.getPossibleTypes(type)
        : isObjectType(type)
          ? type.getInterfaces()
          : [];
    const found = [typeName, ...related.map(({ name }) => name)].flatMap((name) => {
      const scopes = fieldScopes.get(`${name}.${fieldName}`);
      return scopes ? [scopes] : [];
    });
    const scopes = found.length === 0 ? undefined : [...new Set(found.flat())];
    known.set(coordinate, scopes);
    return scopes;
  };
}

function defaultVariables(operation: OperationDefinitionNode): Variables {
  const defaults: Record<string, unknown> = {};
  for (const { variable, defaultValue } of operation.variableDefinitions ?? []) {
    if (defaultValue?.kind === Kind.INT) defaults[variable.name.value] = Number(defaultValue.value);
  }
  return defaults;
}

function sum(costs: readonly Cost[]): Cost {
  let fixed = 0;
  const open: ((variables: Variables) => number)[] = [];
  for (const cost of costs) {
    if (typeof cost === 'number') fixed += cost;
    else open.push(cost);
  }
  if (open.length === 0) return fixed;
  return (variables) => open.reduce((total, cost) => total + cost(variables), fixed);
}

function product(size: Cost, cost: Cost): Cost {
  if (typeof size === 'number' && typeof cost === 'number') return size * cost;
  return (variables) => valueOf(size, variables) * valueOf(cost, variables);
}

function larger(left: Cost, right: Cost): Cost {
  if (typeof left === 'number' && typeof right === 'number') return Math.max(left, right);
  return (variables) => Math.max(valueOf(left, variables), valueOf(right, variables));
}

function valueOf(cost: Cost, variables: Variables): number {
  return typeof cost === 'number' ? cost : cost(variables);
}
