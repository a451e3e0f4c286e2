import { expect, test } from 'vitest';
import { joinSources, stalenessPart, touchPart, type SourcePart } from './watch-source.ts';
import { watch, type SourceChange, type WatchSource } from './watch.ts';

interface Thing {
  readonly id: string;
  readonly colour: string;
}

function world() {
  const things = new Map<string, Thing>();
  const listeners = new Set<(change: SourceChange<Thing>) => void>();
  const history: SourceChange<Thing>[] = [];
  const clock = { epoch: 'abc', current: 0, next: () => ++clock.current };
  const emit = (change: SourceChange<Thing>) => {
    history.push(change);
    listeners.forEach((listener) => listener(change));
  };
  const part: SourcePart<Thing> = {
    snapshot: () => [...things.values()].map((value) => ({ id: value.id, value })),
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    changesSince: (revision) => history.filter((change) => change.revision > revision),
  };
  const put = (id: string, colour: string) => {
    const previous = things.get(id);
    const value = { id, colour };
    things.set(id, value);
    emit({
      type: previous ? 'MODIFIED' : 'ADDED',
      id,
      value,
      ...(previous && { previous }),
      revision: clock.next(),
    });
  };
  const remove = (id: string) => {
    const value = things.get(id)!;
    things.delete(id);
    emit({ type: 'DELETED', id, value, revision: clock.next() });
  };
  return { clock, part, listeners, put, remove, source: joinSources(clock, [part]) };
}

const seen = async (source: WatchSource<Thing>, count: number, options: object = {}) => {
  const events: string[] = [];
  for await (const { type, id = '' } of watch({ source, ...options })) {
    events.push(`${type} ${id}`.trim());
    if (events.length === count) break;
  }
  return events;
};

test('a watch gives the snapshot, says it is complete, then what changes', async () => {
  const { put, remove, source } = world();
  put('a', 'red');
  const events = watch({ source });
  expect(await events.next()).toMatchObject({ value: { type: 'SNAPSHOT', id: 'a', cursor: 'abc.0' } });
  expect(await events.next()).toMatchObject({ value: { type: 'SYNCED' } });
  put('b', 'red');
  expect(await events.next()).toMatchObject({ value: { type: 'ADDED', id: 'b', cursor: 'abc.2' } });
  remove('a');
  expect(await events.next()).toMatchObject({ value: { type: 'DELETED', id: 'a' } });
  await events.return();
});

test('an object that begins or ceases to fit the filter is added or deleted', async () => {
  const { put, source } = world();
  put('a', 'red');
  const events = watch({ source, matches: (thing) => thing.colour === 'red' });
  await events.next();
  await events.next();
  put('a', 'blue');
  expect(await events.next()).toMatchObject({ value: { type: 'DELETED', id: 'a' } });
  put('a', 'red');
  expect(await events.next()).toMatchObject({ value: { type: 'ADDED', id: 'a' } });
  await events.return();
});

test('a watch goes on after a cursor, and begins anew after one of another life', async () => {
  const { put, source } = world();
  put('a', 'red');
  put('b', 'red');
  expect(await seen(source, 2, { after: 'abc.1' })).toEqual(['ADDED b', 'SYNCED']);
  expect(await seen(source, 4, { after: 'dead.1' })).toEqual([
    'RESYNC',
    'SNAPSHOT a',
    'SNAPSHOT b',
    'SYNCED',
  ]);
});

test('a cursor that is none is refused at once', () => {
  expect(() => watch({ source: world().source, after: 'nonsense' })).toThrow(
    expect.objectContaining({ code: 'BAD_USER_INPUT', details: { field: 'after' } }),
  );
});

test('a watch that waits ends at once when its client goes away', async () => {
  const { source, listeners } = world();
  const left = watch({ source });
  await left.next();
  const waiting = left.next();
  await left.return();
  expect(await waiting).toMatchObject({ done: true });

  const client = new AbortController();
  const cut = watch({ source, signal: client.signal });
  await cut.next();
  const next = cut.next();
  client.abort();
  expect(await next).toMatchObject({ done: true });
  expect(listeners.size).toBe(0);
});

test('a change of something else that shows in an object modifies it, live and in the replay', async () => {
  const { clock, part, put } = world();
  put('a', 'red');
  const neighbours = world();
  const touching = touchPart<Thing, Thing>({
    collection: {
      values: () => [],
      listen: (listener) =>
        neighbours.part.listen((change) => listener({ ...change, type: 'ADDED', revision: clock.next() })),
      changesSince: () => [{ type: 'ADDED', value: { id: 'n', colour: 'grey' }, revision: clock.current }],
    },
    touched: () => part.snapshot(),
  });
  const source = joinSources(clock, [part, touching]);
  const events = watch({ source });
  await events.next();
  await events.next();
  neighbours.put('n', 'grey');
  expect(await events.next()).toMatchObject({ value: { type: 'MODIFIED', id: 'a', cursor: 'abc.2' } });
  await events.return();
  expect(await seen(source, 2, { after: 'abc.1' })).toEqual(['MODIFIED a', 'SYNCED']);
});

test('objects that become stale or fresh again are modified, for resuming watchers too', async () => {
  const { clock, part, put } = world();
  const told = new Set<(state: { status: string }) => void>();
  const staleness = stalenessPart<Thing>({
    clock,
    endpoint: {
      state: { status: 'LIVE' },
      onState: (listener) => {
        told.add(listener);
        return () => told.delete(listener);
      },
    },
    snapshot: () => part.snapshot(),
  });
  put('a', 'red');
  const source = joinSources(clock, [part, staleness]);
  const events = watch({ source });
  await events.next();
  await events.next();
  for (const status of ['LIVE', 'STALE']) told.forEach((tell) => tell({ status }));
  expect(await events.next()).toMatchObject({ value: { type: 'MODIFIED', id: 'a', cursor: 'abc.2' } });
  await events.return();
  expect(await seen(source, 2, { after: 'abc.1' })).toEqual(['MODIFIED a', 'SYNCED']);
  expect(await seen(source, 1, { after: 'abc.2' })).toEqual(['SYNCED']);
});

test('a cursor covers all that happened before it, also when changes were folded', async () => {
  const { put, source } = world();
  const events = watch({ source });
  await events.next();
  put('a', 'red');
  put('b', 'red');
  put('a', 'blue');
  const first = await events.next();
  expect(first).toMatchObject({ value: { type: 'ADDED', id: 'b', cursor: 'abc.2' } });
  await events.return();
  expect(await seen(source, 2, { after: 'abc.2' })).toEqual(['MODIFIED a', 'SYNCED']);
});

test('a client that breaks off inside the snapshot begins anew', async () => {
  const { put, source } = world();
  put('a', 'red');
  put('b', 'red');
  const events = watch({ source });
  const { value } = await events.next();
  await events.return();
  expect(await seen(source, 4, { after: value!.cursor })).toEqual([
    'RESYNC',
    'SNAPSHOT a',
    'SNAPSHOT b',
    'SYNCED',
  ]);
});
