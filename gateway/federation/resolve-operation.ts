import { GraphQLError, Kind } from 'graphql';
import type {
  DirectiveNode,
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  OperationDefinitionNode,
  SelectionNode,
  SelectionSetNode,
} from 'graphql';

/** One operation of a document with its `@skip` and `@include` decided: what is left is what will be answered. */
export interface ResolvedOperation {
  readonly definition: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/** The operation that `operationName` names, https://spec.graphql.org/October2021/#GetOperation(). */
export function selectOperation(
  document: DocumentNode,
  operationName?: string | null,
): OperationDefinitionNode {
  const operations = document.definitions.filter(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION,
  );
  if (operationName == null) {
    const [only, second] = operations;
    if (second) throw new GraphQLError('Must provide operation name if query contains multiple operations.');
    if (!only) throw new GraphQLError('Must provide an operation.');
    return only;
  }
  const named = operations.find(({ name }) => name?.value === operationName);
  if (!named) throw new GraphQLError(`Unknown operation named "${operationName}".`);
  return named;
}

/** Fragments that the operation reaches, by name. */
export function reachableFragments(
  document: DocumentNode,
  operation: OperationDefinitionNode,
): ReadonlyMap<string, FragmentDefinitionNode> {
  const all = new Map(
    document.definitions.flatMap((node) =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [],
    ),
  );
  const reached = new Map<string, FragmentDefinitionNode>();
  const pending = [operation.selectionSet];
  for (let set = pending.pop(); set !== undefined; set = pending.pop()) {
    for (const selection of set.selections) {
      if (selection.kind !== Kind.FRAGMENT_SPREAD) {
        if (selection.selectionSet) pending.push(selection.selectionSet);
        continue;
      }
      const name = selection.name.value;
      const fragment = all.get(name);
      if (!fragment || reached.has(name)) continue;
      reached.set(name, fragment);
      pending.push(fragment.selectionSet);
    }
  }
  return reached;
}

/** Names of the variables that `@skip` and `@include` read, sorted: their values choose among an operation's plans. */
export function conditionVariables(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): readonly string[] {
  const names = new Set<string>();
  const walk = (set: SelectionSetNode) => {
    for (const selection of set.selections) {
      for (const directive of selection.directives ?? []) {
        if (!isCondition(directive)) continue;
        for (const { value } of directive.arguments ?? [])
          if (value.kind === Kind.VARIABLE) names.add(value.name.value);
      }
      if (selection.kind !== Kind.FRAGMENT_SPREAD && selection.selectionSet) walk(selection.selectionSet);
    }
  };
  walk(operation.selectionSet);
  for (const { selectionSet } of fragments.values()) walk(selectionSet);
  return [...names].sort();
}

/** The operation without what its conditions leave out. Selection sets may become empty: `{ hero { } }` answers `{}`. */
export function resolveConditions(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  variables: Readonly<Record<string, unknown>>,
): ResolvedOperation {
  const resolveSet = (set: SelectionSetNode): SelectionSetNode => ({
    ...set,
    selections: set.selections.flatMap((selection) => resolveSelection(selection)),
  });
  const resolveSelection = (selection: SelectionNode): SelectionNode[] => {
    const directives = selection.directives ?? [];
    if (!directives.every((directive) => !isCondition(directive) || isMet(directive, variables))) return [];
    const rest = directives.filter((directive) => !isCondition(directive));
    if (selection.kind === Kind.FRAGMENT_SPREAD || !selection.selectionSet)
      return [{ ...selection, directives: rest }];
    return [{ ...selection, directives: rest, selectionSet: resolveSet(selection.selectionSet) }];
  };
  return {
    definition: { ...operation, selectionSet: resolveSet(operation.selectionSet) },
    fragments: new Map(
      [...fragments].map(([name, fragment]) => [
        name,
        { ...fragment, selectionSet: resolveSet(fragment.selectionSet) },
      ]),
    ),
  };
}

function isCondition({ name }: DirectiveNode): boolean {
  return name.value === 'skip' || name.value === 'include';
}

function isMet(directive: DirectiveNode, variables: Readonly<Record<string, unknown>>): boolean {
  const condition = directive.arguments?.find(({ name }) => name.value === 'if')?.value;
  const value =
    condition?.kind === Kind.VARIABLE
      ? variables[condition.name.value]
      : condition?.kind === Kind.BOOLEAN
        ? condition.value
        : undefined;
  if (typeof value !== 'boolean') {
    // Reachable by a nullable variable with a default: validation allows it in a non-null position.
    const name = condition?.kind === Kind.VARIABLE ? condition.name.value : 'if';
    throw new GraphQLError(
      `Argument "if" of non-null type "Boolean!" must not be null: variable "$${name}".`,
      {
        nodes: directive,
      },
    );
  }
  return directive.name.value === 'include' ? value : !value;
}

/** Key of a field in the response. */
export function responseKeyOf(field: FieldNode): string {
  return field.alias?.value ?? field.name.value;
}
