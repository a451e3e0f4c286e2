import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { READER, startTestRest } from './test-rest.ts';
import type { TestRest } from './test-rest.ts';

const WAIT = { timeout: 10_000 };

let rest: TestRest;
beforeEach(async () => {
  rest = await startTestRest();
});
afterEach(() => rest[Symbol.asyncDispose]());

const json = async (sent: Promise<Response>) => {
  const response = await sent;
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text && JSON.parse(text) };
};
const create = (body: unknown, headers?: Record<string, string>) =>
  json(rest.change('POST', '/items', body, headers));

describe('creating', () => {
  test('answers 201 with the Location of what was made', async () => {
    const { status, headers, body } = await create({ name: 'fig', weight: 1.5, native: { Deep: [1] } });
    expect(status).toBe(201);
    expect(body).toMatchObject({ item: { id: 'i6', name: 'fig' }, dryRun: false });
    expect(body).not.toHaveProperty('restNoun');
    expect(headers.get('location')).toBe('/iza/api/v1/items/i6');
    const found = await json(
      rest.call(`${headers.get('location')!.slice('/iza/api/v1'.length)}?fields=name`),
    );
    expect(found.body).toEqual({ name: 'fig' });
    expect(rest.shop.argumentsOf('itemCreate')).toMatchObject({ weight: 1.5, native: { Deep: [1] } });
  });

  test('judges only, by body or by parameter, and is 200 then', async () => {
    for (const sent of [
      create({ name: 'fig', dryRun: true }),
      json(rest.change('POST', '/items?dryRun=true', { name: 'fig' })),
    ]) {
      const { status, body, headers } = await sent;
      expect(status).toBe(200);
      expect(body).toMatchObject({ item: null, dryRun: true });
      expect(headers.get('location')).toBeNull();
    }
    expect(rest.shop.created).toBe(0);
    expect(
      (await json(rest.change('POST', '/items?dryRun=true', { name: 'fig', dryRun: false }))).body,
    ).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'dryRun',
    });
  });

  test('finds Location whatever fields were chosen', async () => {
    const { headers, body } = await json(rest.change('POST', '/items?fields=dryRun', { name: 'fig' }));
    expect(body).toEqual({ dryRun: false });
    expect(headers.get('location')).toBe('/iza/api/v1/items/i6');
  });
});

describe('a body', () => {
  test.each([
    [{ name: 'x', nope: 1 }, 'nope'],
    [{ name: 'x', color: 'PINK' }, 'color'],
    [{ name: 7 }, 'name'],
    [{}, 'name'],
    [{ name: null }, 'name'],
  ])('%j is refused by member', async (body, field) => {
    const answer = await create(body);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: 'BAD_USER_INPUT', field });
    expect(rest.shop.argumentsOf('itemCreate')).toBeUndefined();
  });

  test('has all its faults listed', async () => {
    const { body } = await create({ nope: 1, color: 'PINK' });
    expect(body.violations.map(({ field }: { field: string }) => field).toSorted()).toEqual([
      'color',
      'name',
      'nope',
    ]);
  });

  test.each([['null'], ['[]'], ['"x"'], ['{'], ['{"__proto__":{"name":"x"}}']])(
    '%s is refused',
    async (text) => {
      const headers = { 'content-type': 'application/json' };
      const { status, body } = await json(rest.call('/items', { method: 'POST', body: text, headers }));
      expect(status).toBe(400);
      expect(body.code).toBe('BAD_USER_INPUT');
    },
  );

  test('of another type is 415 and not executed', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/json; charset=utf-16',
    ]) {
      const sent = rest.call('/items', {
        method: 'POST',
        body: '{"name":"x"}',
        headers: { 'content-type': type },
      });
      expect((await json(sent)).status).toBe(415);
    }
    expect(rest.shop.created).toBe(0);
  });

  test('that is too large is 413', async () => {
    const { status, body } = await create({ name: 'x'.repeat(1024 * 1024) });
    expect(status).toBe(413);
    expect(body.code).toBe('BODY_TOO_LARGE');
  });

  test('may be absent where nothing is needed', async () => {
    const { status, body } = await json(rest.call('/actions/ping', { method: 'POST' }));
    expect(status).toBe(200);
    expect(body).toEqual({ text: 'nothing' });
  });

  test('may repeat the path, and not contradict it', async () => {
    expect((await json(rest.change('PUT', '/items/i1/name', { id: 'i1', name: 'x' }))).status).toBe(200);
    const { status, body } = await json(rest.change('PUT', '/items/i1/name', { id: 'i2', name: 'y' }));
    expect(status).toBe(400);
    expect(body).toMatchObject({ field: 'id', detail: 'id contradicts what the path says.' });
  });

  test('goes with DELETE as parameters only', async () => {
    const { status, body } = await json(rest.call('/items/i1?force=true', { method: 'DELETE' }));
    expect(status).toBe(200);
    expect(body).toEqual({ removedId: 'i1', dryRun: false });
    expect(rest.shop.argumentsOf('itemRemove')).toMatchObject({ id: 'i1', force: true });
    expect((await json(rest.change('DELETE', '/items/i1', { force: true }))).status).toBe(400);
  });

  test('takes no members as parameters', async () => {
    const { status, body } = await json(rest.change('POST', '/items?name=x', { name: 'x' }));
    expect(status).toBe(400);
    expect(body).toMatchObject({
      field: 'name',
      detail: 'There is no parameter name; there is fields, dryRun.',
    });
  });
});

