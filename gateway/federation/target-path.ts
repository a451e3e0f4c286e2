import type { PathSegment } from './planning/plan-node.ts';
import { isObject } from './merge.ts';
import type { JsonObject } from './merge.ts';
import type { TypeMembership } from './supergraph.ts';

export type ResponsePath = readonly (string | number)[];

/** The objects at a plan's path, in document order. */
export function collectTargets(
  root: unknown,
  path: readonly PathSegment[],
  isMember: TypeMembership,
): JsonObject[] {
  const targets: JsonObject[] = [];
  collect(root, path, 0, isMember, targets);
  return targets;
}

/** Where in the response the same objects are, in the same order. Needed only when something went wrong. */
export function collectTargetPaths(
  root: unknown,
  path: readonly PathSegment[],
  isMember: TypeMembership,
): ResponsePath[] {
  const paths: ResponsePath[] = [];
  const walk = (value: unknown, index: number, at: ResponsePath): void => {
    if (!isObject(value)) return;
    const segment = path[index];
    if (Array.isArray(value)) {
      const next = segment?.kind === 'list' ? index + 1 : index;
      value.forEach((item, position) => walk(item, next, [...at, position]));
    } else if (segment === undefined) paths.push(at);
    else if (segment.kind === 'key') walk(value[segment.key], index + 1, [...at, segment.key]);
    else if (segment.kind === 'type' && appliesTo(value, segment.types, isMember)) walk(value, index + 1, at);
  };
  walk(root, 0, []);
  return paths;
}

/** The path up to its first list: the smallest place that surely exists in the response. */
export function fixedPrefix(path: readonly PathSegment[]): ResponsePath {
  const prefix: string[] = [];
  for (const segment of path) {
    if (segment.kind === 'list') break;
    if (segment.kind === 'key') prefix.push(segment.key);
  }
  return prefix;
}

function collect(
  value: unknown,
  path: readonly PathSegment[],
  start: number,
  isMember: TypeMembership,
  targets: JsonObject[],
): void {
  let current = value;
  for (let index = start; ; index += 1) {
    if (current === null || typeof current !== 'object') return;
    const segment = path[index];
    if (Array.isArray(current)) {
      const next = segment?.kind === 'list' ? index + 1 : index;
      for (const item of current) collect(item, path, next, isMember, targets);
      return;
    }
    if (segment === undefined) {
      targets.push(current as JsonObject);
      return;
    }
    if (segment.kind === 'list') return;
    if (segment.kind === 'key') current = (current as JsonObject)[segment.key];
    else if (!appliesTo(current as JsonObject, segment.types, isMember)) return;
  }
}

function appliesTo(value: JsonObject, types: readonly string[], isMember: TypeMembership): boolean {
  const typeName = value['__typename'];
  return typeName === undefined || types.some((type) => isMember(typeName, type));
}
