import { GraphQLError, GraphQLScalarType, Kind, valueFromASTUntyped, type ValueNode } from 'graphql';

/** Resolvers of the shared scalars: every subgraph spreads them into its resolver map. */
export const scalarResolvers = {
  /** In TypeScript a Date. */
  DateTime: new GraphQLScalarType<Date, string>({
    name: 'DateTime',
    serialize: (value) => {
      if (value instanceof Date && !Number.isNaN(value.getTime())) return value.toISOString();
      throw new GraphQLError('DateTime: not a valid instant.');
    },
    parseValue: (value) => parseInstant(value),
    parseLiteral: (node) => parseInstant(node.kind === Kind.STRING ? node.value : undefined),
  }),
  /** In TypeScript a number when it is safe, else a bigint. */
  BigInt: new GraphQLScalarType<number | bigint, number | string>({
    name: 'BigInt',
    serialize: (value) => {
      if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
      if (typeof value === 'number' && Number.isFinite(value))
        return serialiseBigInt(BigInt(Math.round(value)));
      if (typeof value === 'bigint') return serialiseBigInt(value);
      throw new GraphQLError('BigInt: not a whole number.');
    },
    parseValue: (value) => parseWhole(value),
    parseLiteral: (node) =>
      parseWhole(node.kind === Kind.INT || node.kind === Kind.STRING ? node.value : undefined),
  }),
  JSON: new GraphQLScalarType({
    name: 'JSON',
    serialize: (value) => value,
    parseValue: (value) => value,
    parseLiteral: (node: ValueNode, variables) => valueFromASTUntyped(node, variables),
  }),
};

const RFC3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/i;

function parseInstant(value: unknown): Date {
  const instant = typeof value === 'string' && RFC3339.test(value) ? new Date(value) : undefined;
  if (!instant || Number.isNaN(instant.getTime())) {
    throw new GraphQLError('DateTime: expected RFC 3339 text such as "2026-11-23T12:00:00Z".', {
      extensions: { code: 'BAD_USER_INPUT' },
    });
  }
  return instant;
}

function parseWhole(value: unknown): number | bigint {
  const text =
    typeof value === 'number' || typeof value === 'string' || typeof value === 'bigint' ? String(value) : '';
  if (!/^-?\d{1,39}$/.test(text)) {
    throw new GraphQLError('BigInt: expected a whole number, as a number or as decimal text.', {
      extensions: { code: 'BAD_USER_INPUT' },
    });
  }
  const whole = BigInt(text);
  return Number.isSafeInteger(Number(whole)) ? Number(whole) : whole;
}

function serialiseBigInt(value: bigint): number | string {
  const narrow = Number(value);
  return Number.isSafeInteger(narrow) ? narrow : value.toString();
}
