/** Every operation of the command line. A test validates each against the graph's schema. */
const CONTAINER_ROW = `name nativeId state status imageReference command createdAt stale endpoint { name embedded }
  ports { containerPort protocol hostAddress hostPort } labels { key value } restartCount health`;
const OPERATION =
  'id kind state progress { percent message bytesDone bytesTotal } result error { code message } log';

export const documents = {
  status: `query Status { system { version environment startedAt maintenance { enabled reason } endpoints {
    name platform address status since lastSync lagMs apiVersion engineVersion reason embedded } } systemMetrics {
    alertsFiring residentBytes workloadCpuCores workloadMemoryBytes workloadsByState { state count } } }`,
  containers: `query Containers($where: ContainerFilter, $after: String) { containers(first: 1000, after: $after, where: $where, orderBy: { field: CREATED_AT, direction: DESC }) {
    nodes { id ${CONTAINER_ROW} } pageInfo { hasNextPage endCursor } outages { endpoint reason servedStale } } }`,
  images: `query Images($after: String) { images(first: 1000, after: $after) { nodes { id nativeId name tags sizeBytes createdAt endpoint { name } }
    pageInfo { hasNextPage endCursor } outages { endpoint reason servedStale } } }`,
  networks: `query Networks($after: String) { networks(first: 1000, after: $after) { nodes { id nativeId name driver scope internal subnets { cidr } endpoint { name } attachments(first: 1) { totalCount } }
    pageInfo { hasNextPage endCursor } outages { endpoint reason servedStale } } }`,
  volumes: `query Volumes($after: String) { volumes(first: 1000, after: $after) { nodes { id name driver mountPoint unused createdAt endpoint { name } }
    pageInfo { hasNextPage endCursor } outages { endpoint reason servedStale } } }`,
  hosts: `query Hosts { hosts { id name operatingSystem kernel architecture cpuCount memoryBytes bootedAt stale metrics { cpuRatio memoryRatio load1 } workloads(first: 1) { totalCount } } }`,
  inspect: `query Inspect($id: ID!) { container(id: $id) { id ${CONTAINER_ROW} nativeId platform startedAt finishedAt exitCode oomKilled pid user environmentNames stableKey revision
    resources { cpuCores cpuShares memoryBytes memorySwapBytes pidsLimit } restartPolicy { mode maximumRetries } image { id name sizeBytes } host { id name }
    networks { nodes { ipv4Address ipv6Address macAddress aliases network { id name driver } } } mounts { nodes { type source target readOnly volume { id name } } }
    metrics { cpuCores memoryBytes memoryLimitBytes pids } alerts { rule severity summary } policyVerdict { allowed violations { rule setting message } } native } }`,
  inspectImage: `query InspectImage($id: ID!) { image(id: $id) { id name nativeId tags digests sizeBytes createdAt architecture operatingSystem labels { key value } layers revision stale
    endpoint { name } containers(first: 100) { totalCount nodes { id name state } } native } }`,
  inspectNetwork: `query InspectNetwork($id: ID!) { network(id: $id) { id name nativeId platform driver scope internal ipv6 attachable builtIn createdAt subnets { cidr gateway } labels { key value }
    revision stale endpoint { name } attachments(first: 100) { totalCount nodes { ipv4Address ipv6Address macAddress aliases workload { id name state } } } native } }`,
  inspectVolume: `query InspectVolume($id: ID!) { volume(id: $id) { id name nativeId platform driver scope mountPoint createdAt labels { key value } unused usedBytes revision stale endpoint { name }
    usedBy(first: 100) { totalCount nodes { target readOnly workload { id name state } } } native } }`,
  inspectHost: `query InspectHost($id: ID!) { host(id: $id) { id name operatingSystem kernel architecture cpuCount memoryBytes bootedAt stale endpoint { name }
    metrics { cpuRatio memoryRatio memoryAvailableBytes load1 load5 load15 processCount uptimeSeconds pressure { cpu { someAvg10 } io { someAvg10 } memory { someAvg10 } } }
    disks { name model sizeBytes rotational } filesystems { mountPoint source type sizeBytes usedBytes availableBytes readOnly } interfaces { name kind state addresses mtu macAddress }
    alerts { rule severity summary } workloads(first: 100) { totalCount nodes { id name state } } } }`,
  inspectEndpoint: `query InspectEndpoint($id: ID!) { endpoint(id: $id) { id name platform address status since lastSync lagMs apiVersion engineVersion reason embedded
    workloads(first: 1) { totalCount } networks(first: 1) { totalCount } volumes(first: 1) { totalCount } } }`,
  audited: `query Audited($id: ID!) { container(id: $id) { auditTrail(first: 20) { nodes { at actorName action outcome reason } } } }`,
  stats: `query Stats { workloads(first: 1000, where: { state: [RUNNING, PAUSED] }) { nodes { id name nativeId metrics { cpuCores memoryBytes memoryLimitBytes memoryRatio
    networkReceivedBytes networkTransmittedBytes blockReadBytes blockWrittenBytes pids } } } }`,
  containerState: `query ContainerState($id: ID!) { container(id: $id) { name state exitCode startedAt } }`,
  watchContainers: `subscription WatchContainers($where: ContainerFilter, $after: String) { containerWatch(where: $where, after: $after) { type cursor container { id name state status endpoint { name } } } }`,
  watchOne: `subscription WatchOne($where: ContainerFilter) { containerWatch(where: $where) { type container { id name state exitCode startedAt } } }`,
  logs: `subscription Logs($id: ID!, $tail: Int, $since: DateTime, $follow: Boolean) { containerLogs(id: $id, tail: $tail, since: $since, follow: $follow) {
    line { at stream line } droppedLines } }`,
  create: `mutation Create($input: ContainerCreateInput!) { containerCreate(input: $input) { dryRun container { id name nativeId state } } }`,
  start: `mutation Start($input: ContainerActionInput!) { containerStart(input: $input) { container { name state } } }`,
  stop: `mutation Stop($input: ContainerStopInput!) { containerStop(input: $input) { container { name state } } }`,
  restart: `mutation Restart($input: ContainerStopInput!) { containerRestart(input: $input) { container { name state } } }`,
  pause: `mutation Pause($input: ContainerActionInput!) { containerPause(input: $input) { container { name state } } }`,
  unpause: `mutation Unpause($input: ContainerActionInput!) { containerUnpause(input: $input) { container { name state } } }`,
  kill: `mutation Kill($input: ContainerKillInput!) { containerKill(input: $input) { container { name state } } }`,
  remove: `mutation Remove($input: ContainerRemoveInput!) { containerRemove(input: $input) { removedId dryRun } }`,
  update: `mutation Update($input: ContainerUpdateInput!) { containerUpdate(input: $input) { container { name resources { cpuCores memoryBytes } } } }`,
  exec: `mutation Exec($input: ContainerExecInput!) { containerExec(input: $input) { exitCode stdout stderr truncated } }`,
  pull: `mutation Pull($input: ImagePullInput!) { imagePull(input: $input) { operation { ${OPERATION} } } }`,
  build: `mutation Build($input: ImageBuildInput!) { imageBuild(input: $input) { operation { ${OPERATION} } } }`,
  tag: `mutation Tag($input: ImageTagInput!) { imageTag(input: $input) { image { name tags } } }`,
  removeImage: `mutation RemoveImage($input: ImageRemoveInput!) { imageRemove(input: $input) { untagged removedIds } }`,
  watchOperation: `subscription WatchOperation($id: ID!) { operationWatch(id: $id) { ${OPERATION} } }`,
  cancelOperation: `mutation CancelOperation($id: ID!) { operationCancel(input: { id: $id }) { operation { state } } }`,
  alerts: `query Alerts($where: AlertFilter, $first: Int) { alerts(first: $first, where: $where) { totalCount nodes { id rule severity state subject summary startedAt resolvedAt acknowledgedBy } } }`,
  acknowledge: `mutation Acknowledge($input: AlertAcknowledgeInput!) { alertAcknowledge(input: $input) { alert { id acknowledgedBy } } }`,
  alertStream: `subscription AlertStream($after: String) { alertStream(after: $after) { cursor alert { id rule severity state subject summary startedAt resolvedAt acknowledgedBy } } }`,
  audit: `query Audit($first: Int) { auditEntries(first: $first) { nodes { sequence at actorName action targets outcome reason durationMs requestId } } }`,
  auditVerify: `query AuditVerify { auditVerify { intact entries firstBroken head } }`,
  keys: `query Keys { apiKeys { id name roles createdAt expiresAt lastUsedAt revokedAt } }`,
  createKey: `mutation CreateKey($input: ApiKeyCreateInput!) { apiKeyCreate(input: $input) { secret apiKey { id name roles } } }`,
  revokeKey: `mutation RevokeKey($input: ApiKeyRevokeInput!) { apiKeyRevoke(input: $input) { apiKey { id name revokedAt } } }`,
  maintenance: `mutation Maintenance($input: SystemMaintenanceInput!) { systemMaintenance(input: $input) { system { maintenance { enabled reason } } } }`,
} as const;
