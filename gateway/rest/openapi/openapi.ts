import { CATALOGUE } from '#kernel/errors.ts';
import type { Contract } from '../contract.ts';
import type { Route } from '../derive-routes.ts';
import { REST_BASE } from '../rest-paths.ts';
import { parametersOf, SHARED_PARAMETERS } from './parameters.ts';
import { responsesOf, sharedResponses, sharedSchemas } from './responses.ts';
import { Schemas } from './schemas.ts';
import type { Json } from './schemas.ts';

const DESCRIPTION = `The routes of IzaOS, generated from its graph: each executes one root field with the same authentication, scopes, limits, policy and audit as GraphQL at \`/graphql\`.

Collections answer \`{ items, totalCount, outages, next }\`. \`fields\` chooses what is in an answer. Errors are problem documents (RFC 9457). A change that takes long answers 202 with its operation's Location.`;

/** The OpenAPI 3.1 document of all routes. */
export function openapiOf(contract: Contract): Json {
  const { routes, schema, version } = contract;
  const schemas = new Schemas(schema);
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes)
    (paths[route.path] ??= {})[route.method.toLowerCase()] = operationOf(route, contract, schemas);
  Object.assign(paths, ownPaths());
  const tags = [
    ...new Set(
      Object.values(paths).flatMap((methods) =>
        Object.values(methods).flatMap(({ tags }) => tags as string[]),
      ),
    ),
  ];
  return {
    openapi: '3.1.1',
    info: {
      title: 'IzaOS',
      version,
      summary: 'One typed, live graph over containers, networks, volumes and hosts.',
      description: DESCRIPTION,
      contact: { name: 'IzaOS', url: 'https://izaos.dev' },
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: REST_BASE, description: 'This server.' }],
    security: [{ bearer: [] }, { apiKey: [] }],
    tags: tags.toSorted().map((name) => ({ name, description: `Routes below \`/${name}\`.` })),
    paths: Object.fromEntries(Object.entries(paths).toSorted(([left], [right]) => (left < right ? -1 : 1))),
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'Authorization: Bearer KEY' },
        apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key', description: 'X-API-Key: KEY' },
      },
      parameters: SHARED_PARAMETERS,
      responses: sharedResponses(),
      schemas: { ...schemas.components, ...sharedSchemas(Object.keys(CATALOGUE)) },
    },
  };
}

function operationOf(route: Route, contract: Contract, schemas: Schemas): Json {
  const { field, kind, coordinate, input, placeholders, hasBody } = route;
  const scopes = contract.scopesOf(route);
  const description = field.description ?? `The ${kind} \`${field.name}\`.`;
  const parameters = parametersOf(route, schemas);
  return {
    operationId: route.operationId,
    summary: summaryOf(description),
    description: `${description}\n\nGraphQL: \`${coordinate}\`. ${scopes.length > 0 ? `Needs the scope ${scopes.map((scope) => `\`${scope}\``).join(', ')}.` : 'Needs no scope.'}`,
    tags: [tagOf(route.path)],
    'x-graphql-field': coordinate,
    'x-scopes': scopes,
    ...(parameters.length > 0 && { parameters }),
    ...(hasBody && {
      requestBody: {
        description: input!.argument.description ?? 'The members of the input.',
        required: needsBody(route),
        content: {
          'application/json': {
            schema: schemas.body(
              input!.type,
              placeholders.filter((name) => input!.type.getFields()[name]),
            ),
          },
        },
      },
    }),
    responses: responsesOf(route, contract.documentsOf(route).members, schemas),
  };
}

/** Whether there is a member that must be in the body. */
function needsBody({ input, placeholders }: Route): boolean {
  return Object.values(input!.type.getFields()).some(
    ({ name, type, defaultValue }) =>
      String(type).endsWith('!') && defaultValue === undefined && !placeholders.includes(name),
  );
}

function ownPaths(): Record<string, Record<string, Json>> {
  const own = (given: {
    readonly id: string;
    readonly summary: string;
    readonly tag: string;
    readonly type: string;
    readonly open: boolean;
  }) => ({
    get: {
      operationId: given.id,
      summary: given.summary,
      description: `${given.summary}.`,
      tags: [given.tag],
      ...(given.open && { security: [] }),
      responses: {
        200: {
          description: 'The answer.',
          content: { [given.type]: { schema: { type: given.type.endsWith('json') ? 'object' : 'string' } } },
        },
        ...(given.open
          ? { 406: { $ref: '#/components/responses/Problem406' } }
          : {
              401: { $ref: '#/components/responses/Problem401' },
              403: { $ref: '#/components/responses/Problem403' },
            }),
      },
    },
  });
  return {
    '/metrics': own({
      id: 'prometheus',
      summary: 'All figures, for Prometheus',
      tag: 'metrics',
      type: 'text/plain',
      open: false,
    }),
    '/openapi.json': own({
      id: 'openapi',
      summary: 'This document',
      tag: 'openapi.json',
      type: 'application/json',
      open: true,
    }),
    '/docs': own({ id: 'docs', summary: 'The same to read', tag: 'docs', type: 'text/html', open: true }),
  };
}

/** Routes are grouped by the first segment of their path. */
function tagOf(path: string): string {
  return path.split('/')[1] ?? '';
}

function summaryOf(description: string): string {
  const [sentence = ''] = description.split(/(?<=[.;:!?])\s/);
  return sentence.replace(/[.;:]$/, '').slice(0, 120);
}
