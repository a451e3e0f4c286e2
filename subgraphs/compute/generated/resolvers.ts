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

/** A container. */
export type Container = Node & Workload & {
  /** Program and arguments. */
  command: Array<Scalars['String']['output']>;
  /** When it was created. */
  createdAt: Scalars['DateTime']['output'];
  /** The endpoint that runs it. */
  endpoint?: Maybe<Endpoint>;
  /** Names of environment variables; values are never shown. */
  environmentNames: Array<Scalars['String']['output']>;
  /** Exit code of the last run; null while it runs or when it never did. */
  exitCode?: Maybe<Scalars['Int']['output']>;
  /** When it last ended; null while it runs or when it never did. */
  finishedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What the image's health check says; null when there is none. */
  health?: Maybe<ContainerHealth>;
  /** The machine it runs on. */
  host?: Maybe<Host>;
  /** Opaque global id. */
  id: Scalars['ID']['output'];
  /** The image it runs; null when the image is gone. */
  image?: Maybe<Image>;
  /** The image reference it was created from. */
  imageReference: Scalars['String']['output'];
  /** Labels, sorted by key. */
  labels: Array<Label>;
  /** The last lines it wrote. Read from the engine when selected. */
  logTail?: Maybe<Array<LogLine>>;
  /** Name, without the engine's leading slash. */
  name: Scalars['String']['output'];
  /** What the platform says beyond this schema; environment values are withheld. */
  native?: Maybe<Scalars['JSON']['output']>;
  /** The engine's 64-digit id. */
  nativeId: Scalars['ID']['output'];
  /** Whether the kernel killed it for lack of memory. */
  oomKilled: Scalars['Boolean']['output'];
  /** Process id of its first process on the host; null when it does not run or the engine is remote. */
  pid?: Maybe<Scalars['Int']['output']>;
  /** The platform that runs it. */
  platform: Platform;
  /** Limits asked of the engine. */
  resources: ContainerResources;
  /** How often the engine restarted it. */
  restartCount: Scalars['Int']['output'];
  /** What the engine does when the program ends. */
  restartPolicy: RestartPolicy;
  /** Changes with every change of the object. */
  revision: Scalars['String']['output'];
  /** Compose project and service where labels say so, else the name. */
  stableKey: Scalars['String']['output'];
  /** True while the endpoint is out of reach. */
  stale: Scalars['Boolean']['output'];
  /** When it last started. */
  startedAt?: Maybe<Scalars['DateTime']['output']>;
  /** State in one vocabulary. */
  state: WorkloadState;
  /** For people: `Up 3 minutes (healthy)`. */
  status: Scalars['String']['output'];
  /** User the program runs as; null for the image's default. */
  user?: Maybe<Scalars['String']['output']>;
};


/** A container. */
export type ContainerLogTailArgs = {
  lines?: InputMaybe<Scalars['Int']['input']>;
};

/** A container to act on. */
export type ContainerActionInput = {
  /** Judge and change nothing. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Id, name or short id. */
  id: Scalars['ID']['input'];
  /** Only if the container still has this revision. */
  ifRevision?: InputMaybe<Scalars['String']['input']>;
  /** The same id repeats no work within 24 h, per caller. */
  requestId?: InputMaybe<Scalars['ID']['input']>;
};

/** A page of containers. */
export type ContainerConnection = {
  /** The page. */
  edges: Array<ContainerEdge>;
  /** The page without cursors. */
  nodes: Array<Container>;
  /** Endpoints that could not answer. */
  outages: Array<Outage>;
  /** Where the page begins and ends. */
  pageInfo: PageInfo;
  /** How many there are over all pages. */
  totalCount: Scalars['Int']['output'];
};

/** A container to create. */
export type ContainerCreateInput = {
  /** Kernel capabilities to add; policy decides. */
  addCapabilities?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Whether the engine removes it when it ends. */
  autoRemove?: InputMaybe<Scalars['Boolean']['input']>;
  /** Program and arguments instead of the image's. */
  command?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Kernel capabilities to drop: `ALL`, `NET_RAW`. */
  dropCapabilities?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Judge (permission, validation, policy) and change nothing. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Name of the endpoint; needed only when there are several. */
  endpoint?: InputMaybe<Scalars['String']['input']>;
  /** Entry point instead of the image's. */
  entrypoint?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Environment; values are write-only. */
  environment?: InputMaybe<Array<EnvironmentVariableInput>>;
  /** Host name inside. */
  hostname?: InputMaybe<Scalars['String']['input']>;
  /** Image reference, tag or id; it must be on the endpoint (imagePull brings it). */
  image: Scalars['String']['input'];
  /** Whether a small init reaps its children. */
  init?: InputMaybe<Scalars['Boolean']['input']>;
  /** Labels. */
  labels?: InputMaybe<Array<LabelInput>>;
  /** Volumes and directories to mount. */
  mounts?: InputMaybe<Array<MountInput>>;
  /** Name; the engine makes one up when absent. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** The platform's own settings, merged last and judged by the same policy; for what has no field here. */
  native?: InputMaybe<Scalars['JSON']['input']>;
  /** Networks to join, by name or id; `isolated` joins none. */
  networks?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Ports to publish on the host. */
  ports?: InputMaybe<Array<PortPublishInput>>;
  /** Whether it may do everything on the host; policy decides (by default: no). */
  privileged?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether the root file system is read-only. */
  readOnlyRootFilesystem?: InputMaybe<Scalars['Boolean']['input']>;
  /** The same id repeats no work within 24 h, per caller. */
  requestId?: InputMaybe<Scalars['ID']['input']>;
  /** Limits. */
  resources?: InputMaybe<ContainerResourcesInput>;
  /** What to do when the program ends. */
  restartPolicy?: InputMaybe<RestartPolicyInput>;
  /** Whether to start it at once. */
  start?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether it gets a terminal. */
  tty?: InputMaybe<Scalars['Boolean']['input']>;
  /** User, as `uid`, `name` or `uid:gid`. */
  user?: InputMaybe<Scalars['String']['input']>;
  /** Working directory, absolute. */
  workingDirectory?: InputMaybe<Scalars['String']['input']>;
};

/** One container of a page. */
export type ContainerEdge = {
  /** Its place in the list. */
  cursor: Scalars['String']['output'];
  /** The container. */
  node: Container;
};

/** A program to run inside a running container. */
export type ContainerExecInput = {
  /** Program and arguments; no shell is put around them. */
  command: Array<Scalars['String']['input']>;
  /** Judge and change nothing. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Environment; values are write-only. */
  environment?: InputMaybe<Array<EnvironmentVariableInput>>;
  /** Id, name or short id. */
  id: Scalars['ID']['input'];
  /** The same id repeats no work within 24 h, per caller. */
  requestId?: InputMaybe<Scalars['ID']['input']>;
  /** Text for its standard input. */
  stdin?: InputMaybe<Scalars['String']['input']>;
  /** Seconds after which waiting ends; the program may go on. */
  timeoutSeconds?: InputMaybe<Scalars['Int']['input']>;
  /** User to run as. */
  user?: InputMaybe<Scalars['String']['input']>;
  /** Working directory, absolute. */
  workingDirectory?: InputMaybe<Scalars['String']['input']>;
};

/** What a program inside a container gave. */
export type ContainerExecPayload = {
  /** The container. */
  container?: Maybe<Container>;
  /** True when nothing was run. */
  dryRun: Scalars['Boolean']['output'];
  /** Exit code; null for a dry run. */
  exitCode?: Maybe<Scalars['Int']['output']>;
  /** The change; null for a dry run. */
  operation?: Maybe<Operation>;
  /** Standard error as text; with standard output at most 1 MiB. */
  stderr: Scalars['String']['output'];
  /** Standard output as text; with standard error at most 1 MiB. */
  stdout: Scalars['String']['output'];
  /** Whether output was cut. */
  truncated: Scalars['Boolean']['output'];
};

