import { Kind, parse } from 'graphql';
import type { DocumentNode } from 'graphql';
import { fromFailedFetch, fromSubgraphError } from './fetch-errors.ts';
import { leafKeysOf, mergeInto } from './merge.ts';
import type { CompileContext } from './plan-compiler.ts';
import type { Fetch, RootFetch } from './planning/plan-node.ts';
import { renamedKeys, rewriteInPlace } from './rewrite.ts';
import type { Run, Step } from './run.ts';
import type { SubgraphRequest, SubgraphResult, SubgraphService } from './subgraph-service.ts';
import { collectTargets, fixedPrefix } from './target-path.ts';
import type { ResponsePath } from './target-path.ts';

/** A compiled fetch of root fields: its request for a run, and what to do with the answer. */
export interface CompiledRootFetch<C> {
  readonly service: SubgraphService<C>;
  request(run: Run<C>): SubgraphRequest<C>;
  accept(run: Run<C>, result: SubgraphResult): void;
}

export function compileRootFetch<C>(fetch: RootFetch, context: CompileContext<C>): CompiledRootFetch<C> {
  const { isMember, codec } = context;
  const document = parse(fetch.operation, { noLocation: true });
  const rules = { isObjectType: context.isObjectType, leafKeys: leafKeysOf(document) };
  const renamed = renamedKeys(fetch.outputRewrites);
  const toClientPath = (path: ResponsePath): ResponsePath =>
    path.map((segment) =>
      typeof segment === 'string' ? codec.decode(renamed.get(segment) ?? segment) : segment,
    );
  const prefix = fixedPrefix(fetch.path).map((key) => codec.decode(String(key)));
  return {
    service: context.serviceOf(fetch.serviceName),
    request: (run) => ({
      query: fetch.operation,
      document,
      variables: variablesFor(fetch, run),
      kind: fetch.operationKind,
      context: run.context,
      ...(run.signal && { signal: run.signal }),
    }),
    accept(run, { data, errors }) {
      for (const error of errors ?? []) {
        const path = [...prefix, ...toClientPath(error.path ?? [])];
        run.errors.push(fromSubgraphError(error, fetch.serviceName, path));
      }
      if (!data) return;
      for (const rewrite of fetch.outputRewrites) rewriteInPlace(data, rewrite, isMember);
      if (fetch.path.length === 0) {
        mergeInto(run.data, data, false, rules);
        return;
      }
      const targets = collectTargets(run.data, fetch.path, isMember);
      targets.forEach((target, index) => mergeInto(target, data, index > 0, rules));
    },
  };
}

/** The fetch as a step of a plan. */
export function rootFetchStep<C>(fetch: RootFetch, context: CompileContext<C>): Step<C> {
  const compiled = compileRootFetch(fetch, context);
  const failurePath = onlyRootKey(parse(fetch.operation, { noLocation: true }))?.map((key) =>
    context.codec.decode(key),
  );
  return async (run) => {
    run.signal?.throwIfAborted();
    let result: SubgraphResult;
    try {
      result = await compiled.service.execute(compiled.request(run));
    } catch (error) {
      run.signal?.throwIfAborted();
      run.errors.push(fromFailedFetch(error, fetch.serviceName, failurePath));
      return;
    }
    compiled.accept(run, result);
  };
}

export function variablesFor<C>({ variableUsages }: Fetch, run: Run<C>): Record<string, unknown> {
  const variables: Record<string, unknown> = {};
  for (const name of variableUsages) {
    const value = run.variables[name];
    if (value !== undefined) variables[name] = value;
  }
  return variables;
}

function onlyRootKey(document: DocumentNode): string[] | undefined {
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const [field, second] = operation?.selectionSet.selections ?? [];
  if (second || field?.kind !== Kind.FIELD) return undefined;
  return [field.alias?.value ?? field.name.value];
}
