import { GraphQLError, Lexer, Source, TokenKind, parse } from 'graphql';
import type { DocumentNode } from 'graphql';
import { IzaError } from '#kernel/errors.ts';

/** The document; a GraphQLError with its location when it is not one, TOO_COMPLEX when it has more tokens than `maxTokens`. */
export function parseDocument(text: string, maxTokens: number): DocumentNode {
  try {
    return parse(text, { maxTokens });
  } catch (error) {
    if (error instanceof RangeError || hasMoreTokens(text, maxTokens)) throw tooManyTokens(maxTokens);
    if (error instanceof GraphQLError) throw error;
    throw new GraphQLError('The document cannot be read.', {
      originalError: error instanceof Error ? error : null,
    });
  }
}

/** Asked only after a failure: graphql-js tells the two kinds of failure apart by nothing but the message. */
function hasMoreTokens(text: string, maxTokens: number): boolean {
  const lexer = new Lexer(new Source(text));
  try {
    for (let count = 0; count <= maxTokens; count += 1)
      if (lexer.advance().kind === TokenKind.EOF) return false;
    return true;
  } catch {
    return false;
  }
}

function tooManyTokens(maxTokens: number): IzaError {
  return new IzaError(
    'TOO_COMPLEX',
    `The document is longer than ${maxTokens} tokens or nested too deeply to be read.`,
    {
      data: { limit: 'tokens', maximum: maxTokens },
    },
  );
}