/** Which containers; all given members must hold. */
export type ContainerFilter = {
  /** All of these must hold too. */
  and?: InputMaybe<Array<ContainerFilter>>;
  /** By time of creation. */
  createdAt?: InputMaybe<DateTimeFilter>;
  /** By name of the endpoint. */
  endpoint?: InputMaybe<StringFilter>;
  /** By what the health check says. */
  health?: InputMaybe<Array<ContainerHealth>>;
  /** By image reference. */
  image?: InputMaybe<StringFilter>;
  /** Label selector in Kubernetes' notation: `app=web,tier in (front,back),!debug`. */
  labels?: InputMaybe<Scalars['String']['input']>;
  /** By name. */
  name?: InputMaybe<StringFilter>;
  /** This must not hold. */
  not?: InputMaybe<ContainerFilter>;
  /** One of these must hold too. */
  or?: InputMaybe<Array<ContainerFilter>>;
  /** On one of these platforms. */
  platform?: InputMaybe<Array<Platform>>;
  /** In one of these states. */
  state?: InputMaybe<Array<WorkloadState>>;
};

/** What a health check says. */
export type ContainerHealth =
  /** Passing. */
  | 'HEALTHY'
  /** No verdict yet. */
  | 'STARTING'
  /** Failing. */
  | 'UNHEALTHY';

/** A container to kill. */
export type ContainerKillInput = {
  /** Judge and change nothing. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Id, name or short id. */
  id: Scalars['ID']['input'];
  /** Only if the container still has this revision. */
  ifRevision?: InputMaybe<Scalars['String']['input']>;
  /** The same id repeats no work within 24 h, per caller. */
  requestId?: InputMaybe<Scalars['ID']['input']>;
  /** Signal by name. */
  signal?: InputMaybe<Scalars['String']['input']>;
};

/** How containers are sorted. */
export type ContainerOrder = {
  /** Which way. */
  direction?: OrderDirection;
  /** By what. */
  field: ContainerOrderField;
};

/** What containers can be sorted by. */
export type ContainerOrderField =
  /** Time of creation. */
  | 'CREATED_AT'
  /** Name. */
  | 'NAME'
  /** Time of the last start. */
  | 'STARTED_AT'
  /** State. */
  | 'STATE';

/** What a change of a container did. */
export type ContainerPayload = {
  /** The container after it; null once removed and for a dry run that would create. */
  container?: Maybe<Container>;
  /** True when nothing was changed. */
  dryRun: Scalars['Boolean']['output'];
  /** The change; null for a dry run. */
  operation?: Maybe<Operation>;
};

/** A container to remove. */
export type ContainerRemoveInput = {
  /** Judge and change nothing. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Remove it even while it runs. */
  force?: InputMaybe<Scalars['Boolean']['input']>;
  /** Id, name or short id. */
  id: Scalars['ID']['input'];
  /** Only if the container still has this revision. */
  ifRevision?: InputMaybe<Scalars['String']['input']>;
  /** Remove its anonymous volumes too. */
  removeVolumes?: InputMaybe<Scalars['Boolean']['input']>;
  /** The same id repeats no work within 24 h, per caller. */
  requestId?: InputMaybe<Scalars['ID']['input']>;
};

/** What became of a container's removal. */
export type ContainerRemovePayload = {
  /** True when nothing was changed. */
  dryRun: Scalars['Boolean']['output'];
  /** The change; null for a dry run. */
  operation?: Maybe<Operation>;
  /** Id of what was removed. */
  removedId: Scalars['ID']['output'];
};

/** Limits of a container; null where there is none. */
export type ContainerResources = {
  /** Processors it may use: 1.5 is one and a half. */
  cpuCores?: Maybe<Scalars['Float']['output']>;
  /** Weight against others when processors are scarce; the engine's default is 1024. */
  cpuShares?: Maybe<Scalars['Int']['output']>;
  /** Memory, bytes. */
  memoryBytes?: Maybe<Scalars['BigInt']['output']>;
  /** Memory it tries to stay below when memory is scarce, bytes. */
  memoryReservationBytes?: Maybe<Scalars['BigInt']['output']>;
  /** Memory and swap together, bytes; -1 for unlimited swap. */
  memorySwapBytes?: Maybe<Scalars['BigInt']['output']>;
  /** Processes and threads. */
  pidsLimit?: Maybe<Scalars['BigInt']['output']>;
};

/** Limits to set; absent leaves as it is, null removes the limit (NOT_SUPPORTED where the platform cannot: Docker keeps processor and memory limits of a container that exists). */
export type ContainerResourcesInput = {
  /** Processors: 1.5 is one and a half. */
  cpuCores?: InputMaybe<Scalars['Float']['input']>;
  /** Weight against others. */
  cpuShares?: InputMaybe<Scalars['Int']['input']>;
  /** Memory, bytes. */
  memoryBytes?: InputMaybe<Scalars['BigInt']['input']>;
  /** Memory to try to stay below, bytes. */
  memoryReservationBytes?: InputMaybe<Scalars['BigInt']['input']>;
  /** Memory and swap together, bytes; -1 for unlimited swap. */
  memorySwapBytes?: InputMaybe<Scalars['BigInt']['input']>;
  /** Processes and threads. */
  pidsLimit?: InputMaybe<Scalars['BigInt']['input']>;
};

/** A container to stop or restart. */
export type ContainerStopInput = {
  /** Judge and change nothing. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Id, name or short id. */
  id: Scalars['ID']['input'];
  /** Only if the container still has this revision. */
  ifRevision?: InputMaybe<Scalars['String']['input']>;
  /** The same id repeats no work within 24 h, per caller. */
  requestId?: InputMaybe<Scalars['ID']['input']>;
  /** Seconds to wait before it is killed. */
  timeoutSeconds?: InputMaybe<Scalars['Int']['input']>;
};

/** Changes of a container that need no new one; absent members stay as they are. */
export type ContainerUpdateInput = {
  /** Judge and change nothing. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Id, name or short id. */
  id: Scalars['ID']['input'];
  /** Only if the container still has this revision. */
  ifRevision?: InputMaybe<Scalars['String']['input']>;
  /** New name. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** The same id repeats no work within 24 h, per caller. */
  requestId?: InputMaybe<Scalars['ID']['input']>;
  /** Limits. */
  resources?: InputMaybe<ContainerResourcesInput>;
  /** What to do when the program ends. */
  restartPolicy?: InputMaybe<RestartPolicyInput>;
};

/** One event of a watch over containers. */
export type ContainerWatchEvent = {
  /** The container; null for SYNCED, BOOKMARK and RESYNC. */
  container?: Maybe<Container>;
  /** Pass it as `after` to go on from here. */
  cursor: Scalars['String']['output'];
  /** What happened. */
  type: WatchEventType;
};

/** Tests of an instant; all given members must hold. */
export type DateTimeFilter = {
  /** Later than. */
  after?: InputMaybe<Scalars['DateTime']['input']>;
  /** Earlier than. */
  before?: InputMaybe<Scalars['DateTime']['input']>;
};

/** One reachable instance of a platform: a Docker socket, a cluster, a hypervisor, this host. */
export type Endpoint = Node & {
  /** Where it is, without credentials. */
  address: Scalars['String']['output'];
  /** Version of the protocol agreed on. */
  apiVersion?: Maybe<Scalars['String']['output']>;
  /** True when everything on it is made up, in memory. */
  embedded: Scalars['Boolean']['output'];
  /** Version of the engine. */
  engineVersion?: Maybe<Scalars['String']['output']>;
  /** Opaque global id. */
  id: Scalars['ID']['output'];
  /** Delay of the last event, ms. */
  lagMs?: Maybe<Scalars['Float']['output']>;
  /** When the mirror was last known to equal the engine. */
  lastSync?: Maybe<Scalars['DateTime']['output']>;
  /** Name given in the configuration. */
  name: Scalars['String']['output'];
  /** Kind of platform. */
  platform: Platform;
  /** Why it is not LIVE. */
  reason?: Maybe<Scalars['String']['output']>;
  /** When this status began. */
  since: Scalars['DateTime']['output'];
  /** Whether the mirror follows it. */
  status: EndpointStatus;
  /** What runs on it. */
  workloads?: Maybe<WorkloadConnection>;
};


