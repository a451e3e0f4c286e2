import { IzaError } from '#kernel/errors.ts';
import { QueryPlanner } from '@graphql-hive/router-query-planner';
import type {
  FetchNode as NativeFetchNode,
  FetchRewrite,
  FlattenNodePathSegment,
  PlanNode as NativePlanNode,
  RequiresSelection,
} from '@graphql-hive/router-query-planner';

/** Steps of a plan in our own words: a change of planner stays inside this file. */
export type PlanNode =
  | { readonly kind: 'Sequence' | 'Parallel'; readonly nodes: readonly PlanNode[] }
  | RootFetch
  | EntityFetch
  | { readonly kind: 'Subscription'; readonly primary: RootFetch };

export interface Fetch {
  readonly serviceName: string;
  readonly operation: string;
  readonly operationName?: string;
  readonly variableUsages: readonly string[];
}

export interface RootFetch extends Fetch {
  readonly kind: 'RootFetch';
  readonly operationKind: 'query' | 'mutation' | 'subscription';
  /** Where the result goes; empty for the root of the response. */
  readonly path: readonly PathSegment[];
  readonly outputRewrites: readonly Rewrite[];
}

export interface EntityFetch extends Fetch {
  readonly kind: 'EntityFetch';
  /** `_entities` selections of the operation; each takes its own representations. */
  readonly groups: readonly EntityGroup[];
}

export interface EntityGroup {
  readonly responseKey: string;
  readonly representationsVariable: string;
  readonly paths: readonly (readonly PathSegment[])[];
  readonly requires: readonly RequiredSelection[];
  readonly inputRewrites: readonly Rewrite[];
  readonly outputRewrites: readonly Rewrite[];
}

export type PathSegment =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'list' }
  | { readonly kind: 'type'; readonly types: readonly string[] };

export type RequiredSelection =
  | {
      readonly kind: 'field';
      /** Key in the merged response, and key in the representation. */
      readonly from: string;
      readonly to: string;
      readonly selections?: readonly RequiredSelection[];
    }
  | { readonly kind: 'fragment'; readonly on?: string; readonly selections: readonly RequiredSelection[] };

export interface Rewrite {
  readonly path: readonly Exclude<PathSegment, { kind: 'list' }>[];
  readonly action:
    | { readonly kind: 'set'; readonly value: string }
    | { readonly kind: 'rename'; readonly to: string };
}

export interface Planner {
  /** A plan for one operation without conditions and introspection, made off the event loop. Undefined: nothing to do. */
  plan(operation: string, operationName?: string): Promise<PlanNode | undefined>;
}

/** Plans run on the platform's thread pool, which files and name resolution need as well. */
const PLANS_AT_ONCE = 2;
/** No progressive override: no labels are active and the percentage is 0. */
const NO_LABELS = new Set<string>();

