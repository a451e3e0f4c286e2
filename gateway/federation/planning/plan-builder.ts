import { IzaError } from '#kernel/errors.ts';
import type { TypeMembership } from '../supergraph.ts';
import { DraftBook, branchOf } from './draft-book.ts';
import type { FetchDraft } from './fetch-draft.ts';
import type { PathSegment } from './plan-node.ts';
import { isSame, localField, providedItems, toWants, untried, withGraph } from './place.ts';
import type { Hop, Place, Want } from './place.ts';
import { Routes } from './routes.ts';
import { TYPENAME, collectItems } from './selection-item.ts';
import type { FieldItem, Items } from './selection-item.ts';
import type { Graph, GraphField, SubgraphModel } from './subgraph-model.ts';

/**
 * Finds for every selected field a subgraph that resolves it and a way there. Per place, fields are taken from the
 * subgraph at hand as far as it goes; the rest goes to the subgraph that gives most of it, entered by a key. What
 * cannot be reached from a place is asked for at the place above it, from another subgraph that has the same field.
 */
export class PlanBuilder {
  readonly #book = new DraftBook();
  readonly #model: SubgraphModel;
  readonly #isMember: TypeMembership;
  readonly #requiring = new Set<string>();
  readonly #routes: Routes;
  readonly #deadline: number;
  #stepsLeft: number;

  constructor(
    model: SubgraphModel,
    isMember: TypeMembership,
    limits: { readonly deadlineMs: number; readonly maxSteps: number },
  ) {
    this.#model = model;
    this.#isMember = isMember;
    this.#routes = new Routes(model, isMember);
    this.#deadline = performance.now() + limits.deadlineMs;
    this.#stepsLeft = limits.maxSteps;
  }

  get drafts(): readonly FetchDraft[] {
    return this.#book.drafts;
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
    if (field.isNarrowed) draft.child.hasTypeName = true;
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
    const members = this.#routes.membersAt(place);
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
      const graph = this.#routes.bestGraph(place, type, rest);
      if (!graph) return [...rest];
      const [offered, others] = partition(
        rest,
        (want) => this.#routes.offer(graph, type, want) !== undefined,
      );
      const [plain, requiring] = partition(
        offered,
        (want) => !this.#routes.offer(graph, type, want)?.field.requires,
      );
      const left: Want[] = [];
      if (plain.length > 0) {
        const target = place ? this.#enter(place, graph, used) : this.#book.root(graph, type);
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
    const offer = this.#routes.offer(graph, place.type, want);
    const required = offer?.field.requires;
    if (!offer || !required) return undefined;
    const guard = `${graph.name} ${place.type}.${want.name}`;
    if (this.#requiring.has(guard)) return undefined;
    this.#requiring.add(guard);
    try {
      const route = this.#routes.route(place, graph);
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
    if (isRootType(place.graphType.name, this.#model)) return this.#book.nestedRoot(place, graph);
    const route = this.#routes.route(place, graph);
    if (!route) return undefined;
    let current = place;
    for (const hop of route) current = this.#hop(current, hop, { required: [], sources: new Set(), used });
    return current;
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
    this.#routes.whileGathering(graph, from.type, () => {
      this.#place(from, toWants(collectItems(from.type, key, this.#isMember)), keySources);
    });
    const dependencies = new Set([from.fetch, ...keySources, ...sources]);
    const draft = this.#book.entity({ from, graph, graphType, required, dependencies });
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

function isRootType(name: string, { graphs }: SubgraphModel): boolean {
  return name === 'Query' && graphs.some(({ types }) => types.has('Query'));
}

/** Items of both, each once. */
function unite(known: Items, more: Items): Items {
  const texts = new Set(known.map((item) => JSON.stringify(item)));
  return [...known, ...more.filter((item) => !texts.has(JSON.stringify(item)))];
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
