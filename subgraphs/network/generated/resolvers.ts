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

/** An endpoint; see the compute subgraph. */
export type Endpoint = {
  /** Opaque global id. */
  id: Scalars['ID']['output'];
  /** Networks on it. */
  networks?: Maybe<NetworkConnection>;
};


/** An endpoint; see the compute subgraph. */
export type EndpointNetworksArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** A machine; see the compute subgraph. */
export type Host = {
  /** Opaque global id. */
  id: Scalars['ID']['output'];
  /** Its network interfaces; null where its endpoint is not read on the machine itself. */
  interfaces?: Maybe<Array<HostInterface>>;
};

/** A network interface of a machine. */
export type HostInterface = {
  /** Addresses in CIDR notation. */
  addresses: Array<Scalars['String']['output']>;
  /** Packets dropped since boot, both ways. */
  drops: Scalars['BigInt']['output'];
  /** Errors since boot, both ways. */
  errors: Scalars['BigInt']['output'];
  /** physical, wireless, bridge, bond, veth, vlan, vxlan, macvlan, ipvlan, tuntap, tunnel, wireguard, loopback, virtual. */
  kind: Scalars['String']['output'];
  /** Hardware address. */
  macAddress?: Maybe<Scalars['String']['output']>;
  /** Bridge or bond it belongs to. */
  master?: Maybe<Scalars['String']['output']>;
  /** Largest packet, bytes. */
  mtu: Scalars['Int']['output'];
  /** Name: eth0. */
  name: Scalars['String']['output'];
  /** Received since boot, bytes. */
  receivedBytes: Scalars['BigInt']['output'];
  /** Link speed, Mbit/s. */
  speedMbps?: Maybe<Scalars['Int']['output']>;
  /** up, down, unknown. */
  state: Scalars['String']['output'];
  /** Sent since boot, bytes. */
  transmittedBytes: Scalars['BigInt']['output'];
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

/** What can be changed. */
export type Mutation = {
  /** Attaches a workload to a network. */
  networkConnect: NetworkPayload;
  /** Creates a network. Judged by the admission policy. */
  networkCreate: NetworkPayload;
  /** Detaches a workload from a network. */
  networkDisconnect: NetworkPayload;
  /** Removes a network nothing is attached to, running or stopped. */
  networkRemove: NetworkRemovePayload;
};


/** What can be changed. */
export type MutationNetworkConnectArgs = {
  input: NetworkConnectInput;
};


/** What can be changed. */
export type MutationNetworkCreateArgs = {
  input: NetworkCreateInput;
};


/** What can be changed. */
export type MutationNetworkDisconnectArgs = {
  input: NetworkDisconnectInput;
};


/** What can be changed. */
export type MutationNetworkRemoveArgs = {
  input: NetworkRemoveInput;
};

/** A network workloads are attached to. */
export type Network = {
  /** Whether workloads may attach by themselves. */
  attachable: Scalars['Boolean']['output'];
  /** Workloads attached to it, running or not. */
  attachments?: Maybe<NetworkAttachmentConnection>;
  /** True for the engine's own networks, which cannot be removed. */
  builtIn: Scalars['Boolean']['output'];
  /** When it was created. */
  createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** The engine's driver: bridge, host, none, overlay, macvlan. */
  driver: Scalars['String']['output'];
  /** The endpoint it is on. */
  endpoint?: Maybe<Endpoint>;
  /** The host's interface behind it (a bridge, or what a macvlan hangs on); null where there is none or the host is remote. */
  hostInterface?: Maybe<HostInterface>;
  /** Opaque global id. */
  id: Scalars['ID']['output'];
  /** Whether it has no way out. */
  internal: Scalars['Boolean']['output'];
  /** Whether IPv6 is on. */
  ipv6: Scalars['Boolean']['output'];
  /** Labels, sorted by key. */
  labels: Array<Label>;
  /** Name on its platform. */
  name: Scalars['String']['output'];
  /** What the platform says beyond this schema; values of driver options that may be secret are withheld. */
  native?: Maybe<Scalars['JSON']['output']>;
  /** The platform's own id. */
  nativeId: Scalars['ID']['output'];
  /** The platform it belongs to. */
  platform: Platform;
  /** Changes with every change of the object. */
  revision: Scalars['String']['output'];
  /** How far it reaches: local, swarm, global. */
  scope: Scalars['String']['output'];
  /** True while the endpoint is out of reach. */
  stale: Scalars['Boolean']['output'];
  /** Address ranges. */
  subnets: Array<Subnet>;
};


/** A network workloads are attached to. */
export type NetworkAttachmentsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** One workload on one network. */
export type NetworkAttachment = {
  /** Names it answers to on this network. */
  aliases: Array<Scalars['String']['output']>;
  /** IPv4 address with prefix length; null while the workload does not run. */
  ipv4Address?: Maybe<Scalars['String']['output']>;
  /** IPv6 address with prefix length. */
  ipv6Address?: Maybe<Scalars['String']['output']>;
  /** Hardware address. */
  macAddress?: Maybe<Scalars['String']['output']>;
  /** The network; null when it is gone. */
  network?: Maybe<Network>;
  /** The workload; null when it is out of reach. */
  workload?: Maybe<Workload>;
};

/** A page of attachments. */
export type NetworkAttachmentConnection = {
  /** The page. */
  edges: Array<NetworkAttachmentEdge>;
  /** The page without cursors. */
  nodes: Array<NetworkAttachment>;
  /** Endpoints that could not answer. */
  outages: Array<Outage>;
  /** Where the page begins and ends. */
  pageInfo: PageInfo;
  /** How many there are over all pages. */
  totalCount: Scalars['Int']['output'];
};

/** One of attachments on a page. */
export type NetworkAttachmentEdge = {
  /** Its place in the list. */
  cursor: Scalars['String']['output'];
  /** The object. */
  node: NetworkAttachment;
};

/** A workload to attach to a network. */
export type NetworkConnectInput = {
  /** Names it shall answer to. */
  aliases?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Judge and change nothing. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Network: id, name or short id. */
  id: Scalars['ID']['input'];
  /** IPv4 address to give it. */
  ipv4Address?: InputMaybe<Scalars['String']['input']>;
  /** The same id repeats no work within 24 h, per caller. */
  requestId?: InputMaybe<Scalars['ID']['input']>;
  /** Workload: id, name or short id. */
  workload: Scalars['ID']['input'];
};

/** A page of networks. */
export type NetworkConnection = {
  /** The page. */
  edges: Array<NetworkEdge>;
  /** The page without cursors. */
  nodes: Array<Network>;
  /** Endpoints that could not answer. */
  outages: Array<Outage>;
  /** Where the page begins and ends. */
  pageInfo: PageInfo;
  /** How many there are over all pages. */
  totalCount: Scalars['Int']['output'];
};

/** A network to create. */
export type NetworkCreateInput = {
  /** Whether workloads may attach by themselves (overlay). */
  attachable?: InputMaybe<Scalars['Boolean']['input']>;
  /** Driver. */
  driver?: InputMaybe<Scalars['String']['input']>;
  /** Judge and change nothing. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Name of the endpoint; needed only when there are several. */
  endpoint?: InputMaybe<Scalars['String']['input']>;
  /** Whether it has no way out. */
  internal?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether IPv6 is on. */
  ipv6?: InputMaybe<Scalars['Boolean']['input']>;
  /** Labels. */
  labels?: InputMaybe<Array<LabelInput>>;
  /** Name: letters, digits, `_`, `.`, `-`; one that no network of the endpoint has. */
  name: Scalars['String']['input'];
  /** Driver options; policy decides. */
  options?: InputMaybe<Array<LabelInput>>;
  /** The same id repeats no work within 24 h, per caller. */
  requestId?: InputMaybe<Scalars['ID']['input']>;
  /** Address ranges; the engine picks one when absent. */
  subnets?: InputMaybe<Array<SubnetInput>>;
};

/** A workload to detach from a network. */
export type NetworkDisconnectInput = {
  /** Judge and change nothing. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Detach even when the engine objects. */
  force?: InputMaybe<Scalars['Boolean']['input']>;
  /** Network: id, name or short id. */
  id: Scalars['ID']['input'];
  /** The same id repeats no work within 24 h, per caller. */
  requestId?: InputMaybe<Scalars['ID']['input']>;
  /** Workload: id, name or short id. */
  workload: Scalars['ID']['input'];
};

/** One of networks on a page. */
export type NetworkEdge = {
  /** Its place in the list. */
  cursor: Scalars['String']['output'];
  /** The object. */
  node: Network;
};

/** Which networks; all given members must hold. */
export type NetworkFilter = {
  /** All of these must hold too. */
  and?: InputMaybe<Array<NetworkFilter>>;
  /** By driver. */
  driver?: InputMaybe<StringFilter>;
  /** By name of the endpoint. */
  endpoint?: InputMaybe<StringFilter>;
  /** Internal ones only, or all but those. */
  internal?: InputMaybe<Scalars['Boolean']['input']>;
  /** Label selector in Kubernetes' notation. */
  labels?: InputMaybe<Scalars['String']['input']>;
  /** By name. */
  name?: InputMaybe<StringFilter>;
  /** This must not hold. */
  not?: InputMaybe<NetworkFilter>;
  /** One of these must hold too. */
  or?: InputMaybe<Array<NetworkFilter>>;
};

/** How networks are sorted. */
export type NetworkOrder = {
  /** Which way. */
  direction?: OrderDirection;
  /** By what. */
  field: NetworkOrderField;
};

/** What networks can be sorted by. */
export type NetworkOrderField =
  /** Time of creation. */
  | 'CREATED_AT'
  /** Driver. */
  | 'DRIVER'
  /** Name. */
  | 'NAME';

/** What a change of a network did. */
export type NetworkPayload = {
  /** True when nothing was changed. */
  dryRun: Scalars['Boolean']['output'];
  /** The network after it; null for a dry run that would create. */
  network?: Maybe<Network>;
};

/** A network to remove. */
export type NetworkRemoveInput = {
  /** Judge and change nothing. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Network: id, name or short id. */
  id: Scalars['ID']['input'];
  /** Only if it still has this revision. */
  ifRevision?: InputMaybe<Scalars['String']['input']>;
  /** The same id repeats no work within 24 h, per caller. */
  requestId?: InputMaybe<Scalars['ID']['input']>;
};

/** What became of a network's removal. */
export type NetworkRemovePayload = {
  /** True when nothing was changed. */
  dryRun: Scalars['Boolean']['output'];
  /** Id of what was removed. */
  removedId: Scalars['ID']['output'];
};

/** One event of a watch over networks. */
export type NetworkWatchEvent = {
  /** Pass it as `after` to go on from here. */
  cursor: Scalars['String']['output'];
  /** The network; null for SYNCED, BOOKMARK and RESYNC. */
  network?: Maybe<Network>;
  /** What happened. */
  type: WatchEventType;
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

/** A port of a workload. */
export type Port = {
  /** Port inside the workload. */
  containerPort: Scalars['Int']['output'];
  /** Address on the host it is published on; null when it is not published: nothing is while the workload does not run. */
  hostAddress?: Maybe<Scalars['String']['output']>;
  /** Port on the host; null when it is not published. */
  hostPort?: Maybe<Scalars['Int']['output']>;
  /** Transport protocol: tcp, udp, sctp. */
  protocol: Scalars['String']['output'];
};

/** What can be asked. */
export type Query = {
  /** One network by id, name or short id; null when there is none. */
  network?: Maybe<Network>;
  /** Networks of every endpoint. */
  networks: NetworkConnection;
};


/** What can be asked. */
export type QueryNetworkArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked. */
export type QueryNetworksArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<NetworkOrder>;
  where?: InputMaybe<NetworkFilter>;
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

/** A range of addresses. */
export type Subnet = {
  /** In CIDR notation. */
  cidr: Scalars['String']['output'];
  /** The gateway's address. */
  gateway?: Maybe<Scalars['String']['output']>;
};

/** An address range. */
export type SubnetInput = {
  /** In CIDR notation, first address of the range: 10.20.0.0/24. */
  cidr: Scalars['String']['input'];
  /** The gateway's address in it. */
  gateway?: InputMaybe<Scalars['String']['input']>;
};

/** What can be followed. */
export type Subscription = {
  /** Networks now and every change after, attachments included. */
  networkWatch: NetworkWatchEvent;
};


/** What can be followed. */
export type SubscriptionNetworkWatchArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  where?: InputMaybe<NetworkFilter>;
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
  /** Networks it is attached to, with its address on each. */
  networks?: Maybe<NetworkAttachmentConnection>;
  /** Ports it listens on or publishes. */
  ports?: Maybe<Array<Port>>;
};


/** Whatever runs; see the compute subgraph. */
export type WorkloadNetworksArgs = {
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
  Network: Network;
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
  Network:
    ( { __typename: 'Network' }
    & GraphQLRecursivePick<FederationTypes['Network'], {"id":true}> );
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
  Endpoint: ResolverTypeWrapper<any>;
  ID: ResolverTypeWrapper<any>;
  Host: ResolverTypeWrapper<any>;
  HostInterface: ResolverTypeWrapper<any>;
  JSON: ResolverTypeWrapper<any>;
  Label: ResolverTypeWrapper<any>;
  LabelInput: ResolverTypeWrapper<any>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Network: ResolverTypeWrapper<any>;
  NetworkAttachment: ResolverTypeWrapper<any>;
  NetworkAttachmentConnection: ResolverTypeWrapper<any>;
  NetworkAttachmentEdge: ResolverTypeWrapper<any>;
  NetworkConnectInput: ResolverTypeWrapper<any>;
  NetworkConnection: ResolverTypeWrapper<any>;
  NetworkCreateInput: ResolverTypeWrapper<any>;
  NetworkDisconnectInput: ResolverTypeWrapper<any>;
  NetworkEdge: ResolverTypeWrapper<any>;
  NetworkFilter: ResolverTypeWrapper<any>;
  NetworkOrder: ResolverTypeWrapper<any>;
  NetworkOrderField: ResolverTypeWrapper<any>;
  NetworkPayload: ResolverTypeWrapper<any>;
  NetworkRemoveInput: ResolverTypeWrapper<any>;
  NetworkRemovePayload: ResolverTypeWrapper<any>;
  NetworkWatchEvent: ResolverTypeWrapper<any>;
  OrderDirection: ResolverTypeWrapper<any>;
  Outage: ResolverTypeWrapper<any>;
  PageInfo: ResolverTypeWrapper<any>;
  Platform: ResolverTypeWrapper<any>;
  Port: ResolverTypeWrapper<any>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  StringFilter: ResolverTypeWrapper<any>;
  Subnet: ResolverTypeWrapper<any>;
  SubnetInput: ResolverTypeWrapper<any>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
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
  Endpoint: any;
  ID: any;
  Host: any;
  HostInterface: any;
  JSON: any;
  Label: any;
  LabelInput: any;
  Mutation: Record<PropertyKey, never>;
  Network: any;
  NetworkAttachment: any;
  NetworkAttachmentConnection: any;
  NetworkAttachmentEdge: any;
  NetworkConnectInput: any;
  NetworkConnection: any;
  NetworkCreateInput: any;
  NetworkDisconnectInput: any;
  NetworkEdge: any;
  NetworkFilter: any;
  NetworkOrder: any;
  NetworkPayload: any;
  NetworkRemoveInput: any;
  NetworkRemovePayload: any;
  NetworkWatchEvent: any;
  Outage: any;
  PageInfo: any;
  Port: any;
  Query: Record<PropertyKey, never>;
  StringFilter: any;
  Subnet: any;
  SubnetInput: any;
  Subscription: Record<PropertyKey, never>;
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

export type EndpointResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Endpoint'] = ResolversParentTypes['Endpoint'], FederationReferenceType extends FederationReferenceTypes['Endpoint'] = FederationReferenceTypes['Endpoint']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Endpoint']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  networks?: Resolver<Maybe<ResolversTypes['NetworkConnection']>, ParentType, ContextType, RequireFields<EndpointNetworksArgs, 'first'>>;
};

