import { getNullableType, isInputObjectType, isListType } from 'graphql';
import type { GraphQLInputType } from 'graphql';
import { isDeepStrictEqual } from 'node:util';
import { IzaError } from '#kernel/errors.ts';
import { checkArguments } from './check-arguments.ts';
import type { Route } from './derive-routes.ts';
import { valueFromTexts } from './value-from-text.ts';

export interface RequestParts {
  /** Decoded texts of the path's placeholders, in their order. */
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  /** The parsed JSON body; undefined without one. */
  readonly body: unknown;
  /** Members of `input` that headers give: `requestId`, `ifRevision`. */
  readonly fromHeaders: ReadonlyMap<string, { readonly header: string; readonly value: string }>;
}

export interface RouteArguments {
  readonly variables: Readonly<Record<string, unknown>>;
  /** What `?fields=` says. */
  readonly fields: string | undefined;
}

/** Collects a field's arguments from path, query, body and headers. Throws BAD_USER_INPUT that names what is unknown, contradictory or unfit. */
export function readArguments(route: Route, parts: RequestParts): RouteArguments {
  const variables: Record<string, unknown> = {};
  const input: Record<string, unknown> = {};
  const fields = readQuery({ route, query: parts.query, variables, input });
  readBody({ route, body: parts.body, input });
  readPath({ route, texts: parts.path, variables, input });
  for (const [member, { header, value }] of parts.fromHeaders) give(input, member, value, header);
  if (route.input && (route.input.required || Object.keys(input).length > 0)) variables['input'] = input;
  checkArguments(route, variables);
  return { variables, fields };
}

interface Target {
  readonly route: Route;
  readonly variables: Record<string, unknown>;
  readonly input: Record<string, unknown>;
}

function readQuery({
  route,
  query,
  variables,
  input,
}: Target & { readonly query: URLSearchParams }): string | undefined {
  let fields: string | undefined;
  for (const name of new Set(query.keys())) {
    const texts = query.getAll(name);
    if (name === 'fields') {
      fields = texts.join(',');
      continue;
    }
    const [head = '', ...rest] = name.split('.');
    const argument = route.field.args.find((candidate) => candidate.name === head);
    if (argument && argument !== route.input?.argument) {
      assign({ into: variables, type: argument.type, path: [head, ...rest], texts, name });
      continue;
    }
    const member = route.input?.type.getFields()[head];
    if (!member || (route.hasBody && head !== 'dryRun')) throw unknownParameter(route, name);
    assign({ into: input, type: member.type, path: [head, ...rest], texts, name });
  }
  return fields;
}

/** Puts the value of `where.name.contains` where it belongs. */
function assign(given: {
  readonly into: Record<string, unknown>;
  readonly type: GraphQLInputType;
  readonly path: readonly string[];
  readonly texts: readonly string[];
  readonly name: string;
}): void {
  const { into, type, path, texts, name } = given;
  const [head = '', next, ...rest] = path;
  if (next === undefined) {
    if (Object.hasOwn(into, head)) throw refuse(name, `${head} is given as JSON and in parts; use one way`);
    into[head] = valueFromTexts(type, texts, name);
    return;
  }
  const plain = getNullableType(type);
  if (isListType(plain))
    throw refuse(name, `${head} is a list of objects; give it as JSON in ${name.split('.')[0]}`);
  const member = isInputObjectType(plain) ? plain.getFields()[next] : undefined;
  if (!member) throw refuse(name, `${name} is not there: ${String(plain)} has no member "${next}"`);
  const known = into[head];
  if (known !== undefined && !partial.has(known as object))
    throw refuse(name, `${head} is given as JSON and in parts; use one way`);
  const object = (known ?? {}) as Record<string, unknown>;
  partial.add(object);
  into[head] = object;
  assign({ ...given, into: object, type: member.type, path: [next, ...rest] });
}

/** Objects that dotted parameters build up, to tell them from those given as JSON. */
const partial = new WeakSet<object>();

function readBody({
  route,
  body,
  input,
}: Pick<Target, 'route' | 'input'> & { readonly body: unknown }): void {
  if (body === undefined || !route.hasBody) return;
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new IzaError('BAD_USER_INPUT', 'The body must be a JSON object.');
  for (const [name, value] of Object.entries(body)) give(input, name, value, 'the query');
}

function readPath({ route, texts, variables, input }: Target & { readonly texts: readonly string[] }): void {
  for (const [index, name] of route.placeholders.entries()) {
    const argument = route.field.args.find((candidate) => candidate.name === name);
    const type = argument?.type ?? route.input!.type.getFields()[name]!.type;
    give(argument ? variables : input, name, valueFromTexts(type, [texts[index]!], name), 'the path');
  }
}

/** Two places may say the same, and not different things. */
function give(into: Record<string, unknown>, name: string, value: unknown, place: string): void {
  if (Object.hasOwn(into, name) && !isDeepStrictEqual(into[name], value))
    throw refuse(name, `${name} contradicts what ${place} says`);
  // Assignment would not make a member of this name.
  if (name === '__proto__') throw refuse(name, `${name} is not there`);
  into[name] = value;
}

function unknownParameter({ field, input, hasBody }: Route, name: string): IzaError {
  const known = [
    'fields',
    ...field.args.filter((argument) => argument !== input?.argument).map((argument) => argument.name),
    ...(input ? Object.keys(input.type.getFields()).filter((member) => !hasBody || member === 'dryRun') : []),
  ];
  return refuse(name, `There is no parameter ${name}; there is ${known.join(', ')}`);
}

function refuse(field: string, message: string): IzaError {
  return new IzaError('BAD_USER_INPUT', `${message}.`, { field });
}
