import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { GraphContext } from '../../../schema/context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A whole number of any size: a JSON number up to 2^53 - 1, decimal text above it. Input takes both. */
  BigInt: { input: number | bigint; output: number | bigint; }
  /** An instant as RFC 3339 text in UTC with milliseconds: `2026-11-23T12:00:00.000Z`. */
  DateTime: { input: Date; output: Date; }
  /** Any JSON value, as the platform gave it. */
  JSON: { input: unknown; output: unknown; }
  _FieldSet: { input: unknown; output: unknown; }
};

/** Tests of a whole number; all given members must hold. */
export type BigIntFilter = {
  /** Equal to. */
  eq?: InputMaybe<Scalars['BigInt']['input']>;
  /** Greater than. */
  gt?: InputMaybe<Scalars['BigInt']['input']>;
  /** Greater than or equal to. */
  gte?: InputMaybe<Scalars['BigInt']['input']>;
  /** Less than. */
  lt?: InputMaybe<Scalars['BigInt']['input']>;
  /** Less than or equal to. */
  lte?: InputMaybe<Scalars['BigInt']['input']>;
};

/** Tests of an instant; all given members must hold. */
export type DateTimeFilter = {
  /** Later than. */
  after?: InputMaybe<Scalars['DateTime']['input']>;
  /** Earlier than. */
  before?: InputMaybe<Scalars['DateTime']['input']>;
};

/** A disk of a machine. */
export type Disk = {
  /** Time with work to do since boot, ms. */
  busyMs: Scalars['BigInt']['output'];
  /** Model; null where it has none. */
  model?: Maybe<Scalars['String']['output']>;
  /** Name: sda. */
  name: Scalars['String']['output'];
  /** Read since boot, bytes. */
  readBytes: Scalars['BigInt']['output'];
  /** Whether it turns. */
  rotational: Scalars['Boolean']['output'];
  /** Size, bytes. */
  sizeBytes: Scalars['BigInt']['output'];
  /** Written since boot, bytes. */
  writtenBytes: Scalars['BigInt']['output'];
};

/** An endpoint; see the compute subgraph. */
export type Endpoint = {
  /** Opaque global id. */
  id: Scalars['ID']['output'];
  /** Volumes on it. */
  volumes?: Maybe<VolumeConnection>;
};


/** An endpoint; see the compute subgraph. */
export type EndpointVolumesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** A mounted file system. */
export type Filesystem = {
  /** Left for ordinary users, bytes. */
  availableBytes?: Maybe<Scalars['BigInt']['output']>;
  /** Where it is mounted. */
  mountPoint: Scalars['String']['output'];
  /** Whether it is mounted read-only. */
  readOnly: Scalars['Boolean']['output'];
  /** Size, bytes; null when it did not answer in time. */
  sizeBytes?: Maybe<Scalars['BigInt']['output']>;
  /** Device or remote source. */
  source: Scalars['String']['output'];
  /** Type: ext4. */
  type: Scalars['String']['output'];
  /** Used, bytes. */
  usedBytes?: Maybe<Scalars['BigInt']['output']>;
};

/** A machine; see the compute subgraph. */
export type Host = {
  /** Its disks; null where its endpoint is not read on the machine itself. */
  disks?: Maybe<Array<Disk>>;
  /** Its mounted file systems that hold data. */
  filesystems?: Maybe<Array<Filesystem>>;
  /** Opaque global id. */
  id: Scalars['ID']['output'];
};

/** A key and value attached to an object. */
export type Label = {
  /** The key, as the platform spells it. */
  key: Scalars['String']['output'];
  /** The value; may be empty. */
  value: Scalars['String']['output'];
};

/** A key and value to attach to an object. */
export type LabelInput = {
  /** The key, as the platform spells it. */
  key: Scalars['String']['input'];
  /** The value; may be empty. */
  value?: Scalars['String']['input'];
};

/** Something mounted into a workload. */
export type Mount = {
  /** Whether it may not be written. */
  readOnly: Scalars['Boolean']['output'];
  /** Path on the host, or name of the volume; null for tmpfs. */
  source?: Maybe<Scalars['String']['output']>;
  /** Path inside. */
  target: Scalars['String']['output'];
  /** volume, bind, tmpfs, or the platform's word for another kind. */
  type: Scalars['String']['output'];
  /** The volume; null for other types and when it is gone. */
  volume?: Maybe<Volume>;
  /** The workload; null when it is out of reach. */
  workload?: Maybe<Workload>;
};