/** One reachable instance of a platform: a Docker socket, a cluster, a hypervisor, this host. */
export type EndpointWorkloadsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** Whether a mirror follows its engine. */
export type EndpointStatus =
  /** Never reached yet. */
  | 'CONNECTING'
  /** Followed live. */
  | 'LIVE'
  /** Out of reach: what it last said is served, marked stale. */
  | 'STALE'
  /** Let go of. */
  | 'STOPPED';

/** One event of a watch over endpoints. */
export type EndpointWatchEvent = {
  /** The endpoint; null for SYNCED. */
  endpoint?: Maybe<Endpoint>;
  /** What happened. */
  type: WatchEventType;
};

/** An environment variable; write-only. */
export type EnvironmentVariableInput = {
  /** Name. */
  name: Scalars['String']['input'];
  /** Value. */
  value: Scalars['String']['input'];
};

/** A machine that runs workloads. */
export type Host = Node & {
  /** Processor architecture: `x86_64`. */
  architecture?: Maybe<Scalars['String']['output']>;
  /** When it was booted; null where the platform does not say. */
  bootedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Logical processors. */
  cpuCount: Scalars['Int']['output'];
  /** The endpoint that reported it. */
  endpoint?: Maybe<Endpoint>;
  /** Opaque global id. */
  id: Scalars['ID']['output'];
  /** Kernel release. */
  kernel?: Maybe<Scalars['String']['output']>;
  /** Physical memory, bytes. */
  memoryBytes: Scalars['BigInt']['output'];
  /** Host name. */
  name: Scalars['String']['output'];
  /** Operating system, for people: `Debian GNU/Linux 12 (bookworm)`. */
  operatingSystem?: Maybe<Scalars['String']['output']>;
  /** True while that endpoint is out of reach. */
  stale: Scalars['Boolean']['output'];
  /** What runs on it, over all endpoints of this machine. */
  workloads?: Maybe<WorkloadConnection>;
};


/** A machine that runs workloads. */
export type HostWorkloadsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** An image on an endpoint. */
export type Image = Node & {
  /** Processor architecture. */
  architecture?: Maybe<Scalars['String']['output']>;
  /** Containers made from it. */
  containers?: Maybe<ContainerConnection>;
  /** When it was built. */
  createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** Digests it was pulled by. */
  digests: Array<Scalars['String']['output']>;
  /** The endpoint that holds it. */
  endpoint?: Maybe<Endpoint>;
  /** Opaque global id. */
  id: Scalars['ID']['output'];
  /** Labels, sorted by key. */
  labels: Array<Label>;
  /** Layers, lowest first. */
  layers: Array<Scalars['String']['output']>;
  /** First tag, or the short id. */
  name: Scalars['String']['output'];
  /** What the platform says beyond this schema; environment values are withheld. */
  native?: Maybe<Scalars['JSON']['output']>;
  /** The engine's id: `sha256:…`. */
  nativeId: Scalars['ID']['output'];
  /** Operating system. */
  operatingSystem?: Maybe<Scalars['String']['output']>;
  /** Changes with every change of the object. */
  revision: Scalars['String']['output'];
  /** Size on disk, shared layers included, bytes. */
  sizeBytes: Scalars['BigInt']['output'];
  /** True while the endpoint is out of reach. */
  stale: Scalars['Boolean']['output'];
  /** Tags that point to it. */
  tags: Array<Scalars['String']['output']>;
};


/** An image on an endpoint. */
export type ImageContainersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** An image to build. What its Dockerfile fetches (FROM, COPY --from, ADD) is judged by policy beforehand and must be told by the text and the build arguments; here-documents are refused. */
export type ImageBuildInput = {
  /** Build arguments; write-only. */
  buildArguments?: InputMaybe<Array<EnvironmentVariableInput>>;
  /** The build context as a tar archive, base64; at most the gateway's body limit. Absent: the Dockerfile alone is the context. */
  contextTar?: InputMaybe<Scalars['String']['input']>;
  /** Path of the Dockerfile in the context. */
  dockerfile?: InputMaybe<Scalars['String']['input']>;
  /** Text of the Dockerfile instead of the one in the context. */
  dockerfileText?: InputMaybe<Scalars['String']['input']>;
  /** Judge and change nothing. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Name of the endpoint; needed only when there are several. */
  endpoint?: InputMaybe<Scalars['String']['input']>;
  /** Labels of the result. */
  labels?: InputMaybe<Array<LabelInput>>;
  /** Whether layers built before may not be used. */
  noCache?: InputMaybe<Scalars['Boolean']['input']>;
  /** The same id repeats no work within 24 h, per caller. */
  requestId?: InputMaybe<Scalars['ID']['input']>;
  /** Tags of the result. */
  tags: Array<Scalars['String']['input']>;
  /** Stage to build. */
  target?: InputMaybe<Scalars['String']['input']>;
};

/** A page of images. */
export type ImageConnection = {
  /** The page. */
  edges: Array<ImageEdge>;
  /** The page without cursors. */
  nodes: Array<Image>;
  /** Endpoints that could not answer. */
  outages: Array<Outage>;
  /** Where the page begins and ends. */
  pageInfo: PageInfo;
  /** How many there are over all pages. */
  totalCount: Scalars['Int']['output'];
};

/** One image of a page. */
export type ImageEdge = {
  /** Its place in the list. */
  cursor: Scalars['String']['output'];
  /** The image. */
  node: Image;
};

/** Which images; all given members must hold. */
export type ImageFilter = {
  /** By name of the endpoint. */
  endpoint?: InputMaybe<StringFilter>;
  /** Label selector in Kubernetes' notation. */
  labels?: InputMaybe<Scalars['String']['input']>;
  /** By size on disk. */
  sizeBytes?: InputMaybe<BigIntFilter>;
  /** By any of its tags. */
  tag?: InputMaybe<StringFilter>;
};

/** How images are sorted. */
export type ImageOrder = {
  /** Which way. */
  direction?: OrderDirection;
  /** By what. */
  field: ImageOrderField;
};

/** What images can be sorted by. */
export type ImageOrderField =
  /** Time of building. */
  | 'CREATED_AT'
  /** First tag. */
  | 'NAME'
  /** Size on disk. */
  | 'SIZE_BYTES';

/** What a change of an image did, or began to do. */
export type ImagePayload = {
  /** True when nothing was changed. */
  dryRun: Scalars['Boolean']['output'];
  /** The image after it; null while it is under way. */
  image?: Maybe<Image>;
  /** The change; follow it with operationWatch. Null for a dry run. */
  operation?: Maybe<Operation>;
};

/** An image to pull. */
export type ImagePullInput = {
  /** Judge and change nothing. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Name of the endpoint; needed only when there are several. */
  endpoint?: InputMaybe<Scalars['String']['input']>;
  /** Reference: `registry/repository:tag` or `@digest`. */
  reference: Scalars['String']['input'];
  /** The same id repeats no work within 24 h, per caller. */
  requestId?: InputMaybe<Scalars['ID']['input']>;
};

/** An image, or one tag of it, to remove. */
export type ImageRemoveInput = {
  /** Judge and change nothing. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Remove it even when it has several tags. */
  force?: InputMaybe<Scalars['Boolean']['input']>;
  /** Id, tag or short id; a tag removes that tag, and the image with its last one. */
  id: Scalars['ID']['input'];
  /** The same id repeats no work within 24 h, per caller. */
  requestId?: InputMaybe<Scalars['ID']['input']>;
};

/** What became of an image's removal. */
export type ImageRemovePayload = {
  /** True when nothing was changed. */
  dryRun: Scalars['Boolean']['output'];
  /** The change; null for a dry run. */
  operation?: Maybe<Operation>;
  /** Ids of images that were removed. */
  removedIds: Array<Scalars['ID']['output']>;
  /** Tags that were removed. */
  untagged: Array<Scalars['String']['output']>;
};

