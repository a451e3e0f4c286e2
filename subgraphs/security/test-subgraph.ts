import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execute, parse, subscribe, type ExecutionResult } from 'graphql';
import { silentLog } from '#kernel/log.ts';
import type { Caller, GraphContext } from '#schema/context.ts';
import { createSecuritySubgraph, type SecuritySubgraph, type SecuritySubgraphOptions } from './index.ts';

export const ADMIN: Caller = { id: 'key-ann', name: 'ann', roles: ['admin'], scopes: ['*'] };
export const VIEWER: Caller = { id: 'key-vic', name: 'vic', roles: ['viewer'], scopes: ['*:read'] };

/** A security subgraph for tests, in a state directory of its own that goes with it. */
export interface TestSubgraph extends AsyncDisposable {
  readonly subgraph: SecuritySubgraph;
  readonly stateDirectory: string;
  /** Ends it, keeps the state directory, and begins again in it. */
  restart(options?: Partial<SecuritySubgraphOptions>): Promise<TestSubgraph>;
  /** Data of an operation; rejects with the first error's original. */
  ask(
    operation: string,
    variables?: Record<string, unknown>,
    caller?: Caller,
  ): Promise<Record<string, unknown>>;
  /** Events of a subscription: `signal` ends it. */
  follow(
    operation: string,
    options?: { readonly signal?: AbortSignal; readonly variables?: Record<string, unknown> },
  ): Promise<AsyncGenerator<ExecutionResult>>;
}

export async function testSubgraph(options: Partial<SecuritySubgraphOptions> = {}): Promise<TestSubgraph> {
  const stateDirectory = options.stateDirectory ?? mkdtempSync(join(tmpdir(), 'iza-security-'));
  const subgraph = await createSecuritySubgraph({
    fleet: { docker: [], embedded: [] },
    log: silentLog(),
    environment: 'development',
    version: '1.2.3',
    ...options,
    stateDirectory,
  });
  await subgraph.start();
  const contextFor = (caller: Caller, signal = new AbortController().signal): GraphContext => ({
    caller,
    requestId: 'req-1',
    signal,
    guard: subgraph.guard,
  });
  return {
    subgraph,
    stateDirectory,
    async restart(more = {}) {
      await subgraph.stop();
      return testSubgraph({ ...options, ...more, stateDirectory });
    },
    async ask(operation, variables = {}, caller = ADMIN) {
      const document = parse(operation);
      const result = await execute({
        schema: subgraph.schema,
        document,
        variableValues: variables,
        contextValue: contextFor(caller),
      });
      const [error] = result.errors ?? [];
      if (error) throw error.originalError ?? error;
      return JSON.parse(JSON.stringify(result.data)) as Record<string, unknown>;
    },
    async follow(operation, { signal, variables = {} } = {}) {
      const document = parse(operation);
      const result = await subscribe({
        schema: subgraph.schema,
        document,
        variableValues: variables,
        contextValue: contextFor(ADMIN, signal),
      });
      if (Symbol.asyncIterator in result) return result as AsyncGenerator<ExecutionResult>;
      throw result.errors?.[0]?.originalError ?? new Error('no stream');
    },
    async [Symbol.asyncDispose]() {
      await subgraph.stop();
      rmSync(stateDirectory, { recursive: true, force: true });
    },
  };
}