/** A page of mounts. */
export type MountConnection = {
  /** The page. */
  edges: Array<MountEdge>;
  /** The page without cursors. */
  nodes: Array<Mount>;
  /** Endpoints that could not answer. */
  outages: Array<Outage>;
  /** Where the page begins and ends. */
  pageInfo: PageInfo;
  /** How many there are over all pages. */
  totalCount: Scalars['Int']['output'];
};

/** One of mounts on a page. */
export type MountEdge = {
  /** Its place in the list. */
  cursor: Scalars['String']['output'];
  /** The object. */
  node: Mount;
};

/** What can be changed. */
export type Mutation = {
  /** Creates a volume. Judged by the admission policy. */
  volumeCreate: VolumePayload;
  /** Removes a volume nothing mounts, and what is stored in it. */
  volumeRemove: VolumeRemovePayload;
};


/** What can be changed. */
export type MutationVolumeCreateArgs = {
  input: VolumeCreateInput;
};


/** What can be changed. */
export type MutationVolumeRemoveArgs = {
  input: VolumeRemoveInput;
};

/** Which way a list is sorted. */
export type OrderDirection =
  /** Smallest, earliest, A first. */
  | 'ASC'
  /** Largest, latest, Z first. */
  | 'DESC';

/** An endpoint that could not answer for its part of a list, as data. */
export type Outage = {
  /** Name of the endpoint. */
  endpoint: Scalars['String']['output'];
  /** Why, in words. */
  reason: Scalars['String']['output'];
  /** Whether the list still contains what the endpoint last said (stale), or nothing of it. */
  servedStale: Scalars['Boolean']['output'];
  /** Since when it has been out of reach. */
  since: Scalars['DateTime']['output'];
};

/** Where a page of a connection begins and ends. */
export type PageInfo = {
  /** Cursor of the last edge: pass it as `after` for the next page. Null for an empty page. */
  endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether there is more after this page. */
  hasNextPage: Scalars['Boolean']['output'];
  /** Whether there is something before this page. */
  hasPreviousPage: Scalars['Boolean']['output'];
  /** Cursor of the first edge; null for an empty page. */
  startCursor?: Maybe<Scalars['String']['output']>;
};

/** A kind of thing IzaOS manages. */
export type Platform =
  /** A Docker Engine. */
  | 'DOCKER'
  /** In memory and made up: only for exploring without an engine. */
  | 'EMBEDDED'
  /** A Linux machine, read from /proc, /sys and cgroups. */
  | 'HOST'
  /** A Kubernetes cluster. */
  | 'KUBERNETES'
  /** A libvirt hypervisor. */
  | 'LIBVIRT';

/** What can be asked. */
export type Query = {
  /** One volume by id or name; null when there is none. */
  volume?: Maybe<Volume>;
  /** Volumes of every endpoint. */
  volumes: VolumeConnection;
};


/** What can be asked. */
export type QueryVolumeArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked. */
export type QueryVolumesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<VolumeOrder>;
  where?: InputMaybe<VolumeFilter>;
};

/** Tests of a text; all given members must hold. */
export type StringFilter = {
  /** Contains, letter case ignored. */
  contains?: InputMaybe<Scalars['String']['input']>;
  /** Equal to. */
  eq?: InputMaybe<Scalars['String']['input']>;
  /** One of. */
  in?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Not equal to. */
  ne?: InputMaybe<Scalars['String']['input']>;
  /** None of. */
  notIn?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Begins with. */
  startsWith?: InputMaybe<Scalars['String']['input']>;
};

/** What can be followed. */
export type Subscription = {
  /** Volumes now and every change after. */
  volumeWatch: VolumeWatchEvent;
};


/** What can be followed. */
export type SubscriptionVolumeWatchArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  where?: InputMaybe<VolumeFilter>;
};

