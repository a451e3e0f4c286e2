import { print } from 'graphql';
import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import type { AliasCodec } from '../alias-codec.ts';
import type { ResolvedOperation } from '../resolve-operation.ts';
import type { TypeMembership } from '../supergraph.ts';
import { emitPlan } from './emit-plan.ts';
import { PlanBuilder } from './plan-builder.ts';
import type { Plan, PlanNode } from './plan-node.ts';
import { collectItems, itemsOf } from './selection-item.ts';
import type { Items } from './selection-item.ts';
import { readSubgraphModel } from './subgraph-model.ts';

export interface Planner {
  /** Throws TOO_COMPLEX or DEADLINE_EXCEEDED where an operation asks for too much. */
  plan(operation: ResolvedOperation): Plan;
}

/** Fields looked at per plan. A page of a rich user interface takes some hundred. */
const MAX_STEPS = 100_000;

export function createPlanner({
  supergraph,
  isMember,
  codec,
  deadlineMs,
}: {
  readonly supergraph: DocumentNode;
  readonly isMember: TypeMembership;
  readonly codec: AliasCodec;
  readonly deadlineMs: number;
}): Planner {
  const model = readSubgraphModel(supergraph);
  const rootTypes = rootTypeNames(supergraph);
  const planItems = (definition: OperationDefinitionNode, items: Items): Plan => {
    const builder = new PlanBuilder(model, isMember, { deadlineMs, maxSteps: MAX_STEPS });
    builder.placeRoot(rootTypes[definition.operation], items);
    return emitPlan(builder.drafts, definition.operation, variablePrinter(definition));
  };
  return {
    plan({ definition, fragments }) {
      const items = itemsOf(definition.selectionSet, fragments, codec);
      if (definition.operation !== 'mutation') return planItems(definition, items);
      const fields = collectItems(rootTypes.mutation, items, isMember).filter(
        ({ name }) => name !== '__typename',
      );
      const plans = fields.map((field) => planItems(definition, [field]));
      const nodes = plans.flatMap(({ node }) => node ?? []);
      if (isOneRequest(nodes)) return planItems(definition, fields);
      // A field is executed with all that it selects before the next one begins,
      // https://spec.graphql.org/October2021/#sec-Mutation.
      return nodes.length > 0 ? { node: { kind: 'Sequence', nodes } } : {};
    },
  };
}

/** Whether the fields need nothing but one subgraph, which then runs them in order by itself. */
function isOneRequest(nodes: readonly PlanNode[]): boolean {
  const [first] = nodes;
  return (
    first?.kind === 'RootFetch' &&
    nodes.every((node) => node.kind === 'RootFetch' && node.serviceName === first.serviceName)
  );
}

function variablePrinter({ variableDefinitions = [] }: OperationDefinitionNode) {
  const declarations = new Map(
    variableDefinitions.map(({ variable, type, defaultValue }) => [
      variable.name.value,
      `$${variable.name.value}: ${print(type)}${defaultValue ? ` = ${print(defaultValue)}` : ''}`,
    ]),
  );
  return (name: string): string => declarations.get(name) ?? '';
}

function rootTypeNames(supergraph: DocumentNode): Record<'query' | 'mutation' | 'subscription', string> {
  const names = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' };
  for (const definition of supergraph.definitions) {
    if (definition.kind !== 'SchemaDefinition') continue;
    for (const { operation, type } of definition.operationTypes) names[operation] = type.name.value;
  }
  return names;
}
