import { DraftSelection } from './fetch-draft.ts';
import type { DraftBranch, FetchDraft } from './fetch-draft.ts';
import type { Place } from './place.ts';
import type { Items } from './selection-item.ts';
import type { Graph, GraphType } from './subgraph-model.ts';

/** The sub-requests of one plan. Asked twice for the same, it gives the same. */
export class DraftBook {
  readonly drafts: FetchDraft[] = [];
  readonly #byIdentity = new Map<string, FetchDraft>();
  readonly #itemIds = new Map<string, number>();

  /** The request for objects at a place, in another subgraph: the one there is, if it waits for the same answers. */
  entity({
    from,
    graph,
    graphType,
    required,
    dependencies,
  }: {
    readonly from: Place;
    readonly graph: Graph;
    readonly graphType: GraphType;
    readonly required: Items;
    readonly dependencies: ReadonlySet<FetchDraft>;
  }): FetchDraft {
    // The type of the objects themselves is checked by each branch; types further up are part of the path.
    const path = from.path.at(-1)?.kind === 'type' ? from.path.slice(0, -1) : from.path;
    const identity = [
      graph.name,
      JSON.stringify(path),
      [...dependencies]
        .map(({ id }) => id)
        .sort((a, b) => a - b)
        .join(' '),
      this.#idOf(required),
      // Members share an interface object's only selection: different wants must not meet in it.
      graphType.isInterfaceObject ? from.type : '',
    ].join('|');
    for (const dependency of dependencies) dependency.isAwaited = true;
    const wave = Math.max(...[...dependencies].map((dependency) => dependency.wave)) + 1;
    return this.#draft(identity, { graph, wave, path, isRoot: false });
  }

  /** The request for root fields of a subgraph. */
  root(graph: Graph, type: string): Place | undefined {
    const graphType = graph.types.get(type);
    if (!graphType) return undefined;
    const fetch = this.#draft(`root|${graph.name}`, { graph, wave: 0, path: [], isRoot: true });
    return {
      fetch,
      selection: branchOf(fetch, graphType).selection,
      graph,
      graphType,
      type,
      path: [],
      provided: undefined,
      isTyped: false,
      parent: undefined,
    };
  }

  /** A field that returns the query type again: any subgraph may be asked, without a key. */
  nestedRoot(place: Place, graph: Graph): Place | undefined {
    const graphType = graph.types.get(place.type);
    if (!graphType) return undefined;
    const identity = `root|${graph.name}|${JSON.stringify(place.path)}|${place.fetch.id}`;
    place.fetch.isAwaited = true;
    const fetch = this.#draft(identity, {
      graph,
      wave: place.fetch.wave + 1,
      path: place.path,
      isRoot: true,
    });
    return {
      ...place,
      fetch,
      selection: branchOf(fetch, graphType).selection,
      graph,
      graphType,
      provided: undefined,
    };
  }

  #draft(identity: string, draft: Omit<FetchDraft, 'id' | 'branches' | 'isAwaited'>): FetchDraft {
    const known = this.#byIdentity.get(identity);
    if (known) return known;
    const created: FetchDraft = { ...draft, id: this.drafts.length, isAwaited: false, branches: new Map() };
    this.drafts.push(created);
    this.#byIdentity.set(identity, created);
    return created;
  }

  #idOf(items: Items): number {
    const text = JSON.stringify(items);
    let id = this.#itemIds.get(text);
    if (id === undefined) this.#itemIds.set(text, (id = this.#itemIds.size));
    return id;
  }
}

/** The part of a request that selects fields of one type. */
export function branchOf(fetch: FetchDraft, graphType: GraphType): DraftBranch {
  let branch = fetch.branches.get(graphType.name);
  if (!branch) {
    branch = {
      typeName: graphType.name,
      isInterfaceObject: graphType.isInterfaceObject,
      selection: new DraftSelection(),
      required: new Map(),
    };
    fetch.branches.set(graphType.name, branch);
  }
  return branch;
}
