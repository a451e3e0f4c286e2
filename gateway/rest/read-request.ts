import type { IncomingMessage } from 'node:http';
import { IzaError } from '#kernel/errors.ts';
import { checkJsonBody, readBody } from '../server/index.ts';
import type { Limits } from '../server/index.ts';
import type { Route } from './derive-routes.ts';
import { revisionOfIfMatch } from './entity-tag.ts';
import type { RequestParts } from './read-arguments.ts';

/** The JSON body; undefined without one. UNSUPPORTED_MEDIA_TYPE, BODY_TOO_LARGE, BAD_USER_INPUT for text that is no JSON. */
export async function readJsonBody(request: IncomingMessage, route: Route, limits: Limits): Promise<unknown> {
  if (!hasBody(request)) return undefined;
  if (!route.hasBody) {
    if (route.kind !== 'mutation') return undefined;
    throw new IzaError(
      'BAD_USER_INPUT',
      `${route.method} takes no body here; give members as query parameters.`,
    );
  }
  checkJsonBody(request);
  const bytes = await readBody(request, Math.min(limits.bodyBytes, limits.variablesLength));
  try {
    return JSON.parse(bytes.toString());
  } catch {
    throw new IzaError('BAD_USER_INPUT', 'The body is not JSON.');
  }
}

/** Members of `input` that headers carry. BAD_USER_INPUT where the route's field has no such member: a condition may not be dropped silently. */
export function membersFromHeaders(
  { headers }: IncomingMessage,
  { kind, input }: Route,
): RequestParts['fromHeaders'] {
  const members = new Map<string, { readonly header: string; readonly value: string }>();
  if (kind !== 'mutation') return members;
  const known = input?.type.getFields() ?? {};
  const key = headers['idempotency-key'];
  if (typeof key === 'string') {
    if (!known['requestId']) throw unsupported('Idempotency-Key');
    // The draft's structured header is quoted; everybody sends it bare as well.
    members.set('requestId', { header: 'Idempotency-Key', value: key.replace(/^"(.*)"$/, '$1') });
  }
  const ifMatch = headers['if-match'];
  const revision = ifMatch === undefined ? undefined : revisionOfIfMatch(ifMatch);
  if (revision !== undefined) {
    if (!known['ifRevision']) throw unsupported('If-Match');
    members.set('ifRevision', { header: 'If-Match', value: revision });
  }
  return members;
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

function unsupported(header: string): IzaError {
  return new IzaError('BAD_USER_INPUT', `This route cannot honour ${header}; send it without.`, {
    field: header,
  });
}
