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

/** A key a program or person authenticates with. The key itself is shown once, when it is made. */
export type ApiKey = {
  /** When it was made. */
  createdAt: Scalars['DateTime']['output'];
  /** When it ends; null for never. */
  expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** Id, shown in the audit trail. */
  id: Scalars['ID']['output'];
  /** When it was last used, to the minute. */
  lastUsedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Name. */
  name: Scalars['String']['output'];
  /** When it was revoked. */
  revokedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Roles. */
  roles: Array<Scalars['String']['output']>;
};

/** A key to make. */
export type ApiKeyCreateInput = {
  /** Judge and change nothing. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** When it ends; absent: never. */
  expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Name. */
  name: Scalars['String']['input'];
  /** The same id repeats no work within 24 h, per caller. */
  requestId?: InputMaybe<Scalars['ID']['input']>;
  /** Roles. */
  roles: Array<Scalars['String']['input']>;
};

/** A key that was made. */
export type ApiKeyCreatePayload = {
  /** The key's record; null for a dry run. */
  apiKey?: Maybe<ApiKey>;
  /** True when nothing was changed. */
  dryRun: Scalars['Boolean']['output'];
  /** The key itself. It is shown this once. */
  secret?: Maybe<Scalars['String']['output']>;
};

/** What a change of a key did. */
export type ApiKeyPayload = {
  /** The key's record. */
  apiKey?: Maybe<ApiKey>;
  /** True when nothing was changed. */
  dryRun: Scalars['Boolean']['output'];
};

/** A key to revoke. */
export type ApiKeyRevokeInput = {
  /** Judge and change nothing. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Id of the key. */
  id: Scalars['ID']['input'];
  /** The same id repeats no work within 24 h, per caller. */
  requestId?: InputMaybe<Scalars['ID']['input']>;
};

/** A page of audit entries. */
export type AuditConnection = {
  /** The page. */
  edges: Array<AuditEdge>;
  /** The page without cursors. */
  nodes: Array<AuditEntry>;
  /** Endpoints that could not answer. */
  outages: Array<Outage>;
  /** Where the page begins and ends. */
  pageInfo: PageInfo;
  /** How many there are over all pages. */
  totalCount: Scalars['Int']['output'];
};

/** One of audit entries on a page. */
export type AuditEdge = {
  /** Its place in the list. */
  cursor: Scalars['String']['output'];
  /** The object. */
  node: AuditEntry;
};

/** One entry of the audit trail. */
export type AuditEntry = {
  /** Mutation: containerCreate. */
  action: Scalars['String']['output'];
  /** Id of the caller. */
  actor: Scalars['String']['output'];
  /** Name of the caller at that time. */
  actorName: Scalars['String']['output'];
  /** When the attempt was made. */
  at: Scalars['DateTime']['output'];
  /** Pass it as `after` to auditStream to go on from here. */
  cursor: Scalars['String']['output'];
  /** How long it took, ms. */
  durationMs?: Maybe<Scalars['Float']['output']>;
  /** SHA-256 over the record before and this attempt, hex. */
  hash: Scalars['String']['output'];
  /** Input, with every write-only value withheld. */
  input?: Maybe<Scalars['JSON']['output']>;
  /** How it ended. */
  outcome: AuditOutcome;
  /** Why it was refused or failed. */
  reason?: Maybe<Scalars['String']['output']>;
  /** Id of the request, as in the logs. */
  requestId: Scalars['ID']['output'];
  /** Position of the attempt in the chain. The chain has no gaps; how an attempt ended has a position of its own. */
  sequence: Scalars['BigInt']['output'];
  /** Ids of what it concerned. */
  targets: Array<Scalars['ID']['output']>;
};

/** Which audit entries; all given members must hold. */
export type AuditFilter = {
  /** By mutation. */
  action?: InputMaybe<StringFilter>;
  /** By id of the caller. */
  actor?: InputMaybe<StringFilter>;
  /** By time. */
  at?: InputMaybe<DateTimeFilter>;
  /** With one of these outcomes. */
  outcome?: InputMaybe<Array<AuditOutcome>>;
  /** Concerning this id. */
  target?: InputMaybe<Scalars['ID']['input']>;
};

