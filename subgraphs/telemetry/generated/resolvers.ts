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

/** A condition that held long enough. Event type `iza.resource.alert`. */
export type Alert = {
  /** When and by whom it was acknowledged; null when it was not. */
  acknowledgedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The caller who acknowledged it. */
  acknowledgedBy?: Maybe<Scalars['String']['output']>;
  /** The endpoint it concerns. */
  endpoint?: Maybe<Endpoint>;
  /** The machine it concerns. */
  host?: Maybe<Host>;
  /** Opaque global id. */
  id: Scalars['ID']['output'];
  /** When it ended. */
  resolvedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Name of the rule. */
  rule: Scalars['String']['output'];
  /** Position in the history; grows without gaps. */
  sequence: Scalars['BigInt']['output'];
  /** How bad. */
  severity: Severity;
  /** When it began. */
  startedAt: Scalars['DateTime']['output'];
  /** How far it is. */
  state: AlertState;
  /** Name of what it concerns at that time. */
  subject: Scalars['String']['output'];
  /** In words. */
  summary: Scalars['String']['output'];
  /** What it was compared with; null for state rules. */
  threshold?: Maybe<Scalars['Float']['output']>;
  /** Event type for consumers: always `iza.resource.alert`. */
  type: Scalars['String']['output'];
  /** The figure that was compared; null for state rules. */
  value?: Maybe<Scalars['Float']['output']>;
  /** The workload it concerns. */
  workload?: Maybe<Workload>;
};

/** An alert somebody looks after. */
export type AlertAcknowledgeInput = {
  /** Judge and change nothing. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Id of the alert. */
  id: Scalars['ID']['input'];
  /** The same id repeats no work within 24 h, per caller. */
  requestId?: InputMaybe<Scalars['ID']['input']>;
};

/** A page of alerts. */
export type AlertConnection = {
  /** The page. */
  edges: Array<AlertEdge>;
  /** The page without cursors. */
  nodes: Array<Alert>;
  /** Endpoints that could not answer. */
  outages: Array<Outage>;
  /** Where the page begins and ends. */
  pageInfo: PageInfo;
  /** How many there are over all pages. */
  totalCount: Scalars['Int']['output'];
};

/** One of alerts on a page. */
export type AlertEdge = {
  /** Its place in the list. */
  cursor: Scalars['String']['output'];
  /** The object. */
  node: Alert;
};

/** One alert of the stream. */
export type AlertEvent = {
  /** The alert as it was at this event. */
  alert: Alert;
  /** Pass it as `after` to go on from here; an alert that fires and resolves gives two events. */
  cursor: Scalars['String']['output'];
};

/** Which alerts; all given members must hold. */
export type AlertFilter = {
  /** By name of the rule. */
  rule?: InputMaybe<StringFilter>;
  /** One of these severities. */
  severity?: InputMaybe<Array<Severity>>;
  /** By when they began. */
  startedAt?: InputMaybe<DateTimeFilter>;
  /** In one of these states. */
  state?: InputMaybe<Array<AlertState>>;
  /** By name of what they concern. */
  subject?: InputMaybe<StringFilter>;
};

/** What an acknowledgement did. */
export type AlertPayload = {
  /** The alert after it. */
  alert: Alert;
  /** True when nothing was changed. */
  dryRun: Scalars['Boolean']['output'];
};

/** When an alert is raised. */
export type AlertRule = {
  /** In words. */
  description: Scalars['String']['output'];
  /** Whether it is looked at. */
  enabled: Scalars['Boolean']['output'];
  /** How long the condition must hold, seconds; for `workload.crash_loop` the time in which ends with an error are counted. */
  forSeconds: Scalars['Int']['output'];
  /** Name; unique. */
  name: Scalars['String']['output'];
  /** How bad. */
  severity: Severity;
  /** What it looks at: `workload.cpu_ratio`, `host.memory_ratio`, `workload.oom_kill`, `endpoint.lost`. */
  signal: Scalars['String']['output'];
  /** The figure is compared with it; null for state rules. */
  threshold?: Maybe<Scalars['Float']['output']>;
};

/** What a change of a rule did. */
export type AlertRulePayload = {
  /** True when nothing was changed. */
  dryRun: Scalars['Boolean']['output'];
  /** The rule after it. */
  rule: AlertRule;
};

