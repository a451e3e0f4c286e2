import type { IncomingMessage } from 'node:http';
import type { ExecutionResult, FormattedExecutionResult } from 'graphql';
import type { IzaError } from '#kernel/errors.ts';
import type { Caller, GraphContext } from '#schema/context.ts';
import type { Guard } from '#schema/guard.ts';
import type { Limits } from '../limits/limits.ts';
import { callerOf, keyOfHeaders } from './credential.ts';
import type { Authenticate } from './credential.ts';
import type { GatewayRequest } from './gateway-options.ts';
import type { LiveStreams, StreamEnd } from './live-streams.ts';
import { isRefused } from './operation-gate.ts';
import type { OperationGate, OperationRequest } from './operation-gate.ts';

/** What every request of a server shares. */
export interface RequestParts {
  readonly gate: OperationGate;
  readonly streams: LiveStreams;
  readonly limits: Limits;
  readonly guard: Guard;
  readonly authenticate: Authenticate | undefined;
}

/** One request. A class, as there is one for each: its methods are made once, and its signal only for whoever asks for it. */
export class RequestScope implements GatewayRequest {
  readonly requestId: string;
  readonly #request: IncomingMessage;
  readonly #parts: RequestParts;
  #abort: AbortController | undefined;
  #cancelled: IzaError | undefined;

  constructor(request: IncomingMessage, requestId: string, parts: RequestParts) {
    this.requestId = requestId;
    this.#request = request;
    this.#parts = parts;
  }

  get limits(): Limits {
    return this.#parts.limits;
  }

  get signal(): AbortSignal {
    if (!this.#abort) {
      this.#abort = new AbortController();
      if (this.#cancelled) this.#abort.abort(this.#cancelled);
    }
    return this.#abort.signal;
  }

  /** Ends what the request has under way. */
  cancel(reason: IzaError): void {
    this.#cancelled = reason;
    this.#abort?.abort(reason);
  }

  authenticate(): Promise<Caller> {
    return callerOf(keyOfHeaders(this.#request.headers), this.#parts.authenticate);
  }

  contextFor(caller: Caller, signal: AbortSignal = this.signal): GraphContext {
    return { caller, requestId: this.requestId, signal, guard: this.#parts.guard };
  }

  async execute(operation: OperationRequest, context: GraphContext): Promise<FormattedExecutionResult> {
    const { gate } = this.#parts;
    const admission = gate.admitOwn(operation, context);
    return isRefused(admission)
      ? gate.formatted(admission, context.requestId)
      : gate.execute(admission, context);
  }

  async subscribe(
    operation: OperationRequest,
    context: GraphContext,
  ): Promise<AsyncIterableIterator<FormattedExecutionResult> | FormattedExecutionResult> {
    const { gate } = this.#parts;
    const admission = gate.admitOwn(operation, context);
    if (isRefused(admission)) return gate.formatted(admission, context.requestId);
    const source = await gate.subscribe(admission, context);
    if (!(Symbol.asyncIterator in source)) return gate.formatted(source, context.requestId);
    const format = ({ value, done }: IteratorResult<ExecutionResult>) =>
      done
        ? { value: undefined, done: true as const }
        : { value: gate.formatted(value, context.requestId), done: false as const };
    const formatted: AsyncIterableIterator<FormattedExecutionResult> = {
      [Symbol.asyncIterator]: () => formatted,
      next: async () => format(await source.next()),
      return: async () => {
        await source.return?.();
        return { value: undefined, done: true };
      },
    };
    return formatted;
  }

  holdStream(caller: Caller, end: (reason: StreamEnd) => void): () => void {
    return this.#parts.streams.open(caller.id, end);
  }
}
