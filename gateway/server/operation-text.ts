import { IzaError } from '#kernel/errors.ts';
import { hashOf } from './document-cache.ts';
import type { PersistedOperations } from './gateway-options.ts';
import type { OperationRequest } from './operation-gate.ts';
import type { TextStore } from './text-store.ts';

/** Finds the text of a request: its own, a listed one, or one registered by its hash before (automatic persisted queries). */
export class OperationText {
  readonly #registered: TextStore;
  readonly #listed: PersistedOperations | undefined;

  constructor(registered: TextStore, listed: PersistedOperations | undefined) {
    this.#registered = registered;
    this.#listed = listed;
  }

  /** Throws BAD_USER_INPUT without any text, PERSISTED_QUERY_NOT_FOUND, and FORBIDDEN for a text that must be listed and is not. */
  of(request: OperationRequest): string {
    const hash = persistedHash(request);
    const text = typeof request.query === 'string' && request.query !== '' ? request.query : undefined;
    const listed = this.#listed?.operations.get(hash ?? (text === undefined ? '' : hashOf(text)));
    if (this.#listed?.mode === 'only') {
      if (listed !== undefined && (text === undefined || text === listed)) return listed;
      throw new IzaError(
        'FORBIDDEN',
        'Only listed operations may be run here; send extensions.persistedQuery.sha256Hash of one of them.',
      );
    }
    if (text !== undefined) {
      if (hash !== undefined && hashOf(text) !== hash) {
        throw new IzaError(
          'BAD_USER_INPUT',
          'extensions.persistedQuery.sha256Hash is not the hash of query.',
          {
            field: 'extensions.persistedQuery.sha256Hash',
          },
        );
      }
      return text;
    }
    if (hash === undefined)
      throw new IzaError('BAD_USER_INPUT', 'query must be the text of a GraphQL document.', {
        field: 'query',
      });
    const found = listed ?? this.#registered.peek(hash);
    if (found !== undefined) return found;
    // The exact words are what clients of automatic persisted queries look for.
    throw new IzaError('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound');
  }

  /** Registers a valid text that was named by its hash. */
  remember(request: OperationRequest, text: string): void {
    const hash = persistedHash(request);
    if (hash !== undefined) this.#registered.put(hash, text);
  }
}

/** The hash that a request names its document by, https://github.com/apollographql/apollo-link-persisted-queries#protocol. */
function persistedHash({ extensions }: OperationRequest): string | undefined {
  const persisted = extensions?.['persistedQuery'];
  if (typeof persisted !== 'object' || persisted === null) return undefined;
  const { sha256Hash } = persisted as { readonly sha256Hash?: unknown };
  return typeof sha256Hash === 'string' ? sha256Hash.toLowerCase() : undefined;
}
