import { IzaError } from '#kernel/errors.ts';
import type { TypeMembership } from '../supergraph.ts';
import { DraftSelection } from './fetch-draft.ts';
import type { DraftBranch, FetchDraft } from './fetch-draft.ts';
import type { PathSegment } from './plan-node.ts';
import { TYPENAME, collectItems } from './selection-item.ts';
import type { FieldItem, Items } from './selection-item.ts';
import type { Graph, GraphField, GraphType, SubgraphModel } from './subgraph-model.ts';

/** A place in the response as one subgraph sees it: where fields of one type may be added to one of its fetches. */
interface Place {
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
interface Want extends FieldItem {
  /** Subgraphs that could not give it (or the rest of it). */
  readonly tried: ReadonlySet<Graph>;
}

type KnownAt = Pick<Place, 'graph' | 'graphType' | 'provided'>;

interface Stop extends KnownAt {
  readonly hops: readonly Hop[];
}

interface Hop {
  readonly graph: Graph;
  readonly graphType: GraphType;
  readonly key: Items;
}

const NONE: ReadonlySet<Graph> = new Set();

/**
 * Finds for every selected field a subgraph that resolves it and a way there. Per place, fields are taken from the
 * subgraph at hand as far as it goes; the rest goes to the subgraph that gives most of it, entered by a key. What
 * cannot be reached from a place is asked for at the place above it, from another subgraph that has the same field.
 */
export class PlanBuilder {
  readonly drafts: FetchDraft[] = [];
  readonly #model: SubgraphModel;
  readonly #isMember: TypeMembership;
  readonly #draftsByIdentity = new Map<string, FetchDraft>();
  readonly #itemIds = new Map<string, number>();
  readonly #requiring = new Set<string>();
  /** Subgraphs and types whose key is being put together: parts of it cannot come from behind the same key. */
  readonly #gathering = new Set<string>();
  readonly #deadline: number;
  #stepsLeft: number;

  constructor(
    model: SubgraphModel,
    isMember: TypeMembership,
    limits: { readonly deadlineMs: number; readonly maxSteps: number },
  ) {
    this.#model = model;
    this.#isMember = isMember;
    this.#deadline = performance.now() + limits.deadlineMs;
    this.#stepsLeft = limits.maxSteps;
  }

  /** Places root fields. Throws INTERNAL_SERVER_ERROR when a field cannot be reached (the supergraph is not satisfiable). */
  placeRoot(rootType: string, items: Items): void {
    const wants = collectItems(rootType, items, this.#isMember).filter(({ name }) => name !== '__typename');
    const left = this.#placeRemote(undefined, rootType, toWants(wants), new Set());
    const [first] = left;
    if (first) {
      throw new IzaError(
        'INTERNAL_SERVER_ERROR',
        `No subgraph can be reached for "${describe(first)}" of ${rootType}.`,
      );
    }
  }

  /** Adds fields of the place's type; returns what could not be placed. `used` learns which fetches they come from. */
  #place(place: Place, wants: readonly Want[], used: Set<FetchDraft>): Want[] {
    const remote: Want[] = [];
    for (const want of wants) {
      this.#spend();
      if (want.name === '__typename') {
        place.selection.hasTypeName = true;
        used.add(place.fetch);
        continue;
      }
      const field = want.tried.has(place.graph) ? undefined : localField(place, want.name);
      const left = field ? this.#placeLocal(place, want, field, used) : want;
      if (left) remote.push(left);
    }
    return remote.length > 0 ? this.#placeRemote(place, place.type, remote, used) : [];
  }

