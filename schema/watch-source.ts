import type { SourceChange, WatchSource } from './watch.ts';

/** What contributes to a watch: the objects of one endpoint, or changes of something else that show in them. */
export interface SourcePart<T> {
  snapshot(): readonly { readonly id: string; readonly value: T }[];
  listen(listener: (change: SourceChange<T>) => void): () => void;
  /** Changes after `revision` in order, or undefined when some are forgotten. */
  changesSince(revision: number): readonly SourceChange<T>[] | undefined;
}

/** The counter that every part takes its revisions from. */
export interface SourceClock {
  readonly epoch: string;
  readonly current: number;
}

/** Several parts as one source with one order of changes. */
export function joinSources<T>(clock: SourceClock, parts: readonly SourcePart<T>[]): WatchSource<T> {
  return {
    epoch: clock.epoch,
    currentRevision: () => clock.current,
    snapshot: () => parts.flatMap((part) => part.snapshot()),
    listen: (listener) => {
      const stops = parts.map((part) => part.listen(listener));
      return () => stops.forEach((stop) => stop());
    },
    changesSince: (revision) => {
      const found: SourceChange<T>[] = [];
      for (const part of parts) {
        const changes = part.changesSince(revision);
        if (!changes) return undefined;
        found.push(...changes);
      }
      return found.sort((left, right) => left.revision - right.revision);
    },
  };
}

/** A change of one native object, as a mirror tells it. */
type MirrorChange<N> =
  | { readonly type: 'ADDED'; readonly value: N; readonly revision: number }
  | { readonly type: 'MODIFIED'; readonly value: N; readonly previous: N; readonly revision: number }
  | { readonly type: 'DELETED'; readonly previous: N; readonly revision: number };

/** What is needed of a mirrored collection. */
export interface Mirrored<N> {
  values(): readonly N[];
  listen(listener: (change: MirrorChange<N>) => void): () => void;
  changesSince(revision: number): readonly MirrorChange<N>[] | undefined;
}

/**
 * The objects of one mirrored collection. `view` gives what a watcher sees of a native object; it is told the change's revision,
 * or undefined for the current state of the snapshot.
 */
export function mirrorPart<N, T>(options: {
  readonly collection: Mirrored<N>;
  readonly idOf: (native: N) => string;
  readonly view: (native: N, revision?: number) => T;
}): SourcePart<T> {
  const { collection, idOf, view } = options;
  const translate = (change: MirrorChange<N>): SourceChange<T> => {
    const { type, revision } = change;
    if (type === 'DELETED') {
      return { type, id: idOf(change.previous), value: view(change.previous, revision), revision };
    }
    const value = view(change.value, revision);
    const previous = type === 'MODIFIED' ? { previous: view(change.previous, revision) } : {};
    return { type, id: idOf(change.value), value, ...previous, revision };
  };
  return {
    snapshot: () => collection.values().map((native) => ({ id: idOf(native), value: view(native) })),
    listen: (listener) => collection.listen((change) => listener(translate(change))),
    changesSince: (revision) => collection.changesSince(revision)?.map(translate),
  };
}

/**
 * Changes of another collection that show in these objects: a container's that show in its networks. `touched` tells which objects a
 * change shows in, with their state after it and, when it matters to filters, before; `replayed` is true for a change of the past,
 * whose surroundings are gone. Objects that are gone themselves are left out.
 */
export function touchPart<N, T>(options: {
  readonly collection: Mirrored<N>;
  readonly touched: (
    change: MirrorChange<N>,
    replayed: boolean,
  ) => readonly { readonly id: string; readonly value: T; readonly previous?: T }[];
}): SourcePart<T> {
  const { collection, touched } = options;
  const translate = (change: MirrorChange<N>, replayed: boolean): SourceChange<T>[] =>
    touched(change, replayed).map((object) => ({ type: 'MODIFIED', ...object, revision: change.revision }));
  return {
    snapshot: () => [],
    listen: (listener) => collection.listen((change) => translate(change, false).forEach(listener)),
    changesSince: (revision) =>
      collection.changesSince(revision)?.flatMap((change) => translate(change, true)),
  };
}

/**
 * Tells watchers when an endpoint's objects become stale or fresh again: a MODIFIED of each. Listens to the endpoint from the first
 * moment, so that a resuming watcher learns of what happened while it was away; dispose it with the subgraph.
 */
export function stalenessPart<T>(options: {
  readonly clock: SourceClock & { next(): number };
  readonly endpoint: {
    readonly state: { readonly status: string };
    onState(listener: (state: { readonly status: string }) => void): () => void;
  };
  readonly snapshot: () => readonly { readonly id: string; readonly value: T }[];
}): SourcePart<T> & Disposable {
  const { clock, endpoint, snapshot } = options;
  const listeners = new Set<(change: SourceChange<T>) => void>();
  let live = endpoint.state.status === 'LIVE';
  let turned = 0;
  const changes = (): SourceChange<T>[] =>
    snapshot().map(({ id, value }) => ({ type: 'MODIFIED', id, value, revision: turned }));
  const stop = endpoint.onState(({ status }) => {
    if (live === (status === 'LIVE')) return;
    live = !live;
    turned = clock.next();
    if (listeners.size > 0)
      for (const change of changes()) for (const listener of listeners) listener(change);
  });
  return {
    snapshot: () => [],
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    changesSince: (revision) => (turned > revision ? changes() : []),
    [Symbol.dispose]: stop,
  };
}