/** A rule to change; absent members stay as they are. */
export type AlertRuleUpdateInput = {
  /** Judge and change nothing. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether it is looked at. */
  enabled?: InputMaybe<Scalars['Boolean']['input']>;
  /** How long the condition must hold, seconds. */
  forSeconds?: InputMaybe<Scalars['Int']['input']>;
  /** Name of the rule. */
  name: Scalars['String']['input'];
  /** The same id repeats no work within 24 h, per caller. */
  requestId?: InputMaybe<Scalars['ID']['input']>;
  /** How bad. */
  severity?: InputMaybe<Severity>;
  /** The figure is compared with it. */
  threshold?: InputMaybe<Scalars['Float']['input']>;
};

/** How far an alert is. */
export type AlertState =
  /** The condition holds. */
  | 'FIRING'
  /** It holds no more. */
  | 'RESOLVED';

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

/** One processor. */
export type CoreMetrics = {
  /** Its number. */
  core: Scalars['Int']['output'];
  /** Share in use, 0 to 1. */
  ratio?: Maybe<Scalars['Float']['output']>;
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
  /** Alerts that concern it and are not resolved. */
  alerts?: Maybe<Array<Alert>>;
  /** Opaque global id. */
  id: Scalars['ID']['output'];
};

/** A machine; see the compute subgraph. */
export type Host = {
  /** Alerts that concern it and are not resolved. */
  alerts?: Maybe<Array<Alert>>;
  /** Opaque global id. */
  id: Scalars['ID']['output'];
  /** What it uses now and used lately; null where its endpoint is not read on the machine itself. */
  metrics?: Maybe<HostMetrics>;
  /** Its busiest processes by name; arguments are never shown, they carry secrets. */
  processes?: Maybe<Array<HostProcess>>;
};


/** A machine; see the compute subgraph. */
export type HostProcessesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ProcessOrderField>;
};

/** Figures of a machine at one time. */
export type HostMetricPoint = {
  /** When. */
  at: Scalars['DateTime']['output'];
  /** Share of all processors in use, 0 to 1. */
  cpuRatio?: Maybe<Scalars['Float']['output']>;
  /** Load average over 1 minute. */
  load1: Scalars['Float']['output'];
  /** Share of memory in use, 0 to 1. */
  memoryRatio: Scalars['Float']['output'];
};

/** What a machine uses. */
export type HostMetrics = {
  /** The same for each processor. */
  cores: Array<CoreMetrics>;
  /** Share of all processors in use, 0 to 1, over the last interval; null until two samples were taken. */
  cpuRatio?: Maybe<Scalars['Float']['output']>;
  /** Load averages over 1, 5 and 15 minutes. */
  load1: Scalars['Float']['output'];
  /** Over 5 minutes. */
  load5: Scalars['Float']['output'];
  /** Over 15 minutes. */
  load15: Scalars['Float']['output'];
  /** Memory that could be had without swapping, bytes. */
  memoryAvailableBytes: Scalars['BigInt']['output'];
  /** Share of memory that could not be had, 0 to 1. */
  memoryRatio: Scalars['Float']['output'];
  /** Memory, bytes. */
  memoryTotalBytes: Scalars['BigInt']['output'];
  /** Pressure stall information; null where the kernel has none. */
  pressure?: Maybe<HostPressure>;
  /** Processes. */
  processCount: Scalars['Int']['output'];
  /** When these figures were read. */
  sampledAt: Scalars['DateTime']['output'];
  /** Where they come from. */
  source: MetricSource;
  /** True when they are older than three sampling intervals. */
  stale: Scalars['Boolean']['output'];
  /** Swap, bytes. */
  swapTotalBytes: Scalars['BigInt']['output'];
  /** Swap in use, bytes. */
  swapUsedBytes: Scalars['BigInt']['output'];
  /** Seconds since boot. */
  uptimeSeconds: Scalars['Float']['output'];
  /** Figures of the last minutes, oldest first, kept in memory for one hour. */
  window: Array<HostMetricPoint>;
};


/** What a machine uses. */
export type HostMetricsWindowArgs = {
  points?: InputMaybe<Scalars['Int']['input']>;
  seconds?: InputMaybe<Scalars['Int']['input']>;
};

