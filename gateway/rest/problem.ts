import type { GraphQLFormattedError } from 'graphql';
import { CATALOGUE, isErrorCode, toIzaError } from '#kernel/errors.ts';
import { headersOf, problemOf } from '../server/index.ts';

/** A problem document of https://www.rfc-editor.org/rfc/rfc9457 on its way. */
export interface Problem {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
}

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

interface Place {
  /** Path of the request. */
  readonly instance: string;
  readonly requestId: string;
}

/** For what was thrown before the graph was asked. */
export function problemOfThrown(thrown: unknown, { instance, requestId }: Place): Problem {
  const error = toIzaError(thrown);
  const { type, title, status, detail, ...members } = problemOf(error, requestId);
  return {
    status: error.status,
    body: { type, title, status, detail, instance, ...members },
    headers: headersOf(error),
  };
}

/** For what the graph answered instead of data: the first error, the others as `errors`. */
export function problemOfErrors(
  errors: readonly GraphQLFormattedError[],
  { instance, requestId }: Place,
): Problem {
  const [first, ...others] = errors;
  const { code, http, field: given, serviceName: _serviceName, ...members } = first?.extensions ?? {};
  const { detail, field } = inWordsOfRest(first?.message ?? 'Internal error.', given);
  const status = (http as { readonly status?: number } | undefined)?.status ?? 500;
  const name = typeof code === 'string' ? code : 'INTERNAL_SERVER_ERROR';
  return {
    status,
    body: {
      type: `https://izaos.dev/problems/${name.toLowerCase().replaceAll('_', '-')}`,
      title: isErrorCode(name) ? CATALOGUE[name].title : 'Error',
      status,
      detail,
      instance,
      code: name,
      ...(field !== undefined && { field }),
      ...members,
      requestId,
      ...(others.length > 0 && { errors: errors.map(faultOf) }),
    },
    headers: headersOf({ status }),
  };
}

/** One error of a partial answer. */
export function faultOf({ message, path, extensions }: GraphQLFormattedError): Record<string, unknown> {
  const { http: _http, requestId: _requestId, serviceName: _serviceName, ...members } = extensions ?? {};
  // The first step of the path is the root field, which a client of REST does not see.
  return { detail: message, ...(path && { path: path.slice(1) }), ...members };
}

/** What a custom scalar refuses, the graph tells by its variable: a client of REST has sent none. */
const REFUSED_VARIABLE = /^Variable "\$(\w+)" got invalid value .*?(?: at "([\w.[\]]+)")?; (.*)$/s;

function inWordsOfRest(
  message: string,
  field: unknown,
): { readonly detail: string; readonly field: string | undefined } {
  const refused = REFUSED_VARIABLE.exec(message);
  if (!refused) return { detail: message, field: typeof field === 'string' ? memberOf(field) : undefined };
  const [, variable = '', path, reason = ''] = refused;
  const place = memberOf((path ?? variable).replaceAll(/\[(\d+)\]/g, '.$1'));
  return { detail: `${place}: ${reason}`, field: place };
}

/** Members of the argument `input` are members of the body here. */
function memberOf(field: string): string {
  return field.replace(/^input\./, '');
}