/** How an audited attempt ended. */
export type AuditOutcome =
  /** Refused by the admission policy. */
  | 'DENIED'
  /** The engine or IzaOS failed. */
  | 'FAILED'
  /** Refused for lack of a scope. */
  | 'FORBIDDEN'
  /** Written before the engine was called; how it ended is not known (yet). */
  | 'PENDING'
  /** Done. */
  | 'SUCCEEDED';

/** What the audit chain looks like. */
export type AuditVerification = {
  /** Records looked at: attempts, and how they ended. */
  entries: Scalars['BigInt']['output'];
  /** Position of the first record that does not fit. */
  firstBroken?: Maybe<Scalars['BigInt']['output']>;
  /** Hash of the last entry, hex: keep it elsewhere to notice a cut end. */
  head?: Maybe<Scalars['String']['output']>;
  /** Whether every hash fits. */
  intact: Scalars['Boolean']['output'];
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

/** Who asks. */
export type Caller = {
  /** Id: the API key's id, or `system`. */
  id: Scalars['ID']['output'];
  /** Name. */
  name: Scalars['String']['output'];
  /** Roles. */
  roles: Array<Scalars['String']['output']>;
  /** Scopes, over all roles. */
  scopes: Array<Scalars['String']['output']>;
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
  /** Who did or tried what to it, newest first. */
  auditTrail?: Maybe<AuditConnection>;
  /** Opaque global id. */
  id: Scalars['ID']['output'];
};


/** An endpoint; see the compute subgraph. */
export type EndpointAuditTrailArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** A machine; see the compute subgraph. */
export type Host = {
  /** Who did or tried what to it, newest first. */
  auditTrail?: Maybe<AuditConnection>;
  /** Opaque global id. */
  id: Scalars['ID']['output'];
};


/** A machine; see the compute subgraph. */
export type HostAuditTrailArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** An image; see the compute subgraph. */
export type Image = {
  /** Who did or tried what to it, newest first. */
  auditTrail?: Maybe<AuditConnection>;
  /** Opaque global id. */
  id: Scalars['ID']['output'];
};


/** An image; see the compute subgraph. */
export type ImageAuditTrailArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
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

/** Whether changes are refused for now. */
export type Maintenance = {
  /** Who switched it on. */
  by?: Maybe<Scalars['String']['output']>;
  /** True: every mutation but systemMaintenance is refused. */
  enabled: Scalars['Boolean']['output'];
  /** Why. */
  reason?: Maybe<Scalars['String']['output']>;
  /** Since when. */
  since?: Maybe<Scalars['DateTime']['output']>;
};

/** What can be changed. */
export type Mutation = {
  /** Makes an API key; the key itself is in the answer and nowhere else. */
  apiKeyCreate: ApiKeyCreatePayload;
  /** Revokes an API key at once, on open sockets too. */
  apiKeyRevoke: ApiKeyPayload;
  /** Changes settings while it runs; they survive a restart. */
  systemConfigure: SystemPayload;
  /** Begins or ends maintenance, in which every other mutation is refused. */
  systemMaintenance: SystemPayload;
};


/** What can be changed. */
export type MutationApiKeyCreateArgs = {
  input: ApiKeyCreateInput;
};


/** What can be changed. */
export type MutationApiKeyRevokeArgs = {
  input: ApiKeyRevokeInput;
};


/** What can be changed. */
export type MutationSystemConfigureArgs = {
  input: SystemConfigureInput;
};


/** What can be changed. */
export type MutationSystemMaintenanceArgs = {
  input: SystemMaintenanceInput;
};

/** A network; see the network subgraph. */
export type Network = {
  /** Who did or tried what to it, newest first. */
  auditTrail?: Maybe<AuditConnection>;
  /** Opaque global id. */
  id: Scalars['ID']['output'];
};


/** A network; see the network subgraph. */
export type NetworkAuditTrailArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
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

/** A request to judge without running it. */
export type PolicyEvaluateInput = {
  /** container.create, container.update, container.exec, volume.create, network.create, image.pull or image.build. */
  kind: Scalars['String']['input'];
  /** The engine's own request. */
  settings: Scalars['JSON']['input'];
};

/** A rule of the admission policy. */
export type PolicyRule = {
  /** What it is applied to: container.create, container.update, container.exec, volume.create, network.create, image.pull, image.build. */
  appliesTo: Array<Scalars['String']['output']>;
  /** In words. */
  description: Scalars['String']['output'];
  /** Name. */
  name: Scalars['String']['output'];
};

/** What a policy says of a request. */
export type PolicyVerdict = {
  /** Whether it may run. */
  allowed: Scalars['Boolean']['output'];
  /** Every reason against it. */
  violations: Array<PolicyViolation>;
};

/** One reason against a request. */
export type PolicyViolation = {
  /** In words, with what to do. */
  message: Scalars['String']['output'];
  /** Name of the rule. */
  rule: Scalars['String']['output'];
  /** Setting at fault, as a path in the engine's own request: HostConfig.Privileged. */
  setting: Scalars['String']['output'];
};

/** What can be asked. */
export type Query = {
  /** API keys, revoked ones included; never the keys themselves. */
  apiKeys: Array<ApiKey>;
  /** The audit trail, newest first. */
  auditEntries: AuditConnection;
  /** Whether the audit chain is intact; reads all of it. */
  auditVerify: AuditVerification;
  /** Who asks, and what they may do. */
  caller: Caller;
  /** What the admission policy would say. */
  policyEvaluate: PolicyVerdict;
  /** Rules of the admission policy. */
  policyRules: Array<PolicyRule>;
  /** Roles there are. */
  roles: Array<Role>;
  /** Denied attempts and risky events, newest first. */
  securityEvents: Array<SecurityEvent>;
  /** Version, maintenance, settings and endpoints of this IzaOS. */
  system: System;
};


/** What can be asked. */
export type QueryAuditEntriesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  where?: InputMaybe<AuditFilter>;
};


