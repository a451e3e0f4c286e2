import { createHash } from 'node:crypto';
import {
  GraphQLError,
  NoSchemaIntrospectionCustomRule,
  getOperationAST,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { readAppliedDirectives } from '#schema/directives.ts';
import { checkStructure } from '../limits/check-structure.ts';
import type { Limits } from '../limits/limits.ts';
import { createFactsSource } from '../limits/operation-facts.ts';
import type { FactsSource, OperationFacts } from '../limits/operation-facts.ts';
import { parseDocument } from '../limits/parse-document.ts';

export interface DocumentCacheOptions {
  readonly schema: GraphQLSchema;
  readonly supergraphSdl: string;
  readonly limits: Limits;
  readonly introspection: boolean;
  /** Leaves `Did you mean` out of errors, which otherwise tells a schema piece by piece. */
  readonly hideSuggestions: boolean;
  /** Text kept in all, UTF-16 units; the parsed form takes some ten times as much. */
  readonly maxTextLength?: number;
}

/** A document that is within the limits of shape and valid. The same object for the same text, so that plans can be cached by it. */
export class PreparedDocument {
  readonly document: DocumentNode;
  readonly #source: FactsSource;
  readonly #facts = new Map<string | null, OperationFacts>();

  constructor(document: DocumentNode, source: FactsSource) {
    this.document = document;
    this.#source = source;
  }

  /** Facts of the operation that a request names. Throws a GraphQLError when that is none or not clear. */
  facts(operationName: string | null | undefined): OperationFacts {
    const name = operationName ?? null;
    const known = this.#facts.get(name);
    if (known) return known;
    const operation = getOperationAST(this.document, name);
    if (!operation) {
      throw new GraphQLError(
        name === null
          ? 'operationName must say which operation of the document to run.'
          : `The document has no operation "${name}".`,
        { extensions: { code: 'BAD_USER_INPUT' } },
      );
    }
    const facts = this.#source.factsOf(this.document, operation);
    this.#facts.set(name, facts);
    return facts;
  }
}

/** Parses, measures and validates each text once. */
export class DocumentCache {
  readonly #options: DocumentCacheOptions;
  readonly #facts: FactsSource;
  readonly #byDocument = new WeakMap<DocumentNode, PreparedDocument>();
  /** In two generations, as in LruCache: reading what is in use writes nothing. */
  #recent = new Map<string, PreparedDocument>();
  #older = new Map<string, PreparedDocument>();
  #recentLength = 0;

  constructor(options: DocumentCacheOptions) {
    this.#options = options;
    this.#facts = createFactsSource(options.schema, readAppliedDirectives(options.supergraphSdl));
  }

  /** Throws TOO_COMPLEX, a GraphQLError for a syntax error, or an InvalidDocument with what validation found. */
  prepare(text: string): PreparedDocument {
    const known = this.#recent.get(text);
    if (known) return known;
    const older = this.#older.get(text);
    if (older) return this.#keep(text, older);
    const { schema, limits, introspection, hideSuggestions } = this.#options;
    const located = parseDocument(text, limits.tokens);
    checkStructure(located, limits);
    const rules = introspection ? specifiedRules : [...specifiedRules, NoSchemaIntrospectionCustomRule];
    const errors = validate(schema, located, rules, { hideSuggestions });
    if (errors.length > 0) throw new InvalidDocument(errors);
    // Locations are for validation's messages; kept, they would hold the whole token list of every cached document.
    return this.#keep(text, new PreparedDocument(parse(text, { noLocation: true }), this.#facts));
  }

  /** For a document that came back from elsewhere. */
  of(document: DocumentNode): PreparedDocument {
    const known = this.#byDocument.get(document);
    if (known) return known;
    checkStructure(document, this.#options.limits);
    const prepared = new PreparedDocument(document, this.#facts);
    this.#byDocument.set(document, prepared);
    return prepared;
  }

  #keep(text: string, prepared: PreparedDocument): PreparedDocument {
    const half = (this.#options.maxTextLength ?? 2_000_000) / 2;
    if (this.#recentLength + text.length > half) {
      this.#older = this.#recent;
      this.#recent = new Map();
      this.#recentLength = 0;
    }
    this.#recent.set(text, prepared);
    this.#recentLength += text.length;
    this.#byDocument.set(prepared.document, prepared);
    return prepared;
  }
}

/** A document that parses but does not fit the schema. */
export class InvalidDocument extends Error {
  readonly errors: readonly GraphQLError[];

  constructor(errors: readonly GraphQLError[]) {
    super('The document is not valid.');
    this.name = 'InvalidDocument';
    this.errors = errors;
  }
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