/** Storage with a name of its own, which outlives workloads. */
export type Volume = {
  /** When it was created. */
  createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** The engine's driver. */
  driver: Scalars['String']['output'];
  /** The endpoint it is on. */
  endpoint?: Maybe<Endpoint>;
  /** The file system it lies on; null where the host is remote. */
  filesystem?: Maybe<Filesystem>;
  /** Opaque global id. */
  id: Scalars['ID']['output'];
  /** Labels, sorted by key. */
  labels: Array<Label>;
  /** Where it is on its host. */
  mountPoint?: Maybe<Scalars['String']['output']>;
  /** Name on its platform. */
  name: Scalars['String']['output'];
  /** What the platform says beyond this schema; driver options are withheld. */
  native?: Maybe<Scalars['JSON']['output']>;
  /** The platform's own id. */
  nativeId: Scalars['ID']['output'];
  /** The platform it belongs to. */
  platform: Platform;
  /** Changes with every change of the object. */
  revision: Scalars['String']['output'];
  /** How far it reaches: local, global. */
  scope: Scalars['String']['output'];
  /** True while the endpoint is out of reach. */
  stale: Scalars['Boolean']['output'];
  /** Whether no workload mounts it. */
  unused: Scalars['Boolean']['output'];
  /** Mounts of it, by running and stopped workloads. */
  usedBy?: Maybe<MountConnection>;
  /** What is stored in it, bytes. Measured by the engine when selected; kept for a minute. */
  usedBytes?: Maybe<Scalars['BigInt']['output']>;
};


/** Storage with a name of its own, which outlives workloads. */
export type VolumeUsedByArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** A page of volumes. */
export type VolumeConnection = {
  /** The page. */
  edges: Array<VolumeEdge>;
  /** The page without cursors. */
  nodes: Array<Volume>;
  /** Endpoints that could not answer. */
  outages: Array<Outage>;
  /** Where the page begins and ends. */
  pageInfo: PageInfo;
  /** How many there are over all pages. */
  totalCount: Scalars['Int']['output'];
};

/** A volume to create. */
export type VolumeCreateInput = {
  /** Driver; policy decides which. */
  driver?: InputMaybe<Scalars['String']['input']>;
  /** Judge and change nothing. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Name of the endpoint; needed only when there are several. */
  endpoint?: InputMaybe<Scalars['String']['input']>;
  /** Labels. */
  labels?: InputMaybe<Array<LabelInput>>;
  /** Name that no volume of the endpoint has; the engine makes one up when absent. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** Driver options; write-only, policy decides which. */
  options?: InputMaybe<Array<LabelInput>>;
  /** The same id repeats no work within 24 h, per caller. */
  requestId?: InputMaybe<Scalars['ID']['input']>;
};

/** One of volumes on a page. */
export type VolumeEdge = {
  /** Its place in the list. */
  cursor: Scalars['String']['output'];
  /** The object. */
  node: Volume;
};

/** Which volumes; all given members must hold. */
export type VolumeFilter = {
  /** All of these must hold too. */
  and?: InputMaybe<Array<VolumeFilter>>;
  /** By driver. */
  driver?: InputMaybe<StringFilter>;
  /** By name of the endpoint. */
  endpoint?: InputMaybe<StringFilter>;
  /** Label selector in Kubernetes' notation. */
  labels?: InputMaybe<Scalars['String']['input']>;
  /** By name. */
  name?: InputMaybe<StringFilter>;
  /** This must not hold. */
  not?: InputMaybe<VolumeFilter>;
  /** One of these must hold too. */
  or?: InputMaybe<Array<VolumeFilter>>;
  /** Only those nothing mounts, or only those something does. */
  unused?: InputMaybe<Scalars['Boolean']['input']>;
};

/** How volumes are sorted. */
export type VolumeOrder = {
  /** Which way. */
  direction?: OrderDirection;
  /** By what. */
  field: VolumeOrderField;
};

/** What volumes can be sorted by. */
export type VolumeOrderField =
  /** Time of creation. */
  | 'CREATED_AT'
  /** Driver. */
  | 'DRIVER'
  /** Name. */
  | 'NAME';

/** What a change of a volume did. */
export type VolumePayload = {
  /** True when nothing was changed. */
  dryRun: Scalars['Boolean']['output'];
  /** The volume after it; null for a dry run that would create. */
  volume?: Maybe<Volume>;
};

/** A volume to remove. */
export type VolumeRemoveInput = {
  /** Judge and change nothing. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Remove it even when its driver has lost it. */
  force?: InputMaybe<Scalars['Boolean']['input']>;
  /** Volume: id or name. */
  id: Scalars['ID']['input'];
  /** Only if it still has this revision. */
  ifRevision?: InputMaybe<Scalars['String']['input']>;
  /** The same id repeats no work within 24 h, per caller. */
  requestId?: InputMaybe<Scalars['ID']['input']>;
};

