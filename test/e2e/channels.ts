import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, getNamedType, isInputObjectType, isLeafType, isObjectType } from 'graphql';
import type { GraphQLField, GraphQLObjectType } from 'graphql';
import type { RunningServer } from './server.ts';

/** The committed contract. */
export const schema = buildSchema(
  readFileSync(join(import.meta.dirname, '../../schema/generated/schema.graphql'), 'utf8'),
);

/** Every mutation there is, by name. */
export const mutations = Object.values(schema.getMutationType()!.getFields());

export interface Outcome {
  /** HTTP status over REST; over GraphQL that of the first error, or 200. */
  readonly status: number;
  readonly code: string | undefined;
  readonly field: string | undefined;
  readonly message: string | undefined;
  /** All that the error says. */
  readonly error: Readonly<Record<string, unknown>> | undefined;
  /** What the mutation returned; empty after an error. */
  readonly payload: Payload;
  readonly location: string | undefined;
  /** The body, word for word. */
  readonly text: string;
}

export type Payload = Readonly<Record<string, unknown>> & {
  readonly operation?: { readonly id: string; readonly state: string; readonly kind: string } | null;
  readonly dryRun?: boolean;
} & Readonly<Record<Noun, Readonly<Record<string, unknown>> | null | undefined>>;

type Noun = 'container' | 'image' | 'network' | 'volume' | 'apiKey' | 'system' | 'rule' | 'alert';

export interface Channel {
  readonly name: 'GraphQL' | 'REST';
  /** Runs a mutation; `key` is another caller's key than the administrator's. */
  run(mutation: string, input: Input, options?: { readonly key?: string }): Promise<Outcome>;
}

export type Input = Readonly<Record<string, unknown>>;

/** A change as GraphQL clients ask for it. */
export function graphqlChannel(server: RunningServer): Channel {
  return {
    name: 'GraphQL',
    async run(mutation, input, { key = server.key } = {}) {
      const field = schema.getMutationType()!.getFields()[mutation]!;
      const type = String(field.args.find(({ name }) => name === 'input')!.type);
      const query = `mutation ($input: ${type}) { ${mutation}(input: $input) ${selectionOf(field)} }`;
      const response = await fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
        body: JSON.stringify({ query, variables: { input } }),
        signal: AbortSignal.timeout(60_000),
      });
      const text = await response.text();
      const { data, errors } = JSON.parse(text) as GraphQLAnswer;
      const payload = data?.[mutation] ?? undefined;
      const error = payload ? undefined : (errors?.[0]?.extensions ?? {});
      return {
        status: payload
          ? 200
          : ((error?.['http'] as { readonly status?: number } | undefined)?.status ?? response.status),
        code: error?.['code'] as string | undefined,
        field: error?.['field'] as string | undefined,
        message: payload ? undefined : errors?.[0]?.message,
        error,
        payload: (payload ?? {}) as Payload,
        location: undefined,
        text,
      };
    },
  };
}

/** The same change over its REST route: path from the input, `If-Match` for ifRevision, `Idempotency-Key` for requestId. */
export function restChannel(server: RunningServer): Channel {
  return {
    name: 'REST',
    async run(mutation, input, { key = server.key } = {}) {
      const { method, path } = await routeOf(server, mutation);
      const members: Record<string, unknown> = { ...input };
      const headers: Record<string, string> = { authorization: `Bearer ${key}` };
      for (const [name, header, text] of [
        ['ifRevision', 'if-match', (value: string) => `"${value}"`],
        ['requestId', 'idempotency-key', (value: string) => value],
      ] as const) {
        const value = members[name];
        // What no header can carry goes where other members go.
        if (typeof value !== 'string' || !/^[\x21-\x7e]+$/.test(value)) continue;
        headers[header] = text(value);
        delete members[name];
      }
      const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
        const value = encodeURIComponent(String(members[name]));
        delete members[name];
        return value;
      });
      const parts = Object.entries(members).map(([name, value]) => [name, String(value)]);
      const query = method === 'DELETE' ? `?${new URLSearchParams(parts)}` : '';
      const response = await server.rest(method, filled + query, {
        ...(method !== 'DELETE' && { body: members }),
        headers,
      });
      const text = await response.text();
      const body = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
      const failed = response.status >= 400;
      return {
        status: response.status,
        code: body['code'] as string | undefined,
        field: body['field'] as string | undefined,
        message: body['detail'] as string | undefined,
        error: failed ? body : undefined,
        payload: (failed ? {} : body) as Payload,
        location: response.headers.get('location') ?? undefined,
        text,
      };
    },
  };
}

export interface RestRoute {
  readonly method: string;
  /** Relative to `/iza/api/v1`. */
  readonly path: string;
  readonly operationId: string;
}

/** The routes that the server's own OpenAPI document lists. */
export async function routesOf(server: RunningServer): Promise<readonly RestRoute[]> {
  const document = (await (await server.rest('GET', '/openapi.json')).json()) as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId?: string }>>>>;
  };
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { operationId }]) =>
      operationId === undefined
        ? []
        : [{ method: method.toUpperCase(), path: path.replace('/iza/api/v1', ''), operationId }],
    ),
  );
}

async function routeOf(server: RunningServer, operationId: string): Promise<RestRoute> {
  const route = (await routesOf(server)).find((candidate) => candidate.operationId === operationId);
  if (!route) throw new Error(`there is no route for ${operationId}`);
  return route;
}

interface GraphQLAnswer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions: Record<string, unknown> }[];
}

/** All leaves of the payload and of the objects in it. */
function selectionOf(field: GraphQLField<unknown, unknown>): string {
  const type = getNamedType(field.type) as GraphQLObjectType;
  const members = Object.values(type.getFields()).map((member) => {
    const inner = getNamedType(member.type);
    return isObjectType(inner) ? `${member.name} { ${leavesOf(inner).join(' ')} }` : member.name;
  });
  return `{ ${members.join(' ')} }`;
}

function leavesOf(type: GraphQLObjectType): string[] {
  return Object.values(type.getFields())
    .filter(
      (field) =>
        isLeafType(getNamedType(field.type)) && field.name !== 'native' && field.name !== 'usedBytes',
    )
    .map(({ name }) => name);
}

/** Members of a mutation's input, by name. */
export function inputFieldsOf(mutation: GraphQLField<unknown, unknown>) {
  const type = getNamedType(mutation.args.find(({ name }) => name === 'input')!.type);
  return isInputObjectType(type) ? Object.values(type.getFields()) : [];
}
