import { Kind, parse, valueFromASTUntyped } from 'graphql';
import type { DocumentNode } from 'graphql';

/** Name → routing URL of every subgraph, read from `enum join__Graph`. Names are the subgraphs' own, not the enum's. */
export function subgraphUrls(supergraph: string | DocumentNode): Record<string, string> {
  return Object.fromEntries(joinGraphs(supergraph).map(({ name, url }) => [name, url]));
}

interface JoinGraph {
  /** Value of `enum join__Graph`, as it stands in `@join__field(graph:)`. */
  readonly enumValue: string;
  readonly name: string;
  readonly url: string;
}

export function joinGraphs(supergraph: string | DocumentNode): readonly JoinGraph[] {
  const document = typeof supergraph === 'string' ? parse(supergraph, { noLocation: true }) : supergraph;
  const graphs: JoinGraph[] = [];
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.ENUM_TYPE_DEFINITION || definition.name.value !== 'join__Graph') continue;
    for (const value of definition.values ?? []) {
      const directive = value.directives?.find(({ name }) => name.value === 'join__graph');
      const argumentValues = new Map(
        directive?.arguments?.map(({ name, value }) => [name.value, valueFromASTUntyped(value)]),
      );
      graphs.push({
        enumValue: value.name.value,
        name: String(argumentValues.get('name') ?? value.name.value),
        url: String(argumentValues.get('url') ?? ''),
      });
    }
  }
  return graphs;
}
