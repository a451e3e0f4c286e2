import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { READER, startTestRest } from './test-rest.ts';
import type { TestRest } from './test-rest.ts';

let rest: TestRest;
beforeAll(async () => {
  rest = await startTestRest();
});
afterAll(() => rest[Symbol.asyncDispose]());

const get = async (path: string, headers: Record<string, string> = {}) => {
  const response = await rest.call(path, { headers });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text && JSON.parse(text) };
};

describe('one object', () => {
  test('is answered as itself, with edges one level deep', async () => {
    const { status, body } = await get('/items/i1');
    expect(status).toBe(200);
    expect(body).toEqual({
      id: 'i1',
      name: 'apple',
      revision: 'r1',
      color: 'RED',
      labels: [{ key: 'tier', value: 'front' }],
      maker: { id: 'm1', name: 'Mill', town: 'Ulm' },
      secret: 'hidden',
      broken: null,
      rating: { stars: 4.5, count: 2 },
      reviews: {
        nodes: [{ text: 'good', author: 'Ann' }],
        totalCount: 1,
        pageInfo: { hasNextPage: false, endCursor: null },
      },
      audit: [],
      errors: [
        expect.objectContaining({ code: 'BACKEND_UNAVAILABLE', endpoint: 'docker-1', path: ['broken'] }),
      ],
    });
  });

  test('leaves out what the caller has no scope for, unless asked for it', async () => {
    const reader = { authorization: `Bearer ${READER}` };
    const usual = await get('/items/i1', reader);
    expect(usual.body.name).toBe('apple');
    expect(usual.body).not.toHaveProperty('secret');
    expect(usual.body).not.toHaveProperty('audit');
    const asked = await get('/items/i1?fields=id,secret', reader);
    expect(asked.status).toBe(403);
    expect(asked.body).toMatchObject({ code: 'FORBIDDEN', scope: 'shop:secrets' });
  });

  test('is 404 when it is not there', async () => {
    const { status, body, headers } = await get('/items/none');
    expect(status).toBe(404);
    expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(body).toEqual({
      type: 'https://izaos.dev/problems/not-found',
      title: 'Not found',
      status: 404,
      detail: 'There is no item "none".',
      instance: '/iza/api/v1/items/none',
      code: 'NOT_FOUND',
      retryable: false,
      field: 'id',
      requestId: headers.get('x-request-id'),
    });
  });

  test('has a partial answer marked, and not tagged', async () => {
    const partial = await get('/items/i1');
    expect(partial.headers.get('iza-partial')).toBe('true');
    expect(partial.headers.get('etag')).toBeNull();
    const whole = await get('/items/i1?fields=id');
    expect(whole.headers.get('iza-partial')).toBeNull();
    expect(whole.body).toEqual({ id: 'i1' });
  });

  test('of an interface says its type and the leaves it has', async () => {
    const { body } = await get('/queries/thing?id=i2&fields=id,name,__typename');
    expect(body).toEqual({ __typename: 'Item', id: 'i2', name: 'banana' });
  });
});