/** What became of a volume's removal. */
export type VolumeRemovePayload = {
  /** True when nothing was changed. */
  dryRun: Scalars['Boolean']['output'];
  /** Id of what was removed. */
  removedId: Scalars['ID']['output'];
};

/** One event of a watch over volumes. */
export type VolumeWatchEvent = {
  /** Pass it as `after` to go on from here. */
  cursor: Scalars['String']['output'];
  /** What happened. */
  type: WatchEventType;
  /** The volume; null for SYNCED, BOOKMARK and RESYNC. */
  volume?: Maybe<Volume>;
};

/** What happened to an object on a watch. */
export type WatchEventType =
  /** The object came into being. */
  | 'ADDED'
  /** Nothing happened; the cursor moves on. */
  | 'BOOKMARK'
  /** The object is gone; it carries its last known state. */
  | 'DELETED'
  /** The object changed; the newest state, changes in between may be folded into one. */
  | 'MODIFIED'
  /** The cursor given is too old or of another server life: a new snapshot follows. */
  | 'RESYNC'
  /** The object exists at the time the watch began; its state is the snapshot's. */
  | 'SNAPSHOT'
  /** The snapshot is complete; what follows is live. */
  | 'SYNCED';

/** Whatever runs; see the compute subgraph. */
export type Workload = {
  /** Opaque global id. */
  id: Scalars['ID']['output'];
  /** What is mounted into it. */
  mounts?: Maybe<MountConnection>;
};


/** Whatever runs; see the compute subgraph. */
export type WorkloadMountsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    