export type HostResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Host'] = ResolversParentTypes['Host'], FederationReferenceType extends FederationReferenceTypes['Host'] = FederationReferenceTypes['Host']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Host']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  interfaces?: Resolver<Maybe<Array<ResolversTypes['HostInterface']>>, ParentType, ContextType>;
};

export type HostInterfaceResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['HostInterface'] = ResolversParentTypes['HostInterface']> = {
  addresses?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  drops?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  errors?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  macAddress?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  master?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  mtu?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  receivedBytes?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  speedMbps?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  transmittedBytes?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
};

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type LabelResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Label'] = ResolversParentTypes['Label']> = {
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  networkConnect?: Resolver<ResolversTypes['NetworkPayload'], ParentType, ContextType, RequireFields<MutationNetworkConnectArgs, 'input'>>;
  networkCreate?: Resolver<ResolversTypes['NetworkPayload'], ParentType, ContextType, RequireFields<MutationNetworkCreateArgs, 'input'>>;
  networkDisconnect?: Resolver<ResolversTypes['NetworkPayload'], ParentType, ContextType, RequireFields<MutationNetworkDisconnectArgs, 'input'>>;
  networkRemove?: Resolver<ResolversTypes['NetworkRemovePayload'], ParentType, ContextType, RequireFields<MutationNetworkRemoveArgs, 'input'>>;
};

