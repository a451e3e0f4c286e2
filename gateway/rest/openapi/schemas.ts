import {
  getNamedType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
  isScalarType,
  isUnionType,
} from 'graphql';
import type {
  GraphQLEnumType,
  GraphQLField,
  GraphQLInputField,
  GraphQLInputObjectType,
  GraphQLNamedType,
  GraphQLScalarType,
  GraphQLSchema,
  GraphQLType,
} from 'graphql';

export type Json = Readonly<Record<string, unknown>>;

/** JSON Schemas of a graph's types, as components of an OpenAPI 3.1 document. Only what is referred to becomes a component. */
export class Schemas {
  readonly #schema: GraphQLSchema;
  readonly #made = new Map<string, Json>();

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
  }

  get components(): Json {
    return Object.fromEntries([...this.#made].toSorted(([left], [right]) => (left < right ? -1 : 1)));
  }

  /** As a client gets or sends it; nullable unless the graph says otherwise. */
  of(type: GraphQLType): Json {
    if (isNonNullType(type)) return this.nonNull(type.ofType);
    const plain = this.nonNull(type);
    if ('$ref' in plain) return { anyOf: [plain, { type: 'null' }] };
    if (plain['type'] === undefined) return plain;
    const { enum: values, ...rest } = plain;
    const nullable = { ...rest, type: [plain['type'], 'null'].flat() };
    return Array.isArray(values) ? { ...nullable, enum: [...(values as unknown[]), null] } : nullable;
  }

  nonNull(type: GraphQLType): Json {
    if (isNonNullType(type)) return this.nonNull(type.ofType);
    if (isListType(type)) return { type: 'array', items: this.of(type.ofType) };
    const named = getNamedType(type);
    return isScalarType(named) ? scalarSchema(named) : this.component(named.name, () => this.#define(named));
  }

  /** A reference to the component of this name, made on first use. */
  component(name: string, define: () => Json): Json {
    if (!this.#made.has(name)) {
      // Present before it is defined: types refer to themselves.
      this.#made.set(name, {});
      this.#made.set(name, define());
    }
    return { $ref: `#/components/schemas/${name}` };
  }

  /** The members of an input object but for those that come elsewhere. */
  body(type: GraphQLInputObjectType, without: readonly string[]): Json {
    if (without.length === 0) return this.nonNull(type);
    const members = Object.values(type.getFields()).filter(({ name }) => !without.includes(name));
    return this.component(`${type.name.replace(/Input$/, '')}Body`, () => this.#members(type, members));
  }

  #define(type: GraphQLNamedType): Json {
    if (isEnumType(type)) return enumSchema(type);
    if (isInputObjectType(type)) return this.#members(type, Object.values(type.getFields()));
    if (isScalarType(type)) return scalarSchema(type);
    const fields = isUnionType(type) ? [] : Object.values(type.getFields());
    return {
      type: 'object',
      ...described(type),
      properties: {
        ...(isAbstractType(type) && {
          __typename: {
            type: 'string',
            enum: this.#schema.getPossibleTypes(type).map(({ name }) => name),
            description: 'The concrete type.',
          },
        }),
        ...Object.fromEntries(
          fields
            .filter(({ args }) => !args.some(isRequiredArgument))
            .map((field) => [field.name, this.#property(field)]),
        ),
      },
    };
  }

  #members(type: GraphQLInputObjectType, members: readonly GraphQLInputField[]): Json {
    const required = members.filter(isRequiredInputField).map(({ name }) => name);
    return {
      type: 'object',
      ...described(type),
      additionalProperties: false,
      properties: Object.fromEntries(members.map((member) => [member.name, this.#property(member)])),
      ...(required.length > 0 && { required }),
    };
  }

  #property(field: GraphQLField<unknown, unknown> | GraphQLInputField): Json {
    const isOptionalWithDefault = 'defaultValue' in field && field.defaultValue != null;
    return {
      ...this.of(field.type),
      ...described(field),
      ...(isOptionalWithDefault && { default: field.defaultValue }),
      ...(field.deprecationReason != null && { deprecated: true }),
    };
  }
}

export function described({ description }: { readonly description?: string | null | undefined }): Json {
  return description ? { description } : {};
}

function enumSchema(type: GraphQLEnumType): Json {
  const values = type.getValues();
  const meanings = values.map(
    ({ name, description }) => `- \`${name}\`${description ? `: ${description}` : ''}`,
  );
  return {
    type: 'string',
    description: [type.description, '', ...meanings].join('\n').trim(),
    enum: values.map(({ name }) => name),
  };
}

function scalarSchema({ name, description }: GraphQLScalarType): Json {
  switch (name) {
    case 'Int':
      return { type: 'integer', format: 'int32' };
    case 'Float':
      return { type: 'number' };
    case 'Boolean':
      return { type: 'boolean' };
    case 'ID':
    case 'String':
      return { type: 'string' };
    case 'DateTime':
      return { type: 'string', format: 'date-time' };
    case 'BigInt':
      return { type: ['integer', 'string'], pattern: String.raw`^-?\d+$` };
    default:
      return described({ description });
  }
}
