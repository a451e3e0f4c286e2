import { Kind, OperationTypeNode, executeSync } from 'graphql';
import type { DocumentNode, FieldNode, GraphQLSchema } from 'graphql';
import type { ResolvedOperation } from './resolve-operation.ts';

/**
 * `__schema` or `__type` of one operation: the value for given variables, answered from the API schema. A value that
 * depends on no variable is computed once.
 */
export function introspectionField({
  schema,
  operation,
  key,
  nodes,
}: {
  readonly schema: GraphQLSchema;
  readonly operation: ResolvedOperation;
  readonly key: string;
  readonly nodes: readonly FieldNode[];
}): (variables: Readonly<Record<string, unknown>>) => unknown {
  const { variableDefinitions } = operation.definition;
  const document: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [
      {
        kind: Kind.OPERATION_DEFINITION,
        // Below a mutation's payload the query type may stand again; its introspection is a query all the same.
        operation: OperationTypeNode.QUERY,
        ...(variableDefinitions && { variableDefinitions }),
        selectionSet: { kind: Kind.SELECTION_SET, selections: nodes },
      },
      ...operation.fragments.values(),
    ],
  };
  const answer = (variableValues: Readonly<Record<string, unknown>>) =>
    executeSync({ schema, document, variableValues }).data?.[key] ?? null;
  if (variableDefinitions && variableDefinitions.length > 0) return answer;
  let cached: unknown;
  return () => (cached ??= answer({}));
}