/** Figures of a machine at one time. */
export type HostMetricsEvent = {
  /** The machine. */
  host: Host;
  /** Its figures. */
  metrics: HostMetrics;
};

/** How much work waits for a resource, by the kernel's pressure stall information. */
export type HostPressure = {
  /** For processors. */
  cpu?: Maybe<Pressure>;
  /** For input and output. */
  io?: Maybe<Pressure>;
  /** For memory. */
  memory?: Maybe<Pressure>;
};

/** A process of a machine. */
export type HostProcess = {
  /** Processor time, seconds. */
  cpuSeconds: Scalars['Float']['output'];
  /** Name of the program. */
  name: Scalars['String']['output'];
  /** Parent's process id. */
  parentPid: Scalars['Int']['output'];
  /** Process id. */
  pid: Scalars['Int']['output'];
  /** Resident memory, bytes. */
  residentBytes: Scalars['BigInt']['output'];
  /** When it started. */
  startedAt?: Maybe<Scalars['DateTime']['output']>;
  /** R, S, D, Z, T …, as the kernel says. */
  state: Scalars['String']['output'];
  /** Threads. */
  threads: Scalars['Int']['output'];
  /** User it runs as. */
  user?: Maybe<Scalars['String']['output']>;
  /** The workload it belongs to. */
  workload?: Maybe<Workload>;
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

/** Where a figure comes from. */
export type MetricSource =
  /** The kernel's control group files. */
  | 'CGROUP'
  /** Made up, for exploring. */
  | 'EMBEDDED'
  /** The engine's API. */
  | 'ENGINE'
  /** The kernel's /proc and /sys. */
  | 'PROC';

/** What can be changed. */
export type Mutation = {
  /** Notes that somebody looks after an alert. */
  alertAcknowledge: AlertPayload;
  /** Changes a rule by which alerts are raised. */
  alertRuleUpdate: AlertRulePayload;
};


/** What can be changed. */
export type MutationAlertAcknowledgeArgs = {
  input: AlertAcknowledgeInput;
};


/** What can be changed. */
export type MutationAlertRuleUpdateArgs = {
  input: AlertRuleUpdateInput;
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

/** Share of time, in percent, in which work waited. */
export type Pressure = {
  /** All work waited, over the last 10 s; null where the kernel does not say. */
  fullAvg10?: Maybe<Scalars['Float']['output']>;
  /** All work waited, over the last 60 s. */
  fullAvg60?: Maybe<Scalars['Float']['output']>;
  /** Some work waited, over the last 10 s. */
  someAvg10: Scalars['Float']['output'];
  /** Some work waited, over the last 60 s. */
  someAvg60: Scalars['Float']['output'];
};

/** What processes are sorted by. */
export type ProcessOrderField =
  /** Processor time. */
  | 'CPU'
  /** Resident memory. */
  | 'MEMORY';

/** What can be asked. */
export type Query = {
  /** One alert by id; null when there is none. */
  alert?: Maybe<Alert>;
  /** Rules by which alerts are raised, sorted by name. */
  alertRules: Array<AlertRule>;
  /** Alerts, newest first. */
  alerts: AlertConnection;
  /** Figures of IzaOS and of what it watches, in short. */
  systemMetrics: SystemMetrics;
};


/** What can be asked. */
export type QueryAlertArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked. */
export type QueryAlertsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  where?: InputMaybe<AlertFilter>;
};

/** How bad. */
export type Severity =
  /** Look at it now. */
  | 'CRITICAL'
  /** Good to know. */
  | 'INFO'
  /** Look at it today. */
  | 'WARNING';

/** How many are in a state. */
export type StateCount = {
  /** How many. */
  count: Scalars['Int']['output'];
  /** The state. */
  state: Scalars['String']['output'];
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
  /** Alerts as they fire and resolve. None is left out: after a break, go on from the last cursor. */
  alertStream: AlertEvent;
  /** Figures of machines, the newest at each interval. */
  hostMetrics: HostMetricsEvent;
  /** Figures of workloads, the newest at each interval; a slow client gets fewer. */
  workloadMetrics: WorkloadMetricsEvent;
};


/** What can be followed. */
export type SubscriptionAlertStreamArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  severity?: InputMaybe<Array<Severity>>;
};


