import { IzaError } from '#kernel/errors.ts';
import { entityFetchStep } from './entity-fetch.ts';
import type { IsObjectType } from './merge.ts';
import type { AliasCodec } from './alias-codec.ts';
import type { Plan, PlanNode } from './planning/plan-node.ts';
import { compileRootFetch, rootFetchStep } from './root-fetch.ts';
import type { CompiledRootFetch } from './root-fetch.ts';
import type { Run, Step } from './run.ts';
import type { SubgraphService } from './subgraph-service.ts';
import type { TypeMembership } from './supergraph.ts';

/** What every step of every plan needs to know of the supergraph. */
export interface CompileContext<C> {
  readonly isMember: TypeMembership;
  readonly isObjectType: IsObjectType;
  readonly codec: AliasCodec;
  serviceOf(name: string): SubgraphService<C>;
}

export interface CompiledPlan<C> {
  /** Everything but the source of a subscription. */
  readonly run: Step<C>;
  readonly source?: CompiledRootFetch<C>;
}

/** Turns a plan into closures, once per operation. */
export function compilePlan<C>({ primary, node }: Plan, context: CompileContext<C>): CompiledPlan<C> {
  const run: Step<C> = node ? compileNode(node, context) : () => undefined;
  return primary ? { run, source: compileRootFetch(primary, context) } : { run };
}

function inSequence<C>(steps: readonly Step<C>[]): Step<C> {
  const [only, second] = steps;
  if (!only) return () => undefined;
  if (!second) return only;
  const runFrom = (run: Run<C>, start: number): Promise<void> | undefined => {
    for (let index = start; index < steps.length; index += 1) {
      const pending = steps[index]?.(run);
      if (pending) return index + 1 < steps.length ? pending.then(() => runFrom(run, index + 1)) : pending;
    }
    return undefined;
  };
  return (run) => runFrom(run, 0);
}

function inParallel<C>(steps: readonly Step<C>[]): Step<C> {
  const [only, second] = steps;
  if (!only) return () => undefined;
  if (!second) return only;
  return (run) => {
    const pending: Promise<void>[] = [];
    for (const step of steps) {
      const promise = step(run);
      if (promise) pending.push(promise);
    }
    if (pending.length < 2) return pending[0];
    return Promise.all(pending).then(() => undefined);
  };
}

function compileNode<C>(node: PlanNode, context: CompileContext<C>): Step<C> {
  switch (node.kind) {
    case 'Sequence':
      return inSequence(node.nodes.map((child) => compileNode(child, context)));
    case 'Parallel':
      return inParallel(node.nodes.map((child) => compileNode(child, context)));
    case 'RootFetch':
      return rootFetchStep(node, context);
    case 'EntityFetch':
      return entityFetchStep(node, context);
    default:
      throw new IzaError(
        'INTERNAL_SERVER_ERROR',
        `The plan holds an unknown step: ${JSON.stringify(node satisfies never)}`,
      );
  }
}
