import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type {
  GraphQLArgument,
  GraphQLCompositeType,
  GraphQLField,
  GraphQLInputType,
  GraphQLSchema,
} from 'graphql';

export interface RandomOperation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Numbers in [0, 1) from a seed (mulberry32): a failure is repeated by its seed. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * A random operation over a schema: nested selections, aliases (also ones that collide with other fields' names),
 * arguments by literal and variable, named and inline fragments, `@skip` and `@include`. It may be invalid (fields in
 * conflict): validate, and take another.
 */
export function randomOperation(
  schema: GraphQLSchema,
  random: () => number,
  kind: 'query' | 'mutation',
): RandomOperation {
  return new Generator(schema, random).operation(kind);
}

const VALUES: Readonly<Record<string, readonly unknown[]>> = {
  id: ['u0', 'u2', 'u3', 'u4', 'u5', 'nobody'],
  upc: ['p0', 'p1', 'p3', 'p4', 'p5', 'nothing'],
  code: ['fr', 'jp', 'za', 'xx'],
  first: [0, 1, 2, 5],
  limit: [1, 3],
  by: [1, 10],
  name: ['Renamed', 'Again'],
  body: ['Fine', null],
  text: ['x', null],
  express: [true, false, null],
  order: ['NEWEST', 'OLDEST'],
  kind: ['ANY', 'BOOK', 'GADGET'],
  filter: [{ minAge: 30 }, { role: 'STAFF' }, { names: ['User 1', 'User 2'], minAge: 0 }, {}],
};

class Generator {
  readonly #schema: GraphQLSchema;
  readonly #random: () => number;
  readonly #fragments: string[] = [];
  readonly #declared = new Map<string, string>();
  readonly #variables: Record<string, unknown> = {};
  readonly #fieldNames: readonly string[];

  constructor(schema: GraphQLSchema, random: () => number) {
    this.#schema = schema;
    this.#random = random;
    this.#fieldNames = Object.values(schema.getTypeMap()).flatMap((type) =>
      isObjectType(type) && !type.name.startsWith('__') ? Object.keys(type.getFields()) : [],
    );
  }

  operation(kind: 'query' | 'mutation'): RandomOperation {
    const root = kind === 'query' ? this.#schema.getQueryType() : this.#schema.getMutationType();
    if (!root) throw new Error(`The schema has no ${kind} type.`);
    const body = this.#selection(root, 5, true);
    const declarations = [...this.#declared.values()].join(', ');
    const head = `${kind} Random${declarations && `(${declarations})`}`;
    return { query: `${head} ${body} ${this.#fragments.join(' ')}`, variables: this.#variables };
  }

  #selection(type: GraphQLCompositeType, depth: number, mayName: boolean): string {
    const fields = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
    const usable = depth > 0 ? fields : fields.filter((field) => isLeafType(getNamedType(field.type)));
    const parts: string[] = [];
    for (let count = this.#integer(1, 4); count > 0 && usable.length > 0; count -= 1) {
      parts.push(this.#field(this.#pick(usable), depth, mayName));
    }
    if (depth > 0 && (isAbstractType(type) || this.#chance(0.15))) {
      for (let count = this.#integer(1, 2); count > 0; count -= 1)
        parts.push(this.#fragment(type, depth, mayName));
    }
    if (parts.length === 0 || this.#chance(0.15))
      parts.push(this.#chance(0.2) ? 'kindOf: __typename' : '__typename');
    return `{ ${parts.join(' ')} }`;
  }

  #field(field: GraphQLField<unknown, unknown>, depth: number, mayName: boolean): string {
    const type = getNamedType(field.type);
    const args = field.args.flatMap((argument) => this.#argument(argument));
    const selection = isCompositeType(type) ? ` ${this.#selection(type, depth - 1, mayName)}` : '';
    const alias = this.#chance(args.length > 0 ? 0.6 : 0.15) ? `${this.#alias(field.name)}: ` : '';
    return `${alias}${field.name}${args.length > 0 ? `(${args.join(', ')})` : ''}${this.#condition()}${selection}`;
  }

  #alias(name: string): string {
    return this.#chance(0.4) ? this.#pick(this.#fieldNames) : `${name}${this.#integer(0, 3)}`;
  }

  #argument(argument: GraphQLArgument): string[] {
    const required = isNonNullType(argument.type) && argument.defaultValue === undefined;
    if (!required && this.#chance(0.5)) return [];
    const choices = (VALUES[argument.name] ?? []).filter(
      (value) => value !== null || !isNonNullType(argument.type),
    );
    const value = this.#pick(choices);
    if (this.#chance(0.5)) return [`${argument.name}: ${toLiteral(value, argument.type)}`];
    return [`${argument.name}: ${this.#variable(argument, value)}`];
  }

  #variable(argument: GraphQLArgument, value: unknown): string {
    const name = `${argument.name}${this.#integer(0, 1)}`;
    if (!this.#declared.has(name)) {
      const fallback = this.#chance(0.3) && value !== null;
      const type = fallback && isNonNullType(argument.type) ? argument.type.ofType : argument.type;
      this.#declared.set(
        name,
        `$${name}: ${String(type)}${fallback ? ` = ${toLiteral(value, argument.type)}` : ''}`,
      );
      if (!fallback) this.#variables[name] = value;
    }
    return `$${name}`;
  }

  #condition(): string {
    if (!this.#chance(0.12)) return '';
    const directive = this.#pick(['skip', 'include']);
    if (this.#chance(0.15)) return ` @${directive}(if: ${this.#chance(0.5)})`;
    const name = `if${this.#integer(0, 2)}`;
    if (!this.#declared.has(name)) {
      this.#declared.set(name, `$${name}: Boolean!`);
      this.#variables[name] = this.#chance(0.5);
    }
    return ` @${directive}(if: $${name})`;
  }

  #fragment(type: GraphQLCompositeType, depth: number, mayName: boolean): string {
    const possible = isAbstractType(type)
      ? [type, ...this.#schema.getPossibleTypes(type)]
      : [type, ...type.getInterfaces()];
    const condition = this.#pick(possible);
    if (mayName && this.#chance(0.4)) {
      const name = `F${this.#fragments.length}`;
      // Reserved before its body is made: fragments inside take the next names.
      const index = this.#fragments.push('') - 1;
      this.#fragments[index] =
        `fragment ${name} on ${condition.name} ${this.#selection(condition, depth - 1, this.#chance(0.5))}`;
      return `...${name}${this.#condition()}${this.#chance(0.2) ? ` ...${name}` : ''}`;
    }
    const on = condition === type && this.#chance(0.3) ? '' : ` on ${condition.name}`;
    return `...${on}${this.#condition()} ${this.#selection(condition, depth - 1, mayName)}`;
  }

  #chance(probability: number): boolean {
    return this.#random() < probability;
  }

  #integer(from: number, to: number): number {
    return from + Math.floor(this.#random() * (to - from + 1));
  }

  #pick<T>(list: readonly T[]): T {
    const picked = list[Math.floor(this.#random() * list.length)];
    if (picked === undefined) throw new Error('Nothing to pick from.');
    return picked;
  }
}

function toLiteral(value: unknown, type: GraphQLInputType): string {
  if (isNonNullType(type)) return toLiteral(value, type.ofType);
  if (isListType(type))
    return `[${(value as unknown[]).map((item) => toLiteral(item, type.ofType)).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, item]) =>
      Array.isArray(item)
        ? `${key}: ${JSON.stringify(item)}`
        : `${key}: ${key === 'role' ? String(item) : JSON.stringify(item)}`,
    );
    return `{ ${entries.join(', ')} }`;
  }
  return isLeafType(type) && 'getValues' in type ? String(value) : JSON.stringify(value);
}
