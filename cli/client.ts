import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { isErrorCode, IzaError } from '#kernel/errors.ts';
import type { ClientSettings } from './settings.ts';

export type Variables = Readonly<Record<string, unknown>>;

interface Answer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly AnswerError[];
}

interface AnswerError {
  readonly message: string;
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** The graph as the command line speaks to it. Errors of the graph are thrown with their code; partial data is given with a warning on standard error. */
export class Client {
  readonly settings: ClientSettings;

  constructor(settings: ClientSettings) {
    this.settings = settings;
  }

  async ask<T>(query: string, variables: Variables = {}): Promise<T> {
    const { data, errors } = await this.raw(query, variables);
    if (errors && (!data || Object.values(data).every((value) => value === null))) throw errorOf(errors[0]!);
    for (const { message } of errors ?? []) process.stderr.write(`iza-ctl: warning: ${message}\n`);
    return data as T;
  }

  /** The answer as the graph gave it. */
  async raw(query: string, variables: Variables = {}): Promise<Answer> {
    const response = await this.fetch('/graphql', { query, variables });
    const answer = (await response.json().catch(() => undefined)) as
      | (Answer & { readonly code?: unknown; readonly detail?: unknown })
      | undefined;
    if (answer?.data !== undefined || answer?.errors) return answer;
    const message =
      typeof answer?.detail === 'string' ? answer.detail : `IzaOS answered with status ${response.status}.`;
    throw new IzaError(isErrorCode(answer?.code) ? answer.code : 'INTERNAL_SERVER_ERROR', message);
  }

  /** Data of each event. Ends with the source, with `return()`, or with the error of the graph. */
  async *follow<T>(query: string, variables: Variables = {}): AsyncGenerator<T, void, undefined> {
    const client = createClient({
      url: `${this.settings.url.replace(/^http/, 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${this.settings.key ?? ''}` },
      retryAttempts: 0,
    });
    try {
      for await (const { data, errors } of client.iterate({ query, variables })) {
        if (errors?.[0]) throw errorOf(errors[0]);
        yield data as T;
      }
    } catch (error) {
      throw this.#explain(error);
    } finally {
      await client.dispose();
    }
  }

  async fetch(path: string, body?: unknown): Promise<Response> {
    const { url, key, timeoutMs } = this.settings;
    try {
      return await fetch(`${url}${path}`, {
        ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
        headers: {
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(key !== undefined && { authorization: `Bearer ${key}` }),
        },
        signal: AbortSignal.timeout(timeoutMs),
      });
    } catch (error) {
      throw this.#explain(error);
    }
  }

  #explain(error: unknown): unknown {
    if (error instanceof IzaError) return error;
    if (Array.isArray(error) && error[0]) return errorOf(error[0] as AnswerError);
    if (error instanceof Error && error.name === 'TimeoutError') {
      return new IzaError(
        'DEADLINE_EXCEEDED',
        `IzaOS did not answer within ${this.settings.timeoutMs / 1000} s.`,
      );
    }
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
    if (code === 4401 || code === 4403) return new IzaError('UNAUTHENTICATED', 'The key is not valid here.');
    return new IzaError(
      'BACKEND_UNAVAILABLE',
      `IzaOS does not answer at ${this.settings.url}; start it with: iza-ctl start`,
      { cause: error },
    );
  }
}

function errorOf({ message, extensions = {} }: AnswerError): IzaError {
  const { code, field, violations } = extensions;
  return new IzaError(isErrorCode(code) ? code : 'INTERNAL_SERVER_ERROR', message, {
    ...(typeof field === 'string' && { field }),
    ...(Array.isArray(violations) && { data: { violations } }),
  });
}