  /** Adds one field to the place's own fetch; returns the part of it that is out of reach from here. */
  #placeLocal(place: Place, want: Want, field: GraphField, used: Set<FetchDraft>): Want | undefined {
    used.add(place.fetch);
    const draft = place.selection.field(want.key, field, want.args, want.items !== undefined);
    if (!want.items || !draft.child) return undefined;
    const provided = [...(field.provides ?? []), ...providedItems(place, want.name)];
    const left = this.#placeSelection(
      {
        fetch: place.fetch,
        selection: draft.child,
        graph: place.graph,
        type: field.typeName,
        path: [
          ...place.path,
          { kind: 'key', key: want.key },
          ...Array.from({ length: field.listDepth }, () => LIST),
        ],
        provided: provided.length > 0 ? provided : undefined,
        isTyped: false,
        parent: { place, fieldName: want.name },
      },
      want.items,
      used,
    );
    return left.length > 0
      ? { ...want, items: untried(left), tried: withGraph(want.tried, place.graph) }
      : undefined;
  }

  #placeSelection(place: Omit<Place, 'graphType'>, items: Items, used: Set<FetchDraft>): Items {
    const graphType = place.graph.types.get(place.type);
    if (!graphType) return items;
    const here: Place = { ...place, graphType };
    if (graphType.isInterfaceObject) return this.#placeInterfaceObject(here, items, used);
    if (graphType.isAbstract) return this.#placeAbstract(here, items, used);
    return this.#place(here, toWants(collectItems(place.type, items, this.#isMember)), used);
  }

  /** An interface or union: what holds for all members at once, the rest per member. */
  #placeAbstract(place: Place, items: Items, used: Set<FetchDraft>): Items {
    place.selection.hasTypeName = true;
    used.add(place.fetch);
    const { graph } = place;
    const members = this.#membersAt(place);
    if (members.length === 0)
      return this.#place(place, toWants(collectItems(place.type, items, this.#isMember)), used);
    const perMember = members.map((member) => ({
      member,
      wants: collectItems(member, items, this.#isMember),
    }));
    const common = collectItems(place.type, items, this.#isMember).filter(
      (want) =>
        want.name === '__typename' ||
        (localField(place, want.name) !== undefined &&
          perMember.every(({ member, wants }) => {
            const memberType = graph.types.get(member);
            const same = wants.find(({ key }) => key === want.key);
            return (
              memberType &&
              same &&
              isSame(same, want) &&
              localField({ ...place, graphType: memberType }, want.name)
            );
          })),
    );
    // What is left of a common field is left for each member: it is asked for there again.
    const leftOfCommon = new Map<string, Want>();
    for (const want of toWants(common)) {
      const field = localField(place, want.name);
      const left = field && this.#placeLocal(place, want, field, used);
      if (left) leftOfCommon.set(want.key, left);
    }
    const commonKeys = new Set(common.map(({ key }) => key));
    // A field asked of all members has to come from one subgraph for all of them.
    const uniform = new Map(collectItems(place.type, items, this.#isMember).map((want) => [want.key, want]));
    const leftOfAll = new Set<FieldItem>();
    const leftOfMembers = perMember.flatMap(({ member, wants }): Items => {
      const memberType = graph.types.get(member);
      const rest = toWants(wants.filter(({ key }) => !commonKeys.has(key)));
      rest.push(...leftOfCommon.values());
      if (rest.length === 0) return [];
      const left = memberType
        ? this.#place(
            {
              ...place,
              selection: place.selection.on(member),
              graphType: memberType,
              type: member,
              path: [...place.path, { kind: 'type', types: [member] }],
              isTyped: true,
            },
            rest,
            used,
          )
        : rest;
      const own = left.filter((want) => {
        const same = uniform.get(want.key);
        if (same) leftOfAll.add(same);
        return !same;
      });
      return own.length > 0 ? [{ kind: 'on', type: member, items: own }] : [];
    });
    return [...leftOfAll, ...leftOfMembers];
  }

  /**
   * Object types that an abstract type may have at a place. Where several subgraphs resolve the same field, it can
   * only be an object that all of them know: which of them is asked must not matter.
   */
  #membersAt(place: Place): readonly string[] {
    const others = [...this.#alternatives(place)].filter((graph) => graph !== place.graph);
    return place.graphType.members.filter((member) =>
      others.every((graph) => {
        const type = graph.types.get(place.type);
        return !type || !type.isAbstract || type.members.includes(member);
      }),
    );
  }

  /** Subgraphs that could have been asked for the objects of a place as well. */
  #alternatives(place: Place): ReadonlySet<Graph> {
    const { parent } = place;
    const graphs = new Set<Graph>();
    const before = parent ? this.#alternatives(parent.place) : this.#model.graphs;
    for (const graph of before) {
      const type = graph.types.get(parent ? parent.place.type : place.type);
      const field = parent && type?.fields.get(parent.fieldName);
      if (parent ? field && !field.external && !field.requires : type && place.fetch.isRoot)
        graphs.add(graph);
    }
    if (place.graphType.isAbstract && !parent) return graphs;
    for (const graph of this.#model.graphs) {
      if (graph !== place.graph && !graphs.has(graph) && this.#route(place, graph)) graphs.add(graph);
    }
    return graphs.add(place.graph);
  }

  /** A subgraph that knows an interface's objects but not their types: only another one can tell members apart. */
  #placeInterfaceObject(place: Place, items: Items, used: Set<FetchDraft>): Items {
    place.selection.hasTypeName = true;
    const uniform = collectItems(place.type, items, this.#isMember);
    const uniformByKey = new Map(uniform.map((want) => [want.key, want]));
    const left = this.#place(place, toWants(uniform.filter(({ name }) => name !== '__typename')), used);
    const leftKeys = new Set(left.map(({ key }) => key));
    let wantsTypeName = uniformByKey.has('__typename');
    const specific = (this.#model.possibleTypes.get(place.type) ?? []).flatMap((member): Items => {
      const wants = collectItems(member, items, this.#isMember).filter((want) => {
        const same = uniformByKey.get(want.key);
        wantsTypeName ||= want.name === '__typename';
        return want.name !== '__typename' && (!same || !isSame(same, want) || leftKeys.has(want.key));
      });
      return wants.length > 0 ? [{ kind: 'on', type: member, items: wants }] : [];
    });
    if (specific.length === 0 && !wantsTypeName && left.length === 0) return [];
    const telling = this.#model.graphs.filter((graph) => {
      const type = graph.types.get(place.type);
      return type !== undefined && type.isAbstract && type.keys.length > 0;
    });
    for (const graph of telling) {
      const target = this.#enter(place, graph, used);
      if (!target) continue;
      return this.#placeAbstract(target, [...specific, ...(wantsTypeName ? [TYPENAME] : [])], used);
    }
    return [...specific, ...left];
  }

  /** Fields that the place's own subgraph does not resolve. */
  #placeRemote(
    place: Place | undefined,
    type: string,
    wants: readonly Want[],
    used: Set<FetchDraft>,
  ): Want[] {
    let rest = wants;
    while (rest.length > 0) {
      this.#spend();
      const graph = this.#bestGraph(place, type, rest);
      if (!graph) return [...rest];
      const [offered, others] = partition(rest, (want) => this.#offer(graph, type, want) !== undefined);
      const [plain, requiring] = partition(
        offered,
        (want) => !this.#offer(graph, type, want)?.field.requires,
      );
      const left: Want[] = [];
      if (plain.length > 0) {
        const target = place ? this.#enter(place, graph, used) : this.#rootPlace(graph, type);
        left.push(
          ...(target
            ? plain.flatMap((want) => this.#placeOffered(target, want, used))
            : plain.map((want) => ({ ...want, tried: withGraph(want.tried, graph) }))),
        );
      }
      for (const want of requiring) {
        const placed = place && this.#placeRequiring(place, graph, want, used);
        left.push(...(placed ?? [{ ...want, tried: withGraph(want.tried, graph) }]));
      }
      rest = [...others, ...left];
    }
    return [];
  }

  #placeOffered(target: Place, want: Want, used: Set<FetchDraft>): Want[] {
    const field = target.graphType.fields.get(want.name);
    if (!field) return [{ ...want, tried: withGraph(want.tried, target.graph) }];
    const left = this.#placeLocal(target, want, field, used);
    return left ? [left] : [];
  }

  /** A field with `@requires`: what it requires first, then into its subgraph (also if that is where we are). */
  #placeRequiring(place: Place, graph: Graph, want: Want, used: Set<FetchDraft>): Want[] | undefined {
    const offer = this.#offer(graph, place.type, want);
    const required = offer?.field.requires;
    if (!offer || !required) return undefined;
    const guard = `${graph.name} ${place.type}.${want.name}`;
    if (this.#requiring.has(guard)) return undefined;
    this.#requiring.add(guard);
    try {
      const route = this.#route(place, graph);
      if (!route) return undefined;
      const sources = new Set<FetchDraft>();
      const missing = this.#place(
        place,
        toWants(collectItems(place.type, required, this.#isMember)),
        sources,
      );
      if (missing.length > 0) return undefined;
      let current = place;
      for (const hop of route.slice(0, -1))
        current = this.#hop(current, hop, { required: [], sources: new Set(), used });
      const last = route.at(-1);
      if (!last) return undefined;
      const target = this.#hop(current, last, { required, sources, used });
      return this.#placeOffered(target, want, used);
    } finally {
      this.#requiring.delete(guard);
    }
  }

  /** The same object in another subgraph. */
  #enter(place: Place, graph: Graph, used: Set<FetchDraft>): Place | undefined {
    if (isRootType(place.graphType.name, this.#model)) return this.#nestedRootPlace(place, graph);
    const route = this.#route(place, graph);
    if (!route) return undefined;
    let current = place;
    for (const hop of route) current = this.#hop(current, hop, { required: [], sources: new Set(), used });
    return current;
  }

  /**
   * The shortest chain of keys from a place into a subgraph, each key known where the step begins; else one step by a
   * key whose parts have to be gathered from several subgraphs first.
   */
  #route(place: Place, target: Graph): readonly Hop[] | undefined {
    const stops = this.#stops(place, place.type, target);
    const direct = stops.find(({ graph, hops }) => graph === target && hops.length > 0);
    if (direct) return direct.hops;
    if (this.#gathering.has(`${target.name} ${place.type}`)) return undefined;
    for (const graphType of this.#typesIn(target, place.type)) {
      const key = graphType.keys.find((items) => this.#canGather(stops, place.type, items, 4));
      if (key) return [{ graph: target, graphType, key }];
    }
    return undefined;
  }

  /** Subgraphs that keys lead to from where an object is known, the nearest first. */
  #stops(start: KnownAt, type: string, target?: Graph): readonly Stop[] {
    const { graph, graphType, provided } = start;
    const stops: Stop[] = [{ graph, graphType, provided, hops: [] }];
    const seen = new Set<Graph>();
    for (const from of stops) {
      for (const graph of this.#model.graphs) {
        if (seen.has(graph) || (graph === start.graph && graph !== target)) continue;
        for (const graphType of this.#typesIn(graph, type)) {
          const key = graphType.keys.find((items) => this.#knows(from, items));
          if (!key) continue;
          seen.add(graph);
          const stop = {
            graph,
            graphType,
            provided: undefined,
            hops: [...from.hops, { graph, graphType, key }],
          };
          stops.push(stop);
          if (graph === target) return stops;
          break;
        }
      }
    }
    return stops;
  }

  #canGather(stops: readonly Stop[], type: string, items: Items, depth: number): boolean {
    return collectItems(type, items, this.#isMember).every((item) =>
      stops.some((stop) => {
        const field = localField(stop, item.name);
        if (!field) return item.name === '__typename';
        const graphType = stop.graph.types.get(field.typeName);
        if (!item.items) return true;
        if (!graphType || depth === 0) return false;
        const provided = [...(field.provides ?? []), ...providedItems(stop, item.name)];
        const nested = this.#stops({ graph: stop.graph, graphType, provided }, field.typeName);
        return this.#canGather(nested, field.typeName, item.items, depth - 1);
      }),
    );
  }

  /** Whether a subgraph resolves all of a key at a type by itself. */
  #knows(at: KnownAt, key: Items): boolean {
    return key.every((item) => {
      if (item.kind === 'on') return this.#knows(at, item.items);
      if (item.name === '__typename') return true;
      const field = localField(at, item.name);
      if (!field) return false;
      if (!item.items) return true;
      const graphType = at.graph.types.get(field.typeName);
      const provided = [...(field.provides ?? []), ...providedItems(at, item.name)];
      return graphType !== undefined && this.#knows({ graph: at.graph, graphType, provided }, item.items);
    });
  }

  #hop(
    from: Place,
    { graph, graphType, key }: Hop,
    {
      required,
      sources,
      used,
    }: {
      readonly required: Items;
      readonly sources: ReadonlySet<FetchDraft>;
      readonly used: Set<FetchDraft>;
    },
  ): Place {
    if (!from.isTyped) from.selection.hasTypeName = true;
    const keySources = new Set<FetchDraft>();
    const guard = `${graph.name} ${from.type}`;
    const isOuter = !this.#gathering.has(guard);
    this.#gathering.add(guard);
    this.#place(from, toWants(collectItems(from.type, key, this.#isMember)), keySources);
    if (isOuter) this.#gathering.delete(guard);
    const dependencies = new Set([from.fetch, ...keySources, ...sources]);
    const draft = this.#entityDraft({ from, graph, graphType, required, dependencies });
    const branch = branchOf(draft, graphType);
    const known = branch.required.get(from.type) ?? [];
    branch.required.set(from.type, unite(known, [...key, ...required]));
    used.add(draft);
    // Here an interface's objects get their types.
    if (graphType.isAbstract) branch.selection.hasTypeName = true;
    return {
      fetch: draft,
      selection: branch.selection,
      graph,
      graphType,
      type: from.type,
      path: from.path,
      provided: undefined,
      isTyped: true,
      parent: undefined,
    };
  }

  #entityDraft({
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
        .sort()
        .join(' '),
      this.#idOf(required),
      // Members share an interface object's only selection: different wants must not meet in it.
      graphType.isInterfaceObject ? from.type : '',
    ].join('|');
    for (const dependency of dependencies) dependency.isAwaited = true;
    const wave = Math.max(...[...dependencies].map((dependency) => dependency.wave)) + 1;
    return this.#draft(identity, { graph, wave, path, isRoot: false });
  }

  #rootPlace(graph: Graph, type: string): Place | undefined {
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
  #nestedRootPlace(place: Place, graph: Graph): Place | undefined {
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
    const known = this.#draftsByIdentity.get(identity);
    if (known) return known;
    const created: FetchDraft = { ...draft, id: this.drafts.length, isAwaited: false, branches: new Map() };
    this.drafts.push(created);
    this.#draftsByIdentity.set(identity, created);
    return created;
  }

  /** The subgraph to ask next: the one that resolves most of the wants, nested fields counted; the nearest of equals. */
  #bestGraph(place: Place | undefined, type: string, wants: readonly Want[]): Graph | undefined {
    let best: Graph | undefined;
    let bestScore = 0;
    for (const graph of this.#model.graphs) {
      let score = 0;
      for (const want of wants) {
        const offer = this.#offer(graph, type, want);
        if (!offer) continue;
        // Without requirements first: what they fetch may be what others require.
        if (graph === place?.graph && !offer.field.requires) continue;
        score += this.#score(graph, offer.field, want.items, 4) + (offer.field.requires ? 0 : 0.5);
      }
      if (score === 0) continue;
      if (place && graph !== place.graph) score -= 0.01 * (this.#route(place, graph)?.length ?? 9);
      if (score > bestScore) [best, bestScore] = [graph, score];
    }
    return best;
  }

  #score(graph: Graph, field: GraphField, items: Items | undefined, depth: number): number {
    const graphType = items && depth > 0 ? graph.types.get(field.typeName) : undefined;
    if (!items || !graphType) return 1;
    let score = 1;
    for (const item of collectItems(field.typeName, items, this.#isMember)) {
      const child = localField({ graphType, provided: field.provides }, item.name);
      if (child) score += this.#score(graph, child, item.items, depth - 1);
    }
    return score;
  }

  #offer(
    graph: Graph,
    type: string,
    want: Want,
  ): { readonly graphType: GraphType; readonly field: GraphField } | undefined {
    if (want.tried.has(graph)) return undefined;
    for (const graphType of this.#typesIn(graph, type)) {
      const field = graphType.fields.get(want.name);
      if (!field || field.external) continue;
      if (!graphType.isAbstract || this.#membersOffer(graph, graphType, want.name))
        return { graphType, field };
    }
    return undefined;
  }

  /** Whether a field of a real interface can be asked for without naming its members. */
  #membersOffer(graph: Graph, { members }: GraphType, name: string): boolean {
    return members.every((member) => {
      const field = graph.types.get(member)?.fields.get(name);
      return field !== undefined && !field.external && !field.requires;
    });
  }

  /** A type in a subgraph: itself, or an interface of it that is an object there. */
  #typesIn(graph: Graph, type: string): GraphType[] {
    const types = [type, ...(this.#model.interfaces.get(type) ?? [])].map((name) => graph.types.get(name));
    return types.filter(
      (found, index) => found !== undefined && (index === 0 || found.isInterfaceObject),
    ) as GraphType[];
  }

  #idOf(items: Items): number {
    const text = JSON.stringify(items);
    let id = this.#itemIds.get(text);
    if (id === undefined) this.#itemIds.set(text, (id = this.#itemIds.size));
    return id;
  }

  #spend(): void {
    this.#stepsLeft -= 1;
    if (this.#stepsLeft < 0)
      throw new IzaError('TOO_COMPLEX', 'The operation selects too much to be planned.');
    if (this.#stepsLeft % 256 === 0 && performance.now() > this.#deadline) {
      throw new IzaError('DEADLINE_EXCEEDED', 'Planning the operation took too long.');
    }
  }
}