describe('refusals', () => {
  test('of the policy carry their violations, in members of the body', async () => {
    const { status, body } = await create({ name: 'forbidden' });
    expect(status).toBe(403);
    expect(body).toMatchObject({
      code: 'POLICY_DENIED',
      field: 'name',
      violations: [{ rule: 'names', setting: 'Name', message: 'Not this one.' }],
    });
  });

  test('of the engine are 422', async () => {
    const { status, body } = await create({ name: 'refused' });
    expect(status).toBe(422);
    expect(body).toMatchObject({ code: 'UNPROCESSABLE', detail: 'The engine refuses the name.' });
  });

  test('of scope happen before anything runs', async () => {
    const { status, body } = await create({ name: 'x' }, { authorization: `Bearer ${READER}` });
    expect(status).toBe(403);
    expect(body).toMatchObject({ code: 'FORBIDDEN', scope: 'shop:write' });
    expect(rest.shop.argumentsOf('itemCreate')).toBeUndefined();
  });
});

describe('Idempotency-Key', () => {
  test('repeats no work, and is refused for another request', async () => {
    const key = { 'idempotency-key': '"k-1"' };
    const first = await create({ name: 'fig' }, key);
    const second = await create({ name: 'fig' }, key);
    expect(second.status).toBe(201);
    expect(second.body).toEqual(first.body);
    expect(rest.shop.created).toBe(1);
    const other = await create({ name: 'grape' }, { 'idempotency-key': 'k-1' });
    expect(other.status).toBe(422);
    expect(other.body).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED', field: 'requestId' });
  });

  test('is refused where it could not be honoured', async () => {
    const { status, body } = await json(
      rest.call('/actions/ping', { method: 'POST', headers: { 'idempotency-key': 'k' } }),
    );
    expect(status).toBe(400);
    expect(body).toMatchObject({ field: 'Idempotency-Key' });
  });
});

describe('If-Match', () => {
  const rename = (name: string, ifMatch: string) =>
    json(rest.change('PUT', '/items/i1/name', { name }, { 'if-match': ifMatch }));

  test('takes the tag of a GET, the bare revision, and *', async () => {
    const { headers } = await json(rest.call('/items/i1?fields=id'));
    expect((await rename('one', headers.get('etag')!)).status).toBe(200);
    expect(rest.shop.argumentsOf('itemRename')).toMatchObject({ ifRevision: 'r1' });
    expect((await rename('two', '"r2"')).status).toBe(200);
    expect((await rename('three', '*')).status).toBe(200);
    expect(rest.shop.argumentsOf('itemRename')).not.toHaveProperty('ifRevision');
  });

  test('is 412 after a change, and for weak tags', async () => {
    const { headers } = await json(rest.call('/items/i1?fields=id'));
    await json(rest.change('PUT', '/items/i1/name', { name: 'meanwhile' }));
    const stale = await rename('late', headers.get('etag')!);
    expect(stale.status).toBe(412);
    expect(stale.body).toMatchObject({ code: 'PRECONDITION_FAILED', field: 'ifRevision' });
    expect((await rename('weak', 'W/"r2"')).status).toBe(412);
    expect(rest.shop.items.get('i1')!.name).toBe('meanwhile');
  });

  test('is refused when it is several, no tag, or could not be honoured', async () => {
    expect((await rename('x', '"r1", "r2"')).status).toBe(400);
    expect((await rename('x', 'r1')).status).toBe(400);
    const { status, body } = await create({ name: 'x' }, { 'if-match': '"r1"' });
    expect(status).toBe(400);
    expect(body).toMatchObject({ field: 'If-Match' });
  });
});