/** An image to tag. */
export type ImageTagInput = {
  /** Judge and change nothing. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Id, tag or short id. */
  id: Scalars['ID']['input'];
  /** The same id repeats no work within 24 h, per caller. */
  requestId?: InputMaybe<Scalars['ID']['input']>;
  /** New reference: `repository:tag`. */
  tag: Scalars['String']['input'];
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

/** One piece of a log stream. */
export type LogEvent = {
  /** How many lines were left out here because the client could not keep up; 0 otherwise. */
  droppedLines: Scalars['Int']['output'];
  /** A line; null when this event tells of a gap. */
  line?: Maybe<LogLine>;
};

/** One line a workload wrote. */
export type LogLine = {
  /** When the engine received it. */
  at?: Maybe<Scalars['DateTime']['output']>;
  /** The text, without the line's end; invalid UTF-8 is replaced. */
  line: Scalars['String']['output'];
  /** Where it was written. */
  stream: LogStream;
};

/** Where a line was written. */
export type LogStream =
  /** Standard error. */
  | 'STDERR'
  /** Standard output. */
  | 'STDOUT';

/** Something to mount. */
export type MountInput = {
  /** Whether it may not be written. */
  readOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** Name of the volume, or absolute path on the host; absent for TMPFS. */
  source?: InputMaybe<Scalars['String']['input']>;
  /** Absolute path inside. */
  target: Scalars['String']['input'];
  /** What kind of thing. */
  type?: MountInputType;
};

/** What is mounted. */
export type MountInputType =
  /** A directory of the host; policy decides which. */
  | 'BIND'
  /** Memory. */
  | 'TMPFS'
  /** A named volume. */
  | 'VOLUME';

/** What can be changed. Every change is authorised, judged by the admission policy and audited before it runs. */
export type Mutation = {
  /** Creates a container and, unless `start: false`, starts it; one that cannot be started is removed again. Judged by the admission policy. */
  containerCreate: ContainerPayload;
  /** Runs a program inside a running container and waits for its end. Judged by the admission policy. */
  containerExec: ContainerExecPayload;
  /** Sends a signal to a running container's first process. */
  containerKill: ContainerPayload;
  /** Freezes a running container in memory. */
  containerPause: ContainerPayload;
  /** Removes a container. */
  containerRemove: ContainerRemovePayload;
  /** Stops and starts a container. */
  containerRestart: ContainerPayload;
  /** Starts a container. One that runs is left as it is. */
  containerStart: ContainerPayload;
  /** Stops a container: its stop signal, and SIGKILL after the timeout. One that does not run is left as it is. */
  containerStop: ContainerPayload;
  /** Lets a paused container go on. */
  containerUnpause: ContainerPayload;
  /** Changes limits, restart policy or name of a container without a restart. Judged by the admission policy. */
  containerUpdate: ContainerPayload;
  /** Begins to build an image; returns at once. Judged by the admission policy. */
  imageBuild: ImagePayload;
  /** Begins to pull an image from its registry; returns at once. */
  imagePull: ImagePayload;
  /** Removes an image or one tag of it. */
  imageRemove: ImageRemovePayload;
  /** Gives an image one more tag. */
  imageTag: ImagePayload;
  /** Asks an operation under way to end. */
  operationCancel: OperationPayload;
};


/** What can be changed. Every change is authorised, judged by the admission policy and audited before it runs. */
export type MutationContainerCreateArgs = {
  input: ContainerCreateInput;
};


/** What can be changed. Every change is authorised, judged by the admission policy and audited before it runs. */
export type MutationContainerExecArgs = {
  input: ContainerExecInput;
};


/** What can be changed. Every change is authorised, judged by the admission policy and audited before it runs. */
export type MutationContainerKillArgs = {
  input: ContainerKillInput;
};


/** What can be changed. Every change is authorised, judged by the admission policy and audited before it runs. */
export type MutationContainerPauseArgs = {
  input: ContainerActionInput;
};


/** What can be changed. Every change is authorised, judged by the admission policy and audited before it runs. */
export type MutationContainerRemoveArgs = {
  input: ContainerRemoveInput;
};


/** What can be changed. Every change is authorised, judged by the admission policy and audited before it runs. */
export type MutationContainerRestartArgs = {
  input: ContainerStopInput;
};


/** What can be changed. Every change is authorised, judged by the admission policy and audited before it runs. */
export type MutationContainerStartArgs = {
  input: ContainerActionInput;
};


/** What can be changed. Every change is authorised, judged by the admission policy and audited before it runs. */
export type MutationContainerStopArgs = {
  input: ContainerStopInput;
};


/** What can be changed. Every change is authorised, judged by the admission policy and audited before it runs. */
export type MutationContainerUnpauseArgs = {
  input: ContainerActionInput;
};


/** What can be changed. Every change is authorised, judged by the admission policy and audited before it runs. */
export type MutationContainerUpdateArgs = {
  input: ContainerUpdateInput;
};


/** What can be changed. Every change is authorised, judged by the admission policy and audited before it runs. */
export type MutationImageBuildArgs = {
  input: ImageBuildInput;
};


/** What can be changed. Every change is authorised, judged by the admission policy and audited before it runs. */
export type MutationImagePullArgs = {
  input: ImagePullInput;
};


/** What can be changed. Every change is authorised, judged by the admission policy and audited before it runs. */
export type MutationImageRemoveArgs = {
  input: ImageRemoveInput;
};


/** What can be changed. Every change is authorised, judged by the admission policy and audited before it runs. */
export type MutationImageTagArgs = {
  input: ImageTagInput;
};


/** What can be changed. Every change is authorised, judged by the admission policy and audited before it runs. */
export type MutationOperationCancelArgs = {
  input: OperationCancelInput;
};

/** A network; see the network subgraph. */
export type Network = Node & {
  /** Opaque global id. */
  id: Scalars['ID']['output'];
};

/** Anything with a global id. */
export type Node = {
  /** Opaque global id; carries type, endpoint and native id. */
  id: Scalars['ID']['output'];
};

/** A change under way, or how it ended. */
export type Operation = Node & {
  /** Who asked for it: the caller's id. */
  actor: Scalars['String']['output'];
  /** Whether operationCancel can end it. */
  cancellable: Scalars['Boolean']['output'];
  /** When it was asked for. */
  createdAt: Scalars['DateTime']['output'];
  /** Why it failed. */
  error?: Maybe<OperationError>;
  /** When it ended. */
  finishedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Opaque global id. */
  id: Scalars['ID']['output'];
  /** What is done: `imagePull`. */
  kind: Scalars['String']['output'];
  /** Its last lines, at most 1000. */
  log: Array<Scalars['String']['output']>;
  /** Progress; null where none can be told. */
  progress?: Maybe<OperationProgress>;
  /** What it gave, once it succeeded. */
  result?: Maybe<Scalars['JSON']['output']>;
  /** When work began. */
  startedAt?: Maybe<Scalars['DateTime']['output']>;
  /** How far it is. */
  state: OperationState;
  /** Ids of what it changes or made. */
  targets: Array<Scalars['ID']['output']>;
};

/** An operation to cancel. */
export type OperationCancelInput = {
  /** Id of the operation. */
  id: Scalars['ID']['input'];
};

/** Why an operation failed. */
export type OperationError = {
  /** Code of the error catalogue. */
  code: Scalars['String']['output'];
  /** In words. */
  message: Scalars['String']['output'];
};

/** What became of a cancellation. */
export type OperationPayload = {
  /** The operation after it. */
  operation?: Maybe<Operation>;
};

/** Progress of an operation. */
export type OperationProgress = {
  /** Bytes done so far. */
  bytesDone?: Maybe<Scalars['BigInt']['output']>;
  /** Bytes in all. */
  bytesTotal?: Maybe<Scalars['BigInt']['output']>;
  /** What it is doing. */
  message?: Maybe<Scalars['String']['output']>;
  /** 0 to 100; null where the whole is unknown. */
  percent?: Maybe<Scalars['Float']['output']>;
};

/** How far an operation is. */
export type OperationState =
  /** Ended by request. */
  | 'CANCELLED'
  /** Ended with an error. */
  | 'FAILED'
  /** Accepted, not begun. */
  | 'PENDING'
  /** Under way. */
  | 'RUNNING'
  /** Done. */
  | 'SUCCEEDED';

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

/** A port to publish. */
export type PortPublishInput = {
  /** Port inside the container, 1 to 65535. */
  containerPort: Scalars['Int']['input'];
  /** Address on the host to listen on; loopback unless given. */
  hostAddress?: InputMaybe<Scalars['String']['input']>;
  /** Port on the host; absent or 0: the engine picks one. */
  hostPort?: InputMaybe<Scalars['Int']['input']>;
  /** Transport protocol. */
  protocol?: InputMaybe<TransportProtocol>;
};

/** What can be asked. */
export type Query = {
  /** One container by id, name or short id; null when there is none, an error when several fit. */
  container?: Maybe<Container>;
  /** Containers of every endpoint. */
  containers: ContainerConnection;
  /** One endpoint by id or name; null when there is none. */
  endpoint?: Maybe<Endpoint>;
  /** All endpoints, sorted by name. */
  endpoints: Array<Endpoint>;
  /** One machine by id or name; null when there is none. */
  host?: Maybe<Host>;
  /** All machines, sorted by name. */
  hosts: Array<Host>;
  /** One image by id, tag or short id; null when there is none. */
  image?: Maybe<Image>;
  /** Images of every endpoint. */
  images: ImageConnection;
  /** Any object by its global id; null when there is none. */
  node?: Maybe<Node>;
  /** One operation; null when there is none. */
  operation?: Maybe<Operation>;
  /** Operations of this server life, newest first. */
  operations: Array<Operation>;
  /** One workload of any platform by id or name; null when there is none. */
  workload?: Maybe<Workload>;
  /** Workloads of every platform. */
  workloads: WorkloadConnection;
};


/** What can be asked. */
export type QueryContainerArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked. */
export type QueryContainersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ContainerOrder>;
  where?: InputMaybe<ContainerFilter>;
};