/** What can be asked. */
export type QueryPolicyEvaluateArgs = {
  input: PolicyEvaluateInput;
};


/** What can be asked. */
export type QuerySecurityEventsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** A role: a name for a set of scopes. */
export type Role = {
  /** In words. */
  description: Scalars['String']['output'];
  /** Name. */
  name: Scalars['String']['output'];
  /** Scopes it gives; `*` is every one, `*:read` reading of every subgraph. */
  scopes: Array<Scalars['String']['output']>;
};

/** A denied attempt or a risky event of an engine. Event type `iza.security.event`. */
export type SecurityEvent = {
  /** Id of the caller; null for events of an engine. */
  actor?: Maybe<Scalars['String']['output']>;
  /** When. */
  at: Scalars['DateTime']['output'];
  /** Pass it as `after` to go on from here. */
  cursor: Scalars['String']['output'];
  /** auth.failed, scope.denied, policy.denied, engine.privileged_start, engine.host_namespace, engine.host_mount, engine.exec, audit.broken. */
  kind: Scalars['String']['output'];
  /** Position in the history; grows without gaps. */
  sequence: Scalars['BigInt']['output'];
  /** How bad: INFO, WARNING, CRITICAL. */
  severity: Scalars['String']['output'];
  /** In words. */
  summary: Scalars['String']['output'];
  /** Id of what it concerned. */
  target?: Maybe<Scalars['ID']['output']>;
  /** Event type for consumers: always `iza.security.event`. */
  type: Scalars['String']['output'];
  /** The workload it concerned. */
  workload?: Maybe<Workload>;
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
  /** Entries of the audit trail as they are written or settled. None is left out. */
  auditStream: AuditEntry;
  /** Denied attempts and risky events. None is left out: after a break, go on from the last cursor. */
  securityEventStream: SecurityEvent;
};


/** What can be followed. */
export type SubscriptionAuditStreamArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
};


/** What can be followed. */
export type SubscriptionSecurityEventStreamArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
};

/** This IzaOS itself. */
export type System = {
  /** development or production. */
  environment: Scalars['String']['output'];
  /** Always `system`. */
  id: Scalars['ID']['output'];
  /** Whether changes are refused for now. */
  maintenance: Maintenance;
  /** Settings that can be changed while it runs. */
  settings: SystemSettings;
  /** When this process started. */
  startedAt: Scalars['DateTime']['output'];
  /** Version of IzaOS. */
  version: Scalars['String']['output'];
};

/** Settings to change; absent members stay as they are. */
export type SystemConfigureInput = {
  /** Path prefixes of the host that containers may mount. */
  allowedBindPaths?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Kernel capabilities containers may add. */
  allowedCapabilities?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Addresses of the host that containers may publish ports on; `0.0.0.0` is every IPv4 address, `::` every one. */
  allowedPublishAddresses?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Registries images may come from: `ghcr.io`, `registry.example:5000`, `*.example.com`; empty: any public one. */
  allowedRegistries?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Judge and change nothing. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** trace, debug, info, warn, error. */
  logLevel?: InputMaybe<Scalars['String']['input']>;
  /** Time between two samples of metrics, ms, 250 to 60000. */
  metricsIntervalMs?: InputMaybe<Scalars['Int']['input']>;
  /** The same id repeats no work within 24 h, per caller. */
  requestId?: InputMaybe<Scalars['ID']['input']>;
};