describe('a change that takes long', () => {
  const build = (body: unknown, prefer?: string, path = '/items/build') =>
    json(rest.change('POST', path, body, prefer === undefined ? {} : { prefer }));

  test('is 202 with the Location of its operation', async () => {
    const { status, headers, body } = await build({ name: 'slow' });
    expect(status).toBe(202);
    expect(headers.get('location')).toBe('/iza/api/v1/operations/op%2F1');
    expect(body).toMatchObject({ operation: { id: 'op/1', state: 'RUNNING' }, item: null });
    const found = await json(rest.call(headers.get('location')!.slice('/iza/api/v1'.length)));
    expect(found.body).toMatchObject({ id: 'op/1', state: 'RUNNING' });
  });

  test('is 200 when it has ended already', async () => {
    const { status, body } = await build({ name: 'at once' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ operation: { state: 'SUCCEEDED' }, item: { name: 'built' } });
  });

  test('is waited for with Prefer: wait, and told with what it made', async () => {
    const sent = build({ name: 'slow' }, 'wait=30');
    await expect.poll(() => rest.shop.watchers.size, WAIT).toBe(1);
    rest.shop.finish('op/1');
    const { status, headers, body } = await sent;
    expect(status).toBe(200);
    expect(headers.get('preference-applied')).toBe('wait=30');
    expect(body).toMatchObject({ operation: { state: 'SUCCEEDED' }, item: { name: 'built', id: 'i6' } });
    await expect.poll(() => rest.shop.watchers.size, WAIT).toBe(0);
  });

  test('is 202 when the wait is over', async () => {
    const { status, headers, body } = await build({ name: 'slow' }, 'respond-async, wait=1');
    expect(status).toBe(202);
    expect(headers.get('preference-applied')).toBe('wait=1');
    expect(headers.get('location')).toBe('/iza/api/v1/operations/op%2F1');
    expect(body.operation.state).toBe('RUNNING');
    await expect.poll(() => rest.shop.watchers.size, WAIT).toBe(0);
  });

  test('is answered at once when the gateway shuts down', async () => {
    const sent = build({ name: 'slow' }, 'wait=60');
    await expect.poll(() => rest.shop.watchers.size, WAIT).toBe(1);
    const drained = rest.gateway.server.drain(5_000);
    expect((await sent).status).toBe(202);
    await drained;
  });

  test('keeps the client’s choice of fields while it waits', async () => {
    const sent = build({ name: 'slow' }, 'wait=30', '/items/build?fields=operation.state,item.name');
    await expect.poll(() => rest.shop.watchers.size, WAIT).toBe(1);
    rest.shop.finish('op/1');
    expect((await sent).body).toEqual({ operation: { state: 'SUCCEEDED' }, item: { name: 'built' } });
  });

  test('ends its wait when the client goes away', async () => {
    const { hostname, port } = new URL(rest.url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    socket.write(
      `POST /iza/api/v1/items/build HTTP/1.1\r\nHost: ${hostname}:${port}\r\nAuthorization: Bearer admin-key-0123456789\r\n` +
        'Prefer: wait=60\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n{"name":"slow"}',
    );
    await expect.poll(() => rest.shop.watchers.size, WAIT).toBe(1);
    socket.destroy();
    await expect.poll(() => rest.shop.watchers.size, WAIT).toBe(0);
  });
});

test('Prefer: return=minimal leaves the body out', async () => {
  const changed = await json(
    rest.change('PUT', '/items/i1/name?fields=dryRun', { name: 'x' }, { prefer: 'return=minimal' }),
  );
  expect(changed.status).toBe(204);
  expect(changed.headers.get('preference-applied')).toBe('return=minimal');
  const made = await json(
    rest.change('POST', '/items?fields=dryRun', { name: 'fig' }, { prefer: 'return=minimal' }),
  );
  expect(made.status).toBe(201);
  expect(made.body).toBe('');
  expect(made.headers.get('location')).toBe('/iza/api/v1/items/i6');
});
