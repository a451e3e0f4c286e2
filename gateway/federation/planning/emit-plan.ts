import { printSelection, toRequired } from './fetch-draft.ts';
import type { FetchDraft } from './fetch-draft.ts';
import type {
  EntityFetch,
  EntityGroup,
  Plan,
  PlanNode,
  RequiredSelection,
  Rewrite,
  RootFetch,
} from './plan-node.ts';

type PrintVariable = (name: string) => string;

/**
 * Fetches in waves: each wave asks what the earlier ones made possible. Entity fetches of one wave to one subgraph
 * travel in one request, equal ones as one selection.
 */
export function emitPlan(
  drafts: readonly FetchDraft[],
  operationKind: RootFetch['operationKind'],
  printVariable: PrintVariable,
): Plan {
  const useful = drafts.filter((draft) => !isEmpty(draft));
  joinLaterWaves(useful);
  const waves: FetchDraft[][] = [];
  for (const draft of useful) (waves[draft.wave] ??= []).push(draft);
  const [first, ...rest] = waves.map((wave) => emitWave(wave, operationKind, printVariable));
  if (!first) return {};
  if (operationKind !== 'subscription')
    return { node: inSequence([first, ...rest].filter((nodes) => nodes !== undefined)) };
  const [primary] = first;
  if (primary?.kind !== 'RootFetch') return {};
  const later = rest.filter((nodes) => nodes !== undefined);
  return { primary, ...(later.length > 0 && { node: inSequence(later) }) };
}

/** What nobody waits for goes along with the last request to the same subgraph, if there is a later one. */
function joinLaterWaves(drafts: readonly FetchDraft[]): void {
  const last = new Map<string, number>();
  for (const { graph, isRoot, wave } of drafts) {
    if (!isRoot) last.set(graph.name, Math.max(wave, last.get(graph.name) ?? 0));
  }
  for (const draft of drafts) {
    if (!draft.isRoot && !draft.isAwaited) draft.wave = last.get(draft.graph.name) ?? draft.wave;
  }
}

function inSequence(waves: readonly (readonly PlanNode[])[]): PlanNode {
  const nodes = waves.flatMap((wave): PlanNode[] => {
    const [only, second] = wave;
    if (!only) return [];
    return [second ? { kind: 'Parallel', nodes: wave } : only];
  });
  const [only, second] = nodes;
  return only && !second ? only : { kind: 'Sequence', nodes };
}

function emitWave(
  drafts: readonly FetchDraft[],
  operationKind: RootFetch['operationKind'],
  printVariable: PrintVariable,
): readonly (RootFetch | EntityFetch)[] {
  const roots = drafts.filter(({ isRoot }) => isRoot);
  const entities = Map.groupBy(
    drafts.filter(({ isRoot }) => !isRoot),
    ({ graph }) => graph.name,
  );
  return [
    ...roots.map((draft) => emitRoot(draft, draft.wave === 0 ? operationKind : 'query', printVariable)),
    ...[...entities].map(([serviceName, group]) => emitEntities(serviceName, group, printVariable)),
  ];
}

function emitRoot(
  draft: FetchDraft,
  operationKind: RootFetch['operationKind'],
  printVariable: PrintVariable,
): RootFetch {
  const [branch] = draft.branches.values();
  const { text, variables, rewrites } = branch
    ? printSelection(branch.selection)
    : { text: '{ __typename }', variables: new Set<string>(), rewrites: [] };
  const declarations = [...variables].map(printVariable);
  const head =
    declarations.length > 0 ? `${operationKind} (${declarations.join(', ')}) ` : headOf(operationKind);
  return {
    kind: 'RootFetch',
    serviceName: draft.graph.name,
    operation: head + text,
    operationKind,
    variableUsages: [...variables],
    path: draft.path,
    outputRewrites: rewrites,
  };
}

interface PrintedGroup {
  readonly text: string;
  readonly variables: ReadonlySet<string>;
  readonly outputRewrites: readonly Rewrite[];
  readonly inputRewrites: readonly Rewrite[];
  paths: FetchDraft['path'][];
  requires: RequiredSelection[];
}