/** Maintenance to begin or end. */
export type SystemMaintenanceInput = {
  /** Judge and change nothing. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** True: refuse every other mutation. */
  enabled: Scalars['Boolean']['input'];
  /** Why. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** The same id repeats no work within 24 h, per caller. */
  requestId?: InputMaybe<Scalars['ID']['input']>;
};

/** What a change of the system did. */
export type SystemPayload = {
  /** True when nothing was changed. */
  dryRun: Scalars['Boolean']['output'];
  /** The system after it. */
  system: System;
};

/** Settings that can be changed while it runs. */
export type SystemSettings = {
  /** Path prefixes of the host that containers may mount. */
  allowedBindPaths: Array<Scalars['String']['output']>;
  /** Kernel capabilities containers may add. */
  allowedCapabilities: Array<Scalars['String']['output']>;
  /** Addresses of the host that containers may publish ports on; `0.0.0.0` is every IPv4 address, `::` every one. */
  allowedPublishAddresses: Array<Scalars['String']['output']>;
  /** Registries images may come from; empty: any public one. */
  allowedRegistries: Array<Scalars['String']['output']>;
  /** trace, debug, info, warn, error. */
  logLevel: Scalars['String']['output'];
  /** Time between two samples of metrics, ms. */
  metricsIntervalMs: Scalars['Int']['output'];
};

/** A volume; see the storage subgraph. */
export type Volume = {
  /** Who did or tried what to it, newest first. */
  auditTrail?: Maybe<AuditConnection>;
  /** Opaque global id. */
  id: Scalars['ID']['output'];
};


/** A volume; see the storage subgraph. */
export type VolumeAuditTrailArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
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
  /** Who did or tried what to it, newest first. */
  auditTrail?: Maybe<AuditConnection>;
  /** Opaque global id. */
  id: Scalars['ID']['output'];
  /** What the admission policy says of it as it is configured now; null where its settings are not known. */
  policyVerdict?: Maybe<PolicyVerdict>;
};


