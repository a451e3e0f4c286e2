/** Steps of a plan. */
export type PlanNode =
  | { readonly kind: 'Sequence' | 'Parallel'; readonly nodes: readonly PlanNode[] }
  | RootFetch
  | EntityFetch;

export interface Plan {
  /** The source of a subscription. */
  readonly primary?: RootFetch;
  /** Undefined when there is nothing to fetch. */
  readonly node?: PlanNode;
}

export interface Fetch {
  readonly serviceName: string;
  readonly operation: string;
  readonly variableUsages: readonly string[];
}

export interface RootFetch extends Fetch {
  readonly kind: 'RootFetch';
  readonly operationKind: 'query' | 'mutation' | 'subscription';
  /** Where the result goes; empty for the root of the response. */
  readonly path: readonly PathSegment[];
  readonly outputRewrites: readonly Rewrite[];
}

export interface EntityFetch extends Fetch {
  readonly kind: 'EntityFetch';
  /** `_entities` selections of the operation; each takes its own representations. */
  readonly groups: readonly EntityGroup[];
  /** The same, one fetch per group, for when the answer to all of them together was no data. */
  readonly separately: readonly EntityFetch[];
}

export interface EntityGroup {
  readonly responseKey: string;
  readonly representationsVariable: string;
  readonly paths: readonly (readonly PathSegment[])[];
  readonly requires: readonly RequiredSelection[];
  readonly inputRewrites: readonly Rewrite[];
  /** They start at an entity. */
  readonly outputRewrites: readonly Rewrite[];
}

export type PathSegment =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'list' }
  | { readonly kind: 'type'; readonly types: readonly string[] };

export type RequiredSelection =
  | {
      readonly kind: 'field';
      /** Key in the merged response, and key in the representation. */
      readonly from: string;
      readonly to: string;
      readonly selections?: readonly RequiredSelection[];
    }
  | { readonly kind: 'fragment'; readonly on: string; readonly selections: readonly RequiredSelection[] };

export interface Rewrite {
  readonly path: readonly Exclude<PathSegment, { kind: 'list' }>[];
  readonly action:
    | { readonly kind: 'set'; readonly value: string }
    | { readonly kind: 'rename'; readonly to: string };
}
