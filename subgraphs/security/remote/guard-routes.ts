import { randomBytes } from 'node:crypto';
import { IzaError } from '#kernel/errors.ts';
import type { Caller } from '#schema/context.ts';
import type { AdmissionSubject, Attempt, Guard, Ticket } from '#schema/guard.ts';
import { isAdmissionKind } from '../policy/judge.ts';
import { RevocationFeed } from './revocation-feed.ts';

export interface GuardRoutesOptions {
  readonly guard: Guard;
  readonly authenticate: (headerValue: string) => Promise<Caller | undefined>;
  readonly onRevoked: (listener: (callerId: string) => void) => () => void;
}

/** Path → what answers its JSON body; throws IzaError. */
export type GuardRoutes = Readonly<Record<`/guard/${string}`, (body: unknown) => Promise<unknown>>>;

/** Tickets of changes under way. A process that dies leaves its own behind; their attempts stay pending. */
const MAXIMUM_TICKETS = 100_000;

/**
 * What the security subgraph answers to the other processes of one IzaOS, when it runs alone: the guard, and whose key a key is. The server that these
 * are hung into must let only signed requests through to them.
 */
export function guardRoutes({ guard, authenticate, onRevoked }: GuardRoutesOptions): GuardRoutes {
  const tickets = new Map<string, Ticket>();
  const feed = new RevocationFeed(onRevoked);
  return {
    '/guard/admit': async (body) => {
      const ticket = await guard.admit(readAttempt(body));
      const id = randomBytes(16).toString('base64url');
      if (tickets.size >= MAXIMUM_TICKETS) tickets.delete(tickets.keys().next().value!);
      tickets.set(id, ticket);
      return { ticket: id };
    },
    '/guard/settle': async (body) => {
      const { ticket: id, targets, reason } = membersOf(body);
      const ticket = tickets.get(String(id));
      // Said twice: the answer to the first was lost.
      if (!ticket) return {};
      tickets.delete(String(id));
      await ticket.settle({
        ...(Array.isArray(targets) && { targets: targets.map(String) }),
        // The message is safe to show, whatever its code was.
        ...(typeof reason === 'string' && { error: new IzaError('BACKEND_ERROR', reason) }),
      });
      return {};
    },
    '/guard/evaluate': async (body) => {
      await guard.evaluate(readAttempt(body));
      return {};
    },
    '/guard/judge': (body) => guard.judge(readSubject(body)),
    '/guard/authenticate': async (body) => ({
      caller: (await authenticate(String(membersOf(body)['key']))) ?? null,
    }),
    '/guard/revocations': (body) => {
      const { after } = membersOf(body);
      return feed.after(typeof after === 'string' ? after : null);
    },
  };
}

/** The sender is one of ours, so only the form is checked. */
function readAttempt(body: unknown): Attempt {
  const attempt = membersOf(body);
  const { action, caller, requestId, targets, admission } = attempt;
  const { id, name, roles, scopes } = membersOf(caller);
  const texts = [
    action,
    requestId,
    id,
    name,
    ...[targets, roles, scopes].flatMap((list) => (Array.isArray(list) ? (list as unknown[]) : [undefined])),
  ];
  if (texts.some((text) => typeof text !== 'string'))
    throw new IzaError('BAD_USER_INPUT', 'The body is no attempt.');
  if (admission !== undefined) readSubject(admission);
  return attempt as unknown as Attempt;
}

function readSubject(body: unknown): AdmissionSubject {
  const subject = membersOf(body);
  if (!isAdmissionKind(String(subject['kind'])) || typeof subject['localPaths'] !== 'boolean') {
    throw new IzaError('BAD_USER_INPUT', 'The body is no request to judge.');
  }
  return subject as unknown as AdmissionSubject;
}

function membersOf(body: unknown): Record<string, unknown> {
  if (typeof body === 'object' && body !== null && !Array.isArray(body))
    return body as Record<string, unknown>;
  throw new IzaError('BAD_USER_INPUT', 'The body must be a JSON object.');
}