/** Whatever runs; see the compute subgraph. */
export type WorkloadAuditTrailArgs = {
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
  Image: Image;
  Network: Network;
  System: System;
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
  Image:
    ( { __typename: 'Image' }
    & GraphQLRecursivePick<FederationTypes['Image'], {"id":true}> );
  Network:
    ( { __typename: 'Network' }
    & GraphQLRecursivePick<FederationTypes['Network'], {"id":true}> );
  System:
    ( { __typename: 'System' }
    & GraphQLRecursivePick<FederationTypes['System'], {"id":true}> );
  Volume:
    ( { __typename: 'Volume' }
    & GraphQLRecursivePick<FederationTypes['Volume'], {"id":true}> );
  Workload:
    ( { __typename: 'Workload' }
    & GraphQLRecursivePick<FederationTypes['Workload'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  ApiKey: ResolverTypeWrapper<any>;
  ID: ResolverTypeWrapper<any>;
  ApiKeyCreateInput: ResolverTypeWrapper<any>;
  ApiKeyCreatePayload: ResolverTypeWrapper<any>;
  ApiKeyPayload: ResolverTypeWrapper<any>;
  ApiKeyRevokeInput: ResolverTypeWrapper<any>;
  AuditConnection: ResolverTypeWrapper<any>;
  AuditEdge: ResolverTypeWrapper<any>;
  AuditEntry: ResolverTypeWrapper<any>;
  Float: ResolverTypeWrapper<any>;
  AuditFilter: ResolverTypeWrapper<any>;
  AuditOutcome: ResolverTypeWrapper<any>;
  AuditVerification: ResolverTypeWrapper<any>;
  BigInt: ResolverTypeWrapper<any>;
  BigIntFilter: ResolverTypeWrapper<any>;
  Caller: ResolverTypeWrapper<any>;
  DateTime: ResolverTypeWrapper<any>;
  DateTimeFilter: ResolverTypeWrapper<any>;
  Endpoint: ResolverTypeWrapper<any>;
  Host: ResolverTypeWrapper<any>;
  Image: ResolverTypeWrapper<any>;
  JSON: ResolverTypeWrapper<any>;
  Label: ResolverTypeWrapper<any>;
  LabelInput: ResolverTypeWrapper<any>;
  Maintenance: ResolverTypeWrapper<any>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Network: ResolverTypeWrapper<any>;
  OrderDirection: ResolverTypeWrapper<any>;
  Outage: ResolverTypeWrapper<any>;
  PageInfo: ResolverTypeWrapper<any>;
  Platform: ResolverTypeWrapper<any>;
  PolicyEvaluateInput: ResolverTypeWrapper<any>;
  PolicyRule: ResolverTypeWrapper<any>;
  PolicyVerdict: ResolverTypeWrapper<any>;
  PolicyViolation: ResolverTypeWrapper<any>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Role: ResolverTypeWrapper<any>;
  SecurityEvent: ResolverTypeWrapper<any>;
  StringFilter: ResolverTypeWrapper<any>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  System: ResolverTypeWrapper<any>;
  SystemConfigureInput: ResolverTypeWrapper<any>;
  SystemMaintenanceInput: ResolverTypeWrapper<any>;
  SystemPayload: ResolverTypeWrapper<any>;
  SystemSettings: ResolverTypeWrapper<any>;
  Volume: ResolverTypeWrapper<any>;
  WatchEventType: ResolverTypeWrapper<any>;
  Workload: ResolverTypeWrapper<any>;
  Boolean: ResolverTypeWrapper<any>;
  Int: ResolverTypeWrapper<any>;
  String: ResolverTypeWrapper<any>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  ApiKey: any;
  ID: any;
  ApiKeyCreateInput: any;
  ApiKeyCreatePayload: any;
  ApiKeyPayload: any;
  ApiKeyRevokeInput: any;
  AuditConnection: any;
  AuditEdge: any;
  AuditEntry: any;
  Float: any;
  AuditFilter: any;
  AuditVerification: any;
  BigInt: any;
  BigIntFilter: any;
  Caller: any;
  DateTime: any;
  DateTimeFilter: any;
  Endpoint: any;
  Host: any;
  Image: any;
  JSON: any;
  Label: any;
  LabelInput: any;
  Maintenance: any;
  Mutation: Record<PropertyKey, never>;
  Network: any;
  Outage: any;
  PageInfo: any;
  PolicyEvaluateInput: any;
  PolicyRule: any;
  PolicyVerdict: any;
  PolicyViolation: any;
  Query: Record<PropertyKey, never>;
  Role: any;
  SecurityEvent: any;
  StringFilter: any;
  Subscription: Record<PropertyKey, never>;
  System: any;
  SystemConfigureInput: any;
  SystemMaintenanceInput: any;
  SystemPayload: any;
  SystemSettings: any;
  Volume: any;
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

export type ApiKeyResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ApiKey'] = ResolversParentTypes['ApiKey']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastUsedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  revokedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  roles?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ApiKeyCreatePayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ApiKeyCreatePayload'] = ResolversParentTypes['ApiKeyCreatePayload']> = {
  apiKey?: Resolver<Maybe<ResolversTypes['ApiKey']>, ParentType, ContextType>;
  dryRun?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  secret?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ApiKeyPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ApiKeyPayload'] = ResolversParentTypes['ApiKeyPayload']> = {
  apiKey?: Resolver<Maybe<ResolversTypes['ApiKey']>, ParentType, ContextType>;
  dryRun?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type AuditConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AuditConnection'] = ResolversParentTypes['AuditConnection']> = {
  edges?: Resolver<Array<ResolversTypes['AuditEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['AuditEntry']>, ParentType, ContextType>;
  outages?: Resolver<Array<ResolversTypes['Outage']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AuditEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AuditEdge'] = ResolversParentTypes['AuditEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['AuditEntry'], ParentType, ContextType>;
};

export type AuditEntryResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AuditEntry'] = ResolversParentTypes['AuditEntry']> = {
  action?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  actor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  actorName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  durationMs?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  hash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  input?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['AuditOutcome'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  requestId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  targets?: Resolver<Array<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type AuditVerificationResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AuditVerification'] = ResolversParentTypes['AuditVerification']> = {
  entries?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  firstBroken?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  head?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  intact?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export interface BigIntScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['BigInt'], any> {
  name: 'BigInt';
}

export type CallerResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Caller'] = ResolversParentTypes['Caller']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  roles?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  scopes?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type EndpointResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Endpoint'] = ResolversParentTypes['Endpoint'], FederationReferenceType extends FederationReferenceTypes['Endpoint'] = FederationReferenceTypes['Endpoint']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Endpoint']> | FederationReferenceType, FederationReferenceType, ContextType>;
  auditTrail?: Resolver<Maybe<ResolversTypes['AuditConnection']>, ParentType, ContextType, RequireFields<EndpointAuditTrailArgs, 'first'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type HostResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Host'] = ResolversParentTypes['Host'], FederationReferenceType extends FederationReferenceTypes['Host'] = FederationReferenceTypes['Host']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Host']> | FederationReferenceType, FederationReferenceType, ContextType>;
  auditTrail?: Resolver<Maybe<ResolversTypes['AuditConnection']>, ParentType, ContextType, RequireFields<HostAuditTrailArgs, 'first'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type ImageResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Image'] = ResolversParentTypes['Image'], FederationReferenceType extends FederationReferenceTypes['Image'] = FederationReferenceTypes['Image']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Image']> | FederationReferenceType, FederationReferenceType, ContextType>;
  auditTrail?: Resolver<Maybe<ResolversTypes['AuditConnection']>, ParentType, ContextType, RequireFields<ImageAuditTrailArgs, 'first'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type LabelResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Label'] = ResolversParentTypes['Label']> = {
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type MaintenanceResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Maintenance'] = ResolversParentTypes['Maintenance']> = {
  by?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  enabled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  since?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type MutationResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  apiKeyCreate?: Resolver<ResolversTypes['ApiKeyCreatePayload'], ParentType, ContextType, RequireFields<MutationApiKeyCreateArgs, 'input'>>;
  apiKeyRevoke?: Resolver<ResolversTypes['ApiKeyPayload'], ParentType, ContextType, RequireFields<MutationApiKeyRevokeArgs, 'input'>>;
  systemConfigure?: Resolver<ResolversTypes['SystemPayload'], ParentType, ContextType, RequireFields<MutationSystemConfigureArgs, 'input'>>;
  systemMaintenance?: Resolver<ResolversTypes['SystemPayload'], ParentType, ContextType, RequireFields<MutationSystemMaintenanceArgs, 'input'>>;
};

