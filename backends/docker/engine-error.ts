import { IzaError, type ErrorCode } from '#kernel/errors.ts';

export interface ErrorContext {
  /** Name of the endpoint. */
  readonly endpoint: string;
  /** Where it listens, without credentials. */
  readonly address: string;
  /** Since when the endpoint is out of reach, if it is known to be. */
  readonly since?: Date;
}

/** What a call to the engine threw, in the catalogue's terms. */
export function toEngineError(thrown: unknown, context: ErrorContext): IzaError {
  if (thrown instanceof IzaError) return thrown;
  const { statusCode, code, name, message } = thrown as Partial<Error> & {
    statusCode?: unknown;
    code?: unknown;
  };
  if (typeof statusCode === 'number') {
    return engineRefusal({
      status: statusCode,
      words: engineWords(thrown),
      endpoint: context.endpoint,
      cause: thrown,
    });
  }
  if (message?.startsWith('Max redirects exceeded')) {
    return new IzaError(
      'BACKEND_ERROR',
      `What listens at ${context.address} redirected the call; that is not followed.`,
      {
        endpoint: context.endpoint,
        cause: thrown,
      },
    );
  }
  if (name === 'AbortError') {
    return new IzaError('CANCELLED', 'The request was cancelled.', {
      endpoint: context.endpoint,
      cause: thrown,
    });
  }
  return new IzaError(
    'BACKEND_UNAVAILABLE',
    `${connectionWords(code, context.address)} (endpoint ${context.endpoint}).`,
    {
      endpoint: context.endpoint,
      since: (context.since ?? new Date()).toISOString(),
      cause: thrown,
    },
  );
}

/** An answer with an error status, or an error inside a progress stream (`status` undefined). */
export function engineRefusal(refusal: {
  readonly status?: number;
  readonly words: string;
  readonly endpoint: string;
  readonly cause?: unknown;
}): IzaError {
  const { status, endpoint, cause } = refusal;
  const words = safeToShow(refusal.words);
  const code = codeOf(status, words);
  const message = words === '' ? `The engine answered ${status ?? 'with an error'} without a word.` : words;
  return new IzaError(code, message, { endpoint, cause });
}

function codeOf(status: number | undefined, words: string): ErrorCode {
  if (status === 404) return /page not found/i.test(words) ? 'NOT_SUPPORTED' : 'NOT_FOUND';
  if (status === 409 || status === 304) return 'CONFLICT';
  if (status === 501) return 'NOT_SUPPORTED';
  if (status !== undefined && status < 400) return 'BACKEND_ERROR';
  // The engine says 500 (older ones 400) for much that the caller can mend; only its words tell.
  const known = KNOWN_WORDS.find(([pattern]) => pattern.test(words));
  if (known) return known[1];
  if (status !== undefined && status < 500) return 'UNPROCESSABLE';
  return 'BACKEND_ERROR';
}

/** First match wins. Texts of Engine 20.10 to 28. */
const KNOWN_WORDS: readonly (readonly [RegExp, ErrorCode])[] = [
  [/update out of sequence/i, 'CONFLICT'],
  [
    /executable file not found|exec format error|OCI runtime (create|exec) failed|no such file or directory/i,
    'UNPROCESSABLE',
  ],
  [/port is already allocated|address already in use|ports are not available/i, 'CONFLICT'],
  [
    /is already in use|already exists|has active endpoints|is in use|in use by|being used by|is already connected/i,
    'CONFLICT',
  ],
  [
    /is not running|is not paused|is already paused|is paused|is restarting|removal of container .* is already in progress/i,
    'CONFLICT',
  ],
  [/pool overlaps with other one on this address space/i, 'CONFLICT'],
  [/not a swarm manager|is not part of a swarm/i, 'CONFLICT'],
  [
    /no such (image|container|network|volume|exec|id|plugin)|network \S+ not found|get \S+: no such volume/i,
    'NOT_FOUND',
  ],
  [
    /pull access denied|manifest unknown|manifest for \S+ not found|repository \S+ not found|name unknown/i,
    'NOT_FOUND',
  ],
  [/unauthorized|authentication required|no basic auth credentials|denied: /i, 'UNPROCESSABLE'],
  [
    /invalid reference format|invalid (tag|argument|containerport|volume)|unknown instruction|dockerfile parse error/i,
    'UNPROCESSABLE',
  ],
  [
    /returned a non-zero code|failed to parse Dockerfile|Cannot locate specified Dockerfile|unable to prepare context/i,
    'UNPROCESSABLE',
  ],
  [/COPY failed|ADD failed|forbidden path outside the build context/i, 'UNPROCESSABLE'],
  [
    /minimum memory limit|memory limit should be|range of cpus|could not select device driver/i,
    'UNPROCESSABLE',
  ],
  [/is not connected to (the )?network/i, 'CONFLICT'],
];

function connectionWords(code: unknown, address: string): string {
  switch (code) {
    case 'ENOENT':
    case 'ECONNREFUSED':
      return `No Docker Engine listens at ${address}`;
    case 'EACCES':
    case 'EPERM':
      return `No permission to open ${address}; add the user to the group that owns it`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `The host of ${address} cannot be resolved`;
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return `There is no route to ${address}`;
    default:
      return `The connection to the Docker Engine at ${address} broke${typeof code === 'string' ? ` (${code})` : ''}`;
  }
}

/** docker-modem: `(HTTP code 404) no such container - No such container: x `, with the parsed body in `json` unless it was a stream. */
function engineWords(thrown: unknown): string {
  const { json, message } = thrown as { json?: unknown; message?: unknown };
  if (typeof json === 'object' && json !== null && 'message' in json && typeof json.message === 'string')
    return json.message;
  return (typeof message === 'string' ? message : '').replace(/^\(HTTP code \d+\) [^-]* - /, '');
}

function safeToShow(words: string): string {
  return words
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, 1000);
}
