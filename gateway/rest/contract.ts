import type { GraphQLSchema } from 'graphql';
import { readAppliedDirectives } from '#schema/directives.ts';
import { scopeLookup } from '../limits/operation-facts.ts';
import { deriveRoutes } from './derive-routes.ts';
import type { Route } from './derive-routes.ts';
import { readFieldHomes } from './field-homes.ts';
import type { FieldHomes } from './field-homes.ts';
import { openapiOf } from './openapi/openapi.ts';
import { RouteDocuments } from './route-documents.ts';

/** What follows from the supergraph alone, whoever asks: routes, their documents, and their description. */
export interface Contract {
  readonly schema: GraphQLSchema;
  readonly version: string;
  readonly routes: readonly Route[];
  documentsOf(route: Route): RouteDocuments;
  /** Scopes that a caller needs for the route's field. */
  scopesOf(route: Route): readonly string[];
  /** The OpenAPI 3.1 document; made when first asked for. */
  readonly openapi: () => Readonly<Record<string, unknown>>;
}

/** Throws BAD_USER_INPUT when routes clash. */
export function createContract({
  schema,
  supergraphSdl,
  version,
}: {
  readonly schema: GraphQLSchema;
  readonly supergraphSdl: string;
  readonly version: string;
}): Contract {
  const applied = readAppliedDirectives(supergraphSdl);
  const routes = deriveRoutes(schema, applied);
  const scopesOf = scopeLookup(schema, applied);
  // Parsing the supergraph once more is left to the first request: start-up waits for nothing it does not need.
  let homes: FieldHomes | undefined;
  const source = {
    schema,
    scopesOf,
    homesOf: (typeName: string, fieldName: string) =>
      (homes ??= readFieldHomes(supergraphSdl))(typeName, fieldName),
    isFetched: (coordinate: string) => applied.fieldCosts.get(coordinate)?.fetch === true,
  };
  const documents = new Map<Route, RouteDocuments>();
  let openapi: Readonly<Record<string, unknown>> | undefined;
  const contract: Contract = {
    schema,
    version,
    routes,
    documentsOf(route) {
      let known = documents.get(route);
      if (!known) documents.set(route, (known = new RouteDocuments(route, source)));
      return known;
    },
    scopesOf: ({ coordinate }) => {
      const [typeName = '', fieldName = ''] = coordinate.split('.');
      return scopesOf(typeName, fieldName) ?? [];
    },
    openapi: () => (openapi ??= openapiOf(contract)),
  };
  return contract;
}
