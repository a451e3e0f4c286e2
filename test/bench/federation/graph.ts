import { buildSubgraphSchema } from '@apollo/subgraph';
import { composeServices } from '@theguild/federation-composition';
import { buildSchema, parse } from 'graphql';
import type { GraphQLSchema } from 'graphql';

/**
 * The graph of the public federation gateways benchmark (accounts, inventory, products, reviews), written anew: same
 * types, same sizes (6 users, 9 products, 11 reviews), same two queries.
 */
export const NAMES = ['accounts', 'inventory', 'products', 'reviews'] as const;

export type SubgraphName = (typeof NAMES)[number];

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3",
  import: ["@key", "@external", "@requires", "@provides", "@shareable"])`;

const SUBGRAPHS: Readonly<Record<SubgraphName, string>> = {
  accounts: `
    type Query { me: User user(id: ID!): User users: [User] }
    type User @key(fields: "id") { id: ID! name: String username: String @shareable birthday: Int }`,
  inventory: `
    type Product @key(fields: "upc") {
      upc: String! weight: Int @external price: Int @external
      inStock: Boolean shippingEstimate: Int @requires(fields: "price weight")
    }`,
  products: `
    type Query { topProducts(first: Int = 5): [Product] }
    type Product @key(fields: "upc") { upc: String! name: String price: Int weight: Int }`,
  reviews: `
    type Review @key(fields: "id") { id: ID! body: String author: User @provides(fields: "username") product: Product }
    type User @key(fields: "id") { id: ID! username: String @external numberOfReviews: Int reviews: [Review] }
    type Product @key(fields: "upc") { upc: String! reviews: [Review] }`,
};

const MONOLITH = `
  type Query { me: User user(id: ID!): User users: [User] topProducts(first: Int = 5): [Product] }
  type User { id: ID! name: String username: String birthday: Int numberOfReviews: Int reviews: [Review] }
  type Product {
    upc: String! name: String price: Int weight: Int inStock: Boolean shippingEstimate: Int reviews: [Review]
  }
  type Review { id: ID! body: String author: User product: Product }`;

export const HEAVY = `
  fragment User on User { id username name }
  fragment Review on Review { id body }
  fragment Product on Product { inStock name price shippingEstimate upc weight }
  query Heavy {
    users {
      ...User
      reviews {
        ...Review
        product { ...Product reviews { ...Review author { ...User reviews { ...Review product { ...Product } } } } }
      }
    }
    topProducts {
      ...Product
      reviews { ...Review author { ...User reviews { ...Review product { ...Product } } } }
    }
  }`;

export const LIGHT = `query Light { users { id username name } }`;

export function supergraph(baseUrl: string): string {
  const { supergraphSdl, errors } = composeServices(
    NAMES.map((name) => ({ name, typeDefs: parse(LINK + SUBGRAPHS[name]), url: `${baseUrl}/${name}` })),
  );
  if (supergraphSdl === undefined) throw new Error(errors?.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}

export function subgraphSchemas(): Readonly<Record<SubgraphName, GraphQLSchema>> {
  const resolvers = subgraphResolvers();
  const schemas = NAMES.map((name) => [
    name,
    buildSubgraphSchema([{ typeDefs: parse(LINK + SUBGRAPHS[name]), resolvers: resolvers[name] }]),
  ]);
  return Object.fromEntries(schemas) as Record<SubgraphName, GraphQLSchema>;
}

/** The merged graph in one schema, over the same data, and its root value. */
export function monolith(): {
  readonly schema: GraphQLSchema;
  readonly rootValue: Readonly<Record<string, unknown>>;
} {
  return {
    schema: buildSchema(MONOLITH),
    rootValue: {
      me: () => user('1'),
      user: ({ id }: { id: string }) => user(id),
      users: () => USERS.map(({ id }) => user(id)),
      topProducts: ({ first }: { first: number }) => PRODUCTS.slice(0, first).map(({ upc }) => product(upc)),
    },
  };
}

const USERS = ['Uri', 'Dotan', 'Kamil', 'Arda', 'Laurin', 'Valentin'].map((name, index) => ({
  id: String(index + 1),
  name: `${name} Example`,
  username: name.toLowerCase(),
  birthday: 500_000_000 + index,
}));

const PRODUCTS = ['Table', 'Couch', 'Glass', 'Chair', 'TV', 'Lamp', 'Grill', 'Fridge', 'Sofa'].map(
  (name, index) => ({
    upc: String(index + 1),
    name,
    price: [899, 1299, 15, 499, 1299, 6999, 3999, 100_000, 9999][index] ?? 0,
    weight: [100, 1000, 20, 100, 1000, 300, 2000, 6000, 3000][index] ?? 0,
    inStock: index % 3 !== 1,
  }),
);

const REVIEWS = [
  ['1', '1'],
  ['1', '1'],
  ['1', '2'],
  ['2', '3'],
  ['2', '4'],
  ['3', '1'],
  ['3', '5'],
  ['4', '1'],
  ['4', '2'],
  ['5', '1'],
  ['6', '2'],
].map(([authorId = '1', upc = '1'], index) => ({
  id: String(index + 1),
  body: `Review ${index + 1}`,
  authorId,
  upc,
}));

interface Parcel {
  readonly price: number;
  readonly weight: number;
}

function shippingEstimate({ price, weight }: Parcel): number {
  return price > 1000 ? 0 : Math.round(weight / 2);
}

function subgraphResolvers() {
  const review = ({ id, body, authorId, upc }: (typeof REVIEWS)[number]) => ({ id, body, authorId, upc });
  return {
    accounts: {
      Query: {
        me: () => USERS[0],
        user: (_: unknown, { id }: { id: string }) => USERS.find((candidate) => candidate.id === id),
        users: () => USERS,
      },
      User: {
        __resolveReference: ({ id }: { id: string }) => USERS.find((candidate) => candidate.id === id),
      },
    },
    inventory: {
      Product: {
        __resolveReference: (reference: Parcel & { upc: string }) => ({
          ...reference,
          inStock: PRODUCTS.find(({ upc }) => upc === reference.upc)?.inStock,
        }),
        shippingEstimate,
      },
    },
    products: {
      Query: { topProducts: (_: unknown, { first }: { first: number }) => PRODUCTS.slice(0, first) },
      Product: {
        __resolveReference: ({ upc }: { upc: string }) => PRODUCTS.find((candidate) => candidate.upc === upc),
      },
    },
    reviews: {
      Review: {
        __resolveReference: ({ id }: { id: string }) => REVIEWS.find((candidate) => candidate.id === id),
        author: ({ authorId }: { authorId: string }) => ({
          id: authorId,
          username: USERS.find(({ id }) => id === authorId)?.username,
        }),
        product: ({ upc }: { upc: string }) => ({ upc }),
      },
      User: {
        reviews: ({ id }: { id: string }) => REVIEWS.filter(({ authorId }) => authorId === id).map(review),
        numberOfReviews: ({ id }: { id: string }) => REVIEWS.filter(({ authorId }) => authorId === id).length,
      },
      Product: {
        reviews: (parent: { upc: string }) => REVIEWS.filter(({ upc }) => upc === parent.upc).map(review),
      },
    },
  };
}

/** Objects of the monolith: fields as functions, so that only what is selected is computed. */
function user(id: string | undefined): object | undefined {
  const found = USERS.find((candidate) => candidate.id === id);
  if (!found) return undefined;
  const own = () => REVIEWS.filter(({ authorId }) => authorId === id);
  return { ...found, numberOfReviews: () => own().length, reviews: () => own().map(monolithReview) };
}

function product(upc: string): object | undefined {
  const found = PRODUCTS.find((candidate) => candidate.upc === upc);
  if (!found) return undefined;
  return {
    ...found,
    shippingEstimate: () => shippingEstimate(found),
    reviews: () => REVIEWS.filter((review) => review.upc === upc).map(monolithReview),
  };
}

function monolithReview({ id, body, authorId, upc }: (typeof REVIEWS)[number]): object {
  return { id, body, author: () => user(authorId), product: () => product(upc) };
}