/** What can be asked. */
export type QueryEndpointArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked. */
export type QueryHostArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked. */
export type QueryImageArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked. */
export type QueryImagesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ImageOrder>;
  where?: InputMaybe<ImageFilter>;
};


/** What can be asked. */
export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked. */
export type QueryOperationArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked. */
export type QueryOperationsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  state?: InputMaybe<Array<OperationState>>;
};


/** What can be asked. */
export type QueryWorkloadArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked. */
export type QueryWorkloadsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  where?: InputMaybe<WorkloadFilter>;
};

/** When an engine restarts a container. */
export type RestartMode =
  /** Always, also when the engine starts. */
  | 'ALWAYS'
  /** Never. */
  | 'NO'
  /** When it ended with another exit code than 0. */
  | 'ON_FAILURE'
  /** Always, unless it was stopped by hand. */
  | 'UNLESS_STOPPED';

/** What the engine does when a container's program ends. */
export type RestartPolicy = {
  /** How often at most, for ON_FAILURE; null for without end. */
  maximumRetries?: Maybe<Scalars['Int']['output']>;
  /** When to restart. */
  mode: RestartMode;
};

/** What to do when the program ends. */
export type RestartPolicyInput = {
  /** How often at most, for ON_FAILURE. */
  maximumRetries?: InputMaybe<Scalars['Int']['input']>;
  /** When to restart. */
  mode: RestartMode;
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
  /** Lines a container writes, oldest first. A client that cannot keep up is told how many lines it missed. */
  containerLogs: LogEvent;
  /** Containers now and every change after: SNAPSHOT …, SYNCED, then ADDED, MODIFIED, DELETED, BOOKMARK. Changes of one container may be folded into the newest; none is lost. */
  containerWatch: ContainerWatchEvent;
  /** Endpoints now and every change of their state. */
  endpointWatch: EndpointWatchEvent;
  /** Every state of an operation until it ends; changes in between may be folded. */
  operationWatch: Operation;
};


/** What can be followed. */
export type SubscriptionContainerLogsArgs = {
  follow?: InputMaybe<Scalars['Boolean']['input']>;
  id: Scalars['ID']['input'];
  since?: InputMaybe<Scalars['DateTime']['input']>;
  tail?: InputMaybe<Scalars['Int']['input']>;
};


/** What can be followed. */
export type SubscriptionContainerWatchArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  where?: InputMaybe<ContainerFilter>;
};


/** What can be followed. */
export type SubscriptionOperationWatchArgs = {
  id: Scalars['ID']['input'];
};

/** This IzaOS itself; see the security subgraph. */
export type System = {
  /** Every endpoint and whether it is followed live. */
  endpoints: Array<Endpoint>;
  /** Always `system`. */
  id: Scalars['ID']['output'];
};

/** Transport protocol. */
export type TransportProtocol =
  /** SCTP. */
  | 'SCTP'
  /** TCP. */
  | 'TCP'
  /** UDP. */
  | 'UDP';

