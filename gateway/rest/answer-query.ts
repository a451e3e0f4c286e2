import { IzaError } from '#kernel/errors.ts';
import { readAnswer } from './body-of.ts';
import { entityTagOf, matchesNone, matchesSome } from './entity-tag.ts';
import type { Exchange } from './exchange.ts';
import { problemOfErrors } from './problem.ts';
import { JSON_TYPE, send, sendProblemDocument } from './send.ts';

/** Answers a GET or HEAD of a query: 200 with a strong tag, 304, 404 for null, a problem when there is no data. */
export async function answerQuery(exchange: Exchange): Promise<void> {
  const { request, response, gateway, context, route, document, variables, target } = exchange;
  const result = await gateway.execute({ query: document.text, variables }, context);
  const root = result.data?.[route.field.name];
  if (result.errors && (root === null || root === undefined)) {
    sendProblemDocument(
      response,
      problemOfErrors(result.errors, { instance: target.path, requestId: gateway.requestId }),
    );
    return;
  }
  const { value, hidden, nextCursor, isPartial } = readAnswer(route, result);
  if (value === null) throw notThere(exchange);
  const next = nextCursor === undefined ? null : nextPage(exchange, nextCursor);
  const text = JSON.stringify(route.answer.kind === 'connection' ? { ...(value as object), next } : value);
  // A partial answer is of the moment: a cache must not take it for the object.
  const tag = isPartial ? undefined : entityTagOf(text, hidden.revision);
  const headers = {
    'cache-control': 'private, no-cache',
    ...(tag !== undefined && { etag: tag }),
    ...(next !== null && { link: `<${next}>; rel="next"` }),
    ...(isPartial && { 'iza-partial': 'true' }),
  };
  const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = request.headers;
  if (ifMatch !== undefined && tag !== undefined && !matchesSome(ifMatch, tag))
    throw new IzaError('PRECONDITION_FAILED', 'The object is not what If-Match names.', {
      field: 'If-Match',
    });
  if (tag !== undefined && matchesNone(ifNoneMatch, tag)) send(response, { status: 304, headers });
  else send(response, { status: route.status ?? 200, headers, body: { type: JSON_TYPE, text } });
}

function notThere({ route, variables }: Exchange): IzaError {
  const name = route.placeholders
    .map((placeholder) => variables[placeholder])
    .find((value) => typeof value === 'string');
  const what = name === undefined ? route.field.name : `${route.field.name} "${name.slice(0, 200)}"`;
  return new IzaError('NOT_FOUND', `There is no ${what}.`, {
    ...(route.placeholders[0] !== undefined && { field: route.placeholders[0] }),
  });
}

/** The same request for the page after this one, as a path. */
function nextPage({ target }: Exchange, cursor: string): string {
  const query = new URLSearchParams(target.query);
  query.set('after', cursor);
  return `${target.path}?${query}`;
}