export type NetworkResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Network'] = ResolversParentTypes['Network'], FederationReferenceType extends FederationReferenceTypes['Network'] = FederationReferenceTypes['Network']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Network']> | FederationReferenceType, FederationReferenceType, ContextType>;
  attachable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  attachments?: Resolver<Maybe<ResolversTypes['NetworkAttachmentConnection']>, ParentType, ContextType, RequireFields<NetworkAttachmentsArgs, 'first'>>;
  builtIn?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  driver?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  endpoint?: Resolver<Maybe<ResolversTypes['Endpoint']>, ParentType, ContextType>;
  hostInterface?: Resolver<Maybe<ResolversTypes['HostInterface']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  internal?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  ipv6?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  labels?: Resolver<Array<ResolversTypes['Label']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  native?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  nativeId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  platform?: Resolver<ResolversTypes['Platform'], ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  scope?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  stale?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  subnets?: Resolver<Array<ResolversTypes['Subnet']>, ParentType, ContextType>;
};

export type NetworkAttachmentResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['NetworkAttachment'] = ResolversParentTypes['NetworkAttachment']> = {
  aliases?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  ipv4Address?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  ipv6Address?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  macAddress?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  network?: Resolver<Maybe<ResolversTypes['Network']>, ParentType, ContextType>;
  workload?: Resolver<Maybe<ResolversTypes['Workload']>, ParentType, ContextType>;
};

