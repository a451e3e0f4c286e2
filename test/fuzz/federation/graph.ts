import { buildSubgraphSchema } from '@apollo/subgraph';
import { composeServices } from '@theguild/federation-composition';
import { buildSchema, isObjectType, parse } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { isOf } from './world.ts';
import type { World, WorldObject } from './world.ts';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@shareable",
  "@external", "@requires", "@provides", "@override", "@inaccessible", "@interfaceObject", "@tag"])`;

const SUBGRAPHS: Readonly<Record<string, string>> = {
  accounts: `
    type Query {
      me: User
      users: [User!]!
      user(id: ID!): User
      people(filter: PeopleFilter = { minAge: 18 }, limit: Int = 5): [User]
      accounts: [Account!]!
      broken: Int
    }
    type Mutation { renameUser(id: ID!, name: String!): User }
    scalar JSON
    input PeopleFilter { minAge: Int = 10 role: Role names: [String!] }
    enum Role { ADMIN STAFF GUEST }
    interface Account { id: ID! label: String! }
    type User implements Account @key(fields: "id") @key(fields: "email") {
      id: ID! email: String! name: String! label: String! age: Int role: Role! nickname: String
      scores: [[Int!]] settings: JSON address: Address friends: [User!] manager: User
    }
    type Robot implements Account @key(fields: "id") { id: ID! label: String! model: String }
    type Address { street: String zip: String country: Country! }
    type Country @key(fields: "code") { code: ID! name: String @shareable }`,
  products: `
    type Query {
      products(kind: Kind = ANY): [Product!]
      product(upc: ID!): Product
      search(text: String): [SearchResult!]!
    }
    enum Kind { ANY BOOK GADGET }
    union SearchResult = Book | Gadget | User
    interface Product @key(fields: "upc") {
      upc: ID! title: String price: Int! secret: String @inaccessible weight: Int similar: [Product]
    }
    type Book implements Product @key(fields: "upc") {
      upc: ID! title: String price: Int! secret: String @inaccessible weight: Int similar: [Product]
      pages: Int! author: User
    }
    type Gadget implements Product @key(fields: "upc") {
      upc: ID! title: String price: Int! secret: String @inaccessible weight: Int similar: [Product]
      volts: Float parts: [Part!]
    }
    type Part { number: Int! name: String! }
    type User @key(fields: "email") { email: String! }`,
  reviews: `
    type Query { topReviews(first: Int! = 4): [Review!]! reviewed: [Product] }
    type Mutation { review(upc: ID!, body: String): Review }
    enum Order { NEWEST OLDEST }
    type User @key(fields: "id") {
      id: ID!
      name: String! @external
      age: Int @external
      address: Address @external
      reviews(first: Int = 3, order: Order = OLDEST): [Review!]
      greeting: String @requires(fields: "age address { zip country { code } }")
      favorite: Product
      feed: [FeedItem]
    }
    type Address @external { zip: String country: Country! }
    type Country @key(fields: "code", resolvable: false) { code: ID! }
    union FeedItem = Review | Note | User
    type Note { text: String! author: User }
    type Review @key(fields: "id") {
      id: ID! body: String rating: Float! author: User @provides(fields: "name") product: Product! replies: [Review]
    }
    type Product @key(fields: "upc") @interfaceObject { upc: ID! reviews: [Review!] }`,
  inventory: `
    type Query { warehouses: [Warehouse!]! country(code: ID!): Country }
    type Mutation { restock(upc: ID!, by: Int! = 1): Product }
    type Product @key(fields: "upc") @interfaceObject {
      upc: ID! price: Int! @external weight: Int @external
      stock: Int! warehouse: Warehouse shipping(express: Boolean = false): Int @requires(fields: "price weight")
    }
    type Warehouse @key(fields: "no country { code }") { no: Int! country: Country! city: String capacity: Int! }
    type Country @key(fields: "code") { code: ID! name: String @shareable currency: String population: Int! }`,
};

/** The same graph without federation, as clients see it. */
const MONOLITH = `
  type Query {
    me: User users: [User!]! user(id: ID!): User
    people(filter: PeopleFilter = { minAge: 18 }, limit: Int = 5): [User]
    accounts: [Account!]! broken: Int
    products(kind: Kind = ANY): [Product!] product(upc: ID!): Product search(text: String): [SearchResult!]!
    topReviews(first: Int! = 4): [Review!]! reviewed: [Product]
    warehouses: [Warehouse!]! country(code: ID!): Country
  }
  type Mutation {
    renameUser(id: ID!, name: String!): User
    review(upc: ID!, body: String): Review
    restock(upc: ID!, by: Int! = 1): Product
  }
  scalar JSON
  input PeopleFilter { minAge: Int = 10 role: Role names: [String!] }
  enum Role { ADMIN STAFF GUEST } enum Kind { ANY BOOK GADGET } enum Order { NEWEST OLDEST }
  interface Account { id: ID! label: String! }
  type User implements Account {
    id: ID! email: String! name: String! label: String! age: Int role: Role! nickname: String
    scores: [[Int!]] settings: JSON address: Address friends: [User!] manager: User
    reviews(first: Int = 3, order: Order = OLDEST): [Review!] greeting: String favorite: Product feed: [FeedItem]
  }
  type Robot implements Account { id: ID! label: String! model: String }
  type Address { street: String zip: String country: Country! }
  type Country { code: ID! name: String currency: String population: Int! }
  union SearchResult = Book | Gadget | User
  union FeedItem = Review | Note | User
  interface Product {
    upc: ID! title: String price: Int! weight: Int similar: [Product]
    reviews: [Review!] stock: Int! warehouse: Warehouse shipping(express: Boolean = false): Int
  }
  type Book implements Product {
    upc: ID! title: String price: Int! weight: Int similar: [Product] pages: Int! author: User
    reviews: [Review!] stock: Int! warehouse: Warehouse shipping(express: Boolean = false): Int
  }
  type Gadget implements Product {
    upc: ID! title: String price: Int! weight: Int similar: [Product] volts: Float parts: [Part!]
    reviews: [Review!] stock: Int! warehouse: Warehouse shipping(express: Boolean = false): Int
  }
  type Part { number: Int! name: String! }
  type Note { text: String! author: User }
  type Review { id: ID! body: String rating: Float! author: User product: Product! replies: [Review] }
  type Warehouse { no: Int! country: Country! city: String capacity: Int! }`;

export function monolithSchema(): GraphQLSchema {
  return buildSchema(MONOLITH);
}

export function composedSupergraph(): string {
  const { supergraphSdl, errors } = composeServices(
    Object.entries(SUBGRAPHS).map(([name, sdl]) => ({
      name,
      typeDefs: parse(LINK + sdl),
      url: `http://${name}.invalid/graphql`,
    })),
  );
  if (supergraphSdl === undefined) throw new Error(errors?.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}

