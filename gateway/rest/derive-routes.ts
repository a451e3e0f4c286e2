import { isInputObjectType, isLeafType, isNonNullType, getNamedType } from 'graphql';
import type { GraphQLArgument, GraphQLField, GraphQLInputObjectType, GraphQLSchema } from 'graphql';
import { IzaError } from '#kernel/errors.ts';
import type { AppliedDirectives, RestRoute } from '#schema/directives.ts';
import { answerOf } from './answer-kind.ts';
import type { Answer } from './answer-kind.ts';
import { OWN_PATHS } from './rest-paths.ts';

type RouteKind = 'query' | 'mutation' | 'subscription';

/** One way to call one root field over HTTP. */
export interface Route {
  readonly kind: RouteKind;
  readonly method: string;
  /** Relative to the base: `/containers/{id}`. */
  readonly path: string;
  /** What the schema says of the status of success. */
  readonly status: number | undefined;
  /** Unique over all routes. */
  readonly operationId: string;
  /** `Query.container`. */
  readonly coordinate: string;
  readonly field: GraphQLField<unknown, unknown>;
  readonly answer: Answer;
  /** Names in the path, in its order. */
  readonly placeholders: readonly string[];
  /** The argument whose members are the body, or query parameters where there is no body. */
  readonly input: InputArgument | undefined;
  /** Whether `input` comes as a JSON body. */
  readonly hasBody: boolean;
}

interface InputArgument {
  readonly argument: GraphQLArgument;
  readonly type: GraphQLInputObjectType;
  readonly required: boolean;
}

const METHODS: Readonly<Record<RouteKind, readonly string[]>> = {
  query: ['GET'],
  mutation: ['POST', 'PUT', 'PATCH', 'DELETE'],
  subscription: ['GET'],
};
/** Names of query parameters that every route understands by itself. */
const RESERVED = new Set(['fields']);

/** A route per `@rest`, and one for every root field without. Throws when two fields claim one route or a route cannot be served; lists all. */
export function deriveRoutes(schema: GraphQLSchema, applied: AppliedDirectives): readonly Route[] {
  const faults: string[] = [];
  const claims = new Map<string, string>(OWN_PATHS.map((path) => [`GET ${path}`, 'IzaOS itself']));
  const routes: Route[] = [];
  for (const { kind, typeName, field } of rootFields(schema)) {
    const coordinate = `${typeName}.${field.name}`;
    const given = applied.rest.get(coordinate) ?? [defaultRoute(kind, field.name)];
    for (const [index, route] of given.entries()) {
      const made = routeOf({ kind, coordinate, field, route, suffix: index === 0 ? '' : `_${index + 1}` });
      faults.push(...faultsOf(made));
      const claim = `${made.method} ${made.path.replaceAll(/\{\w+\}/g, '{}')}`;
      const other = claims.get(claim);
      if (other !== undefined)
        faults.push(`${made.method} ${made.path} is claimed by ${other} and by ${coordinate}`);
      claims.set(claim, coordinate);
      routes.push(made);
    }
  }
  if (faults.length > 0)
    throw new IzaError('BAD_USER_INPUT', `The schema's @rest routes cannot be served: ${faults.join('; ')}.`);
  return routes;
}

function rootFields(schema: GraphQLSchema) {
  const roots = [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
    ['subscription', schema.getSubscriptionType()],
  ] as const;
  return roots.flatMap(([kind, type]) =>
    Object.values(type?.getFields() ?? {}).map((field) => ({ kind, typeName: type!.name, field })),
  );
}

function defaultRoute(kind: RouteKind, name: string): RestRoute {
  const folder = { query: 'queries', mutation: 'actions', subscription: 'events' }[kind];
  return { method: kind === 'mutation' ? 'POST' : 'GET', path: `/${folder}/${name}`, status: undefined };
}

function routeOf(given: {
  readonly kind: RouteKind;
  readonly coordinate: string;
  readonly field: GraphQLField<unknown, unknown>;
  readonly route: RestRoute;
  readonly suffix: string;
}): Route {
  const { kind, coordinate, field, suffix } = given;
  const { method, path, status } = given.route;
  const argument = field.args.find(({ name }) => name === 'input');
  const type = argument && getNamedType(argument.type);
  const input =
    argument && isInputObjectType(type)
      ? {
          argument,
          type,
          required: isNonNullType(argument.type) && argument.defaultValue === undefined,
        }
      : undefined;
  return {
    kind,
    method,
    path,
    status,
    operationId: `${field.name}${suffix}`,
    coordinate,
    field,
    answer: answerOf(field.type),
    placeholders: [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!),
    input,
    hasBody: input !== undefined && method !== 'GET' && method !== 'DELETE',
  };
}

function faultsOf(route: Route): string[] {
  const { method, path, kind, coordinate, field, placeholders, input } = route;
  const faults: string[] = [];
  const claim = `${method} ${path} of ${coordinate}`;
  if (!METHODS[kind].includes(method)) faults.push(`${claim}: a ${kind} is ${METHODS[kind].join(', ')}`);
  if (!/^(?:\/(?:[\w.-]+|\{\w+\}))+$/.test(path))
    faults.push(`${claim}: a path is /segments of letters, digits, _ . - or one {name} each`);
  for (const name of placeholders) {
    const filled = field.args.find((argument) => argument.name === name) ?? input?.type.getFields()[name];
    if (!filled || !isLeafType(getNamedType(filled.type)))
      faults.push(`${claim}: {${name}} is neither a scalar argument nor a scalar member of input`);
  }
  for (const { name } of field.args)
    if (RESERVED.has(name)) faults.push(`${claim}: the argument ${name} has the name of a parameter of REST`);
  return faults;
}
