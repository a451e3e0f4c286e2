import {
  getNamedType,
  getNullableType,
  isAbstractType,
  isInterfaceType,
  isLeafType,
  isListType,
  isObjectType,
  isRequiredArgument,
  isUnionType,
} from 'graphql';
import type { GraphQLCompositeType, GraphQLField, GraphQLSchema } from 'graphql';
import { connectionItem } from './answer-kind.ts';
import type { FieldHomes } from './field-homes.ts';
import { emptySelection } from './selection.ts';
import type { Selection } from './selection.ts';

/** What the generation of selections looks up. */
export interface SelectionSource {
  readonly schema: GraphQLSchema;
  readonly homesOf: FieldHomes;
  readonly scopesOf: (typeName: string, fieldName: string) => readonly string[] | undefined;
  /** Whether `Type.field` is read from an engine when selected. */
  readonly isFetched: (coordinate: string) => boolean;
}

export interface SelectionPlace {
  readonly type: GraphQLCompositeType;
  /** The subgraph that gives the object; undefined where it is not known. */
  readonly graph: string | undefined;
  /** Whether edges are followed one level, as for one object; in lists they are not. */
  readonly expand: boolean;
}

/** What the platform says beyond the schema: long, and only for those who ask. */
const OPAQUE = 'native';

/**
 * What a route selects when the client does not choose: all leaf fields; objects without an identity that the same subgraph gives (labels, limits);
 * references `{ id name }` to other objects. With `expand`, objects, pages and figures of other subgraphs one level deep. Left out are `native`, what
 * an engine must be asked for, series, and what `holds` says the caller has no scope for.
 */
export function defaultSelection(
  source: SelectionSource,
  place: SelectionPlace,
  holds: (scope: string) => boolean,
): Selection {
  const isOpen = (typeName: string, field: GraphQLField<unknown, unknown>) =>
    field.name !== OPAQUE &&
    field.deprecationReason == null &&
    !field.args.some(isRequiredArgument) &&
    !source.isFetched(`${typeName}.${field.name}`) &&
    (source.scopesOf(typeName, field.name) ?? []).every(holds);

  const select = ({ type, graph, expand }: SelectionPlace, above: readonly string[]): Selection => {
    const item = connectionItem(type);
    if (item && isObjectType(type))
      return pageSelection(type.getFields(), select({ type: item, graph, expand: false }, above));
    const selection = emptySelection();
    if (isAbstractType(type)) selection.fields.set('__typename', undefined);
    if (isUnionType(type)) return selection;
    const trail = [...above, type.name];
    for (const field of Object.values(type.getFields())) {
      if (!isOpen(type.name, field)) continue;
      const below = selectBelow({ type, graph, expand, field, trail });
      if (below !== 'LEFT_OUT') selection.fields.set(field.name, below);
    }
    if (expand && isInterfaceType(type)) addCommonLeaves(type.name, selection);
    return selection;
  };

  const selectBelow = (at: {
    readonly type: GraphQLCompositeType;
    readonly graph: string | undefined;
    readonly expand: boolean;
    readonly field: GraphQLField<unknown, unknown>;
    readonly trail: readonly string[];
  }): Selection | undefined | 'LEFT_OUT' => {
    const { field, graph, expand, trail } = at;
    const type = getNamedType(field.type);
    if (isLeafType(type)) return undefined;
    const homes = source.homesOf(at.type.name, field.name);
    const isHome = graph === undefined || homes.includes(graph);
    const next = { type, graph: isHome ? graph : homes[0], expand: false };
    if (connectionItem(type)) return expand ? select(next, trail) : 'LEFT_OUT';
    const isList = isListType(getNullableType(field.type));
    if (isList && field.args.length > 0) return 'LEFT_OUT';
    if (leadsBack(type, trail)) return 'LEFT_OUT';
    if (!hasIdentity(type)) return isHome || expand ? select(next, trail) : 'LEFT_OUT';
    if (expand) return select(next, trail);
    return isList ? 'LEFT_OUT' : reference(type);
  };

  /** Leaves that some implementations have beyond the interface, where all that have one agree on its type: else they could not be merged. */
  const addCommonLeaves = (name: string, selection: Selection) => {
    const types = source.schema.getPossibleTypes(source.schema.getType(name) as never);
    const shapes = new Map<string, Set<string>>();
    for (const type of types)
      for (const field of Object.values(type.getFields()))
        shapes.set(field.name, (shapes.get(field.name) ?? new Set()).add(String(field.type)));
    for (const type of types) {
      const own = emptySelection();
      for (const field of Object.values(type.getFields())) {
        if (selection.fields.has(field.name) || shapes.get(field.name)!.size > 1) continue;
        if (isLeafType(getNamedType(field.type)) && isOpen(type.name, field))
          own.fields.set(field.name, undefined);
      }
      if (own.fields.size > 0) selection.on.set(type.name, own);
    }
  };

  /** From a mount of a container back to that container: nothing new. */
  const leadsBack = (type: GraphQLCompositeType, trail: readonly string[]): boolean =>
    trail.includes(type.name) ||
    (isAbstractType(type) && source.schema.getPossibleTypes(type).some(({ name }) => trail.includes(name)));

  return select(place, []);
}

/** A page with what a reader needs to go on. `fields` are the connection's. */
export function pageSelection(
  fields: Readonly<Record<string, GraphQLField<unknown, unknown>>>,
  items: Selection,
): Selection {
  const page = emptySelection();
  page.fields.set('nodes', items);
  if (fields['totalCount']) page.fields.set('totalCount', undefined);
  page.fields.set('pageInfo', leavesOf(['hasNextPage', 'endCursor']));
  const outages = fields['outages'] && getNamedType(fields['outages'].type);
  if (isObjectType(outages)) {
    const leaves = Object.values(outages.getFields()).filter(({ type }) => isLeafType(getNamedType(type)));
    page.fields.set('outages', leavesOf(leaves.map(({ name }) => name)));
  }
  return page;
}

function hasIdentity(type: GraphQLCompositeType): boolean {
  return isUnionType(type) || type.getFields()['id'] !== undefined;
}

function reference(type: GraphQLCompositeType): Selection {
  const fields = isUnionType(type) ? {} : type.getFields();
  const names = ['id', 'name'].filter((name) => fields[name] && isLeafType(getNamedType(fields[name].type)));
  return leavesOf(isAbstractType(type) ? ['__typename', ...names] : names);
}

function leavesOf(names: readonly string[]): Selection {
  const selection = emptySelection();
  for (const name of names) selection.fields.set(name, undefined);
  return selection;
}