export type NetworkResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Network'] = ResolversParentTypes['Network'], FederationReferenceType extends FederationReferenceTypes['Network'] = FederationReferenceTypes['Network']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Network']> | FederationReferenceType, FederationReferenceType, ContextType>;
  auditTrail?: Resolver<Maybe<ResolversTypes['AuditConnection']>, ParentType, ContextType, RequireFields<NetworkAuditTrailArgs, 'first'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
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

export type PolicyRuleResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PolicyRule'] = ResolversParentTypes['PolicyRule']> = {
  appliesTo?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PolicyVerdictResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PolicyVerdict'] = ResolversParentTypes['PolicyVerdict']> = {
  allowed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  violations?: Resolver<Array<ResolversTypes['PolicyViolation']>, ParentType, ContextType>;
};

export type PolicyViolationResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PolicyViolation'] = ResolversParentTypes['PolicyViolation']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rule?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  setting?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  apiKeys?: Resolver<Array<ResolversTypes['ApiKey']>, ParentType, ContextType>;
  auditEntries?: Resolver<ResolversTypes['AuditConnection'], ParentType, ContextType, RequireFields<QueryAuditEntriesArgs, 'first'>>;
  auditVerify?: Resolver<ResolversTypes['AuditVerification'], ParentType, ContextType>;
  caller?: Resolver<ResolversTypes['Caller'], ParentType, ContextType>;
  policyEvaluate?: Resolver<ResolversTypes['PolicyVerdict'], ParentType, ContextType, RequireFields<QueryPolicyEvaluateArgs, 'input'>>;
  policyRules?: Resolver<Array<ResolversTypes['PolicyRule']>, ParentType, ContextType>;
  roles?: Resolver<Array<ResolversTypes['Role']>, ParentType, ContextType>;
  securityEvents?: Resolver<Array<ResolversTypes['SecurityEvent']>, ParentType, ContextType, RequireFields<QuerySecurityEventsArgs, 'first'>>;
  system?: Resolver<ResolversTypes['System'], ParentType, ContextType>;
};