const LIST: PathSegment = { kind: 'list' };

/** The field as the subgraph at hand resolves it, without anything from elsewhere. */
function localField(place: Pick<Place, 'graphType' | 'provided'>, name: string): GraphField | undefined {
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

function providedItems(place: Pick<Place, 'graphType' | 'provided'>, name: string): Items {
  const find = (items: Items): Items =>
    items.flatMap((item) => {
      if (item.kind === 'field') return item.name === name ? (item.items ?? []) : [];
      return item.type === undefined || item.type === place.graphType.name ? find(item.items) : [];
    });
  return find(place.provided ?? []);
}

function branchOf(fetch: FetchDraft, graphType: GraphType): DraftBranch {
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

function isRootType(name: string, { graphs }: SubgraphModel): boolean {
  return name === 'Query' && graphs.some(({ types }) => types.has('Query'));
}

/** Items of both, each once. */
function unite(known: Items, more: Items): Items {
  const texts = new Set(known.map((item) => JSON.stringify(item)));
  return [...known, ...more.filter((item) => !texts.has(JSON.stringify(item)))];
}

function isSame(a: FieldItem, b: FieldItem): boolean {
  if (a === b) return true;
  if (a.name !== b.name || a.args !== b.args || a.items?.length !== b.items?.length) return false;
  return a.items === b.items || (a.items ?? []).every((item, index) => item === b.items?.[index]);
}

function toWants(items: readonly FieldItem[]): Want[] {
  return items.map((item) => ('tried' in item ? (item as Want) : { ...item, tried: NONE }));
}

/** Items for another way to the same place: what failed on this one says nothing about that. */
function untried(items: Items): Items {
  return items.map((item) => {
    if (item.kind === 'on') return { ...item, items: untried(item.items) };
    const { kind, key, name, args, items: children } = item;
    return { kind, key, name, args, ...(children && { items: children }) };
  });
}

function withGraph(graphs: ReadonlySet<Graph>, graph: Graph): ReadonlySet<Graph> {
  return new Set([...graphs, graph]);
}

function partition<T>(list: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  const yes: T[] = [];
  const no: T[] = [];
  for (const item of list) (test(item) ? yes : no).push(item);
  return [yes, no];
}

function describe({ name, items = [] }: FieldItem): string {
  const [first] = items;
  if (!first) return name;
  return `${name}.${first.kind === 'field' ? describe(first) : `(${String(first.type)})`}`;
}
