import type { Exchange } from './exchange.ts';
import type { Locations } from './locations.ts';
import { isUnderWay } from './outcome.ts';
import type { OperationState, Outcome } from './outcome.ts';
import type { PayloadMember } from './route-documents.ts';
import { printSelection } from './selection.ts';

export interface Wait extends Disposable {
  /** The outcome once its operation has ended, or as it is when the time is over. Never rejects. */
  settle(outcome: Outcome): Promise<Outcome & { readonly waited: boolean }>;
}

/** Waits up to `seconds` for operations. Counts among the caller's live streams, so shutdown and revocation end it. Throws RATE_LIMITED. */
export function createWait(exchange: Exchange, locations: Locations, seconds: number): Wait {
  const { gateway, context, documents } = exchange;
  const operationType = documents.members.operation?.type.name;
  const watcher = operationType === undefined ? undefined : locations.watcherOf(operationType);
  if (seconds === 0 || watcher === undefined)
    return { settle: async (outcome) => ({ ...outcome, waited: false }), [Symbol.dispose]: () => {} };
  const ending = new AbortController();
  const forget = gateway.holdStream(context.caller, () => ending.abort());
  return {
    async settle(outcome) {
      const { operation } = outcome;
      if (!operation || !isUnderWay(operation)) return { ...outcome, waited: false };
      const signal = AbortSignal.any([gateway.signal, ending.signal, AbortSignal.timeout(seconds * 1000)]);
      const ended = await follow({ exchange, watcher, id: operation.id, signal });
      if (!ended) return { ...outcome, waited: true };
      return { ...(await reread({ exchange, locations, outcome, operation: ended })), waited: true };
    },
    [Symbol.dispose]: forget,
  };
}

/** The operation's last state; undefined when it did not end in time, or the caller may not follow it. */
async function follow(given: {
  readonly exchange: Exchange;
  readonly watcher: string;
  readonly id: string;
  readonly signal: AbortSignal;
}): Promise<OperationState | undefined> {
  const { exchange, watcher, id, signal } = given;
  const { gateway, context } = exchange;
  const query = `subscription Rest_wait($id: ID!) { ${watcher}(id: $id) { id state targets } }`;
  const events = await gateway.subscribe(
    { query, variables: { id } },
    gateway.contextFor(context.caller, signal),
  );
  if (!(Symbol.asyncIterator in events)) return undefined;
  const stop = () => void events.return?.();
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    for await (const { data } of events) {
      const state = data?.[watcher] as OperationState | null | undefined;
      if (state && !isUnderWay(state)) return state;
    }
  } catch {
    // Waiting is a courtesy: the change is under way whatever becomes of it, and the answer says so.
  } finally {
    signal.removeEventListener('abort', stop);
  }
  return undefined;
}

/** The payload with operation and noun as they are after the end, in the selection the client has. */
async function reread(given: {
  readonly exchange: Exchange;
  readonly locations: Locations;
  readonly outcome: Outcome;
  readonly operation: OperationState;
}): Promise<Outcome> {
  const { exchange, locations, outcome, operation } = given;
  const { members } = exchange.documents;
  const reread = await Promise.all([
    members.operation && readObject({ exchange, locations, member: members.operation, id: operation.id }),
    members.noun &&
      readObject({ exchange, locations, member: members.noun, id: outcome.nounId ?? operation.targets[0] }),
  ]);
  const found = reread.filter((object) => object !== undefined);
  const selected = found.filter(({ value }) => value !== undefined);
  return {
    value: outcome.value && {
      ...outcome.value,
      ...Object.fromEntries(selected.map(({ name, value }) => [name, value])),
    },
    operation,
    nounId: found.find(({ name }) => name === members.noun?.name)?.id ?? outcome.nounId,
  };
}

/** One member of the payload, read anew. Undefined where it cannot be read or is not there. */
async function readObject(given: {
  readonly exchange: Exchange;
  readonly locations: Locations;
  readonly member: PayloadMember;
  readonly id: string | undefined;
}) {
  const { exchange, locations, member, id } = given;
  const reader = locations.readerOf(member.type.name);
  if (reader === undefined || id === undefined) return undefined;
  const { gateway, context, document } = exchange;
  const selection = document.selection?.fields.get(member.name);
  const query = `query Rest_reread($id: ID!) {
    rest: ${reader}(id: $id) { id }
    ${selection ? `value: ${reader}(id: $id) ${printSelection(selection)}` : ''}
  }`;
  const { data } = await gateway.execute({ query, variables: { id } }, context);
  const rest = data?.['rest'] as { readonly id: string } | null | undefined;
  return rest ? { name: member.name, id: rest.id, value: data?.['value'] ?? undefined } : undefined;
}
