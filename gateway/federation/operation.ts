import { getVariableValues, print } from 'graphql';
import type {
  DocumentNode,
  FragmentDefinitionNode,
  GraphQLError,
  GraphQLSchema,
  OperationDefinitionNode,
} from 'graphql';
import { LruCache } from './lru-cache.ts';
import { compilePlan } from './plan-compiler.ts';
import type { CompileContext, CompiledPlan } from './plan-compiler.ts';
import type { Planner } from './planning/planner.ts';
import {
  conditionVariables,
  reachableFragments,
  resolveConditions,
  selectOperation,
} from './resolve-operation.ts';
import { compileResponseShape } from './response-shape.ts';
import type { ResponseShape } from './response-shape.ts';

export interface OperationContext<C> extends CompileContext<C> {
  readonly apiSchema: GraphQLSchema;
  readonly planner: Planner;
}

/** One operation under one set of condition values, ready to run any number of times. */
export interface CompiledOperation<C> extends CompiledPlan<C> {
  readonly shape: ResponseShape;
}

/** Plans kept per operation: with n conditions there are up to 2ⁿ. */
const MAX_VARIANTS = 32;

/** One operation of a document. Compiles on first use per set of condition values, and remembers. */
export class Operation<C> {
  readonly definition: OperationDefinitionNode;
  readonly #context: OperationContext<C>;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #conditions: readonly string[];
  readonly #variants = new LruCache<string, CompiledOperation<C>>(MAX_VARIANTS);

  constructor(
    document: DocumentNode,
    operationName: string | null | undefined,
    context: OperationContext<C>,
  ) {
    this.definition = selectOperation(document, operationName);
    this.#context = context;
    this.#fragments = reachableFragments(document, this.definition);
    this.#conditions = conditionVariables(this.definition, this.#fragments);
  }

  /** Coerced variables, https://spec.graphql.org/October2021/#CoerceVariableValues(), or what is wrong with them. */
  coerceVariables(
    inputs: Readonly<Record<string, unknown>> | null | undefined,
  ):
    | { readonly variables: Readonly<Record<string, unknown>> }
    | { readonly errors: readonly GraphQLError[] } {
    const definitions = this.definition.variableDefinitions;
    if (!definitions || definitions.length === 0) return { variables: {} };
    const { errors, coerced } = getVariableValues(this.#context.apiSchema, definitions, inputs ?? {}, {
      maxErrors: 50,
    });
    return errors ? { errors: errors.map(asBadInput) } : { variables: coerced };
  }

  /** Throws an IzaError when the operation cannot be planned, a GraphQLError when a condition is null. */
  compiled(variables: Readonly<Record<string, unknown>>): CompiledOperation<C> {
    let key = '';
    for (const name of this.#conditions)
      key += variables[name] === true ? 't' : variables[name] === false ? 'f' : 'n';
    let compiled = this.#variants.get(key);
    if (!compiled) this.#variants.set(key, (compiled = this.#compile(variables)));
    return compiled;
  }

  #compile(variables: Readonly<Record<string, unknown>>): CompiledOperation<C> {
    const { apiSchema, planner, codec } = this.#context;
    const resolved = resolveConditions(this.definition, this.#fragments, variables);
    const plan = compilePlan(planner.plan(resolved), this.#context);
    return { ...plan, shape: compileResponseShape(apiSchema, resolved, codec) };
  }
}

/** The errors are new and nobody else's. */
function asBadInput(error: GraphQLError): GraphQLError {
  Object.assign(error.extensions, { code: 'BAD_USER_INPUT', http: { status: 400 } });
  return error;
}

/** Operations by document and name: by identity, and by text for callers that parse anew. */
export class OperationCache<C> {
  readonly #context: OperationContext<C>;
  readonly #byDocument = new WeakMap<DocumentNode, Map<string | null, Operation<C>>>();
  readonly #byText: LruCache<string, Operation<C>>;

  constructor(context: OperationContext<C>, limit: number) {
    this.#context = context;
    this.#byText = new LruCache(limit);
  }

  /** Throws a GraphQLError when the document has no such operation. */
  get(document: DocumentNode, operationName: string | null | undefined): Operation<C> {
    const name = operationName ?? null;
    let named = this.#byDocument.get(document);
    const known = named?.get(name);
    if (known) return known;
    const text = `${name ?? ''}\0${document.loc?.source.body ?? print(document)}`;
    let operation = this.#byText.get(text);
    if (!operation) this.#byText.set(text, (operation = new Operation(document, name, this.#context)));
    if (!named) this.#byDocument.set(document, (named = new Map()));
    named.set(name, operation);
    return operation;
  }
}
