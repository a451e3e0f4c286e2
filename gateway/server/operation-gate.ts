import { GraphQLError } from 'graphql';
import type { DocumentNode, ExecutionResult, FormattedExecutionResult } from 'graphql';
import { withDeadline } from '#kernel/deadlines.ts';
import { IzaError } from '#kernel/errors.ts';
import { hasScope } from '#schema/context.ts';
import type { Caller, GraphContext } from '#schema/context.ts';
import type { FederationExecutor } from '../federation/index.ts';
import type { Limits } from '../limits/limits.ts';
import { InvalidDocument } from './document-cache.ts';
import type { DocumentCache, PreparedDocument } from './document-cache.ts';
import { toGraphQLError } from './format-error.ts';
import type { ErrorFormatter } from './format-error.ts';
import type { OperationText } from './operation-text.ts';

export interface OperationRequest {
  /** The document's text; absent when `extensions.persistedQuery` names it. */
  readonly query?: string | null | undefined;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | null | undefined;
}

/** An operation that this caller may run. */
export interface Admitted {
  readonly document: DocumentNode;
  readonly kind: 'query' | 'mutation' | 'subscription';
  readonly operationName: string | null | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface Refused {
  readonly errors: readonly GraphQLError[];
}

/** A mutation that its caller has no scope for. It ends at the gate, before the guard would note it. */
export interface ForbiddenAttempt {
  readonly action: string;
  readonly caller: Caller;
  readonly requestId: string;
}

/**
 * What every transport passes an operation through: persisted text, limits, validity, scopes, then the executor. Nothing is planned or
 * resolved for an operation that is refused.
 */
export class OperationGate {
  readonly documents: DocumentCache;
  readonly #executor: FederationExecutor<GraphContext>;
  readonly #limits: Limits;
  readonly #format: ErrorFormatter;
  readonly #texts: OperationText;
  readonly #onForbidden: (attempt: ForbiddenAttempt) => void;

  constructor(options: {
    readonly documents: DocumentCache;
    readonly executor: FederationExecutor<GraphContext>;
    readonly limits: Limits;
    readonly format: ErrorFormatter;
    readonly texts: OperationText;
    /** For the audit trail. */
    readonly onForbidden?: (attempt: ForbiddenAttempt) => void;
  }) {
    this.documents = options.documents;
    this.#executor = options.executor;
    this.#limits = options.limits;
    this.#format = options.format;
    this.#texts = options.texts;
    this.#onForbidden = options.onForbidden ?? (() => {});
  }

  /** For operations of this server's own making (REST): a list of operations that clients may send does not concern them. Never throws. */
  admitOwn(request: OperationRequest, { caller, requestId }: Asker): Admitted | Refused {
    try {
      const prepared = this.documents.prepare(request.query ?? '');
      return this.#checkNoting(prepared, request, { caller, requestId });
    } catch (error) {
      return { errors: refusalsOf(error) };
    }
  }

  /** For operations of clients. Never throws. */
  admit(request: OperationRequest, asker: Asker): Admitted | Refused {
    try {
      const text = this.#texts.of(request);
      const prepared = this.documents.prepare(text);
      this.#texts.remember(request, text);
      return this.#checkNoting(prepared, request, asker);
    } catch (error) {
      return { errors: refusalsOf(error) };
    }
  }

  #checkNoting(prepared: PreparedDocument, request: OperationRequest, asker: Asker): Admitted {
    try {
      return this.check(prepared, request, asker.caller);
    } catch (error) {
      const { caller, requestId } = asker;
      for (const action of forbiddenActions(error, prepared, request, caller))
        this.#onForbidden({ action, caller, requestId });
      throw error;
    }
  }

