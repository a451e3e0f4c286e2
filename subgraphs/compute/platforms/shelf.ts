import type { Collection } from '#backends/mirror.ts';
import type { SourceChange } from '#schema/watch.ts';
import type { Shelf } from '../port.ts';

export interface ShelfOptions<N extends object, R> {
  readonly collection: Collection<N>;
  readonly keyOf: (native: N) => string;
  /** Pure; called once per native object. */
  readonly toRecord: (native: N, revision: number) => R;
}

export interface NativeShelf<N extends object, R> extends Shelf<R> {
  recordOf(native: N): R;
  recordsOf(natives: readonly N[]): readonly R[];
}

/** A mirror's collection in domain terms. Records hang on the mirror's immutable objects, so each state is derived once. */
export function shelfOf<N extends object, R extends { readonly id: string }>(
  options: ShelfOptions<N, R>,
): NativeShelf<N, R> {
  const { collection, keyOf, toRecord } = options;
  const records = new WeakMap<N, R>();
  const lists = new WeakMap<readonly N[], readonly R[]>();

  const recordOf = (native: N, revision = collection.revisionOf(keyOf(native)) ?? 0): R => {
    const known = records.get(native);
    if (known) return known;
    const record = toRecord(native, revision);
    records.set(native, record);
    return record;
  };
  const toChange = (change: Parameters<Parameters<typeof collection.listen>[0]>[0]): SourceChange<R> => {
    const { type, revision } = change;
    if (type === 'DELETED') {
      const value = recordOf(change.previous, revision);
      return { type, id: value.id, value, previous: value, revision };
    }
    const value = recordOf(change.value, revision);
    if (type === 'ADDED') return { type, id: value.id, value, revision };
    return { type, id: value.id, value, previous: recordOf(change.previous, revision), revision };
  };

  return {
    recordOf,
    recordsOf: (natives) => natives.map((native) => recordOf(native)),
    values() {
      const natives = collection.values();
      const known = lists.get(natives);
      if (known) return known;
      const list = natives.map((native) => recordOf(native));
      lists.set(natives, list);
      return list;
    },
    get(nativeId) {
      const native = collection.get(nativeId);
      return native && recordOf(native);
    },
    listen: (listener) => collection.listen((change) => listener(toChange(change))),
    changesSince: (revision) => collection.changesSince(revision)?.map(toChange),
  };
}
