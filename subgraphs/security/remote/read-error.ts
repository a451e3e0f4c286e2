import { IzaError, isErrorCode } from '#kernel/errors.ts';

/** The error that the other process threw, from its answer in GraphQL's form; undefined when it holds none of the catalogue. */
export function readError(answer: unknown): IzaError | undefined {
  const [first] =
    (
      answer as {
        readonly errors?: readonly { message?: unknown; extensions?: Record<string, unknown> }[];
      } | null
    )?.errors ?? [];
  const {
    code,
    field,
    endpoint,
    since,
    http: _http,
    retryable: _retryable,
    ...data
  } = first?.extensions ?? {};
  if (!isErrorCode(code) || typeof first?.message !== 'string') return undefined;
  return new IzaError(code, first.message, {
    ...(typeof field === 'string' && { field }),
    ...(typeof endpoint === 'string' && { endpoint }),
    ...(typeof since === 'string' && { since }),
    ...(Object.keys(data).length > 0 && { data }),
  });
}