export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  Endpoint: Endpoint;
  Host: Host;
  Volume: Volume;
  Workload: Workload;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Endpoint:
    ( { __typename: 'Endpoint' }
    & GraphQLRecursivePick<FederationTypes['Endpoint'], {"id":true}> );
  Host:
    ( { __typename: 'Host' }
    & GraphQLRecursivePick<FederationTypes['Host'], {"id":true}> );
  Volume:
    ( { __typename: 'Volume' }
    & GraphQLRecursivePick<FederationTypes['Volume'], {"id":true}> );
  Workload:
    ( { __typename: 'Workload' }
    & GraphQLRecursivePick<FederationTypes['Workload'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  BigInt: ResolverTypeWrapper<any>;
  BigIntFilter: ResolverTypeWrapper<any>;
  DateTime: ResolverTypeWrapper<any>;
  DateTimeFilter: ResolverTypeWrapper<any>;
  Disk: ResolverTypeWrapper<any>;
  Endpoint: ResolverTypeWrapper<any>;
  ID: ResolverTypeWrapper<any>;
  Filesystem: ResolverTypeWrapper<any>;
  Host: ResolverTypeWrapper<any>;
  JSON: ResolverTypeWrapper<any>;
  Label: ResolverTypeWrapper<any>;
  LabelInput: ResolverTypeWrapper<any>;
  Mount: ResolverTypeWrapper<any>;
  MountConnection: ResolverTypeWrapper<any>;
  MountEdge: ResolverTypeWrapper<any>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  OrderDirection: ResolverTypeWrapper<any>;
  Outage: ResolverTypeWrapper<any>;
  PageInfo: ResolverTypeWrapper<any>;
  Platform: ResolverTypeWrapper<any>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  StringFilter: ResolverTypeWrapper<any>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Volume: ResolverTypeWrapper<any>;
  VolumeConnection: ResolverTypeWrapper<any>;
  VolumeCreateInput: ResolverTypeWrapper<any>;
  VolumeEdge: ResolverTypeWrapper<any>;
  VolumeFilter: ResolverTypeWrapper<any>;
  VolumeOrder: ResolverTypeWrapper<any>;
  VolumeOrderField: ResolverTypeWrapper<any>;
  VolumePayload: ResolverTypeWrapper<any>;
  VolumeRemoveInput: ResolverTypeWrapper<any>;
  VolumeRemovePayload: ResolverTypeWrapper<any>;
  VolumeWatchEvent: ResolverTypeWrapper<any>;
  WatchEventType: ResolverTypeWrapper<any>;
  Workload: ResolverTypeWrapper<any>;
  Boolean: ResolverTypeWrapper<any>;
  Int: ResolverTypeWrapper<any>;
  String: ResolverTypeWrapper<any>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  BigInt: any;
  BigIntFilter: any;
  DateTime: any;
  DateTimeFilter: any;
  Disk: any;
  Endpoint: any;
  ID: any;
  Filesystem: any;
  Host: any;
  JSON: any;
  Label: any;
  LabelInput: any;
  Mount: any;
  MountConnection: any;
  MountEdge: any;
  Mutation: Record<PropertyKey, never>;
  Outage: any;
  PageInfo: any;
  Query: Record<PropertyKey, never>;
  StringFilter: any;
  Subscription: Record<PropertyKey, never>;
  Volume: any;
  VolumeConnection: any;
  VolumeCreateInput: any;
  VolumeEdge: any;
  VolumeFilter: any;
  VolumeOrder: any;
  VolumePayload: any;
  VolumeRemoveInput: any;
  VolumeRemovePayload: any;
  VolumeWatchEvent: any;
  Workload: any;
  Boolean: any;
  Int: any;
  String: any;
};

export type CostDirectiveArgs = {
  fetch?: Maybe<Scalars['Boolean']['input']>;
  weight: Scalars['Int']['input'];
};

export type CostDirectiveResolver<Result, Parent, ContextType = GraphContext, Args = CostDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type RestDirectiveArgs = {
  method?: Maybe<Scalars['String']['input']>;
  path: Scalars['String']['input'];
  status?: Maybe<Scalars['Int']['input']>;
};

export type RestDirectiveResolver<Result, Parent, ContextType = GraphContext, Args = RestDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type ScopeDirectiveArgs = {
  requires: Array<Scalars['String']['input']>;
};

export type ScopeDirectiveResolver<Result, Parent, ContextType = GraphContext, Args = ScopeDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export interface BigIntScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['BigInt'], any> {
  name: 'BigInt';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DiskResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Disk'] = ResolversParentTypes['Disk']> = {
  busyMs?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  model?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  readBytes?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  rotational?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  sizeBytes?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  writtenBytes?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
};

export type EndpointResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Endpoint'] = ResolversParentTypes['Endpoint'], FederationReferenceType extends FederationReferenceTypes['Endpoint'] = FederationReferenceTypes['Endpoint']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Endpoint']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  volumes?: Resolver<Maybe<ResolversTypes['VolumeConnection']>, ParentType, ContextType, RequireFields<EndpointVolumesArgs, 'first'>>;
};

export type FilesystemResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Filesystem'] = ResolversParentTypes['Filesystem']> = {
  availableBytes?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  mountPoint?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  readOnly?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  sizeBytes?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  usedBytes?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
};

export type HostResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Host'] = ResolversParentTypes['Host'], FederationReferenceType extends FederationReferenceTypes['Host'] = FederationReferenceTypes['Host']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Host']> | FederationReferenceType, FederationReferenceType, ContextType>;
  disks?: Resolver<Maybe<Array<ResolversTypes['Disk']>>, ParentType, ContextType>;
  filesystems?: Resolver<Maybe<Array<ResolversTypes['Filesystem']>>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type LabelResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Label'] = ResolversParentTypes['Label']> = {
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type MountResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Mount'] = ResolversParentTypes['Mount']> = {
  readOnly?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  source?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  target?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  volume?: Resolver<Maybe<ResolversTypes['Volume']>, ParentType, ContextType>;
  workload?: Resolver<Maybe<ResolversTypes['Workload']>, ParentType, ContextType>;
};

export type MountConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['MountConnection'] = ResolversParentTypes['MountConnection']> = {
  edges?: Resolver<Array<ResolversTypes['MountEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Mount']>, ParentType, ContextType>;
  outages?: Resolver<Array<ResolversTypes['Outage']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type MountEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['MountEdge'] = ResolversParentTypes['MountEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Mount'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  volumeCreate?: Resolver<ResolversTypes['VolumePayload'], ParentType, ContextType, RequireFields<MutationVolumeCreateArgs, 'input'>>;
  volumeRemove?: Resolver<ResolversTypes['VolumeRemovePayload'], ParentType, ContextType, RequireFields<MutationVolumeRemoveArgs, 'input'>>;
};

export type OutageResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Outage'] = ResolversParentTypes['Outage']> = {
  endpoint?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  servedStale?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  since?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  volume?: Resolver<Maybe<ResolversTypes['Volume']>, ParentType, ContextType, RequireFields<QueryVolumeArgs, 'id'>>;
  volumes?: Resolver<ResolversTypes['VolumeConnection'], ParentType, ContextType, RequireFields<QueryVolumesArgs, 'first'>>;
};

