import {
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';
import type { GraphQLArgument, GraphQLInputField, GraphQLInputType } from 'graphql';
import type { Route } from '../derive-routes.ts';
import { described } from './schemas.ts';
import type { Json, Schemas } from './schemas.ts';

/** Headers and parameters that many routes take, as components. */
export const SHARED_PARAMETERS = {
  Fields: {
    name: 'fields',
    in: 'query',
    description:
      'The fields to answer with, as comma-separated paths: `id,image.name,networks.nodes.network.name`. In a collection they are those of an item. A path that ends at an object takes its usual fields.',
    schema: { type: 'string' },
  },
  IfNoneMatch: header('If-None-Match', 'Answer 304 while the entity still has this ETag.'),
  IfMatch: header('If-Match', 'Change only what still has this ETag, or this revision in quotes; else 412.'),
  IdempotencyKey: {
    ...header(
      'Idempotency-Key',
      'The same key repeats no work within 24 h, per caller; with another request it is refused (422).',
    ),
    schema: { type: 'string', minLength: 1, maxLength: 255 },
  },
  Prefer: header(
    'Prefer',
    '`wait=N` answers when the change has ended, N seconds at most (60); `return=minimal` without a body.',
  ),
  LastEventId: header('Last-Event-ID', 'The `id` of the last event seen: go on after it.'),
} as const;

/** The parameters of one route: path, query, headers. */
export function parametersOf(route: Route, schemas: Schemas): Json[] {
  const parameters: Json[] = route.placeholders.map((name) => ({
    name,
    in: 'path',
    required: true,
    ...described(targetOf(route, name)),
    schema: schemas.nonNull(targetOf(route, name).type),
  }));
  for (const argument of route.field.args) {
    if (argument === route.input?.argument || route.placeholders.includes(argument.name)) continue;
    parameters.push(...queryParameters(argument, isRequiredArgument(argument), schemas));
  }
  for (const member of Object.values(route.input?.type.getFields() ?? {})) {
    if (route.placeholders.includes(member.name) || (route.hasBody && member.name !== 'dryRun')) continue;
    parameters.push(...queryParameters(member, isRequiredInputField(member), schemas));
  }
  return [...parameters, ...sharedOf(route).map((name) => ({ $ref: `#/components/parameters/${name}` }))];
}

function sharedOf({ kind, answer, input, field }: Route): (keyof typeof SHARED_PARAMETERS)[] {
  const members = input?.type.getFields() ?? {};
  const fields = answer.kind === 'value' ? [] : (['Fields'] as const);
  if (kind === 'query') return [...fields, 'IfNoneMatch'];
  if (kind === 'subscription')
    return [
      ...fields,
      ...(field.args.some(({ name }) => name === 'after') ? (['LastEventId'] as const) : []),
    ];
  return [
    ...fields,
    ...(members['requestId'] ? (['IdempotencyKey'] as const) : []),
    ...(members['ifRevision'] ? (['IfMatch'] as const) : []),
    'Prefer',
  ];
}

function targetOf({ field, input }: Route, name: string): GraphQLArgument | GraphQLInputField {
  return field.args.find((argument) => argument.name === name) ?? input!.type.getFields()[name]!;
}

/** One parameter for a scalar or list; for an input object one of JSON, and one per leaf in dotted notation. */
function queryParameters(
  given: GraphQLArgument | GraphQLInputField,
  required: boolean,
  schemas: Schemas,
): Json[] {
  const { name, type, defaultValue } = given;
  const shared = { in: 'query', ...(required && { required }), ...described(given) };
  if (!isInputObjectType(getNamedType(type))) {
    const schema = schemas.nonNull(type);
    return [
      {
        name,
        ...shared,
        ...(isListType(getNullableType(type)) && { style: 'form', explode: false }),
        schema: defaultValue == null ? schema : { ...schema, default: defaultValue },
      },
    ];
  }
  return [
    { name, ...shared, content: { 'application/json': { schema: schemas.nonNull(type) } } },
    ...dotted(name, type, schemas, []),
  ];
}

function dotted(name: string, type: GraphQLInputType, schemas: Schemas, trail: readonly string[]): Json[] {
  const plain = getNullableType(type);
  if (!isInputObjectType(plain) || trail.includes(plain.name)) return [];
  return Object.values(plain.getFields()).flatMap((member): Json[] => {
    const path = `${name}.${member.name}`;
    if (isInputObjectType(getNamedType(member.type)))
      return dotted(path, member.type, schemas, [...trail, plain.name]);
    return queryParameters({ ...member, name: path, defaultValue: undefined }, false, schemas);
  });
}

function header(name: string, description: string): Json & { readonly name: string } {
  return { name, in: 'header', description, schema: { type: 'string' } };
}