describe('fields', () => {
  test('choose exactly what is answered', async () => {
    const { body } = await get('/items/i1?fields=name,maker.name,reviews.nodes.item.name,native,stock');
    expect(body).toEqual({
      name: 'apple',
      maker: { name: 'Mill' },
      reviews: { nodes: [{ item: { name: 'apple' } }] },
      native: { Raw: 1 },
      stock: 7,
    });
  });

  test('that end at an object take its usual fields', async () => {
    const { body } = await get('/items/i1?fields=maker,reviews');
    expect(body.maker).toEqual({ id: 'm1', name: 'Mill', town: 'Ulm' });
    expect(body.reviews.nodes[0]).toMatchObject({ text: 'good' });
  });

  test('in a collection are those of an item', async () => {
    const { body } = await get('/items?fields=name,maker.town');
    expect(body.items).toEqual([
      { name: 'apple', maker: { town: 'Ulm' } },
      { name: 'banana', maker: { town: 'Ulm' } },
    ]);
    expect(body.totalCount).toBe(5);
  });

  test.each([
    ['nope', 'fields: "nope" is not there: Item has no field "nope".'],
    ['maker.nope', 'fields: "maker.nope" is not there: Maker has no field "nope".'],
    ['name.first', 'fields: "name.first" is not there: name has no fields.'],
    ['labelled', 'fields: "labelled" cannot be chosen: labelled needs arguments.'],
    ['__proto__', 'fields: "__proto__" is not there: Item has no field "__proto__".'],
    ['name}injected', 'fields: "name}injected" is not there: Item has no field "name}injected".'],
    [',', 'fields must name at least one field.'],
  ])('%s is refused by name', async (fields, detail) => {
    const { status, body } = await get(`/items/i1?fields=${encodeURIComponent(fields)}`);
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'BAD_USER_INPUT', field: 'fields', detail });
  });

  test('are held to the same limits as GraphQL', async () => {
    const path = `reviews.nodes.${'item.reviews.nodes.'.repeat(12)}text`;
    const { status, body } = await get(`/items/i1?fields=${path}`);
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'TOO_COMPLEX', limit: 'depth' });
  });
});

describe('a collection', () => {
  test('has items, count, outages and the next page', async () => {
    const { status, body, headers } = await get('/items?fields=id');
    expect(status).toBe(200);
    expect(body).toEqual({
      items: [{ id: 'i1' }, { id: 'i2' }],
      totalCount: 5,
      outages: [{ endpoint: 'docker-2', reason: 'It does not answer.' }],
      next: '/iza/api/v1/items?fields=id&after=i2',
    });
    expect(headers.get('link')).toBe('</iza/api/v1/items?fields=id&after=i2>; rel="next"');
  });

  test('can be walked by its links to the end', async () => {
    const seen: string[] = [];
    const links: (string | null)[] = [];
    let path: string | null = '/iza/api/v1/items?fields=id&first=2';
    while (path !== null) {
      const page: Awaited<ReturnType<typeof get>> = await get(path.slice('/iza/api/v1'.length));
      seen.push(...page.body.items.map(({ id }: { id: string }) => id));
      path = page.body.next;
      links.push(page.headers.get('link'));
    }
    expect(seen).toEqual(['i1', 'i2', 'i3', 'i4', 'i5']);
    expect(links).toEqual([expect.stringContaining('after=i2'), expect.stringContaining('after=i4'), null]);
  });

  test('leaves out edges, facts of engines and native, and refers to other objects', async () => {
    const { body } = await get('/items', { authorization: `Bearer ${READER}` });
    expect(body.items[0]).toEqual({
      id: 'i1',
      name: 'apple',
      revision: 'r1',
      color: 'RED',
      labels: [{ key: 'tier', value: 'front' }],
      maker: { id: 'm1', name: 'Mill' },
      broken: null,
    });
    expect(body.errors).toHaveLength(2);
  });

  test('without pages has items alone', async () => {
    const { body } = await get('/makers');
    expect(body).toEqual({ items: [{ id: 'm1', name: 'Mill', town: 'Ulm' }] });
  });
});