/** A volume; see the storage subgraph. */
export type Volume = Node & {
  /** Opaque global id. */
  id: Scalars['ID']['output'];
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

/**
 * Whatever runs: a container, and on other platforms a pod, a virtual machine, a function. Networks, volumes, metrics, alerts, audit and policy
 * attach here, so every platform gets them.
 */
export type Workload = {
  /** When it was created. */
  createdAt: Scalars['DateTime']['output'];
  /** The endpoint that runs it. */
  endpoint?: Maybe<Endpoint>;
  /** The machine it runs on. */
  host?: Maybe<Host>;
  /** Opaque global id. */
  id: Scalars['ID']['output'];
  /** Labels, sorted by key. */
  labels: Array<Label>;
  /** Name on its platform. */
  name: Scalars['String']['output'];
  /** What the platform says beyond this schema. Environment values and other places secrets live in are withheld. */
  native?: Maybe<Scalars['JSON']['output']>;
  /** The platform's own id. */
  nativeId: Scalars['ID']['output'];
  /** The platform that runs it. */
  platform: Platform;
  /** Changes with every change of the object; pass it as `ifRevision`. */
  revision: Scalars['String']['output'];
  /** Identity that survives re-creation: compose service, owner, or the name. */
  stableKey: Scalars['String']['output'];
  /** True while the endpoint is out of reach: this is what it last said. */
  stale: Scalars['Boolean']['output'];
  /** When it last started; null when it never did. */
  startedAt?: Maybe<Scalars['DateTime']['output']>;
  /** State in one vocabulary over all platforms; `native` has the platform's own word. */
  state: WorkloadState;
};

/** A page of workloads of any platform. */
export type WorkloadConnection = {
  /** The page. */
  edges: Array<WorkloadEdge>;
  /** The page without cursors. */
  nodes: Array<Workload>;
  /** Endpoints that could not answer. */
  outages: Array<Outage>;
  /** Where the page begins and ends. */
  pageInfo: PageInfo;
  /** How many there are over all pages. */
  totalCount: Scalars['Int']['output'];
};

/** One workload of a page. */
export type WorkloadEdge = {
  /** Its place in the list. */
  cursor: Scalars['String']['output'];
  /** The workload. */
  node: Workload;
};

/** Which workloads; all given members must hold. */
export type WorkloadFilter = {
  /** By name of the endpoint. */
  endpoint?: InputMaybe<StringFilter>;
  /** Label selector in Kubernetes' notation. */
  labels?: InputMaybe<Scalars['String']['input']>;
  /** By name. */
  name?: InputMaybe<StringFilter>;
  /** On one of these platforms. */
  platform?: InputMaybe<Array<Platform>>;
  /** In one of these states. */
  state?: InputMaybe<Array<WorkloadState>>;
};

/** State of a workload, in one vocabulary. */
export type WorkloadState =
  /** Made, never started. */
  | 'CREATED'
  /** The platform could not start, end or remove it. */
  | 'FAILED'
  /** Frozen in memory. */
  | 'PAUSED'
  /** Being removed. */
  | 'REMOVING'
  /** Between two runs, by its restart policy. */
  | 'RESTARTING'
  /** Running. */
  | 'RUNNING'
  /** Ended or stopped. */
  | 'STOPPED';



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
  Container: Container;
  Endpoint: Endpoint;
  Host: Host;
  Image: Image;
  Operation: Operation;
  System: System;
  Workload: Workload;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Container:
    ( { __typename: 'Container' }
    & GraphQLRecursivePick<FederationTypes['Container'], {"id":true}> );
  Endpoint:
    ( { __typename: 'Endpoint' }
    & GraphQLRecursivePick<FederationTypes['Endpoint'], {"id":true}> );
  Host:
    ( { __typename: 'Host' }
    & GraphQLRecursivePick<FederationTypes['Host'], {"id":true}> );
  Image:
    ( { __typename: 'Image' }
    & GraphQLRecursivePick<FederationTypes['Image'], {"id":true}> );
  Operation:
    ( { __typename: 'Operation' }
    & GraphQLRecursivePick<FederationTypes['Operation'], {"id":true}> );
  System:
    ( { __typename: 'System' }
    & GraphQLRecursivePick<FederationTypes['System'], {"id":true}> );
  Workload:
    ( { __typename: 'Workload' }
    & GraphQLRecursivePick<FederationTypes['Workload'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  BigInt: ResolverTypeWrapper<any>;
  BigIntFilter: ResolverTypeWrapper<any>;
  Container: ResolverTypeWrapper<any>;
  ID: ResolverTypeWrapper<any>;
  ContainerActionInput: ResolverTypeWrapper<any>;
  ContainerConnection: ResolverTypeWrapper<any>;
  ContainerCreateInput: ResolverTypeWrapper<any>;
  ContainerEdge: ResolverTypeWrapper<any>;
  ContainerExecInput: ResolverTypeWrapper<any>;
  ContainerExecPayload: ResolverTypeWrapper<any>;
  ContainerFilter: ResolverTypeWrapper<any>;
  ContainerHealth: ResolverTypeWrapper<any>;
  ContainerKillInput: ResolverTypeWrapper<any>;
  ContainerOrder: ResolverTypeWrapper<any>;
  ContainerOrderField: ResolverTypeWrapper<any>;
  ContainerPayload: ResolverTypeWrapper<any>;
  ContainerRemoveInput: ResolverTypeWrapper<any>;
  ContainerRemovePayload: ResolverTypeWrapper<any>;
  ContainerResources: ResolverTypeWrapper<any>;
  Float: ResolverTypeWrapper<any>;
  ContainerResourcesInput: ResolverTypeWrapper<any>;
  ContainerStopInput: ResolverTypeWrapper<any>;
  ContainerUpdateInput: ResolverTypeWrapper<any>;
  ContainerWatchEvent: ResolverTypeWrapper<any>;
  DateTime: ResolverTypeWrapper<any>;
  DateTimeFilter: ResolverTypeWrapper<any>;
  Endpoint: ResolverTypeWrapper<any>;
  EndpointStatus: ResolverTypeWrapper<any>;
  EndpointWatchEvent: ResolverTypeWrapper<any>;
  EnvironmentVariableInput: ResolverTypeWrapper<any>;
  Host: ResolverTypeWrapper<any>;
  Image: ResolverTypeWrapper<any>;
  ImageBuildInput: ResolverTypeWrapper<any>;
  ImageConnection: ResolverTypeWrapper<any>;
  ImageEdge: ResolverTypeWrapper<any>;
  ImageFilter: ResolverTypeWrapper<any>;
  ImageOrder: ResolverTypeWrapper<any>;
  ImageOrderField: ResolverTypeWrapper<any>;
  ImagePayload: ResolverTypeWrapper<any>;
  ImagePullInput: ResolverTypeWrapper<any>;
  ImageRemoveInput: ResolverTypeWrapper<any>;
  ImageRemovePayload: ResolverTypeWrapper<any>;
  ImageTagInput: ResolverTypeWrapper<any>;
  JSON: ResolverTypeWrapper<any>;
  Label: ResolverTypeWrapper<any>;
  LabelInput: ResolverTypeWrapper<any>;
  LogEvent: ResolverTypeWrapper<any>;
  LogLine: ResolverTypeWrapper<any>;
  LogStream: ResolverTypeWrapper<any>;
  MountInput: ResolverTypeWrapper<any>;
  MountInputType: ResolverTypeWrapper<any>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Network: ResolverTypeWrapper<any>;
  Node: ResolverTypeWrapper<any>;
  Operation: ResolverTypeWrapper<any>;
  OperationCancelInput: ResolverTypeWrapper<any>;
  OperationError: ResolverTypeWrapper<any>;
  OperationPayload: ResolverTypeWrapper<any>;
  OperationProgress: ResolverTypeWrapper<any>;
  OperationState: ResolverTypeWrapper<any>;
  OrderDirection: ResolverTypeWrapper<any>;
  Outage: ResolverTypeWrapper<any>;
  PageInfo: ResolverTypeWrapper<any>;
  Platform: ResolverTypeWrapper<any>;
  PortPublishInput: ResolverTypeWrapper<any>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RestartMode: ResolverTypeWrapper<any>;
  RestartPolicy: ResolverTypeWrapper<any>;
  RestartPolicyInput: ResolverTypeWrapper<any>;
  StringFilter: ResolverTypeWrapper<any>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  System: ResolverTypeWrapper<any>;
  TransportProtocol: ResolverTypeWrapper<any>;
  Volume: ResolverTypeWrapper<any>;
  WatchEventType: ResolverTypeWrapper<any>;
  Workload: ResolverTypeWrapper<any>;
  WorkloadConnection: ResolverTypeWrapper<any>;
  WorkloadEdge: ResolverTypeWrapper<any>;
  WorkloadFilter: ResolverTypeWrapper<any>;
  WorkloadState: ResolverTypeWrapper<any>;
  Boolean: ResolverTypeWrapper<any>;
  Int: ResolverTypeWrapper<any>;
  String: ResolverTypeWrapper<any>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  BigInt: any;
  BigIntFilter: any;
  Container: any;
  ID: any;
  ContainerActionInput: any;
  ContainerConnection: any;
  ContainerCreateInput: any;
  ContainerEdge: any;
  ContainerExecInput: any;
  ContainerExecPayload: any;
  ContainerFilter: any;
  ContainerKillInput: any;
  ContainerOrder: any;
  ContainerPayload: any;
  ContainerRemoveInput: any;
  ContainerRemovePayload: any;
  ContainerResources: any;
  Float: any;
  ContainerResourcesInput: any;
  ContainerStopInput: any;
  ContainerUpdateInput: any;
  ContainerWatchEvent: any;
  DateTime: any;
  DateTimeFilter: any;
  Endpoint: any;
  EndpointWatchEvent: any;
  EnvironmentVariableInput: any;
  Host: any;
  Image: any;
  ImageBuildInput: any;
  ImageConnection: any;
  ImageEdge: any;
  ImageFilter: any;
  ImageOrder: any;
  ImagePayload: any;
  ImagePullInput: any;
  ImageRemoveInput: any;
  ImageRemovePayload: any;
  ImageTagInput: any;
  JSON: any;
  Label: any;
  LabelInput: any;
  LogEvent: any;
  LogLine: any;
  MountInput: any;
  Mutation: Record<PropertyKey, never>;
  Network: any;
  Node: any;
  Operation: any;
  OperationCancelInput: any;
  OperationError: any;
  OperationPayload: any;
  OperationProgress: any;
  Outage: any;
  PageInfo: any;
  PortPublishInput: any;
  Query: Record<PropertyKey, never>;
  RestartPolicy: any;
  RestartPolicyInput: any;
  StringFilter: any;
  Subscription: Record<PropertyKey, never>;
  System: any;
  Volume: any;
  Workload: any;
  WorkloadConnection: any;
  WorkloadEdge: any;
  WorkloadFilter: any;
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

export type ContainerResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Container'] = ResolversParentTypes['Container'], FederationReferenceType extends FederationReferenceTypes['Container'] = FederationReferenceTypes['Container']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Container']> | FederationReferenceType, FederationReferenceType, ContextType>;
  command?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  endpoint?: Resolver<Maybe<ResolversTypes['Endpoint']>, ParentType, ContextType>;
  environmentNames?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  exitCode?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  finishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  health?: Resolver<Maybe<ResolversTypes['ContainerHealth']>, ParentType, ContextType>;
  host?: Resolver<Maybe<ResolversTypes['Host']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  image?: Resolver<Maybe<ResolversTypes['Image']>, ParentType, ContextType>;
  imageReference?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  labels?: Resolver<Array<ResolversTypes['Label']>, ParentType, ContextType>;
  logTail?: Resolver<Maybe<Array<ResolversTypes['LogLine']>>, ParentType, ContextType, RequireFields<ContainerLogTailArgs, 'lines'>>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  native?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  nativeId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  oomKilled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  pid?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  platform?: Resolver<ResolversTypes['Platform'], ParentType, ContextType>;
  resources?: Resolver<ResolversTypes['ContainerResources'], ParentType, ContextType>;
  restartCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  restartPolicy?: Resolver<ResolversTypes['RestartPolicy'], ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  stableKey?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  stale?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['WorkloadState'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ContainerConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ContainerConnection'] = ResolversParentTypes['ContainerConnection']> = {
  edges?: Resolver<Array<ResolversTypes['ContainerEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Container']>, ParentType, ContextType>;
  outages?: Resolver<Array<ResolversTypes['Outage']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ContainerEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ContainerEdge'] = ResolversParentTypes['ContainerEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Container'], ParentType, ContextType>;
};

export type ContainerExecPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ContainerExecPayload'] = ResolversParentTypes['ContainerExecPayload']> = {
  container?: Resolver<Maybe<ResolversTypes['Container']>, ParentType, ContextType>;
  dryRun?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  exitCode?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  operation?: Resolver<Maybe<ResolversTypes['Operation']>, ParentType, ContextType>;
  stderr?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  stdout?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  truncated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type ContainerPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ContainerPayload'] = ResolversParentTypes['ContainerPayload']> = {
  container?: Resolver<Maybe<ResolversTypes['Container']>, ParentType, ContextType>;
  dryRun?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  operation?: Resolver<Maybe<ResolversTypes['Operation']>, ParentType, ContextType>;
};

export type ContainerRemovePayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ContainerRemovePayload'] = ResolversParentTypes['ContainerRemovePayload']> = {
  dryRun?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  operation?: Resolver<Maybe<ResolversTypes['Operation']>, ParentType, ContextType>;
  removedId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type ContainerResourcesResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ContainerResources'] = ResolversParentTypes['ContainerResources']> = {
  cpuCores?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  cpuShares?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  memoryBytes?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  memoryReservationBytes?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  memorySwapBytes?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  pidsLimit?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
};

