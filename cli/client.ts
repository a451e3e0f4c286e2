import { setTimeout as wait } from 'node:timers/promises';
import { isErrorCode, IzaError } from '#kernel/errors.ts';
import { backoffMs } from '#kernel/deadlines.ts';
import { escapeControls } from '#kernel/log.ts';
import { errorOf, followGraph, notAnswering, type AnswerError, type LiveEvent } from './follow-graph.ts';
import type { ClientSettings } from './settings.ts';

export type Variables = Readonly<Record<string, unknown>>;

export interface Answer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly AnswerError[];
}

interface Problem {
  readonly code?: unknown;
  readonly detail?: unknown;
}

/** The graph as the command line speaks to it. Errors of the graph are thrown with their code; partial data is given with a warning on standard error. */
export class Client {
  readonly settings: ClientSettings;

  constructor(settings: ClientSettings) {
    this.settings = settings;
  }

  /** `timeoutMs` where the work itself may take longer than a request usually does. */
  async ask<T>(
    query: string,
    variables: Variables = {},
    options: { readonly timeoutMs?: number } = {},
  ): Promise<T> {
    return this.#dataOf(await this.raw(query, variables, options)) as T;
  }

  /** The answer as the graph gave it. */
  async raw(
    query: string,
    variables: Variables = {},
    { timeoutMs = this.settings.timeoutMs }: { readonly timeoutMs?: number } = {},
  ): Promise<Answer> {
    const { status, text } = await this.#post({ query, variables }, timeoutMs);
    const answer = parseObject(text);
    if (answer && (answer.data !== undefined || answer.errors)) return answer;
    if (isErrorCode(answer?.code) && typeof answer.detail === 'string')
      throw new IzaError(answer.code, answer.detail);
    throw new IzaError(
      'BACKEND_ERROR',
      `What answers at ${this.settings.url} is not IzaOS: status ${status}, and no answer of a graph.`,
    );
  }

  /** Data of each event. Ends with the source, with `return()`, or with the error of the graph. */
  async *follow<T>(
    query: string,
    variables: Variables = {},
    onConnected?: () => void,
  ): AsyncGenerator<T, void, undefined> {
    for await (const event of this.followRaw(query, variables, onConnected)) yield this.#dataOf(event) as T;
  }

  /** Each event as the graph gave it, errors included. */
  followRaw(
    query: string,
    variables: Variables = {},
    onConnected?: () => void,
  ): AsyncGenerator<LiveEvent, void, undefined> {
    return followGraph(this.settings, { query, variables, onConnected });
  }

  /**
   * The same for subscriptions that can be resumed: when the connection is lost after it stood, says so, connects again and goes on after the last
   * cursor, so that nothing is left out. Gives up only for what waiting does not mend.
   */
  async *followResuming<T>(
    query: string,
    options: {
      readonly variables: Variables;
      readonly cursorOf: (data: T) => string;
      readonly onConnected?: () => void;
    },
  ): AsyncGenerator<T, void, undefined> {
    let { after } = options.variables;
    let connected = false;
    for (let attempt = 0; ; attempt++) {
      try {
        const onConnected = () => {
          if (connected) warn('connected again');
          else options.onConnected?.();
          connected = true;
          attempt = 0;
        };
        for await (const data of this.follow<T>(query, { ...options.variables, after }, onConnected)) {
          after = options.cursorOf(data);
          yield data;
        }
        return;
      } catch (error) {
        const mends =
          error instanceof IzaError &&
          (error.code === 'BACKEND_UNAVAILABLE' || error.code === 'SHUTTING_DOWN');
        if (!mends || !connected) throw error;
        if (attempt === 0) warn(`${error.message} Trying again until it answers; Ctrl-C ends this.`);
        await wait(200 + backoffMs(attempt, 200, 5000));
      }
    }
  }

  /** The data, with what is missing told as a warning; the first error when there is none. */
  #dataOf({ data, errors = [] }: Answer): unknown {
    if (errors[0] && (!data || Object.values(data).every((value) => value === null))) {
      const error = errorOf(errors[0]);
      const { noKeyBecause } = this.settings;
      if (error.code !== 'UNAUTHENTICATED' || noKeyBecause === undefined) throw error;
      throw new IzaError('UNAUTHENTICATED', noKeyBecause, { cause: error });
    }
    for (const { message } of errors) warn(message);
    return data;
  }

  async #post(body: unknown, timeoutMs: number): Promise<{ readonly status: number; readonly text: string }> {
    const { url, key } = this.settings;
    try {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: {
          'content-type': 'application/json',
          accept: 'application/graphql-response+json, application/json',
          ...(key !== undefined && { authorization: `Bearer ${key}` }),
        },
        // A redirect would carry the request to a place nobody named.
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
      });
      return { status: response.status, text: await response.text() };
    } catch (error) {
      if (!(error instanceof Error && error.name === 'TimeoutError'))
        throw notAnswering(this.settings, error);
      const message = `IzaOS did not answer within ${timeoutMs / 1000} s; --timeout gives it longer.`;
      throw new IzaError('DEADLINE_EXCEEDED', message, { cause: error });
    }
  }
}

function parseObject(text: string): (Answer & Problem) | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function warn(message: string): void {
  process.stderr.write(`iza-ctl: ${escapeControls(message)}\n`);
}
