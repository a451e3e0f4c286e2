import type { DraftSelection, FetchDraft } from './fetch-draft.ts';
import type { PathSegment } from './plan-node.ts';
import type { FieldItem, Items } from './selection-item.ts';
import type { Graph, GraphField, GraphType } from './subgraph-model.ts';

/** A place in the response as one subgraph sees it: where fields of one type may be added to one of its fetches. */
export interface Place {
  readonly fetch: FetchDraft;
  readonly selection: DraftSelection;
  readonly graph: Graph;
  /** The type in the graph; for an interface object that is not `type`. */
  readonly graphType: GraphType;
  /** The runtime type; an interface where only that is known. */
  readonly type: string;
  readonly path: readonly PathSegment[];
  /** What `@provides` adds here. */
  readonly provided: Items | undefined;
  /** The objects' type names are in the response already. */
  readonly isTyped: boolean;
  /** The place whose field this one is; none at the root and where a fetch enters. */
  readonly parent: { readonly place: Place; readonly fieldName: string } | undefined;
}

/** A field that is still to be placed. */
export interface Want extends FieldItem {
  /** Subgraphs that could not give it (or the rest of it). */
  readonly tried: ReadonlySet<Graph>;
}

export type KnownAt = Pick<Place, 'graph' | 'graphType' | 'provided'>;

export interface Stop extends KnownAt {
  readonly hops: readonly Hop[];
}

export interface Hop {
  readonly graph: Graph;
  readonly graphType: GraphType;
  readonly key: Items;
}

const NONE: ReadonlySet<Graph> = new Set();

/** The field as the subgraph at hand resolves it, without anything from elsewhere. */
export function localField(
  place: Pick<Place, 'graphType' | 'provided'>,
  name: string,
): GraphField | undefined {
  const field = place.graphType.fields.get(name);
  if (!field || field.requires) return undefined;
  if (field.external && !isProvided(place, name)) return undefined;
  return field;
}

function isProvided(place: Pick<Place, 'graphType' | 'provided'>, name: string): boolean {
  const has = (items: Items): boolean =>
    items.some((item) =>
      item.kind === 'field'
        ? item.name === name
        : (item.type === undefined || item.type === place.graphType.name) && has(item.items),
    );
  return place.provided !== undefined && has(place.provided);
}

export function providedItems(place: Pick<Place, 'graphType' | 'provided'>, name: string): Items {
  const find = (items: Items): Items =>
    items.flatMap((item) => {
      if (item.kind === 'field') return item.name === name ? (item.items ?? []) : [];
      return item.type === undefined || item.type === place.graphType.name ? find(item.items) : [];
    });
  return find(place.provided ?? []);
}

export function isSame(a: FieldItem, b: FieldItem): boolean {
  if (a === b) return true;
  if (a.name !== b.name || a.args !== b.args || a.items?.length !== b.items?.length) return false;
  return a.items === b.items || (a.items ?? []).every((item, index) => item === b.items?.[index]);
}

export function toWants(items: readonly FieldItem[]): Want[] {
  return items.map((item) => ('tried' in item ? (item as Want) : { ...item, tried: NONE }));
}

/** Items for another way to the same place: what failed on this one says nothing about that. */
export function untried(items: Items): Items {
  return items.map((item) => {
    if (item.kind === 'on') return { ...item, items: untried(item.items) };
    const { kind, key, name, args, items: children } = item;
    return { kind, key, name, args, ...(children && { items: children }) };
  });
}

export function withGraph(graphs: ReadonlySet<Graph>, graph: Graph): ReadonlySet<Graph> {
  return new Set([...graphs, graph]);
}
