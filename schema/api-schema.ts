import { Kind, buildASTSchema, valueFromASTUntyped, visit } from 'graphql';
import type {
  ASTNode,
  ConstDirectiveNode,
  DefinitionNode,
  DirectiveDefinitionNode,
  DocumentNode,
  GraphQLSchema,
} from 'graphql';

/** Directives that a client's schema keeps where they are applied. */
const CLIENT_DIRECTIVES = new Set(['deprecated', 'specifiedBy', 'oneOf']);
const BUILT_IN_DIRECTIVES = new Set([...CLIENT_DIRECTIVES, 'skip', 'include']);
const EXECUTABLE_LOCATIONS = new Set([
  'QUERY',
  'MUTATION',
  'SUBSCRIPTION',
  'FIELD',
  'FRAGMENT_DEFINITION',
  'FRAGMENT_SPREAD',
  'INLINE_FRAGMENT',
  'VARIABLE_DEFINITION',
]);

/**
 * What clients see of a supergraph: without the machinery of its core features (join, link, tag, …) and without
 * inaccessible elements, https://specs.apollo.dev/inaccessible/v0.2.
 */
export function buildApiSchema(supergraph: DocumentNode): GraphQLSchema {
  const namespaces = featureNamespaces(supergraph);
  const inaccessible = namespaces.get('inaccessible') ?? 'inaccessible';
  const isMachinery = (name: string) =>
    [...namespaces.values()].some((namespace) => name === namespace || name.startsWith(`${namespace}__`));
  const typesCarryJoin = everyTypeCarriesJoin(supergraph);
  const isHidden = (node: ASTNode) =>
    'directives' in node && (node.directives ?? []).some(({ name }) => name.value === inaccessible);

  const kept = supergraph.definitions.filter((definition) => {
    if (definition.kind === Kind.SCHEMA_DEFINITION) return true;
    if (!('name' in definition) || !definition.name) return false;
    if (definition.kind === Kind.DIRECTIVE_DEFINITION)
      return isClientDirective(definition) && !isMachinery(definition.name.value);
    if (isMachinery(definition.name.value) || isHidden(definition)) return false;
    // An enum or input that only a composed directive's arguments use belongs to no subgraph's API.
    return !typesCarryJoin || hasDirective(definition, 'join__type');
  });
  const typeNames = new Set(kept.flatMap((node) => ('name' in node && node.name ? [node.name.value] : [])));
  const document = visit({ kind: Kind.DOCUMENT, definitions: kept } satisfies DocumentNode, {
    enter(node) {
      if (node.kind === Kind.DIRECTIVE) return CLIENT_DIRECTIVES.has(node.name.value) ? undefined : null;
      return isHidden(node) ? null : undefined;
    },
    ObjectTypeDefinition: {
      leave: (node) => ({
        ...node,
        interfaces: node.interfaces?.filter(({ name }) => typeNames.has(name.value)),
      }),
    },
    InterfaceTypeDefinition: {
      leave: (node) => ({
        ...node,
        interfaces: node.interfaces?.filter(({ name }) => typeNames.has(name.value)),
      }),
    },
    UnionTypeDefinition: {
      leave: (node) => ({ ...node, types: node.types?.filter(({ name }) => typeNames.has(name.value)) }),
    },
    SchemaDefinition: {
      leave: (node) => ({
        ...node,
        operationTypes: node.operationTypes.filter(({ type }) => typeNames.has(type.name.value)),
      }),
    },
  });
  return buildASTSchema(document, { assumeValidSDL: true });
}

/** Local names of the core features linked by the schema definition: identity's last part → namespace in use. */
function featureNamespaces(supergraph: DocumentNode): Map<string, string> {
  const namespaces = new Map([
    ['link', 'link'],
    ['core', 'core'],
    ['join', 'join'],
  ]);
  for (const definition of supergraph.definitions) {
    if (definition.kind !== Kind.SCHEMA_DEFINITION && definition.kind !== Kind.SCHEMA_EXTENSION) continue;
    for (const directive of definition.directives ?? []) {
      const url = argumentOf(directive, 'url') ?? argumentOf(directive, 'feature');
      const name = typeof url === 'string' ? featureName(url) : undefined;
      if (name === undefined) continue;
      const alias = argumentOf(directive, 'as');
      namespaces.set(name, typeof alias === 'string' ? alias : name);
    }
  }
  return namespaces;
}

function featureName(url: string): string | undefined {
  const parts = url.split(/[?#]/)[0]?.split('/').filter(Boolean) ?? [];
  const last = parts.at(-1);
  return last !== undefined && /^v\d+(\.\d+)*$/.test(last) ? parts.at(-2) : last;
}

function argumentOf(directive: ConstDirectiveNode, name: string): unknown {
  const argument = directive.arguments?.find((candidate) => candidate.name.value === name);
  return argument && valueFromASTUntyped(argument.value);
}

/** Since join v0.2 scalars and enums carry `@join__type` as well, so its absence means something. */
function everyTypeCarriesJoin(supergraph: DocumentNode): boolean {
  return supergraph.definitions.some(
    (definition) =>
      definition.kind === Kind.DIRECTIVE_DEFINITION &&
      definition.name.value === 'join__type' &&
      definition.locations.some(({ value }) => value === 'SCALAR'),
  );
}

function isClientDirective(definition: DirectiveDefinitionNode): boolean {
  return (
    !BUILT_IN_DIRECTIVES.has(definition.name.value) &&
    definition.locations.some(({ value }) => EXECUTABLE_LOCATIONS.has(value))
  );
}

function hasDirective(definition: DefinitionNode, name: string): boolean {
  return (
    'directives' in definition &&
    (definition.directives ?? []).some((directive) => directive.name.value === name)
  );
}
