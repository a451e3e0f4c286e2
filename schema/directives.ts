import { Kind, parse, valueFromASTUntyped } from 'graphql';
import type { ConstDirectiveNode, FieldDefinitionNode } from 'graphql';

export interface RestRoute {
  /** Given in the schema, or by the kind of root field: query and subscription GET, mutation POST. */
  readonly method: string;
  /** Relative to `/iza/api/v1`, with `{name}` placeholders. */
  readonly path: string;
  readonly status: number | undefined;
}

interface FieldCost {
  readonly weight: number;
  readonly fetch: boolean;
}

/** Applied directives of a supergraph. The API schema has lost them: this is the one place that reads them. */
export interface AppliedDirectives {
  /** False for a supergraph that does not define `@scope`: such a graph knows no scopes, so none are asked for. */
  readonly scoped: boolean;
  /** `Type.field` → scopes a caller needs for it, all of them. Fields of a type that carries `@scope` have the type's, too. */
  readonly fieldScopes: ReadonlyMap<string, readonly string[]>;
  /** `Type.field` → what it costs beyond 1. */
  readonly fieldCosts: ReadonlyMap<string, FieldCost>;
  /** `Type.field` of root fields → their routes in the order written. */
  readonly rest: ReadonlyMap<string, readonly RestRoute[]>;
}

/** Reads `@scope`, `@cost` and `@rest` from a composed supergraph, whoever wrote it. Throws when the SDL does not parse. */
export function readAppliedDirectives(supergraphSdl: string): AppliedDirectives {
  const { definitions } = parse(supergraphSdl, { noLocation: true });
  const fieldScopes = new Map<string, readonly string[]>();
  const fieldCosts = new Map<string, FieldCost>();
  const rest = new Map<string, readonly RestRoute[]>();
  let scoped = false;
  for (const definition of definitions) {
    if (definition.kind === Kind.DIRECTIVE_DEFINITION && definition.name.value === 'scope')
      scoped ||= isOurScope(definition);
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION)
      continue;
    const typeScopes = scopesOf(definition.directives);
    for (const field of definition.fields ?? []) {
      const coordinate = `${definition.name.value}.${field.name.value}`;
      const own = scopesOf(field.directives);
      if (own || typeScopes)
        fieldScopes.set(coordinate, [...new Set([...(typeScopes ?? []), ...(own ?? [])])]);
      const cost = costOf(field);
      if (cost) fieldCosts.set(coordinate, cost);
      const routes = routesOf(definition.name.value, field);
      if (routes.length > 0) rest.set(coordinate, routes);
    }
  }
  return scoped
    ? { scoped, fieldScopes, fieldCosts, rest }
    : { scoped, fieldScopes: new Map(), fieldCosts, rest };
}

/** Another graph may well have a `@scope` of its own, with other arguments. */
function isOurScope(definition: {
  readonly arguments?: readonly { readonly name: { readonly value: string } }[];
}): boolean {
  return definition.arguments?.some(({ name }) => name.value === 'requires') === true;
}

function scopesOf(directives: readonly ConstDirectiveNode[] | undefined): readonly string[] | undefined {
  const applied = directives?.find(({ name }) => name.value === 'scope');
  const requires = applied && argumentsOf(applied)['requires'];
  return Array.isArray(requires) ? requires.map(String) : undefined;
}

function costOf(field: FieldDefinitionNode): FieldCost | undefined {
  const applied = field.directives?.find(({ name }) => name.value === 'cost');
  if (!applied) return undefined;
  const { weight, fetch } = argumentsOf(applied);
  // Some graphs write the weight as text, as the IBM cost specification does.
  const number = Number(weight);
  return Number.isFinite(number) ? { weight: number, fetch: fetch === true } : undefined;
}

function routesOf(typeName: string, field: FieldDefinitionNode): RestRoute[] {
  return (field.directives ?? [])
    .filter(({ name }) => name.value === 'rest')
    .map((applied) => {
      const { method, path, status } = argumentsOf(applied);
      return {
        method: typeof method === 'string' ? method.toUpperCase() : typeName === 'Mutation' ? 'POST' : 'GET',
        path: String(path),
        status: typeof status === 'number' ? status : undefined,
      };
    });
}

function argumentsOf(directive: ConstDirectiveNode): Record<string, unknown> {
  return Object.fromEntries(
    (directive.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)]),
  );
}