export type NetworkAttachmentConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['NetworkAttachmentConnection'] = ResolversParentTypes['NetworkAttachmentConnection']> = {
  edges?: Resolver<Array<ResolversTypes['NetworkAttachmentEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['NetworkAttachment']>, ParentType, ContextType>;
  outages?: Resolver<Array<ResolversTypes['Outage']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type NetworkAttachmentEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['NetworkAttachmentEdge'] = ResolversParentTypes['NetworkAttachmentEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['NetworkAttachment'], ParentType, ContextType>;
};

export type NetworkConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['NetworkConnection'] = ResolversParentTypes['NetworkConnection']> = {
  edges?: Resolver<Array<ResolversTypes['NetworkEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Network']>, ParentType, ContextType>;
  outages?: Resolver<Array<ResolversTypes['Outage']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type NetworkEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['NetworkEdge'] = ResolversParentTypes['NetworkEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Network'], ParentType, ContextType>;
};

export type NetworkPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['NetworkPayload'] = ResolversParentTypes['NetworkPayload']> = {
  dryRun?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  network?: Resolver<Maybe<ResolversTypes['Network']>, ParentType, ContextType>;
};

export type NetworkRemovePayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['NetworkRemovePayload'] = ResolversParentTypes['NetworkRemovePayload']> = {
  dryRun?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  removedId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type NetworkWatchEventResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['NetworkWatchEvent'] = ResolversParentTypes['NetworkWatchEvent']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  network?: Resolver<Maybe<ResolversTypes['Network']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['WatchEventType'], ParentType, ContextType>;
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

export type PortResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Port'] = ResolversParentTypes['Port']> = {
  containerPort?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  hostAddress?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hostPort?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  protocol?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  network?: Resolver<Maybe<ResolversTypes['Network']>, ParentType, ContextType, RequireFields<QueryNetworkArgs, 'id'>>;
  networks?: Resolver<ResolversTypes['NetworkConnection'], ParentType, ContextType, RequireFields<QueryNetworksArgs, 'first'>>;
};

export type SubnetResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Subnet'] = ResolversParentTypes['Subnet']> = {
  cidr?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  gateway?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  networkWatch?: SubscriptionResolver<ResolversTypes['NetworkWatchEvent'], "networkWatch", ParentType, ContextType, Partial<SubscriptionNetworkWatchArgs>>;
};

export type WorkloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Workload'] = ResolversParentTypes['Workload'], FederationReferenceType extends FederationReferenceTypes['Workload'] = FederationReferenceTypes['Workload']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Workload']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  networks?: Resolver<Maybe<ResolversTypes['NetworkAttachmentConnection']>, ParentType, ContextType, RequireFields<WorkloadNetworksArgs, 'first'>>;
  ports?: Resolver<Maybe<Array<ResolversTypes['Port']>>, ParentType, ContextType>;
};