/** What can be followed. */
export type SubscriptionHostMetricsArgs = {
  intervalMs?: InputMaybe<Scalars['Int']['input']>;
};


/** What can be followed. */
export type SubscriptionWorkloadMetricsArgs = {
  ids?: InputMaybe<Array<Scalars['ID']['input']>>;
  intervalMs?: InputMaybe<Scalars['Int']['input']>;
};

/** Figures of IzaOS and of what it watches, in short. */
export type SystemMetrics = {
  /** Alerts that are firing. */
  alertsFiring: Scalars['Int']['output'];
  /** When. */
  at: Scalars['DateTime']['output'];
  /** Processor time of this process, seconds. */
  cpuSeconds: Scalars['Float']['output'];
  /** Delay of the event loop, 99th percentile since the last minute began, ms. */
  eventLoopDelayP99Ms: Scalars['Float']['output'];
  /** Machines and what they use. */
  hosts: Array<Host>;
  /** Resident memory of this process, bytes. */
  residentBytes: Scalars['BigInt']['output'];
  /** Seconds since this process started. */
  uptimeSeconds: Scalars['Float']['output'];
  /** Processors used by all workloads together. */
  workloadCpuCores: Scalars['Float']['output'];
  /** Memory used by all workloads together, bytes. */
  workloadMemoryBytes: Scalars['BigInt']['output'];
  /** Containers by state, over all endpoints. */
  workloadsByState: Array<StateCount>;
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
  /** Alerts that concern it and are not resolved. */
  alerts?: Maybe<Array<Alert>>;
  /** Opaque global id. */
  id: Scalars['ID']['output'];
  /** What it uses now and used lately; null while it does not run. */
  metrics?: Maybe<WorkloadMetrics>;
};

/** Figures of a workload at one time. */
export type WorkloadMetricPoint = {
  /** When. */
  at: Scalars['DateTime']['output'];
  /** Read per second, bytes. */
  blockReadBytesPerSecond?: Maybe<Scalars['Float']['output']>;
  /** Written per second, bytes. */
  blockWrittenBytesPerSecond?: Maybe<Scalars['Float']['output']>;
  /** Processors in use. */
  cpuCores?: Maybe<Scalars['Float']['output']>;
  /** Memory in use, bytes. */
  memoryBytes?: Maybe<Scalars['BigInt']['output']>;
  /** Received per second, bytes. */
  networkReceivedBytesPerSecond?: Maybe<Scalars['Float']['output']>;
  /** Sent per second, bytes. */
  networkTransmittedBytesPerSecond?: Maybe<Scalars['Float']['output']>;
};

/** What a workload uses. */
export type WorkloadMetrics = {
  /** Read from block devices since it started, bytes. */
  blockReadBytes?: Maybe<Scalars['BigInt']['output']>;
  /** Written to block devices since it started, bytes. */
  blockWrittenBytes?: Maybe<Scalars['BigInt']['output']>;
  /** Processors in use, mean over the last sampling interval: 1.5 is one and a half. Null until two samples were taken. */
  cpuCores?: Maybe<Scalars['Float']['output']>;
  /** Processor time since it started, seconds. */
  cpuSeconds: Scalars['Float']['output'];
  /** Share of scheduling periods in which its limit held it back, 0 to 1, over the last interval; null without a limit. */
  cpuThrottledRatio?: Maybe<Scalars['Float']['output']>;
  /** Memory in use without inactive file cache, bytes: what docker stats shows. Null where the kernel accounts none per workload. */
  memoryBytes?: Maybe<Scalars['BigInt']['output']>;
  /** Memory limit, bytes; null without one. */
  memoryLimitBytes?: Maybe<Scalars['BigInt']['output']>;
  /** Memory in use as a share of its limit, 0 to 1; null without one. */
  memoryRatio?: Maybe<Scalars['Float']['output']>;
  /** Received over all its interfaces since it started, bytes; null with the host's network. */
  networkReceivedBytes?: Maybe<Scalars['BigInt']['output']>;
  /** Sent over all its interfaces since it started, bytes. */
  networkTransmittedBytes?: Maybe<Scalars['BigInt']['output']>;
  /** Times the kernel killed for lack of memory since it started; null where the platform does not say. */
  oomKills?: Maybe<Scalars['BigInt']['output']>;
  /** Processes and threads; null where the platform does not say. */
  pids?: Maybe<Scalars['Int']['output']>;
  /** When these figures were read. */
  sampledAt: Scalars['DateTime']['output'];
  /** Where they come from. */
  source: MetricSource;
  /** True when they are older than three sampling intervals. */
  stale: Scalars['Boolean']['output'];
  /** Figures of the last minutes, oldest first, kept in memory for one hour. */
  window: Array<WorkloadMetricPoint>;
};