describe('parameters', () => {
  test('reach the graph with their types', async () => {
    await get(
      '/items?fields=id&first=3&where.name.contains=a&where.color=RED,BLUE&orderBy.field=NAME&orderBy.descending=true',
    );
    expect(rest.shop.argumentsOf('items')).toEqual({
      first: 3,
      where: { name: { contains: 'a' }, color: ['RED', 'BLUE'] },
      orderBy: { field: 'NAME', descending: true },
    });
  });

  test('take lists with commas and by repetition', async () => {
    await get('/makers?colors=RED&colors=GREEN,BLUE');
    expect(rest.shop.argumentsOf('makers')).toEqual({ colors: ['RED', 'GREEN', 'BLUE'] });
  });

  test('take input objects as JSON', async () => {
    const where = { or: [{ name: { eq: 'apple' } }, { color: ['RED'] }] };
    await get(`/items?fields=id&where=${encodeURIComponent(JSON.stringify(where))}`);
    expect(rest.shop.argumentsOf('items')).toMatchObject({ where });
  });

  test('of a query with an input are its members', async () => {
    const { body } = await get(
      `/queries/judge?kind=create&settings=${encodeURIComponent('{"Privileged":true}')}`,
    );
    expect(body).toEqual({ kind: 'create', settings: { Privileged: true } });
  });

  test.each([
    ['/items?nope=1', 'nope', 'There is no parameter nope; there is fields, first, after, where, orderBy.'],
    ['/items?first=abc', 'first', 'first must be a whole number of 32 bits.'],
    ['/items?first=1&first=2', 'first', 'first is given more than once.'],
    [
      '/items?where.name.nope=1',
      'where.name.nope',
      'where.name.nope is not there: StringFilter has no member "nope".',
    ],
    [
      '/items?where.name.__proto__=1',
      'where.name.__proto__',
      'where.name.__proto__ is not there: StringFilter has no member "__proto__".',
    ],
    ['/items?where.color=PINK', 'where.color', 'where.color must be one of RED, GREEN, BLUE.'],
    ['/items?where.or.name.eq=x', 'where.or.name.eq', 'or is a list of objects; give it as JSON in where.'],
    ['/items?where=%7B', 'where', 'where must be JSON.'],
    [
      '/items?where=%7B%7D&where.name.eq=x',
      'where.name.eq',
      'where is given as JSON and in parts; use one way.',
    ],
    ['/items?where.name.eq=x&where=%7B%7D', 'where', 'where is given as JSON and in parts; use one way.'],
    ['/items?where=%7B%22zzzz%22:1%7D', 'where.zzzz', 'There is no member where.zzzz.'],
    ['/items?orderBy.descending=maybe', 'orderBy.descending', 'orderBy.descending must be true or false.'],
    ['/items?orderBy.descending=true', 'orderBy.field', 'orderBy.field is needed.'],
    ['/queries/judge?settings=1', 'kind', 'kind is needed.'],
    ['/queries/thing', 'id', 'id is needed.'],
  ])('%s is refused by name', async (path, field, detail) => {
    const { status, body } = await get(path);
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'BAD_USER_INPUT', field, detail });
  });

  test('in the path are decoded, and refused when they cannot be', async () => {
    const item = rest.shop.add('a/b c%');
    const { body } = await get(`/items/${encodeURIComponent('a/b c%')}?fields=id`);
    expect(body).toEqual({ id: item.id });
    rest.shop.items.delete(item.id);
    expect(await rawStatus('GET', '/iza/api/v1/items/%zz')).toBe(400);
  });
});

describe('tags', () => {
  test('carry the revision, differ by selection, and answer 304', async () => {
    const first = await get('/items/i1?fields=id,name');
    const tag = first.headers.get('etag')!;
    expect(tag).toMatch(/^"r1~[\w-]{16}"$/);
    const other = await get('/items/i1?fields=id');
    expect(other.headers.get('etag')).not.toBe(tag);
    const again = await get('/items/i1?fields=id,name', { 'if-none-match': `"x", W/${tag}` });
    expect(again.status).toBe(304);
    expect(again.body).toBe('');
    expect(again.headers.get('etag')).toBe(tag);
    expect((await get('/items/i1?fields=id', { 'if-none-match': tag })).status).toBe(200);
  });

  test('of collections are over the body', async () => {
    const { headers } = await get('/items?fields=id');
    expect(headers.get('etag')).toMatch(/^"[\w-]{16}"$/);
    expect(headers.get('cache-control')).toBe('private, no-cache');
    expect((await get('/items?fields=id', { 'if-none-match': headers.get('etag')! })).status).toBe(304);
  });

  test('that If-Match of a read does not know give 412', async () => {
    const { headers } = await get('/items/i1?fields=id');
    expect((await get('/items/i1?fields=id', { 'if-match': headers.get('etag')! })).status).toBe(200);
    expect((await get('/items/i1?fields=id', { 'if-match': '"other"' })).status).toBe(412);
  });
});