export function createPlanner(supergraphSdl: string, deadlineMs: number): Planner {
  const native = new QueryPlanner(supergraphSdl);
  const waiting: (() => void)[] = [];
  let running = 0;
  const enter = async () => {
    if (running >= PLANS_AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
  };
  const leave = () => {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  };
  const planNow = async (operation: string, operationName: string | undefined, signal: AbortSignal) => {
    await enter();
    try {
      signal.throwIfAborted();
      return await native.planAsync(operation, operationName, NO_LABELS, 0, signal);
    } finally {
      leave();
    }
  };
  return {
    async plan(operation, operationName) {
      const abort = new AbortController();
      const { promise: late, reject } = Promise.withResolvers<never>();
      const timer = setTimeout(() => {
        const error = new IzaError(
          'DEADLINE_EXCEEDED',
          `Planning the operation took more than ${deadlineMs} ms.`,
        );
        reject(error);
        abort.abort(error);
      }, deadlineMs);
      try {
        const { node } = await Promise.race([planNow(operation, operationName, abort.signal), late]);
        return node && fromNative(node, []);
      } catch (error) {
        throw toPlanningError(error);
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

function toPlanningError(error: unknown): IzaError {
  if (error instanceof IzaError) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (/recursion limit/i.test(message)) {
    return new IzaError('TOO_COMPLEX', 'The operation is nested too deeply to be planned.', { cause: error });
  }
  return new IzaError('INTERNAL_SERVER_ERROR', 'The operation could not be planned.', { cause: error });
}

function fromNative(node: NativePlanNode, path: readonly PathSegment[]): PlanNode {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return { kind: node.kind, nodes: node.nodes.map((child) => fromNative(child, path)) };
    case 'Flatten':
      return fromNative(node.node, [...path, ...node.path.map(toPathSegment)]);
    case 'Fetch':
      return node.requires && node.requires.length > 0 ? toEntityFetch(node, path) : toRootFetch(node, path);
    case 'BatchFetch':
      return {
        kind: 'EntityFetch',
        ...toFetch(node),
        groups: node.entityBatch.aliases.map((alias) => ({
          responseKey: alias.alias,
          representationsVariable: alias.representationsVariableName,
          paths: alias.paths.map((segments) => segments.map(toPathSegment)),
          requires: alias.requires.flatMap(toRequired),
          inputRewrites: (alias.inputRewrites ?? []).map(toRewrite),
          outputRewrites: (alias.outputRewrites ?? []).map(toRewrite),
        })),
      };
    case 'Subscription':
      return { kind: 'Subscription', primary: toRootFetch(node.primary, []) };
    case 'Condition':
    case 'Defer':
      throw new IzaError(
        'INTERNAL_SERVER_ERROR',
        `The plan holds a step of kind ${node.kind}; none was asked for.`,
      );
    default:
      throw new IzaError(
        'INTERNAL_SERVER_ERROR',
        `The plan holds an unknown step: ${JSON.stringify(node satisfies never)}`,
      );
  }
}

function toFetch(
  node: Pick<NativeFetchNode, 'serviceName' | 'operation' | 'operationName' | 'variableUsages'>,
): Fetch {
  return {
    serviceName: node.serviceName,
    operation: node.operation,
    variableUsages: node.variableUsages ?? [],
    ...(node.operationName !== undefined && { operationName: node.operationName }),
  };
}

function toRootFetch(node: NativeFetchNode, path: readonly PathSegment[]): RootFetch {
  return {
    kind: 'RootFetch',
    ...toFetch(node),
    operationKind: node.operationKind ?? 'query',
    path,
    outputRewrites: (node.outputRewrites ?? []).map(toRewrite),
  };
}

function toEntityFetch(node: NativeFetchNode, path: readonly PathSegment[]): EntityFetch {
  return {
    kind: 'EntityFetch',
    ...toFetch(node),
    groups: [
      {
        responseKey: '_entities',
        representationsVariable: 'representations',
        paths: [path],
        requires: (node.requires ?? []).flatMap(toRequired),
        inputRewrites: (node.inputRewrites ?? []).map(toRewrite),
        // Here they start at the response's root; groups of a batch start at the entity.
        outputRewrites: (node.outputRewrites ?? []).map(toRewrite).map(belowEntities),
      },
    ],
  };
}

function belowEntities(rewrite: Rewrite): Rewrite {
  const [first, ...rest] = rewrite.path;
  return first?.kind === 'key' && first.key === '_entities' ? { ...rewrite, path: rest } : rewrite;
}

function toPathSegment(segment: FlattenNodePathSegment): PathSegment {
  if (segment === '@') return { kind: 'list' };
  if ('Field' in segment) return { kind: 'key', key: segment.Field };
  return { kind: 'type', types: segment.TypeCondition };
}

function toRequired(selection: RequiresSelection): RequiredSelection[] {
  switch (selection.kind) {
    case 'Field': {
      const selections = selection.selections?.flatMap(toRequired) ?? [];
      return [
        {
          kind: 'field',
          from: selection.name,
          to: selection.alias ?? selection.name,
          ...(selections.length > 0 && { selections }),
        },
      ];
    }
    case 'InlineFragment':
      return [
        {
          kind: 'fragment',
          on: selection.typeCondition,
          selections: selection.selections.flatMap(toRequired),
        },
      ];
    case 'FragmentSpread':
      throw new IzaError('INTERNAL_SERVER_ERROR', 'The plan requires a named fragment.');
    default:
      throw new IzaError(
        'INTERNAL_SERVER_ERROR',
        `The plan requires: ${JSON.stringify(selection satisfies never)}`,
      );
  }
}

function toRewrite(rewrite: FetchRewrite): Rewrite {
  const inner =
    'ValueSetter' in rewrite ? rewrite.ValueSetter : 'KeyRenamer' in rewrite ? rewrite.KeyRenamer : rewrite;
  return {
    path: inner.path.map((segment) =>
      'Key' in segment
        ? { kind: 'key' as const, key: segment.Key }
        : { kind: 'type' as const, types: [segment.TypenameEquals].flat() },
    ),
    action:
      'renameKeyTo' in inner
        ? { kind: 'rename', to: inner.renameKeyTo }
        : { kind: 'set', value: inner.setValueTo },
  };
}
