import { Kind, print } from 'graphql';
import type {
  DefinitionNode,
  FieldNode,
  FragmentDefinitionNode,
  SelectionNode,
  SelectionSetNode,
} from 'graphql';
import { responseKeyOf } from './resolve-operation.ts';
import type { ResolvedOperation } from './resolve-operation.ts';

/** Names that a plan's merged response may use differently from the client's. */
export interface AliasCodec {
  /** Key of a client's field in the merged response. */
  encode(field: FieldNode): string;
  /** The client's key for a key of the merged response. */
  decode(key: string): string;
}

/**
 * A client may alias any field to a name that the plan needs itself (`{ users { id: name reviews { body } } }`): keys
 * and required fields would then be read from the wrong value. Such aliases get a prefix that no field has.
 */
export function aliasCodec(fieldNames: ReadonlySet<string>): AliasCodec {
  let prefix = '_r_';
  while ([...fieldNames].some((name) => name.startsWith(prefix))) prefix = `_${prefix}`;
  return {
    encode(field) {
      const alias = field.alias?.value;
      if (alias === undefined || alias === field.name.value) return field.name.value;
      return alias.startsWith('_') || fieldNames.has(alias) ? prefix + alias : alias;
    },
    decode: (key) => (key.startsWith(prefix) ? key.slice(prefix.length) : key),
  };
}

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/** Above this many root fields a query is planned in parts: planning grows faster than its input. */
const ROOT_FIELDS_PER_PLAN = 48;

export interface PlannedDocuments {
  /** The whole operation in one document, where it is small enough for that. */
  readonly whole?: string;
  /** The same in parts that are planned apart: per root field for a mutation, per some dozens for a query. */
  readonly parts: readonly string[];
}

/**
 * The operation as the planner gets it: no introspection, no `__typename` at the root (the executor answers both), no
 * empty selection sets, no fragments on the root type, safe aliases. No part at all when there is nothing to fetch.
 */
export function toPlannedDocuments(
  operation: ResolvedOperation,
  rootTypeApplies: (condition: string) => boolean,
  codec: AliasCodec,
): PlannedDocuments {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const [name, fragment] of operation.fragments) {
    fragments.set(name, { ...fragment, selectionSet: toPlanned(fragment.selectionSet, codec) });
  }
  const roots = [...rootFields(operation, rootTypeApplies).values()].map((nodes) =>
    nodes.map((node) => plannedField(node, codec)),
  );
  if (roots.length === 0) return { parts: [] };
  const toText = (groups: readonly (readonly FieldNode[])[]) =>
    printWith(operation, groups.flat(), fragments);
  const whole = roots.length <= ROOT_FIELDS_PER_PLAN ? toText(roots) : undefined;
  if (operation.definition.operation === 'mutation') {
    return { ...(whole !== undefined && { whole }), parts: roots.map((group) => toText([group])) };
  }
  if (whole !== undefined) return { whole, parts: [whole] };
  const parts: string[] = [];
  for (let start = 0; start < roots.length; start += ROOT_FIELDS_PER_PLAN) {
    parts.push(toText(roots.slice(start, start + ROOT_FIELDS_PER_PLAN)));
  }
  return { parts };
}

/** Root fields that a subgraph answers, grouped by response key in the order in which they are answered. */
function rootFields(
  { definition, fragments }: ResolvedOperation,
  applies: (condition: string) => boolean,
): ReadonlyMap<string, readonly FieldNode[]> {
  const groups = new Map<string, FieldNode[]>();
  const seen = new Set<string>();
  const gather = (set: SelectionSetNode) => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        if (selection.name.value.startsWith('__')) continue;
        const key = responseKeyOf(selection);
        const group = groups.get(key);
        if (group) group.push(selection);
        else groups.set(key, [selection]);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        if (!selection.typeCondition || applies(selection.typeCondition.name.value))
          gather(selection.selectionSet);
      } else if (!seen.has(selection.name.value)) {
        seen.add(selection.name.value);
        const fragment = fragments.get(selection.name.value);
        if (fragment && applies(fragment.typeCondition.name.value)) gather(fragment.selectionSet);
      }
    }
  };
  gather(definition.selectionSet);
  return groups;
}

function toPlanned(set: SelectionSetNode, codec: AliasCodec): SelectionSetNode {
  const selections = set.selections.flatMap((selection): SelectionNode[] => {
    if (selection.kind === Kind.FIELD) {
      return isIntrospection(selection) ? [] : [plannedField(selection, codec)];
    }
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [selection];
    return [{ ...selection, selectionSet: toPlanned(selection.selectionSet, codec) }];
  });
  return { kind: Kind.SELECTION_SET, selections: selections.length > 0 ? selections : [TYPENAME] };
}

function plannedField(field: FieldNode, codec: AliasCodec): FieldNode {
  const name = field.name.value;
  // Not under the client's alias: the executor answers it, and the plan wants it under its own name.
  if (name === '__typename') return TYPENAME;
  const key = codec.encode(field);
  const { alias: _alias, selectionSet, ...rest } = field;
  return {
    ...rest,
    ...(key !== name && { alias: { kind: Kind.NAME, value: key } }),
    ...(selectionSet && { selectionSet: toPlanned(selectionSet, codec) }),
  };
}

function isIntrospection({ name }: FieldNode): boolean {
  return name.value === '__schema' || name.value === '__type';
}

/** The operation over some of its root fields, with the fragments and variables that these use and no others. */
function printWith(
  { definition }: ResolvedOperation,
  roots: readonly FieldNode[],
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): string {
  const selectionSet: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: roots };
  const spreads = new Set<string>();
  const variables = new Set<string>();
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(walk);
    if (typeof node !== 'object' || node === null || !('kind' in node)) return;
    if (node.kind === Kind.VARIABLE) variables.add((node as unknown as FieldNode).name.value);
    if (node.kind === Kind.FRAGMENT_SPREAD) {
      const name = (node as unknown as FieldNode).name.value;
      if (!spreads.has(name)) {
        spreads.add(name);
        walk(fragments.get(name)?.selectionSet);
      }
    }
    for (const [key, value] of Object.entries(node)) if (key !== 'loc') walk(value);
  };
  walk(selectionSet);
  const definitions: DefinitionNode[] = [
    {
      ...definition,
      variableDefinitions: (definition.variableDefinitions ?? []).filter(({ variable }) =>
        variables.has(variable.name.value),
      ),
      directives: [],
      selectionSet,
    },
    ...[...spreads].flatMap((name) => fragments.get(name) ?? []),
  ];
  return print({ kind: Kind.DOCUMENT, definitions });
}
