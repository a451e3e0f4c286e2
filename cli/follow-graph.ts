import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { isErrorCode, IzaError } from '#kernel/errors.ts';
import { Queue } from '#kernel/queue.ts';
import type { ClientSettings } from './settings.ts';

export interface AnswerError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** One event as the graph gave it: errors beside data are part of it. */
export interface LiveEvent {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly AnswerError[];
}

export interface FollowRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Called when the server has taken the subscription's socket; what happens from here on is not missed. */
  readonly onConnected?: (() => void) | undefined;
  /** Default {@link HELD_EVENTS}. */
  readonly heldEvents?: number;
}

/**
 * Events held for a slow reader: enough for somebody who reads logs in a pager. Beyond, the socket is not read from; the server then slows its
 * source, and after half a minute closes.
 */
const HELD_EVENTS = 100_000;
const HANDSHAKE_MS = 10_000;
/** A server that is silent for this long after a ping is gone, though TCP may not know. */
const KEEP_ALIVE_MS = 20_000;

/**
 * Follows a subscription over WebSocket. Ends with its source, with `return()`, or with an IzaError: what the graph said, UNAUTHENTICATED,
 * BACKEND_UNAVAILABLE when nothing answers or the connection is lost, SHUTTING_DOWN, RATE_LIMITED when this reader was too slow.
 */
export async function* followGraph(
  settings: ClientSettings,
  { query, variables, onConnected, heldEvents = HELD_EVENTS }: FollowRequest,
): AsyncGenerator<LiveEvent, void, undefined> {
  const events = new Queue<LiveEvent>({ rule: 'BLOCK', limit: heldEvents });
  let socket: WebSocket | undefined;
  let isFull = false;
  let silence: NodeJS.Timeout | undefined;
  const client = createClient({
    url: `${settings.url.replace(/^http/, 'ws')}/graphql`,
    webSocketImpl: DialledSocket,
    ...(settings.key !== undefined && { connectionParams: { authorization: `Bearer ${settings.key}` } }),
    retryAttempts: 0,
    connectionAckWaitTimeout: HANDSHAKE_MS,
    keepAlive: KEEP_ALIVE_MS,
    on: {
      opened: (opened) => (socket = opened as WebSocket),
      connected: () => onConnected?.(),
      ping: (received) => {
        // Answers wait unread behind what this reader has not taken.
        if (!received && !isFull) silence = setTimeout(() => socket?.terminate(), KEEP_ALIVE_MS);
      },
      pong: () => clearTimeout(silence),
    },
  });
  client.subscribe(
    { query, variables },
    {
      next(event) {
        const room = events.push(event as LiveEvent);
        if (!room) return;
        isFull = true;
        clearTimeout(silence);
        socket?.pause();
        void room.then(() => {
          isFull = false;
          socket?.resume();
        });
      },
      error: (error) => events.fail(explain(error, { settings, wasOpen: socket !== undefined, isFull })),
      complete: () => events.close(),
    },
  );
  try {
    yield* events;
  } finally {
    clearTimeout(silence);
    await client.dispose();
  }
}

/** An error of the graph, with its code; those of another catalogue count as failures inside. */
export function errorOf({ message, extensions = {} }: AnswerError): IzaError {
  const { code, field, endpoint, since, violations, requestId } = extensions;
  return new IzaError(isErrorCode(code) ? code : 'INTERNAL_SERVER_ERROR', message, {
    ...(typeof field === 'string' && { field }),
    ...(typeof endpoint === 'string' && { endpoint }),
    ...(typeof since === 'string' && { since }),
    data: {
      ...(Array.isArray(violations) && { violations }),
      ...(typeof requestId === 'string' && { requestId }),
    },
  });
}

export function notAnswering({ url }: ClientSettings, cause: unknown): IzaError {
  return new IzaError(
    'BACKEND_UNAVAILABLE',
    `IzaOS does not answer at ${url}; start it with: iza-ctl start`,
    { cause },
  );
}

class DialledSocket extends WebSocket {
  constructor(url: string, protocols?: string | string[]) {
    super(url, protocols, { handshakeTimeout: HANDSHAKE_MS });
  }
}

/** Close codes that the gateway and graphql-ws send, in the words of the catalogue. */
function explain(
  error: unknown,
  {
    settings,
    wasOpen,
    isFull,
  }: { readonly settings: ClientSettings; readonly wasOpen: boolean; readonly isFull: boolean },
): IzaError {
  if (Array.isArray(error) && error[0]) return errorOf(error[0] as AnswerError);
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (isFull) return readTooSlowly();
  switch (code) {
    case 4401:
    case 4403:
      return new IzaError(
        'UNAUTHENTICATED',
        settings.noKeyBecause ?? 'The key is not valid here, or it was revoked.',
      );
    case 1001:
      return new IzaError('SHUTTING_DOWN', 'IzaOS is shutting down.');
    case 1013:
      return readTooSlowly();
    case 4429:
      return new IzaError('RATE_LIMITED', 'This key has too many streams open.');
    case 4504:
      return new IzaError(
        'DEADLINE_EXCEEDED',
        `What answers at ${settings.url} takes no WebSocket of this kind.`,
      );
    default:
      return wasOpen
        ? new IzaError('BACKEND_UNAVAILABLE', `The connection to IzaOS at ${settings.url} was lost.`, {
            cause: error,
          })
        : notAnswering(settings, error);
  }
}

function readTooSlowly(): IzaError {
  return new IzaError('RATE_LIMITED', 'IzaOS closed the stream: it was read too slowly.');
}
