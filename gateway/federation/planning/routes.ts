import type { TypeMembership } from '../supergraph.ts';
import { localField, providedItems } from './place.ts';
import type { Hop, KnownAt, Place, Stop, Want } from './place.ts';
import { collectItems } from './selection-item.ts';
import type { Items } from './selection-item.ts';
import type { Graph, GraphField, GraphType, SubgraphModel } from './subgraph-model.ts';

/** Which subgraphs can give what, and how keys lead from one to another. Decides; changes nothing. */
export class Routes {
  readonly #model: SubgraphModel;
  readonly #isMember: TypeMembership;
  /** Subgraphs and types whose key is being put together: parts of it cannot come from behind the same key. */
  readonly #gathering = new Set<string>();

  constructor(model: SubgraphModel, isMember: TypeMembership) {
    this.#model = model;
    this.#isMember = isMember;
  }

  /** Runs `gather` while no key of `type` in `graph` may be put together from several subgraphs. */
  whileGathering(graph: Graph, type: string, gather: () => void): void {
    const guard = gatheringOf(graph, type);
    const isOuter = !this.#gathering.has(guard);
    this.#gathering.add(guard);
    gather();
    if (isOuter) this.#gathering.delete(guard);
  }

  /**
   * Object types that an abstract type may have at a place. Where several subgraphs resolve the same field, it can
   * only be an object that all of them know: which of them is asked must not matter.
   */
  membersAt(place: Place): readonly string[] {
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
      if (graph !== place.graph && !graphs.has(graph) && this.route(place, graph)) graphs.add(graph);
    }
    return graphs.add(place.graph);
  }

  /**
   * The shortest chain of keys from a place into a subgraph, each key known where the step begins; else one step by a
   * key whose parts have to be gathered from several subgraphs first.
   */
  route(place: Place, target: Graph): readonly Hop[] | undefined {
    const stops = this.#stops(place, place.type, target);
    const direct = stops.find(({ graph, hops }) => graph === target && hops.length > 0);
    if (direct) return direct.hops;
    if (this.#gathering.has(gatheringOf(target, place.type))) return undefined;
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

  /** The subgraph to ask next: the one that resolves most of the wants, nested fields counted; the nearest of equals. */
  bestGraph(place: Place | undefined, type: string, wants: readonly Want[]): Graph | undefined {
    let best: Graph | undefined;
    let bestScore = 0;
    for (const graph of this.#model.graphs) {
      let score = 0;
      for (const want of wants) {
        const offer = this.offer(graph, type, want);
        if (!offer) continue;
        // Without requirements first: what they fetch may be what others require.
        if (graph === place?.graph && !offer.field.requires) continue;
        score += this.#score(graph, offer.field, want.items, 4) + (offer.field.requires ? 0 : 0.5);
      }
      if (score === 0) continue;
      if (place && graph !== place.graph) score -= 0.01 * (this.route(place, graph)?.length ?? 9);
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

  offer(
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
}

function gatheringOf(graph: Graph, type: string): string {
  return `${graph.name} ${type}`;
}