export type Resolvers<ContextType = GraphContext> = {
  BigInt?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Endpoint?: EndpointResolvers<ContextType>;
  Host?: HostResolvers<ContextType>;
  HostInterface?: HostInterfaceResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  Label?: LabelResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Network?: NetworkResolvers<ContextType>;
  NetworkAttachment?: NetworkAttachmentResolvers<ContextType>;
  NetworkAttachmentConnection?: NetworkAttachmentConnectionResolvers<ContextType>;
  NetworkAttachmentEdge?: NetworkAttachmentEdgeResolvers<ContextType>;
  NetworkConnection?: NetworkConnectionResolvers<ContextType>;
  NetworkEdge?: NetworkEdgeResolvers<ContextType>;
  NetworkPayload?: NetworkPayloadResolvers<ContextType>;
  NetworkRemovePayload?: NetworkRemovePayloadResolvers<ContextType>;
  NetworkWatchEvent?: NetworkWatchEventResolvers<ContextType>;
  Outage?: OutageResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Port?: PortResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Subnet?: SubnetResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  Workload?: WorkloadResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = GraphContext> = {
  cost?: CostDirectiveResolver<any, any, ContextType>;
  rest?: RestDirectiveResolver<any, any, ContextType>;
  scope?: ScopeDirectiveResolver<any, any, ContextType>;
};