export type ContainerWatchEventResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ContainerWatchEvent'] = ResolversParentTypes['ContainerWatchEvent']> = {
  container?: Resolver<Maybe<ResolversTypes['Container']>, ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['WatchEventType'], ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type EndpointResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Endpoint'] = ResolversParentTypes['Endpoint'], FederationReferenceType extends FederationReferenceTypes['Endpoint'] = FederationReferenceTypes['Endpoint']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Endpoint']> | FederationReferenceType, FederationReferenceType, ContextType>;
  address?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  apiVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  embedded?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  engineVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lagMs?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  lastSync?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  platform?: Resolver<ResolversTypes['Platform'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  since?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['EndpointStatus'], ParentType, ContextType>;
  workloads?: Resolver<Maybe<ResolversTypes['WorkloadConnection']>, ParentType, ContextType, RequireFields<EndpointWorkloadsArgs, 'first'>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EndpointWatchEventResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['EndpointWatchEvent'] = ResolversParentTypes['EndpointWatchEvent']> = {
  endpoint?: Resolver<Maybe<ResolversTypes['Endpoint']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['WatchEventType'], ParentType, ContextType>;
};

export type HostResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Host'] = ResolversParentTypes['Host'], FederationReferenceType extends FederationReferenceTypes['Host'] = FederationReferenceTypes['Host']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Host']> | FederationReferenceType, FederationReferenceType, ContextType>;
  architecture?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  bootedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  cpuCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  endpoint?: Resolver<Maybe<ResolversTypes['Endpoint']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kernel?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  memoryBytes?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  operatingSystem?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  stale?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  workloads?: Resolver<Maybe<ResolversTypes['WorkloadConnection']>, ParentType, ContextType, RequireFields<HostWorkloadsArgs, 'first'>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ImageResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Image'] = ResolversParentTypes['Image'], FederationReferenceType extends FederationReferenceTypes['Image'] = FederationReferenceTypes['Image']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Image']> | FederationReferenceType, FederationReferenceType, ContextType>;
  architecture?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  containers?: Resolver<Maybe<ResolversTypes['ContainerConnection']>, ParentType, ContextType, RequireFields<ImageContainersArgs, 'first'>>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  digests?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  endpoint?: Resolver<Maybe<ResolversTypes['Endpoint']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  labels?: Resolver<Array<ResolversTypes['Label']>, ParentType, ContextType>;
  layers?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  native?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  nativeId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  operatingSystem?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sizeBytes?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  stale?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  tags?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ImageConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ImageConnection'] = ResolversParentTypes['ImageConnection']> = {
  edges?: Resolver<Array<ResolversTypes['ImageEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Image']>, ParentType, ContextType>;
  outages?: Resolver<Array<ResolversTypes['Outage']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ImageEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ImageEdge'] = ResolversParentTypes['ImageEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Image'], ParentType, ContextType>;
};

export type ImagePayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ImagePayload'] = ResolversParentTypes['ImagePayload']> = {
  dryRun?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  image?: Resolver<Maybe<ResolversTypes['Image']>, ParentType, ContextType>;
  operation?: Resolver<Maybe<ResolversTypes['Operation']>, ParentType, ContextType>;
};

export type ImageRemovePayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ImageRemovePayload'] = ResolversParentTypes['ImageRemovePayload']> = {
  dryRun?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  operation?: Resolver<Maybe<ResolversTypes['Operation']>, ParentType, ContextType>;
  removedIds?: Resolver<Array<ResolversTypes['ID']>, ParentType, ContextType>;
  untagged?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
};

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type LabelResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Label'] = ResolversParentTypes['Label']> = {
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type LogEventResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['LogEvent'] = ResolversParentTypes['LogEvent']> = {
  droppedLines?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  line?: Resolver<Maybe<ResolversTypes['LogLine']>, ParentType, ContextType>;
};

export type LogLineResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['LogLine'] = ResolversParentTypes['LogLine']> = {
  at?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  line?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  stream?: Resolver<ResolversTypes['LogStream'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  containerCreate?: Resolver<ResolversTypes['ContainerPayload'], ParentType, ContextType, RequireFields<MutationContainerCreateArgs, 'input'>>;
  containerExec?: Resolver<ResolversTypes['ContainerExecPayload'], ParentType, ContextType, RequireFields<MutationContainerExecArgs, 'input'>>;
  containerKill?: Resolver<ResolversTypes['ContainerPayload'], ParentType, ContextType, RequireFields<MutationContainerKillArgs, 'input'>>;
  containerPause?: Resolver<ResolversTypes['ContainerPayload'], ParentType, ContextType, RequireFields<MutationContainerPauseArgs, 'input'>>;
  containerRemove?: Resolver<ResolversTypes['ContainerRemovePayload'], ParentType, ContextType, RequireFields<MutationContainerRemoveArgs, 'input'>>;
  containerRestart?: Resolver<ResolversTypes['ContainerPayload'], ParentType, ContextType, RequireFields<MutationContainerRestartArgs, 'input'>>;
  containerStart?: Resolver<ResolversTypes['ContainerPayload'], ParentType, ContextType, RequireFields<MutationContainerStartArgs, 'input'>>;
  containerStop?: Resolver<ResolversTypes['ContainerPayload'], ParentType, ContextType, RequireFields<MutationContainerStopArgs, 'input'>>;
  containerUnpause?: Resolver<ResolversTypes['ContainerPayload'], ParentType, ContextType, RequireFields<MutationContainerUnpauseArgs, 'input'>>;
  containerUpdate?: Resolver<ResolversTypes['ContainerPayload'], ParentType, ContextType, RequireFields<MutationContainerUpdateArgs, 'input'>>;
  imageBuild?: Resolver<ResolversTypes['ImagePayload'], ParentType, ContextType, RequireFields<MutationImageBuildArgs, 'input'>>;
  imagePull?: Resolver<ResolversTypes['ImagePayload'], ParentType, ContextType, RequireFields<MutationImagePullArgs, 'input'>>;
  imageRemove?: Resolver<ResolversTypes['ImageRemovePayload'], ParentType, ContextType, RequireFields<MutationImageRemoveArgs, 'input'>>;
  imageTag?: Resolver<ResolversTypes['ImagePayload'], ParentType, ContextType, RequireFields<MutationImageTagArgs, 'input'>>;
  operationCancel?: Resolver<ResolversTypes['OperationPayload'], ParentType, ContextType, RequireFields<MutationOperationCancelArgs, 'input'>>;
};

export type NetworkResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Network'] = ResolversParentTypes['Network']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type NodeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'Container' | 'Endpoint' | 'Host' | 'Image' | 'Network' | 'Operation' | 'Volume', ParentType, ContextType>;
};