export type SubscriptionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  volumeWatch?: SubscriptionResolver<ResolversTypes['VolumeWatchEvent'], "volumeWatch", ParentType, ContextType, Partial<SubscriptionVolumeWatchArgs>>;
};

export type VolumeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Volume'] = ResolversParentTypes['Volume'], FederationReferenceType extends FederationReferenceTypes['Volume'] = FederationReferenceTypes['Volume']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Volume']> | FederationReferenceType, FederationReferenceType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  driver?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  endpoint?: Resolver<Maybe<ResolversTypes['Endpoint']>, ParentType, ContextType>;
  filesystem?: Resolver<Maybe<ResolversTypes['Filesystem']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  labels?: Resolver<Array<ResolversTypes['Label']>, ParentType, ContextType>;
  mountPoint?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  native?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  nativeId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  platform?: Resolver<ResolversTypes['Platform'], ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  scope?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  stale?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  unused?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  usedBy?: Resolver<Maybe<ResolversTypes['MountConnection']>, ParentType, ContextType, RequireFields<VolumeUsedByArgs, 'first'>>;
  usedBytes?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
};

export type VolumeConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['VolumeConnection'] = ResolversParentTypes['VolumeConnection']> = {
  edges?: Resolver<Array<ResolversTypes['VolumeEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Volume']>, ParentType, ContextType>;
  outages?: Resolver<Array<ResolversTypes['Outage']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type VolumeEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['VolumeEdge'] = ResolversParentTypes['VolumeEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Volume'], ParentType, ContextType>;
};

export type VolumePayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['VolumePayload'] = ResolversParentTypes['VolumePayload']> = {
  dryRun?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  volume?: Resolver<Maybe<ResolversTypes['Volume']>, ParentType, ContextType>;
};

export type VolumeRemovePayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['VolumeRemovePayload'] = ResolversParentTypes['VolumeRemovePayload']> = {
  dryRun?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  removedId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type VolumeWatchEventResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['VolumeWatchEvent'] = ResolversParentTypes['VolumeWatchEvent']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['WatchEventType'], ParentType, ContextType>;
  volume?: Resolver<Maybe<ResolversTypes['Volume']>, ParentType, ContextType>;
};

export type WorkloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Workload'] = ResolversParentTypes['Workload'], FederationReferenceType extends FederationReferenceTypes['Workload'] = FederationReferenceTypes['Workload']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Workload']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  mounts?: Resolver<Maybe<ResolversTypes['MountConnection']>, ParentType, ContextType, RequireFields<WorkloadMountsArgs, 'first'>>;
};

export type Resolvers<ContextType = GraphContext> = {
  BigInt?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Disk?: DiskResolvers<ContextType>;
  Endpoint?: EndpointResolvers<ContextType>;
  Filesystem?: FilesystemResolvers<ContextType>;
  Host?: HostResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  Label?: LabelResolvers<ContextType>;
  Mount?: MountResolvers<ContextType>;
  MountConnection?: MountConnectionResolvers<ContextType>;
  MountEdge?: MountEdgeResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Outage?: OutageResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  Volume?: VolumeResolvers<ContextType>;
  VolumeConnection?: VolumeConnectionResolvers<ContextType>;
  VolumeEdge?: VolumeEdgeResolvers<ContextType>;
  VolumePayload?: VolumePayloadResolvers<ContextType>;
  VolumeRemovePayload?: VolumeRemovePayloadResolvers<ContextType>;
  VolumeWatchEvent?: VolumeWatchEventResolvers<ContextType>;
  Workload?: WorkloadResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = GraphContext> = {
  cost?: CostDirectiveResolver<any, any, ContextType>;
  rest?: RestDirectiveResolver<any, any, ContextType>;
  scope?: ScopeDirectiveResolver<any, any, ContextType>;
};