/** Subgraph schemas over a world: each knows only its own fields of it. */
export function subgraphSchemas(world: World): Readonly<Record<string, GraphQLSchema>> {
  return Object.fromEntries(
    Object.entries(SUBGRAPHS).map(([name, sdl]) => {
      const typeDefs = parse(LINK + sdl);
      return [
        name,
        buildSubgraphSchema([
          { typeDefs, resolvers: resolversFor(buildSubgraphSchema([{ typeDefs }]), world) },
        ]),
      ];
    }),
  );
}

function resolversFor(schema: GraphQLSchema, world: World) {
  const roots = (fields: readonly string[]) =>
    Object.fromEntries(
      fields.flatMap((field) => {
        const resolve = world.roots[field];
        return resolve
          ? [[field, (_: unknown, parameters: Record<string, never>) => resolve(parameters)]]
          : [];
      }),
    );
  const references = ['User', 'Robot', 'Country', 'Product', 'Book', 'Gadget', 'Review', 'Warehouse'];
  return {
    Query: roots(Object.keys(schema.getQueryType()?.getFields() ?? {})),
    ...(schema.getMutationType() && {
      Mutation: roots(Object.keys(schema.getMutationType()?.getFields() ?? {})),
    }),
    ...Object.fromEntries(
      references
        .filter((typeName) => schema.getType(typeName))
        .map((typeName) => [
          typeName,
          {
            __resolveReference: (reference: WorldObject) => {
              const found = resolveReference(reference, world);
              // An interface object is known by the interface's name only; the interface's own subgraph names the type.
              return (
                found && {
                  ...found,
                  __typename: isObjectType(schema.getType(typeName)) ? typeName : found.__typename,
                }
              );
            },
          },
        ]),
    ),
  };
}

function resolveReference(reference: WorldObject, world: World): WorldObject | null {
  for (const key of ['id', 'email', 'upc', 'code', 'no']) {
    const value = reference[key];
    if (value === undefined) continue;
    const found = world.find(reference.__typename, key, value);
    // External fields count as the gateway sent them.
    return found && isOf(found, reference.__typename)
      ? { ...found, ...reference, __typename: found.__typename }
      : null;
  }
  return null;
}