/** What a workload uses. */
export type WorkloadMetricsWindowArgs = {
  points?: InputMaybe<Scalars['Int']['input']>;
  seconds?: InputMaybe<Scalars['Int']['input']>;
};

/** Figures of workloads at one time. */
export type WorkloadMetricsEvent = {
  /** Its figures. */
  metrics: WorkloadMetrics;
  /** The workload. */
  workload: Workload;
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
  Alert: Alert;
  Endpoint: Endpoint;
  Host: Host;
  Workload: Workload;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Alert:
    ( { __typename: 'Alert' }
    & GraphQLRecursivePick<FederationTypes['Alert'], {"id":true}> );
  Endpoint:
    ( { __typename: 'Endpoint' }
    & GraphQLRecursivePick<FederationTypes['Endpoint'], {"id":true}> );
  Host:
    ( { __typename: 'Host' }
    & GraphQLRecursivePick<FederationTypes['Host'], {"id":true}> );
  Workload:
    ( { __typename: 'Workload' }
    & GraphQLRecursivePick<FederationTypes['Workload'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Alert: ResolverTypeWrapper<any>;
  ID: ResolverTypeWrapper<any>;
  Float: ResolverTypeWrapper<any>;
  AlertAcknowledgeInput: ResolverTypeWrapper<any>;
  AlertConnection: ResolverTypeWrapper<any>;
  AlertEdge: ResolverTypeWrapper<any>;
  AlertEvent: ResolverTypeWrapper<any>;
  AlertFilter: ResolverTypeWrapper<any>;
  AlertPayload: ResolverTypeWrapper<any>;
  AlertRule: ResolverTypeWrapper<any>;
  AlertRulePayload: ResolverTypeWrapper<any>;
  AlertRuleUpdateInput: ResolverTypeWrapper<any>;
  AlertState: ResolverTypeWrapper<any>;
  BigInt: ResolverTypeWrapper<any>;
  BigIntFilter: ResolverTypeWrapper<any>;
  CoreMetrics: ResolverTypeWrapper<any>;
  DateTime: ResolverTypeWrapper<any>;
  DateTimeFilter: ResolverTypeWrapper<any>;
  Endpoint: ResolverTypeWrapper<any>;
  Host: ResolverTypeWrapper<any>;
  HostMetricPoint: ResolverTypeWrapper<any>;
  HostMetrics: ResolverTypeWrapper<any>;
  HostMetricsEvent: ResolverTypeWrapper<any>;
  HostPressure: ResolverTypeWrapper<any>;
  HostProcess: ResolverTypeWrapper<any>;
  JSON: ResolverTypeWrapper<any>;
  Label: ResolverTypeWrapper<any>;
  LabelInput: ResolverTypeWrapper<any>;
  MetricSource: ResolverTypeWrapper<any>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  OrderDirection: ResolverTypeWrapper<any>;
  Outage: ResolverTypeWrapper<any>;
  PageInfo: ResolverTypeWrapper<any>;
  Platform: ResolverTypeWrapper<any>;
  Pressure: ResolverTypeWrapper<any>;
  ProcessOrderField: ResolverTypeWrapper<any>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Severity: ResolverTypeWrapper<any>;
  StateCount: ResolverTypeWrapper<any>;
  StringFilter: ResolverTypeWrapper<any>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  SystemMetrics: ResolverTypeWrapper<any>;
  WatchEventType: ResolverTypeWrapper<any>;
  Workload: ResolverTypeWrapper<any>;
  WorkloadMetricPoint: ResolverTypeWrapper<any>;
  WorkloadMetrics: ResolverTypeWrapper<any>;
  WorkloadMetricsEvent: ResolverTypeWrapper<any>;
  Boolean: ResolverTypeWrapper<any>;
  Int: ResolverTypeWrapper<any>;
  String: ResolverTypeWrapper<any>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Alert: any;
  ID: any;
  Float: any;
  AlertAcknowledgeInput: any;
  AlertConnection: any;
  AlertEdge: any;
  AlertEvent: any;
  AlertFilter: any;
  AlertPayload: any;
  AlertRule: any;
  AlertRulePayload: any;
  AlertRuleUpdateInput: any;
  BigInt: any;
  BigIntFilter: any;
  CoreMetrics: any;
  DateTime: any;
  DateTimeFilter: any;
  Endpoint: any;
  Host: any;
  HostMetricPoint: any;
  HostMetrics: any;
  HostMetricsEvent: any;
  HostPressure: any;
  HostProcess: any;
  JSON: any;
  Label: any;
  LabelInput: any;
  Mutation: Record<PropertyKey, never>;
  Outage: any;
  PageInfo: any;
  Pressure: any;
  Query: Record<PropertyKey, never>;
  StateCount: any;
  StringFilter: any;
  Subscription: Record<PropertyKey, never>;
  SystemMetrics: any;
  Workload: any;
  WorkloadMetricPoint: any;
  WorkloadMetrics: any;
  WorkloadMetricsEvent: any;
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

export type AlertResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Alert'] = ResolversParentTypes['Alert'], FederationReferenceType extends FederationReferenceTypes['Alert'] = FederationReferenceTypes['Alert']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Alert']> | FederationReferenceType, FederationReferenceType, ContextType>;
  acknowledgedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  acknowledgedBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endpoint?: Resolver<Maybe<ResolversTypes['Endpoint']>, ParentType, ContextType>;
  host?: Resolver<Maybe<ResolversTypes['Host']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  resolvedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  rule?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  severity?: Resolver<ResolversTypes['Severity'], ParentType, ContextType>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['AlertState'], ParentType, ContextType>;
  subject?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  threshold?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  workload?: Resolver<Maybe<ResolversTypes['Workload']>, ParentType, ContextType>;
};

export type AlertConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AlertConnection'] = ResolversParentTypes['AlertConnection']> = {
  edges?: Resolver<Array<ResolversTypes['AlertEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Alert']>, ParentType, ContextType>;
  outages?: Resolver<Array<ResolversTypes['Outage']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AlertEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AlertEdge'] = ResolversParentTypes['AlertEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Alert'], ParentType, ContextType>;
};