describe('methods and types', () => {
  test('HEAD is GET without a body', async () => {
    const [head, full] = await Promise.all([
      rest.call('/items/i1?fields=id', { method: 'HEAD' }),
      rest.call('/items/i1?fields=id'),
    ]);
    expect(head.status).toBe(200);
    expect(await head.text()).toBe('');
    for (const name of ['etag', 'content-length', 'content-type'])
      expect(head.headers.get(name)).toBe(full.headers.get(name));
  });

  test('a wrong method is 405 with what is allowed', async () => {
    const response = await rest.call('/items/i1', { method: 'PATCH' });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, DELETE, HEAD, OPTIONS');
    expect(await response.json()).toMatchObject({
      code: 'METHOD_NOT_ALLOWED',
      instance: '/iza/api/v1/items/i1',
    });
  });

  test('OPTIONS says what is allowed', async () => {
    const response = await rest.call('/items', { method: 'OPTIONS' });
    expect(response.status).toBe(204);
    expect(response.headers.get('allow')).toBe('GET, POST, HEAD, OPTIONS');
  });

  test('a literal path goes before a placeholder, where it knows the method', async () => {
    const item = rest.shop.add('build');
    expect((await get('/items/build?fields=id')).body).toEqual({ id: item.id });
    rest.shop.items.delete(item.id);
  });

  test('what is not accepted is 406', async () => {
    expect((await get('/items', { accept: 'text/csv' })).status).toBe(406);
    expect((await get('/items', { accept: 'application/json;q=0, */*' })).status).toBe(406);
    expect((await get('/items', { accept: 'text/html, application/*;q=0.5' })).status).toBe(200);
    expect((await get('/events/items', { accept: 'application/json' })).status).toBe(406);
  });

  test('an unknown path is 404, also with a slash too many', async () => {
    expect((await get('/nothing')).status).toBe(404);
    expect((await get('/items/')).status).toBe(404);
    expect((await get('/items/i1/')).body).toMatchObject({
      code: 'NOT_FOUND',
      instance: '/iza/api/v1/items/i1/',
    });
  });

  test('no key, a wrong key and a missing scope are told apart', async () => {
    const anonymous = await fetch(`${rest.base}/items`);
    expect(anonymous.status).toBe(401);
    expect(anonymous.headers.get('www-authenticate')).toBe('Bearer realm="IzaOS"');
    expect((await get('/items', { authorization: 'Bearer nobody' })).body.code).toBe('UNAUTHENTICATED');
    const missing = await get('/queries/secrets', { authorization: `Bearer ${READER}` });
    expect(missing.status).toBe(403);
    expect(missing.body).toMatchObject({ code: 'FORBIDDEN', scope: 'shop:secrets' });
  });

  test('failures say when to come back', async () => {
    const limited = await get('/queries/limited');
    expect(limited.status).toBe(429);
    expect(limited.headers.get('retry-after')).toBe('5');
    const down = await get('/queries/down');
    expect(down.status).toBe(503);
    expect(down.headers.get('retry-after')).toBe('5');
    expect(down.body).toMatchObject({
      code: 'BACKEND_UNAVAILABLE',
      endpoint: 'docker-1',
      retryable: true,
      instance: '/iza/api/v1/queries/down',
    });
  });
});

test('where only listed operations may run, REST runs its own and lets nobody choose', async () => {
  await using closed = await startTestRest({
    rest: { chooseFields: false },
    gateway: { persistedOperations: { mode: 'only', operations: new Map() } },
  });
  expect((await closed.call('/makers')).status).toBe(200);
  expect((await closed.call('/makers?fields=name')).status).toBe(403);
});

/** Status of a request whose target no client library would send. */
function rawStatus(method: string, path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(rest.url);
    const headers = { authorization: 'Bearer admin-key-0123456789' };
    httpRequest({ method, hostname, port, path, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}
