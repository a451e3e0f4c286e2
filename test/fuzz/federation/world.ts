/**
 * One small world behind both sides of the differential test. Objects hold every field of every type; a field is a
 * value, an Error (the resolver throws) or a function of its arguments. Built anew per use: mutations change it.
 */
export type WorldObject = { __typename: string } & Record<string, unknown>;

export interface World {
  readonly find: (typeName: string, key: string, value: unknown) => WorldObject | undefined;
  /** Root fields of queries and mutations by name. */
  readonly roots: Readonly<Record<string, (parameters: Record<string, never>) => unknown>>;
}

export function createWorld(): World {
  const countries = ['fr', 'jp', 'za'].map((code, index) =>
    object('Country', {
      code,
      name: index === 2 ? null : `Land ${code}`,
      currency: `${code}c`,
      population: index * 1000,
    }),
  );
  const users = Array.from({ length: 6 }, (_, index) =>
    object('User', {
      id: `u${index}`,
      email: `u${index}@example.test`,
      name: index === 4 ? new Error('name of u4 is broken') : `User ${index}`,
      label: index === 5 ? null : `label ${index}`,
      age: index === 3 ? null : 15 + index * 7,
      role: ['ADMIN', 'STAFF', 'GUEST'][index % 3],
      nickname: index === 2 ? new Error('nickname of u2 is broken') : `nick${index}`,
      scores: index === 1 ? null : [[index, index + 1], [], [7]],
      settings: { theme: 'dark', nested: { depth: [index, { deep: true }] } },
    }),
  );
  const products = Array.from({ length: 6 }, (_, index) =>
    object(index % 2 === 0 ? 'Book' : 'Gadget', {
      upc: `p${index}`,
      title: index === 4 ? null : `Title ${index}`,
      price: 100 * index,
      pages: 10 * index,
      volts: index === 3 ? new Error('volts of p3 are broken') : index * 1.5,
      stock: index === 5 ? new Error('stock of p5 is broken') : index,
      secret: 'hidden',
      weight: index * 3,
    }),
  );
  const reviews = Array.from({ length: 9 }, (_, index) =>
    object('Review', {
      id: `r${index}`,
      body: index === 7 ? new Error('body of r7 is broken') : `Body ${index}`,
      rating: index / 2,
    }),
  );
  const robots = [0, 1].map((index) =>
    object('Robot', { id: `b${index}`, label: `robot ${index}`, model: `M${index}` }),
  );
  const warehouses = countries.map((country, index) =>
    object('Warehouse', {
      no: index,
      country,
      city: `City ${index}`,
      capacity: index === 1 ? null : 50 * index,
    }),
  );
  const notes = [0, 1].map((index) =>
    object('Note', { text: index === 1 ? null : 'note', author: users[index] }),
  );

  users.forEach((user, index) => {
    user['address'] =
      index === 4
        ? null
        : object('Address', {
            street: `Street ${index}`,
            zip: index === 2 ? null : `${1000 + index}`,
            country: countries[index % 3],
          });
    user['friends'] = index === 5 ? null : [users[(index + 1) % 6], users[(index + 3) % 6]];
    user['manager'] = index === 0 ? null : users[0];
    user['favorite'] = index === 3 ? null : products[index];
    user['feed'] = [reviews[index], null, notes[index % 2], users[(index + 2) % 6]];
    user['greeting'] = greet;
    user['reviews'] = ({ first, order }: { first?: number | null; order?: string | null }) => {
      const own = reviews.filter((_, position) => position % 6 === index || position % 4 === index);
      const ordered = order === 'NEWEST' ? own.toReversed() : own;
      return ordered.slice(0, first ?? undefined);
    };
  });
  products.forEach((product, index) => {
    product['author'] = users[index];
    product['parts'] = [0, 1].map((number) =>
      object('Part', { number, name: number === index ? null : `part ${number}` }),
    );
    product['warehouse'] = index === 2 ? null : warehouses[index % 3];
    product['similar'] = [products[(index + 1) % 6], products[(index + 2) % 6]];
    product['shipping'] = ship;
    product['reviews'] = reviews.filter((_, position) => position % 6 === index);
  });
  reviews.forEach((review, index) => {
    review['author'] = index === 8 ? null : users[index % 6];
    review['product'] = products[index % 6];
    review['replies'] = index % 3 === 0 ? [reviews[(index + 1) % 9], null] : null;
  });

  const all = [...countries, ...users, ...products, ...reviews, ...robots, ...warehouses];
  const find: World['find'] = (typeName, key, value) =>
    all.find((candidate) => candidate[key] === value && isOf(candidate, typeName));
  const roots: World['roots'] = {
    me: () => users[0],
    users: () => users.slice(0, 4),
    user: ({ id }) => find('User', 'id', id),
    people: ({
      filter,
      limit,
    }: {
      filter?: { minAge?: number; role?: string; names?: string[] };
      limit?: number;
    }) =>
      users
        .filter(({ age }) => typeof age !== 'number' || age >= (filter?.minAge ?? 0))
        .filter(({ role }) => !filter?.role || role === filter.role)
        .filter(({ name }) => !filter?.names || filter.names.includes(String(name)))
        .slice(0, limit ?? 2),
    accounts: () => [users[1], robots[0], users[5], robots[1]],
    products: ({ kind }: { kind?: string | null }) =>
      products.filter(({ __typename }) => !kind || kind === 'ANY' || __typename.toUpperCase() === kind),
    product: ({ upc }) => find('Product', 'upc', upc),
    search: ({ text }: { text?: string | null }) =>
      text ? [products[0], users[2], products[1]] : [users[1]],
    topReviews: ({ first }: { first?: number }) => reviews.slice(0, first),
    reviewed: () => products.slice(0, 3),
    warehouses: () => warehouses,
    country: ({ code }) => find('Country', 'code', code),
    broken: () => new Error('broken at the root'),
    renameUser: ({ id, name }) => {
      const user = find('User', 'id', id);
      if (user) user['name'] = name;
      return user;
    },
    restock: ({ upc, by }: { upc?: string; by?: number }) => {
      const product = find('Product', 'upc', upc);
      if (!product) return null;
      product['stock'] = Number(product['stock']) + (by ?? 1);
      return product;
    },
    review: ({ upc, body }) => {
      const id = `r${reviews.length}`;
      const review = object('Review', {
        id,
        body,
        rating: 5,
        author: users[0],
        product: find('Product', 'upc', upc),
        replies: [],
      });
      reviews.push(review);
      all.push(review);
      return review;
    },
  };
  return { find, roots };
}

export function isOf({ __typename }: WorldObject, typeName: string): boolean {
  return (
    __typename === typeName || (typeName === 'Product' && (__typename === 'Book' || __typename === 'Gadget'))
  );
}

/** Methods, so that what a representation brings along counts and not what the world knows. */
function greet(this: WorldObject): string {
  const address = this['address'] as { zip?: string | null; country?: { code?: string } } | null;
  return `aged ${String(this['age'])} at ${String(address?.zip)} in ${String(address?.country?.code)}`;
}

function ship(this: WorldObject, { express }: { express?: boolean | null }): number {
  return (Number(this['price']) + Number(this['weight'])) * (express ? 2 : 1);
}

function object(__typename: string, fields: Record<string, unknown>): WorldObject {
  return { __typename, ...fields };
}