export type AlertEventResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AlertEvent'] = ResolversParentTypes['AlertEvent']> = {
  alert?: Resolver<ResolversTypes['Alert'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AlertPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AlertPayload'] = ResolversParentTypes['AlertPayload']> = {
  alert?: Resolver<ResolversTypes['Alert'], ParentType, ContextType>;
  dryRun?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type AlertRuleResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AlertRule'] = ResolversParentTypes['AlertRule']> = {
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  enabled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  forSeconds?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  severity?: Resolver<ResolversTypes['Severity'], ParentType, ContextType>;
  signal?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  threshold?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type AlertRulePayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AlertRulePayload'] = ResolversParentTypes['AlertRulePayload']> = {
  dryRun?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  rule?: Resolver<ResolversTypes['AlertRule'], ParentType, ContextType>;
};

export interface BigIntScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['BigInt'], any> {
  name: 'BigInt';
}

export type CoreMetricsResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['CoreMetrics'] = ResolversParentTypes['CoreMetrics']> = {
  core?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  ratio?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type EndpointResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Endpoint'] = ResolversParentTypes['Endpoint'], FederationReferenceType extends FederationReferenceTypes['Endpoint'] = FederationReferenceTypes['Endpoint']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Endpoint']> | FederationReferenceType, FederationReferenceType, ContextType>;
  alerts?: Resolver<Maybe<Array<ResolversTypes['Alert']>>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type HostResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Host'] = ResolversParentTypes['Host'], FederationReferenceType extends FederationReferenceTypes['Host'] = FederationReferenceTypes['Host']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Host']> | FederationReferenceType, FederationReferenceType, ContextType>;
  alerts?: Resolver<Maybe<Array<ResolversTypes['Alert']>>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  metrics?: Resolver<Maybe<ResolversTypes['HostMetrics']>, ParentType, ContextType>;
  processes?: Resolver<Maybe<Array<ResolversTypes['HostProcess']>>, ParentType, ContextType, RequireFields<HostProcessesArgs, 'first' | 'orderBy'>>;
};