export type OperationResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Operation'] = ResolversParentTypes['Operation'], FederationReferenceType extends FederationReferenceTypes['Operation'] = FederationReferenceTypes['Operation']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Operation']> | FederationReferenceType, FederationReferenceType, ContextType>;
  actor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  cancellable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['OperationError']>, ParentType, ContextType>;
  finishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  log?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  progress?: Resolver<Maybe<ResolversTypes['OperationProgress']>, ParentType, ContextType>;
  result?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['OperationState'], ParentType, ContextType>;
  targets?: Resolver<Array<ResolversTypes['ID']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type OperationErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['OperationError'] = ResolversParentTypes['OperationError']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type OperationPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['OperationPayload'] = ResolversParentTypes['OperationPayload']> = {
  operation?: Resolver<Maybe<ResolversTypes['Operation']>, ParentType, ContextType>;
};

export type OperationProgressResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['OperationProgress'] = ResolversParentTypes['OperationProgress']> = {
  bytesDone?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  bytesTotal?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  message?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  percent?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
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
  container?: Resolver<Maybe<ResolversTypes['Container']>, ParentType, ContextType, RequireFields<QueryContainerArgs, 'id'>>;
  containers?: Resolver<ResolversTypes['ContainerConnection'], ParentType, ContextType, RequireFields<QueryContainersArgs, 'first'>>;
  endpoint?: Resolver<Maybe<ResolversTypes['Endpoint']>, ParentType, ContextType, RequireFields<QueryEndpointArgs, 'id'>>;
  endpoints?: Resolver<Array<ResolversTypes['Endpoint']>, ParentType, ContextType>;
  host?: Resolver<Maybe<ResolversTypes['Host']>, ParentType, ContextType, RequireFields<QueryHostArgs, 'id'>>;
  hosts?: Resolver<Array<ResolversTypes['Host']>, ParentType, ContextType>;
  image?: Resolver<Maybe<ResolversTypes['Image']>, ParentType, ContextType, RequireFields<QueryImageArgs, 'id'>>;
  images?: Resolver<ResolversTypes['ImageConnection'], ParentType, ContextType, RequireFields<QueryImagesArgs, 'first'>>;
  node?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType, RequireFields<QueryNodeArgs, 'id'>>;
  operation?: Resolver<Maybe<ResolversTypes['Operation']>, ParentType, ContextType, RequireFields<QueryOperationArgs, 'id'>>;
  operations?: Resolver<Array<ResolversTypes['Operation']>, ParentType, ContextType, RequireFields<QueryOperationsArgs, 'first'>>;
  workload?: Resolver<Maybe<ResolversTypes['Workload']>, ParentType, ContextType, RequireFields<QueryWorkloadArgs, 'id'>>;
  workloads?: Resolver<ResolversTypes['WorkloadConnection'], ParentType, ContextType, RequireFields<QueryWorkloadsArgs, 'first'>>;
};

export type RestartPolicyResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RestartPolicy'] = ResolversParentTypes['RestartPolicy']> = {
  maximumRetries?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  mode?: Resolver<ResolversTypes['RestartMode'], ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  containerLogs?: SubscriptionResolver<ResolversTypes['LogEvent'], "containerLogs", ParentType, ContextType, RequireFields<SubscriptionContainerLogsArgs, 'follow' | 'id' | 'tail'>>;
  containerWatch?: SubscriptionResolver<ResolversTypes['ContainerWatchEvent'], "containerWatch", ParentType, ContextType, Partial<SubscriptionContainerWatchArgs>>;
  endpointWatch?: SubscriptionResolver<ResolversTypes['EndpointWatchEvent'], "endpointWatch", ParentType, ContextType>;
  operationWatch?: SubscriptionResolver<ResolversTypes['Operation'], "operationWatch", ParentType, ContextType, RequireFields<SubscriptionOperationWatchArgs, 'id'>>;
};

export type SystemResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['System'] = ResolversParentTypes['System'], FederationReferenceType extends FederationReferenceTypes['System'] = FederationReferenceTypes['System']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['System']> | FederationReferenceType, FederationReferenceType, ContextType>;
  endpoints?: Resolver<Array<ResolversTypes['Endpoint']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type VolumeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Volume'] = ResolversParentTypes['Volume']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WorkloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Workload'] = ResolversParentTypes['Workload'], FederationReferenceType extends FederationReferenceTypes['Workload'] = FederationReferenceTypes['Workload']> = {
  __resolveType: TypeResolveFn<'Container', ParentType, ContextType>;
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Workload']> | FederationReferenceType, FederationReferenceType, ContextType>;
};

export type WorkloadConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['WorkloadConnection'] = ResolversParentTypes['WorkloadConnection']> = {
  edges?: Resolver<Array<ResolversTypes['WorkloadEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Workload']>, ParentType, ContextType>;
  outages?: Resolver<Array<ResolversTypes['Outage']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type WorkloadEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['WorkloadEdge'] = ResolversParentTypes['WorkloadEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Workload'], ParentType, ContextType>;
};

export type Resolvers<ContextType = GraphContext> = {
  BigInt?: GraphQLScalarType;
  Container?: ContainerResolvers<ContextType>;
  ContainerConnection?: ContainerConnectionResolvers<ContextType>;
  ContainerEdge?: ContainerEdgeResolvers<ContextType>;
  ContainerExecPayload?: ContainerExecPayloadResolvers<ContextType>;
  ContainerPayload?: ContainerPayloadResolvers<ContextType>;
  ContainerRemovePayload?: ContainerRemovePayloadResolvers<ContextType>;
  ContainerResources?: ContainerResourcesResolvers<ContextType>;
  ContainerWatchEvent?: ContainerWatchEventResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  Endpoint?: EndpointResolvers<ContextType>;
  EndpointWatchEvent?: EndpointWatchEventResolvers<ContextType>;
  Host?: HostResolvers<ContextType>;
  Image?: ImageResolvers<ContextType>;
  ImageConnection?: ImageConnectionResolvers<ContextType>;
  ImageEdge?: ImageEdgeResolvers<ContextType>;
  ImagePayload?: ImagePayloadResolvers<ContextType>;
  ImageRemovePayload?: ImageRemovePayloadResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  Label?: LabelResolvers<ContextType>;
  LogEvent?: LogEventResolvers<ContextType>;
  LogLine?: LogLineResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Network?: NetworkResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  Operation?: OperationResolvers<ContextType>;
  OperationError?: OperationErrorResolvers<ContextType>;
  OperationPayload?: OperationPayloadResolvers<ContextType>;
  OperationProgress?: OperationProgressResolvers<ContextType>;
  Outage?: OutageResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RestartPolicy?: RestartPolicyResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  System?: SystemResolvers<ContextType>;
  Volume?: VolumeResolvers<ContextType>;
  Workload?: WorkloadResolvers<ContextType>;
  WorkloadConnection?: WorkloadConnectionResolvers<ContextType>;
  WorkloadEdge?: WorkloadEdgeResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = GraphContext> = {
  cost?: CostDirectiveResolver<any, any, ContextType>;
  rest?: RestDirectiveResolver<any, any, ContextType>;
  scope?: ScopeDirectiveResolver<any, any, ContextType>;
};