function emitEntities(
  serviceName: string,
  drafts: readonly FetchDraft[],
  printVariable: PrintVariable,
): EntityFetch {
  const printed: PrintedGroup[] = [];
  for (const draft of drafts) join(printed, printGroup(draft));
  const toFetch = (parts: readonly PrintedGroup[]) => toEntityFetch(serviceName, parts, printVariable);
  return {
    ...toFetch(printed),
    separately: printed.length > 1 ? printed.map((part) => toFetch([part])) : [],
  };
}

function toEntityFetch(
  serviceName: string,
  printed: readonly PrintedGroup[],
  printVariable: PrintVariable,
): EntityFetch {
  const variables = new Set(printed.flatMap((group) => [...group.variables]));
  const isOne = printed.length === 1;
  const groups = printed.map(({ paths, requires, inputRewrites, outputRewrites }, index): EntityGroup => ({
    responseKey: isOne ? '_entities' : `_e${index}`,
    representationsVariable: isOne ? 'representations' : `_representations${index}`,
    paths,
    requires,
    inputRewrites,
    outputRewrites,
  }));
  const declarations = [
    ...groups.map(({ representationsVariable }) => `$${representationsVariable}: [_Any!]!`),
    ...[...variables].map(printVariable),
  ];
  const selections = groups.map(({ responseKey, representationsVariable }, index) => {
    const alias = isOne ? '' : `${responseKey}: `;
    return `${alias}_entities(representations: $${representationsVariable}) ${printed[index]?.text ?? ''}`;
  });
  return {
    kind: 'EntityFetch',
    serviceName,
    operation: `query (${declarations.join(', ')}) { ${selections.join(' ')} }`,
    variableUsages: [...variables],
    groups,
    separately: [],
  };
}

function printGroup(draft: FetchDraft): PrintedGroup {
  const branches = [...draft.branches.values()].filter(
    ({ selection }) => !selection.isEmpty || selection.hasTypeName,
  );
  const printed = branches.map(({ typeName, selection }) => ({ typeName, ...printSelection(selection) }));
  return {
    text: `{ ${printed.map(({ typeName, text }) => `... on ${typeName} ${text}`).join(' ')} }`,
    variables: new Set(printed.flatMap(({ variables }) => [...variables])),
    outputRewrites: printed.flatMap(({ typeName, rewrites }) =>
      rewrites.map((rewrite) => ({
        ...rewrite,
        path: [{ kind: 'type' as const, types: [typeName] }, ...rewrite.path],
      })),
    ),
    inputRewrites: branches
      .filter(({ isInterfaceObject }) => isInterfaceObject)
      .map(({ typeName }) => ({
        path: [
          { kind: 'type', types: [typeName] },
          { kind: 'key', key: '__typename' },
        ],
        action: { kind: 'set', value: typeName },
      })),
    paths: [draft.path],
    requires: branches.flatMap(({ required }) =>
      [...required].map(([on, items]) => ({ kind: 'fragment' as const, on, selections: toRequired(items) })),
    ),
  };
}

/** Adds a group, to an equal one if there is one that asks for other objects, or for the same of other types. */
function join(groups: PrintedGroup[], group: PrintedGroup): void {
  for (const known of groups) {
    if (known.text !== group.text || !isSame(known.inputRewrites, group.inputRewrites)) continue;
    if (isSame(known.requires, group.requires)) {
      known.paths.push(...group.paths.filter((path) => !known.paths.some((other) => isSame(other, path))));
      return;
    }
    if (isSame(known.paths, group.paths)) {
      known.requires.push(
        ...group.requires.filter((item) => !known.requires.some((other) => isSame(other, item))),
      );
      return;
    }
  }
  groups.push(group);
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function isEmpty({ branches }: FetchDraft): boolean {
  return [...branches.values()].every(({ selection }) => selection.isEmpty && !selection.hasTypeName);
}

function headOf(operationKind: RootFetch['operationKind']): string {
  return operationKind === 'query' ? '' : `${operationKind} `;
}