export type HostMetricPointResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['HostMetricPoint'] = ResolversParentTypes['HostMetricPoint']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  cpuRatio?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  load1?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  memoryRatio?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type HostMetricsResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['HostMetrics'] = ResolversParentTypes['HostMetrics']> = {
  cores?: Resolver<Array<ResolversTypes['CoreMetrics']>, ParentType, ContextType>;
  cpuRatio?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  load1?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  load5?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  load15?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  memoryAvailableBytes?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  memoryRatio?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  memoryTotalBytes?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  pressure?: Resolver<Maybe<ResolversTypes['HostPressure']>, ParentType, ContextType>;
  processCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  sampledAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['MetricSource'], ParentType, ContextType>;
  stale?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  swapTotalBytes?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  swapUsedBytes?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  uptimeSeconds?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  window?: Resolver<Array<ResolversTypes['HostMetricPoint']>, ParentType, ContextType, RequireFields<HostMetricsWindowArgs, 'points' | 'seconds'>>;
};

export type HostMetricsEventResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['HostMetricsEvent'] = ResolversParentTypes['HostMetricsEvent']> = {
  host?: Resolver<ResolversTypes['Host'], ParentType, ContextType>;
  metrics?: Resolver<ResolversTypes['HostMetrics'], ParentType, ContextType>;
};

export type HostPressureResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['HostPressure'] = ResolversParentTypes['HostPressure']> = {
  cpu?: Resolver<Maybe<ResolversTypes['Pressure']>, ParentType, ContextType>;
  io?: Resolver<Maybe<ResolversTypes['Pressure']>, ParentType, ContextType>;
  memory?: Resolver<Maybe<ResolversTypes['Pressure']>, ParentType, ContextType>;
};

export type HostProcessResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['HostProcess'] = ResolversParentTypes['HostProcess']> = {
  cpuSeconds?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  parentPid?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  pid?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  residentBytes?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  threads?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  workload?: Resolver<Maybe<ResolversTypes['Workload']>, ParentType, ContextType>;
};

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type LabelResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Label'] = ResolversParentTypes['Label']> = {
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  alertAcknowledge?: Resolver<ResolversTypes['AlertPayload'], ParentType, ContextType, RequireFields<MutationAlertAcknowledgeArgs, 'input'>>;
  alertRuleUpdate?: Resolver<ResolversTypes['AlertRulePayload'], ParentType, ContextType, RequireFields<MutationAlertRuleUpdateArgs, 'input'>>;
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

export type PressureResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Pressure'] = ResolversParentTypes['Pressure']> = {
  fullAvg10?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  fullAvg60?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  someAvg10?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  someAvg60?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  alert?: Resolver<Maybe<ResolversTypes['Alert']>, ParentType, ContextType, RequireFields<QueryAlertArgs, 'id'>>;
  alertRules?: Resolver<Array<ResolversTypes['AlertRule']>, ParentType, ContextType>;
  alerts?: Resolver<ResolversTypes['AlertConnection'], ParentType, ContextType, RequireFields<QueryAlertsArgs, 'first'>>;
  systemMetrics?: Resolver<ResolversTypes['SystemMetrics'], ParentType, ContextType>;
};

export type StateCountResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['StateCount'] = ResolversParentTypes['StateCount']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  alertStream?: SubscriptionResolver<ResolversTypes['AlertEvent'], "alertStream", ParentType, ContextType, Partial<SubscriptionAlertStreamArgs>>;
  hostMetrics?: SubscriptionResolver<ResolversTypes['HostMetricsEvent'], "hostMetrics", ParentType, ContextType, RequireFields<SubscriptionHostMetricsArgs, 'intervalMs'>>;
  workloadMetrics?: SubscriptionResolver<ResolversTypes['WorkloadMetricsEvent'], "workloadMetrics", ParentType, ContextType, RequireFields<SubscriptionWorkloadMetricsArgs, 'intervalMs'>>;
};