  /** Scopes and cost. Throws FORBIDDEN, TOO_COMPLEX, BODY_TOO_LARGE, or a GraphQLError for an operation name that fits none. */
  check(prepared: PreparedDocument, request: OperationRequest, caller: Caller): Admitted {
    const { operationName } = request;
    const variables = request.variables ?? {};
    const { operation, scopes, closed, cost } = prepared.facts(operationName);
    if (closed.length > 0)
      throw new IzaError('FORBIDDEN', `${closed[0]} cannot be called: no scope opens it.`, {
        field: closed[0]!,
      });
    for (const [scope, field] of scopes) {
      if (hasScope(caller.scopes, scope)) continue;
      throw new IzaError(
        'FORBIDDEN',
        `${field} needs the scope ${scope}, which ${caller.name} does not have.`,
        { field, data: { scope } },
      );
    }
    const total = cost(variables);
    if (!(total <= this.#limits.cost)) {
      throw new IzaError(
        'TOO_COMPLEX',
        `The operation costs ${total}; at most ${this.#limits.cost} is allowed. Ask for shorter lists.`,
        {
          data: { limit: 'cost', maximum: this.#limits.cost },
        },
      );
    }
    return { document: prepared.document, kind: operation.operation, operationName, variables };
  }

  /** Runs a query or mutation within the deadline of one operation; errors come formatted. Never rejects. */
  async execute(admitted: Admitted, context: GraphContext): Promise<FormattedExecutionResult> {
    const result = await this.executeRaw(admitted, context);
    return result.errors ? this.formatted(result, context.requestId) : (result as FormattedExecutionResult);
  }

  async executeRaw(admitted: Admitted, context: GraphContext): Promise<ExecutionResult> {
    const { document, operationName, variables } = admitted;
    try {
      return await withDeadline(
        { ms: this.#limits.operationMs, what: 'The operation', parent: context.signal },
        (signal) =>
          this.#executor.execute({
            document,
            operationName,
            variables,
            context: { ...context, signal },
            signal,
          }),
      );
    } catch (error) {
      return { errors: [toGraphQLError(error)] };
    }
  }

  /** Events of a subscription, not formatted yet, or why it could not begin. Ends with `context.signal`. Never rejects. */
  async subscribe(
    admitted: Admitted,
    context: GraphContext,
  ): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult> {
    const { document, operationName, variables } = admitted;
    try {
      return await this.#executor.subscribe({
        document,
        operationName,
        variables,
        context,
        signal: context.signal,
      });
    } catch (error) {
      return { errors: [toGraphQLError(error)] };
    }
  }

  formatted(result: ExecutionResult, requestId: string): FormattedExecutionResult {
    const { errors, ...rest } = result;
    if (!errors) return rest;
    return { errors: errors.map((error) => this.#format(error, requestId)), ...rest };
  }
}

type Asker = Pick<GraphContext, 'caller' | 'requestId'>;

/** One mutation for each scope that is missing. */
function forbiddenActions(
  error: unknown,
  prepared: PreparedDocument,
  { operationName }: OperationRequest,
  caller: Caller,
): readonly string[] {
  if (!(error instanceof IzaError) || error.code !== 'FORBIDDEN') return [];
  const { scopes } = prepared.facts(operationName);
  return [...scopes].flatMap(([scope, field]) =>
    field.startsWith('Mutation.') && !hasScope(caller.scopes, scope) ? [field.slice('Mutation.'.length)] : [],
  );
}

export function isRefused(admission: Admitted | Refused): admission is Refused {
  return 'errors' in admission;
}

function refusalsOf(error: unknown): readonly GraphQLError[] {
  if (error instanceof InvalidDocument)
    return error.errors.map((found) => withCode(found, 'GRAPHQL_VALIDATION_FAILED'));
  if (error instanceof GraphQLError && error.extensions['code'] === undefined)
    return [withCode(error, 'GRAPHQL_PARSE_FAILED')];
  return [toGraphQLError(error)];
}

function withCode(error: GraphQLError, code: string): GraphQLError {
  return new GraphQLError(error.message, {
    source: error.source,
    positions: error.positions,
    extensions: { ...error.extensions, code },
  });
}
