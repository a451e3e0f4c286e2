import type { GraphQLCompositeType, GraphQLOutputType } from 'graphql';
import type { Route } from '../derive-routes.ts';
import type { PayloadMembers } from '../route-documents.ts';
import type { Json, Schemas } from './schemas.ts';

const PROBLEMS: Readonly<Record<number, string>> = {
  400: 'The request is not usable: the message names the parameter or member.',
  401: 'No key, or one that is not valid.',
  403: 'The key lacks a scope, or the policy forbids it.',
  404: 'There is no such object.',
  406: 'Nothing that is served here is accepted.',
  409: 'The object is in a state that does not allow it.',
  412: 'The object changed meanwhile.',
  413: 'The body is too large.',
  415: 'The body is not JSON.',
  422: 'The engine refused it, or the Idempotency-Key was used for another request.',
  429: 'Too many requests: wait for Retry-After.',
  503: 'An endpoint or a part of IzaOS is out of reach.',
};

/** Answers that are the same everywhere, as components. */
export function sharedResponses(): Json {
  return Object.fromEntries(
    Object.entries(PROBLEMS).map(([status, description]) => [
      `Problem${status}`,
      {
        description,
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  );
}

/** The problem document of https://www.rfc-editor.org/rfc/rfc9457 and the error inside a partial answer. */
export function sharedSchemas(codes: readonly string[]): Json {
  const code = { type: 'string', description: 'What a program acts on.', examples: codes.slice(0, 3) };
  const endpoint = { type: 'string', description: 'The endpoint that failed.' };
  const retryable = { type: 'boolean', description: 'Whether the same request may succeed later.' };
  return {
    Problem: {
      type: 'object',
      description: 'A problem document, RFC 9457.',
      required: ['type', 'title', 'status', 'detail', 'code', 'requestId'],
      properties: {
        type: { type: 'string', format: 'uri', description: 'The kind of problem.' },
        title: { type: 'string', description: 'The kind, in words.' },
        status: { type: 'integer', description: 'The HTTP status.' },
        detail: { type: 'string', description: 'What is wrong here, and what to do.' },
        instance: { type: 'string', format: 'uri-reference', description: 'Path of the request.' },
        code,
        requestId: { type: 'string', description: 'Id of the request, as in the logs.' },
        retryable,
        field: { type: 'string', description: 'The parameter, header or member at fault.' },
        endpoint,
        violations: {
          type: 'array',
          description: 'Every single fault, where there are several.',
          items: { type: 'object' },
        },
        errors: {
          type: 'array',
          description: 'All errors of the graph.',
          items: { $ref: '#/components/schemas/Fault' },
        },
      },
    },
    Fault: {
      type: 'object',
      description: 'Why a part of an answer is missing.',
      properties: {
        detail: { type: 'string', description: 'In words.' },
        path: {
          type: 'array',
          description: 'Where it is missing, in terms of the graph.',
          items: { type: ['string', 'integer'] },
        },
        code,
        endpoint,
        retryable,
      },
    },
  };
}

/** All answers of one route. */
export function responsesOf(route: Route, members: PayloadMembers, schemas: Schemas): Json {
  const problem = (status: number) =>
    [String(status), { $ref: `#/components/responses/Problem${status}` }] as const;
  const isRead = route.kind !== 'mutation';
  const failures = [
    400,
    401,
    403,
    ...(route.kind === 'query' || route.placeholders.length > 0 ? [404] : []),
    406,
    ...(isRead ? [] : [409, ...(route.input?.type.getFields()['ifRevision'] ? [412] : [])]),
    ...(route.hasBody ? [413, 415] : []),
    ...(isRead ? [] : [422]),
    429,
    503,
  ];
  return { ...successes(route, members, schemas), ...Object.fromEntries(failures.map(problem)) };
}

function successes(route: Route, { operation, noun }: PayloadMembers, schemas: Schemas): Json {
  if (route.kind === 'subscription') return { 200: events(route, schemas) };
  const content = { 'application/json': { schema: answerSchema(route, schemas) } };
  const partial = {
    'Iza-Partial': stringHeader('`true` when parts are missing; the member `errors` says why.'),
  };
  if (route.kind === 'query') {
    return {
      200: {
        description: 'The answer.',
        headers: {
          ETag: stringHeader('Strong tag of this answer.'),
          ...partial,
          ...(route.answer.kind === 'connection' && { Link: stringHeader('The next page, as `rel=next`.') }),
        },
        content,
      },
      304: { description: 'The client has it already.' },
    };
  }
  const location = { Location: stringHeader('Where it is.') };
  const created = route.status === 201 && noun;
  return {
    200: {
      description: created ? 'Judged; nothing was created (dry run).' : 'Done.',
      headers: partial,
      content,
    },
    ...(created && { 201: { description: 'Created.', headers: { ...partial, ...location }, content } }),
    ...(operation && {
      202: {
        description: 'Under way: the operation is at Location.',
        headers: { ...partial, ...location },
        content,
      },
    }),
    204: { description: 'Done, without a body (`Prefer: return=minimal`).' },
  };
}

function answerSchema({ answer, field }: Route, schemas: Schemas): Json {
  if (answer.kind === 'connection') return collection(answer.item, schemas, answer.connection.getFields());
  if (answer.kind === 'list') return collection(answer.item, schemas, undefined);
  return schemas.nonNull(field.type);
}

function collection(
  item: GraphQLCompositeType,
  schemas: Schemas,
  fields:
    | Readonly<
        Record<string, { readonly type: GraphQLOutputType; readonly description?: string | null | undefined }>
      >
    | undefined,
): Json {
  const paged = fields && {
    ...Object.fromEntries(
      ['totalCount', 'outages'].flatMap((name) => {
        const field = fields[name];
        return field ? [[name, { ...schemas.of(field.type), description: field.description ?? '' }]] : [];
      }),
    ),
    next: { type: ['string', 'null'], description: 'Path of the next page; null after the last one.' },
  };
  const name = `${item.name}${fields ? 'Page' : 'List'}`;
  return schemas.component(name, () => ({
    type: 'object',
    description: fields ? 'A page.' : 'All of them.',
    required: ['items'],
    properties: {
      items: { type: 'array', items: schemas.nonNull(item) },
      ...paged,
      errors: {
        type: 'array',
        description: 'Why parts are missing, with `Iza-Partial: true`.',
        items: { $ref: '#/components/schemas/Fault' },
      },
    },
  }));
}

function events({ field }: Route, schemas: Schemas): Json {
  schemas.nonNull(field.type);
  return {
    description:
      'Server-sent events: `id` is the cursor to resume from, `event` the type, `data` the event as JSON. `complete` ends the stream, `error` carries a problem.',
    content: {
      'text/event-stream': {
        schema: {
          type: 'string',
          contentMediaType: 'application/json',
          contentSchema: schemas.nonNull(field.type),
        },
      },
    },
  };
}

function stringHeader(description: string): Json {
  return { description, schema: { type: 'string' } };
}