export type SystemMetricsResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['SystemMetrics'] = ResolversParentTypes['SystemMetrics']> = {
  alertsFiring?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  cpuSeconds?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  eventLoopDelayP99Ms?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  hosts?: Resolver<Array<ResolversTypes['Host']>, ParentType, ContextType>;
  residentBytes?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  uptimeSeconds?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  workloadCpuCores?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  workloadMemoryBytes?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  workloadsByState?: Resolver<Array<ResolversTypes['StateCount']>, ParentType, ContextType>;
};

export type WorkloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Workload'] = ResolversParentTypes['Workload'], FederationReferenceType extends FederationReferenceTypes['Workload'] = FederationReferenceTypes['Workload']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Workload']> | FederationReferenceType, FederationReferenceType, ContextType>;
  alerts?: Resolver<Maybe<Array<ResolversTypes['Alert']>>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  metrics?: Resolver<Maybe<ResolversTypes['WorkloadMetrics']>, ParentType, ContextType>;
};

export type WorkloadMetricPointResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['WorkloadMetricPoint'] = ResolversParentTypes['WorkloadMetricPoint']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  blockReadBytesPerSecond?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  blockWrittenBytesPerSecond?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  cpuCores?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  memoryBytes?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  networkReceivedBytesPerSecond?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  networkTransmittedBytesPerSecond?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type WorkloadMetricsResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['WorkloadMetrics'] = ResolversParentTypes['WorkloadMetrics']> = {
  blockReadBytes?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  blockWrittenBytes?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  cpuCores?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  cpuSeconds?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  cpuThrottledRatio?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  memoryBytes?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  memoryLimitBytes?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  memoryRatio?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  networkReceivedBytes?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  networkTransmittedBytes?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  oomKills?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  pids?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  sampledAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['MetricSource'], ParentType, ContextType>;
  stale?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  window?: Resolver<Array<ResolversTypes['WorkloadMetricPoint']>, ParentType, ContextType, RequireFields<WorkloadMetricsWindowArgs, 'points' | 'seconds'>>;
};

export type WorkloadMetricsEventResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['WorkloadMetricsEvent'] = ResolversParentTypes['WorkloadMetricsEvent']> = {
  metrics?: Resolver<ResolversTypes['WorkloadMetrics'], ParentType, ContextType>;
  workload?: Resolver<ResolversTypes['Workload'], ParentType, ContextType>;
};

export type Resolvers<ContextType = GraphContext> = {
  Alert?: AlertResolvers<ContextType>;
  AlertConnection?: AlertConnectionResolvers<ContextType>;
  AlertEdge?: AlertEdgeResolvers<ContextType>;
  AlertEvent?: AlertEventResolvers<ContextType>;
  AlertPayload?: AlertPayloadResolvers<ContextType>;
  AlertRule?: AlertRuleResolvers<ContextType>;
  AlertRulePayload?: AlertRulePayloadResolvers<ContextType>;
  BigInt?: GraphQLScalarType;
  CoreMetrics?: CoreMetricsResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  Endpoint?: EndpointResolvers<ContextType>;
  Host?: HostResolvers<ContextType>;
  HostMetricPoint?: HostMetricPointResolvers<ContextType>;
  HostMetrics?: HostMetricsResolvers<ContextType>;
  HostMetricsEvent?: HostMetricsEventResolvers<ContextType>;
  HostPressure?: HostPressureResolvers<ContextType>;
  HostProcess?: HostProcessResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  Label?: LabelResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Outage?: OutageResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Pressure?: PressureResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  StateCount?: StateCountResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  SystemMetrics?: SystemMetricsResolvers<ContextType>;
  Workload?: WorkloadResolvers<ContextType>;
  WorkloadMetricPoint?: WorkloadMetricPointResolvers<ContextType>;
  WorkloadMetrics?: WorkloadMetricsResolvers<ContextType>;
  WorkloadMetricsEvent?: WorkloadMetricsEventResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = GraphContext> = {
  cost?: CostDirectiveResolver<any, any, ContextType>;
  rest?: RestDirectiveResolver<any, any, ContextType>;
  scope?: ScopeDirectiveResolver<any, any, ContextType>;
};
