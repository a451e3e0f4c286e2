/**
 * One error class over one catalogue. GraphQL `extensions`, REST problem documents, CLI exit codes and
 * `docs/errors.md` all derive from `CATALOGUE`. A code exists only if a program would act differently on it.
 */

interface CatalogueEntry {
  readonly status: number;
  /** Whether the same request may succeed later without being changed. */
  readonly retryable: boolean;
  /** Exit code of `iza-ctl` (0 success, 1 failure without a code, 2 usage; the rest below). */
  readonly exit: number;
  readonly title: string;
  readonly remedy: string;
}

export const CATALOGUE = {
  BAD_USER_INPUT: entry(400, 2, 'Bad input', 'Correct the field that the message names and send it again.'),
  GRAPHQL_PARSE_FAILED: entry(400, 2, 'Syntax error', 'Correct the GraphQL document at the location given.'),
  GRAPHQL_VALIDATION_FAILED: entry(
    400,
    2,
    'Invalid operation',
    'Correct the document; the schema is at /graphql.',
  ),
  TOO_COMPLEX: entry(
    400,
    2,
    'Operation over a limit',
    'Ask for less in one operation: the message names the limit.',
  ),
  PERSISTED_QUERY_NOT_FOUND: entry(
    400,
    2,
    'Persisted query not found',
    'Send the document with its hash once.',
    true,
  ),
  UNAUTHENTICATED: entry(401, 10, 'Not authenticated', 'Send Authorization: Bearer KEY or X-API-Key.'),
  FORBIDDEN: entry(403, 11, 'Not allowed', 'Ask an administrator for the scope that the message names.'),
  POLICY_DENIED: entry(
    403,
    12,
    'Denied by policy',
    'Change the setting that the message names, or the policy.',
  ),
  NOT_FOUND: entry(404, 13, 'Not found', 'Check the name or id; list what there is.'),
  METHOD_NOT_ALLOWED: entry(405, 2, 'Method not allowed', 'Use a method from the Allow header.'),
  NOT_ACCEPTABLE: entry(406, 2, 'Not acceptable', 'Accept application/json.'),
  CONFLICT: entry(409, 14, 'Conflict', 'Read the current state, then decide again.'),
  CURSOR_EXPIRED: entry(410, 14, 'Cursor expired', 'Start again from the first page or a new snapshot.'),
  PRECONDITION_FAILED: entry(412, 14, 'Changed meanwhile', 'Read the object again and use its new revision.'),
  BODY_TOO_LARGE: entry(413, 2, 'Body too large', 'Send a smaller body.'),
  UNSUPPORTED_MEDIA_TYPE: entry(415, 2, 'Unsupported media type', 'Send Content-Type: application/json.'),
  UNPROCESSABLE: entry(422, 2, 'Refused by the engine', 'Correct what the engine names.'),
  IDEMPOTENCY_KEY_REUSED: entry(
    422,
    2,
    'Key used for another request',
    'Use a new key for a different request.',
  ),
  RATE_LIMITED: entry(429, 15, 'Too many requests', 'Wait for Retry-After.', true),
  CANCELLED: entry(499, 16, 'Cancelled', 'The caller went away or cancelled; send it again if wanted.', true),
  INTERNAL_SERVER_ERROR: entry(
    500,
    1,
    'Internal error',
    'Report it with the request id; the server log has the cause.',
  ),
  NOT_SUPPORTED: entry(501, 17, 'Not supported by this platform', 'See the capabilities of the endpoint.'),
  BACKEND_ERROR: entry(502, 18, 'The engine failed', 'Look at the engine; the message carries its words.'),
  BACKEND_UNAVAILABLE: entry(
    503,
    19,
    'Endpoint unavailable',
    'Run iza-ctl doctor; IzaOS reconnects by itself.',
    true,
  ),
  SUBGRAPH_UNAVAILABLE: entry(
    503,
    19,
    'Subgraph unavailable',
    'Look at the subgraph process; the rest answers.',
    true,
  ),
  AUDIT_UNAVAILABLE: entry(
    503,
    19,
    'Audit store unavailable',
    'Free disk space or repair the store; reads go on.',
    true,
  ),
  SHUTTING_DOWN: entry(503, 19, 'Shutting down', 'Send it to another instance or again later.', true),
  DEADLINE_EXCEEDED: entry(504, 20, 'Deadline exceeded', 'Try again, or give a longer deadline.', true),
} as const satisfies Record<string, CatalogueEntry>;

export type ErrorCode = keyof typeof CATALOGUE;

export interface ErrorDetails {
  /** The input field at fault, as a path: `input.resources.memoryBytes`. */
  readonly field?: string;
  /** Name of the endpoint that failed, and since when (ISO 8601). */
  readonly endpoint?: string;
  readonly since?: string;
  /** For the operator's log only; never sent to a client. */
  readonly cause?: unknown;
  /** More members for `extensions` and problem documents; JSON only. */
  readonly data?: Readonly<Record<string, unknown>>;
}

/** Every error that crosses a room carries a code of the catalogue and a message that is safe to show. */
export class IzaError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'IzaError';
    this.code = code;
    this.details = details;
  }

  get status(): number {
    return CATALOGUE[this.code].status;
  }

  get retryable(): boolean {
    return CATALOGUE[this.code].retryable;
  }

  /** Shape of `extensions` in GraphQL and of the members of a problem document. No cause, no stack. */
  toExtensions(): Record<string, unknown> {
    const { field, endpoint, since, data } = this.details;
    return {
      code: this.code,
      http: { status: this.status },
      retryable: this.retryable,
      ...(field !== undefined && { field }),
      ...(endpoint !== undefined && { endpoint }),
      ...(since !== undefined && { since }),
      ...data,
    };
  }
}

/** What was thrown, as an IzaError; anything unknown becomes INTERNAL_SERVER_ERROR with the cause kept for the log. */
export function toIzaError(thrown: unknown): IzaError {
  if (thrown instanceof IzaError) return thrown;
  if (thrown instanceof Error && thrown.name === 'AbortError')
    return new IzaError('CANCELLED', 'The request was cancelled.', { cause: thrown });
  if (thrown instanceof Error && thrown.name === 'TimeoutError')
    return new IzaError('DEADLINE_EXCEEDED', 'The deadline passed before the work was done.', {
      cause: thrown,
    });
  return new IzaError('INTERNAL_SERVER_ERROR', 'Internal error.', { cause: thrown });
}

export function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(CATALOGUE, code);
}

function entry(
  status: number,
  exit: number,
  title: string,
  remedy: string,
  retryable = false,
): CatalogueEntry {
  return { status, exit, title, remedy, retryable };
}