export type RoleResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Role'] = ResolversParentTypes['Role']> = {
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  scopes?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SecurityEventResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['SecurityEvent'] = ResolversParentTypes['SecurityEvent']> = {
  actor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  severity?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  target?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  workload?: Resolver<Maybe<ResolversTypes['Workload']>, ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  auditStream?: SubscriptionResolver<ResolversTypes['AuditEntry'], "auditStream", ParentType, ContextType, Partial<SubscriptionAuditStreamArgs>>;
  securityEventStream?: SubscriptionResolver<ResolversTypes['SecurityEvent'], "securityEventStream", ParentType, ContextType, Partial<SubscriptionSecurityEventStreamArgs>>;
};

export type SystemResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['System'] = ResolversParentTypes['System'], FederationReferenceType extends FederationReferenceTypes['System'] = FederationReferenceTypes['System']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['System']> | FederationReferenceType, FederationReferenceType, ContextType>;
  environment?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  maintenance?: Resolver<ResolversTypes['Maintenance'], ParentType, ContextType>;
  settings?: Resolver<ResolversTypes['SystemSettings'], ParentType, ContextType>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SystemPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['SystemPayload'] = ResolversParentTypes['SystemPayload']> = {
  dryRun?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  system?: Resolver<ResolversTypes['System'], ParentType, ContextType>;
};

export type SystemSettingsResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['SystemSettings'] = ResolversParentTypes['SystemSettings']> = {
  allowedBindPaths?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  allowedCapabilities?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  allowedPublishAddresses?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  allowedRegistries?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  logLevel?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  metricsIntervalMs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type VolumeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Volume'] = ResolversParentTypes['Volume'], FederationReferenceType extends FederationReferenceTypes['Volume'] = FederationReferenceTypes['Volume']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Volume']> | FederationReferenceType, FederationReferenceType, ContextType>;
  auditTrail?: Resolver<Maybe<ResolversTypes['AuditConnection']>, ParentType, ContextType, RequireFields<VolumeAuditTrailArgs, 'first'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type WorkloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Workload'] = ResolversParentTypes['Workload'], FederationReferenceType extends FederationReferenceTypes['Workload'] = FederationReferenceTypes['Workload']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Workload']> | FederationReferenceType, FederationReferenceType, ContextType>;
  auditTrail?: Resolver<Maybe<ResolversTypes['AuditConnection']>, ParentType, ContextType, RequireFields<WorkloadAuditTrailArgs, 'first'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  policyVerdict?: Resolver<Maybe<ResolversTypes['PolicyVerdict']>, ParentType, ContextType>;
};

export type Resolvers<ContextType = GraphContext> = {
  ApiKey?: ApiKeyResolvers<ContextType>;
  ApiKeyCreatePayload?: ApiKeyCreatePayloadResolvers<ContextType>;
  ApiKeyPayload?: ApiKeyPayloadResolvers<ContextType>;
  AuditConnection?: AuditConnectionResolvers<ContextType>;
  AuditEdge?: AuditEdgeResolvers<ContextType>;
  AuditEntry?: AuditEntryResolvers<ContextType>;
  AuditVerification?: AuditVerificationResolvers<ContextType>;
  BigInt?: GraphQLScalarType;
  Caller?: CallerResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  Endpoint?: EndpointResolvers<ContextType>;
  Host?: HostResolvers<ContextType>;
  Image?: ImageResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  Label?: LabelResolvers<ContextType>;
  Maintenance?: MaintenanceResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Network?: NetworkResolvers<ContextType>;
  Outage?: OutageResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  PolicyRule?: PolicyRuleResolvers<ContextType>;
  PolicyVerdict?: PolicyVerdictResolvers<ContextType>;
  PolicyViolation?: PolicyViolationResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Role?: RoleResolvers<ContextType>;
  SecurityEvent?: SecurityEventResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  System?: SystemResolvers<ContextType>;
  SystemPayload?: SystemPayloadResolvers<ContextType>;
  SystemSettings?: SystemSettingsResolvers<ContextType>;
  Volume?: VolumeResolvers<ContextType>;
  Workload?: WorkloadResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = GraphContext> = {
  cost?: CostDirectiveResolver<any, any, ContextType>;
  rest?: RestDirectiveResolver<any, any, ContextType>;
  scope?: ScopeDirectiveResolver<any, any, ContextType>;
};
