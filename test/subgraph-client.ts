import { execute, parse, subscribe, validate, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { IzaError } from '#kernel/errors.ts';
import type { GraphContext } from '#schema/context.ts';
import type { Attempt } from '#schema/guard.ts';

type Outcome = { readonly targets?: readonly string[]; readonly error?: unknown };
type Variables = Readonly<Record<string, unknown>>;

/** What the guard was asked, in order. */
interface GuardRecord {
  readonly verb: 'admit' | 'evaluate';
  readonly attempt: Attempt;
  outcome?: Outcome;
}

export interface SubgraphClient {
  readonly guard: readonly GuardRecord[];
  /** Data of an operation that must succeed. */
  // oxlint-disable-next-line typescript/no-explicit-any
  ask(document: string, variables?: Variables): Promise<any>;
  /** The error of an operation that must fail. */
  refusal(document: string, variables?: Variables): Promise<IzaError>;
  run(document: string, variables?: Variables): Promise<ExecutionResult>;
  /** One entity by its key, as the gateway asks for it; null when the subgraph knows none. */
  // oxlint-disable-next-line typescript/no-explicit-any
  entity(type: string, id: string, selection: string): Promise<any>;
  /** Events of a subscription. Iterate, then `return()`. */
  // oxlint-disable-next-line typescript/no-explicit-any
  follow(document: string, variables?: Variables): Promise<AsyncGenerator<any, void, undefined>>;
}

/** Asks a subgraph's schema directly, with a guard that admits everything and notes it. */
export function subgraphClient(schema: GraphQLSchema): SubgraphClient {
  const guard: GuardRecord[] = [];
  const contextValue = recordingContext(guard);
  const prepared = (text: string, variables: Variables) => {
    const document = parse(text);
    const errors = validate(schema, document);
    if (errors.length > 0) throw new AggregateError(errors, errors.map(String).join('\n'));
    return { schema, document, contextValue, variableValues: variables };
  };
  const run = async (text: string, variables: Variables = {}) => execute(prepared(text, variables));
  // oxlint-disable-next-line typescript/no-explicit-any
  const ask = async (text: string, variables: Variables = {}): Promise<any> => {
    const { data, errors } = await run(text, variables);
    if (errors) throw errors[0]!.originalError ?? errors[0]!;
    return structuredClone(data);
  };
  return {
    guard,
    run,
    ask,
    refusal: async (text, variables = {}) => {
      const { errors } = await run(text, variables);
      const error = errors?.[0]?.originalError;
      if (error instanceof IzaError) return error;
      throw new Error(`expected a refusal, got ${errors ? String(errors[0]) : 'success'}`);
    },
    entity: async (type, id, selection) => {
      const document = `query($r: [_Any!]!) { _entities(representations: $r) { ... on ${type} ${selection} } }`;
      const { _entities: found } = await ask(document, { r: [{ __typename: type, id }] });
      return found[0];
    },
    follow: async (text, variables = {}) => {
      const result = await subscribe(prepared(text, variables));
      if (Symbol.asyncIterator in result) return payloads(result);
      throw result.errors?.[0]?.originalError ?? result.errors?.[0] ?? new Error('no stream and no error');
    },
  };
}

function payloads(events: AsyncGenerator<ExecutionResult, void, void>) {
  return {
    async next() {
      const { value, done } = await events.next();
      if (done) return { value: undefined, done: true as const };
      if (value.errors) throw value.errors[0]!.originalError ?? value.errors[0]!;
      return { value: Object.values(value.data ?? {})[0], done: false as const };
    },
    return: () => events.return(),
    throw: (error: unknown) => events.throw(error),
    [Symbol.asyncIterator]() {
      return this;
    },
    [Symbol.asyncDispose]: async () => void (await events.return()),
    // oxlint-disable-next-line typescript/no-explicit-any
  } as AsyncGenerator<any, void, undefined>;
}

function recordingContext(records: GuardRecord[]): GraphContext {
  return {
    caller: { id: 'tester', name: 'Tester', roles: ['admin'], scopes: ['*'] },
    requestId: 'test-request',
    signal: new AbortController().signal,
    guard: {
      admit: async (attempt) => {
        const record: GuardRecord = { verb: 'admit', attempt };
        records.push(record);
        return { settle: async (outcome) => void (record.outcome = outcome) };
      },
      evaluate: async (attempt) => void records.push({ verb: 'evaluate', attempt }),
      judge: async () => ({ allowed: true, violations: [] }),
    },
  };
}
