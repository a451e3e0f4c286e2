import { Kind, parse, valueFromASTUntyped, visit } from 'graphql';
import type { DocumentNode } from 'graphql';

export interface JoinGraph {
  /** Value of `enum join__Graph`, as it stands in `@join__field(graph:)`. */
  readonly enumValue: string;
  readonly name: string;
  readonly url: string;
}

/** Name → routing URL of every subgraph, read from `enum join__Graph`. Names are the subgraphs' own, not the enum's. */
export function subgraphUrls(supergraph: string | DocumentNode): Record<string, string> {
  return Object.fromEntries(joinGraphs(supergraph).map(({ name, url }) => [name, url]));
}

/** Whether an object of the runtime type `typeName` is selected by a fragment on `condition`. */
export type TypeMembership = (typeName: unknown, condition: string) => boolean;

/** Membership over all types of the supergraph, inaccessible ones included: plans speak of those too. */
export function typeMembership(supergraph: DocumentNode): TypeMembership {
  const members = new Map<string, Set<string>>();
  const add = (condition: string, member: string) => {
    const known = members.get(condition);
    if (known) known.add(member);
    else members.set(condition, new Set([member]));
  };
  for (const definition of supergraph.definitions) {
    if (
      definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
      definition.kind === Kind.INTERFACE_TYPE_DEFINITION
    ) {
      for (const { name } of definition.interfaces ?? []) add(name.value, definition.name.value);
    }
    if (definition.kind === Kind.UNION_TYPE_DEFINITION) {
      for (const { name } of definition.types ?? []) add(definition.name.value, name.value);
    }
  }
  return (typeName, condition) =>
    typeName === condition || (members.get(condition)?.has(typeName as string) ?? false);
}

/** Names of all object types. */
export function objectTypeNames(supergraph: DocumentNode): ReadonlySet<string> {
  return new Set(
    supergraph.definitions.flatMap((node) =>
      node.kind === Kind.OBJECT_TYPE_DEFINITION ? [node.name.value] : [],
    ),
  );
}

/** Names of the fields that plans read by themselves: those of keys and `@requires`. */
export function plannedFieldNames(supergraph: DocumentNode): ReadonlySet<string> {
  const names = new Set<string>();
  visit(supergraph, {
    Directive({ name, arguments: given = [] }) {
      if (name.value !== 'join__type' && name.value !== 'join__field') return;
      for (const { name: argument, value } of given) {
        if ((argument.value !== 'key' && argument.value !== 'requires') || value.kind !== Kind.STRING)
          continue;
        for (const [word] of value.value.matchAll(/\w+/g)) names.add(word);
      }
    },
  });
  return names;
}

export function joinGraphs(supergraph: string | DocumentNode): readonly JoinGraph[] {
  const document = typeof supergraph === 'string' ? parse(supergraph, { noLocation: true }) : supergraph;
  const graphs: JoinGraph[] = [];
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.ENUM_TYPE_DEFINITION || definition.name.value !== 'join__Graph') continue;
    for (const value of definition.values ?? []) {
      const directive = value.directives?.find(({ name }) => name.value === 'join__graph');
      const argumentValues = new Map(
        directive?.arguments?.map((argument) => [argument.name.value, valueFromASTUntyped(argument.value)]),
      );
      graphs.push({
        enumValue: value.name.value,
        name: textOf(argumentValues.get('name')) ?? value.name.value,
        url: textOf(argumentValues.get('url')) ?? '',
      });
    }
  }
  return graphs;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
