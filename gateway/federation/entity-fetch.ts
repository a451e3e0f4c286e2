import { parse } from 'graphql';
import { fromFailedFetch, fromSubgraphError } from './fetch-errors.ts';
import { leafKeysOf, mergeInto } from './merge.ts';
import type { JsonObject, MergeRules } from './merge.ts';
import type { CompileContext } from './plan-compiler.ts';
import type { EntityFetch, EntityGroup, PathSegment } from './planning/plan-node.ts';
import { compileRepresenter } from './representation.ts';
import { renamedKeys, rewriteInPlace } from './rewrite.ts';
import { variablesFor } from './root-fetch.ts';
import type { Run, Step } from './run.ts';
import type { SubgraphError, SubgraphResult } from './subgraph-service.ts';
import { collectTargetPaths, collectTargets, fixedPrefix } from './target-path.ts';
import type { ResponsePath } from './target-path.ts';
import type { TypeMembership } from './supergraph.ts';

/** Objects at one path, and for each the number of its representation, or NOT_ASKED. */
interface Batch {
  readonly group: CompiledGroup;
  readonly path: readonly PathSegment[];
  readonly targets: readonly JsonObject[];
  readonly positions: readonly number[];
}

const NOT_ASKED = -1;

type CompiledGroup = ReturnType<typeof compileGroup>;

/**
 * Completes objects that other subgraphs returned: collects them by path, asks for each distinct entity once, and
 * merges the answer into every place where the entity stands.
 */
export function entityFetchStep<C>(fetch: EntityFetch, context: CompileContext<C>): Step<C> {
  const { serviceName } = fetch;
  const service = context.serviceOf(serviceName);
  const document = parse(fetch.operation, { noLocation: true });
  const rules: MergeRules = { isObjectType: context.isObjectType, leafKeys: leafKeysOf(document) };
  const groups = fetch.groups.map((group) => compileGroup(group, context.isMember));
  const decode = (path: ResponsePath, renamed?: ReadonlyMap<string, string>): ResponsePath =>
    path.map((key) => (typeof key === 'string' ? context.codec.decode(renamed?.get(key) ?? key) : key));
  const pathOf = (group: EntityGroup | undefined) =>
    decode(fixedPrefix((group ?? groups[0])?.paths[0] ?? []));
  const failurePath = pathOf(undefined);
  const separately = fetch.separately.map((part) => entityFetchStep(part, context));

  const accept = (run: Run<C>, batches: readonly Batch[], { data, errors }: SubgraphResult) => {
    for (const error of errors ?? []) {
      const places = placesOf(error, batches, run.data, context.isMember);
      for (const { at, rest, group } of places) {
        run.errors.push(
          fromSubgraphError(error, serviceName, [...decode(at), ...decode(rest, group.renamed)]),
        );
      }
      if (places.length > 0) continue;
      const group = groups.find(({ responseKey }) => responseKey === error.path?.[0]);
      run.errors.push(fromSubgraphError(error, serviceName, pathOf(group)));
    }
    if (data)
      for (const group of groups)
        mergeGroup(group, data[group.responseKey], batches, rules, context.isMember);
  };

  return (run) => {
    run.signal?.throwIfAborted();
    const variables = variablesFor(fetch, run);
    const batches = groups.flatMap((group) => {
      const { batches, representations } = collectBatches(group, run.data, context.isMember);
      variables[group.representationsVariable] = representations;
      return representations.length > 0 ? batches : [];
    });
    if (batches.length === 0) return undefined;
    return service
      .execute({
        query: fetch.operation,
        document,
        variables,
        kind: 'query',
        context: run.context,
        ...(run.signal && { signal: run.signal }),
      })
      .then(
        (result) => {
          if (result.data || separately.length === 0) return accept(run, batches, result);
          // One group's failure took the others with it (`_entities` may not be null): asked apart, they answer.
          return Promise.all(separately.flatMap((step) => step(run) ?? [])).then(() => undefined);
        },
        (error) => {
          run.signal?.throwIfAborted();
          run.errors.push(fromFailedFetch(error, serviceName, failurePath));
        },
      );
  };
}

function compileGroup(group: EntityGroup, isMember: TypeMembership) {
  return {
    ...group,
    ...compileRepresenter(group.requires, isMember),
    renamed: renamedKeys(group.outputRewrites),
  };
}

function collectBatches(group: CompiledGroup, data: JsonObject, isMember: TypeMembership) {
  const representations: JsonObject[] = [];
  const byType = new Map<unknown, Map<string, number>>();
  let known = new Map<string, number>();
  let knownType: unknown;
  const batches = group.paths.map((path): Batch => {
    const targets = collectTargets(data, path, isMember);
    const positions: number[] = [];
    for (const target of targets) {
      const typeName = target['__typename'];
      if (typeName !== knownType) {
        knownType = typeName;
        known = byType.get(typeName) ?? new Map<string, number>();
        byType.set(typeName, known);
      }
      const identity = group.identify(target);
      let position = identity === undefined ? NOT_ASKED : known.get(identity);
      if (position === undefined) {
        const representation = group.represent(target);
        for (const rewrite of group.inputRewrites) rewriteInPlace(representation, rewrite, isMember);
        position = representations.push(representation) - 1;
        known.set(identity ?? '', position);
      }
      positions.push(position);
    }
    return { group, path, targets, positions };
  });
  return { representations, batches };
}

function mergeGroup(
  group: CompiledGroup,
  entities: unknown,
  batches: readonly Batch[],
  rules: MergeRules,
  isMember: TypeMembership,
): void {
  if (!Array.isArray(entities)) return;
  for (const rewrite of group.outputRewrites) rewriteInPlace(entities, rewrite, isMember);
  const given = new Uint8Array(entities.length);
  for (const batch of batches) {
    if (batch.group !== group) continue;
    for (let index = 0; index < batch.targets.length; index += 1) {
      const position = batch.positions[index] ?? NOT_ASKED;
      const entity = entities[position] as JsonObject | null | undefined;
      const target = batch.targets[index];
      if (!entity || !target) continue;
      mergeInto(target, entity, given[position] === 1, rules);
      given[position] = 1;
    }
  }
}

/** Every place of the response that an error about an entity concerns. None when it names no entity. */
function placesOf(
  error: SubgraphError,
  batches: readonly Batch[],
  data: JsonObject,
  isMember: TypeMembership,
) {
  const [key, position, ...rest] = error.path ?? [];
  if (typeof position !== 'number') return [];
  return batches
    .filter(({ group }) => group.responseKey === key)
    .flatMap(({ group, path, positions }) => {
      const paths = collectTargetPaths(data, path, isMember);
      return positions.flatMap((candidate, index) => {
        const at = paths[index];
        return candidate === position && at ? [{ at, rest, group }] : [];
      });
    });
}
