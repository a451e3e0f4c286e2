import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isObjectType,
  isOutputType,
} from 'graphql';
import type { GraphQLCompositeType, GraphQLObjectType, GraphQLOutputType } from 'graphql';

/**
 * What a route answers with. A connection and a list become `{ items, … }`, an object is itself, a value is a bare scalar. `item` is what
 * `?fields=` chooses from.
 */
export type Answer =
  | {
      readonly kind: 'connection';
      readonly connection: GraphQLObjectType;
      readonly item: GraphQLCompositeType;
    }
  | { readonly kind: 'list'; readonly item: GraphQLCompositeType }
  | { readonly kind: 'object'; readonly item: GraphQLCompositeType }
  | { readonly kind: 'value' };

export function answerOf(type: GraphQLOutputType): Answer {
  const named = getNamedType(type);
  if (!isCompositeType(named)) return { kind: 'value' };
  if (isListType(getNullableType(type))) return { kind: 'list', item: named };
  const item = connectionItem(named);
  return item && isObjectType(named)
    ? { kind: 'connection', connection: named, item }
    : { kind: 'object', item: named };
}

/** The type of a connection's nodes; undefined for any other type. */
export function connectionItem(type: GraphQLCompositeType): GraphQLCompositeType | undefined {
  if (!isObjectType(type)) return undefined;
  const { nodes, pageInfo } = type.getFields();
  if (!nodes || !pageInfo || !isOutputType(nodes.type)) return undefined;
  const item = getNamedType(nodes.type);
  return isCompositeType(item) ? item : undefined;
}
