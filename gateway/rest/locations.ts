import { getNamedType } from 'graphql';
import { REST_BASE } from './rest-paths.ts';
import type { Route } from './derive-routes.ts';

/** Where objects are read and followed, by type: what Location and waiting need to know. */
export interface Locations {
  /** Path of the object of a type with this id; undefined where no route reads such objects by id alone. */
  pathOf(typeName: string, id: string): string | undefined;
  /** The root field that reads an object of a type by id alone. */
  readerOf(typeName: string): string | undefined;
  /** The subscription that yields the states of an object of a type. */
  watcherOf(typeName: string): string | undefined;
}

export function createLocations(routes: readonly Route[]): Locations {
  const readers = new Map<string, Route>();
  const watchers = new Map<string, Route>();
  for (const route of routes) {
    const { kind, field } = route;
    const byIdAlone = field.args.length === 1 && field.args[0]!.name === 'id';
    if (!byIdAlone || route.answer.kind !== 'object') continue;
    const type = getNamedType(field.type).name;
    if (kind === 'subscription' && !watchers.has(type)) watchers.set(type, route);
    if (kind === 'query' && !readers.has(type) && route.placeholders[0] === 'id') readers.set(type, route);
  }
  return {
    pathOf(typeName, id) {
      const path = readers.get(typeName)?.path;
      return path && `${REST_BASE}${path.replace('{id}', encodeURIComponent(id))}`;
    },
    readerOf: (typeName) => readers.get(typeName)?.field.name,
    watcherOf: (typeName) => watchers.get(typeName)?.field.name,
  };
}
