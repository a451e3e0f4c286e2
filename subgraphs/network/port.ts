import type { EndpointView } from '#schema/endpoint-view.ts';
import type { AdmissionSubject } from '#schema/guard.ts';
import type { SourcePart } from '#schema/watch-source.ts';
import type {
  AttachmentRecord,
  HostInterfaceRecord,
  NetworkRecord,
  NetworkSpec,
  PortRecord,
  WorkloadRecord,
} from './domain.ts';

/**
 * The networks of one endpoint. Reads are synchronous, come from memory, never reach the engine, and go on with what was last known
 * while the endpoint is out of reach (`view` tells). The same state gives the same records, so they may be compared and kept.
 *
 * Changes resolve after reads show them, have a deadline of their own, are not idempotent, and throw IzaError: CONFLICT, NOT_FOUND,
 * UNPROCESSABLE (the engine's words), BACKEND_UNAVAILABLE, DEADLINE_EXCEEDED (it may have happened all the same), BACKEND_ERROR. They do not
 * repeat the rules of `domain.ts`: callers check those first.
 */
export interface NetworkPlatform {
  /** Name of the endpoint. */
  readonly endpoint: string;
  view(): EndpointView;

  networks(): readonly NetworkRecord[];
  network(nativeId: string): NetworkRecord | undefined;
  workloads(): readonly WorkloadRecord[];
  workload(nativeId: string): WorkloadRecord | undefined;
  /** Workloads on a network, running or not. */
  attachmentsOf(networkNativeId: string): readonly AttachmentRecord[];
  /** Networks of a workload, running or not; empty for one that is unknown or shares a network with another. */
  attachmentsOfWorkload(workloadNativeId: string): readonly AttachmentRecord[];
  /** Ports by number; nothing is published while the workload does not run. Empty for one that is unknown. */
  portsOf(workloadNativeId: string): readonly PortRecord[];
  /** The machine's interface behind a network; undefined where there is none or the engine runs elsewhere. */
  hostInterfaceOf(network: NetworkRecord): HostInterfaceRecord | undefined;

  /** Networks and their changes; a change of an attachment is a change of its network. */
  readonly sources: readonly SourcePart<NetworkRecord>[];

  /**
   * What a creation would ask of the engine, without asking. `admission.settings` is exactly what `create` sends. NOT_SUPPORTED for what
   * this platform has no notion of, CONFLICT for a name it keeps for itself.
   */
  planCreate(spec: NetworkSpec): NetworkPlan;
  connect(request: ConnectRequest): Promise<void>;
  disconnect(request: DisconnectRequest): Promise<void>;
  remove(network: NetworkRecord): Promise<void>;
}

interface NetworkPlan {
  readonly admission: AdmissionSubject;
  create(): Promise<NetworkRecord>;
}

interface ConnectRequest {
  readonly network: NetworkRecord;
  readonly workload: WorkloadRecord;
  readonly ipv4Address: string | undefined;
  readonly aliases: readonly string[];
}

interface DisconnectRequest {
  readonly network: NetworkRecord;
  readonly workload: WorkloadRecord;
  /** Detach even when the engine objects. */
  readonly force: boolean;
}

/** The interfaces of a machine that is read on the machine itself. */
export interface HostPlatform {
  readonly endpoint: string;
  /** Whether this is the machine of that native id. */
  is(nativeId: string): boolean;
  /** Counters at most a second old. BACKEND_UNAVAILABLE when the kernel cannot be read. */
  interfaces(): readonly HostInterfaceRecord[];
}

/** Everything networks are read from. Disposed of with the subgraph. */
export interface NetworkPlatforms extends Disposable {
  readonly clock: { readonly epoch: string; readonly current: number };
  /** Names of all endpoints, with or without networks. */
  readonly endpoints: readonly string[];
  readonly networks: readonly NetworkPlatform[];
  readonly hosts: readonly HostPlatform[];
}
