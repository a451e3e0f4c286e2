import { IzaError } from '#kernel/errors.ts';
import type { PlatformName } from '#schema/endpoint-view.ts';
import type { Target } from '#schema/find-target.ts';
import type { Label } from '#schema/labels.ts';

/** A network as one platform describes it. Immutable: a change makes a new record. */
export interface NetworkRecord extends Target {
  readonly platform: PlatformName;
  readonly driver: string;
  readonly scope: string;
  readonly internal: boolean;
  readonly attachable: boolean;
  readonly ipv6: boolean;
  readonly subnets: readonly SubnetRecord[];
  readonly labels: readonly Label[];
  readonly labelRecord: Readonly<Record<string, string>>;
  readonly createdAt: Date | undefined;
  /** The engine's own: cannot be removed. */
  readonly builtIn: boolean;
  /** Whether workloads that exist can be attached and detached; they are born into the others. */
  readonly joinable: boolean;
  readonly revision: string;
  /** The platform's own document, with secrets withheld. Made when asked for. */
  readonly native: () => unknown;
}

export interface SubnetRecord {
  readonly cidr: string;
  readonly gateway: string | undefined;
}

/** A workload as far as networks are concerned. */
export interface WorkloadRecord extends Target {
  /** Why it can join no network: it shares the host's, another workload's, or has none by choice. */
  readonly fixed: string | undefined;
}

/** One workload on one network. */
export interface AttachmentRecord {
  readonly endpoint: string;
  /** Global id of the workload. */
  readonly workloadId: string;
  readonly workloadName: string;
  /** Native id of the network; its name where a workload that never ran names one that is gone. */
  readonly networkId: string;
  readonly networkName: string;
  /** With prefix length; undefined while the workload does not run. */
  readonly ipv4Address: string | undefined;
  readonly ipv6Address: string | undefined;
  readonly macAddress: string | undefined;
  readonly aliases: readonly string[];
}

/** A port inside a workload, and where it is published, if it is. */
export interface PortRecord {
  readonly containerPort: number;
  readonly protocol: string;
  readonly hostAddress: string | undefined;
  readonly hostPort: number | undefined;
}

export interface HostInterfaceRecord {
  readonly name: string;
  readonly kind: string;
  readonly macAddress: string | undefined;
  readonly mtu: number;
  readonly state: 'up' | 'down' | 'unknown';
  readonly speedMbps: number | undefined;
  /** CIDR notation. */
  readonly addresses: readonly string[];
  readonly master: string | undefined;
  readonly receivedBytes: number;
  readonly transmittedBytes: number;
  readonly errors: number;
  readonly drops: number;
}

/** A network to create; validated. */
export interface NetworkSpec {
  readonly name: string;
  readonly driver: string;
  readonly internal: boolean;
  readonly attachable: boolean;
  readonly ipv6: boolean;
  readonly subnets: readonly SubnetRecord[];
  readonly labels: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, string>>;
}

/** CONFLICT unless the network may be removed: not the engine's own, and nothing attached, running or not. */
export function requireRemovable(network: NetworkRecord, attachments: readonly AttachmentRecord[]): void {
  if (network.builtIn) {
    throw new IzaError('CONFLICT', `${network.name} is the engine's own network and cannot be removed.`);
  }
  if (attachments.length === 0) return;
  const users = attachments.slice(0, 5).map((attachment) => attachment.workloadName);
  const rest = attachments.length > users.length ? ` and ${attachments.length - users.length} more` : '';
  throw new IzaError(
    'CONFLICT',
    `${network.name} is in use by ${users.join(', ')}${rest}. Disconnect them first.`,
    {
      data: { workloads: attachments.slice(0, 20).map((attachment) => attachment.workloadId) },
    },
  );
}

/** CONFLICT unless the workload may be attached to the network. */
export function requireConnectable(connection: Connection): void {
  const { network, workload } = connection;
  requireJoinable(network);
  if (workload.fixed !== undefined) {
    throw new IzaError('CONFLICT', `${workload.name} ${workload.fixed}; it can join no other network.`);
  }
  if (isAttached(connection)) {
    throw new IzaError('CONFLICT', `${workload.name} is attached to ${network.name} already.`);
  }
}

/** CONFLICT unless the workload is attached to the network and can be detached. */
export function requireDisconnectable(connection: Connection): void {
  const { network, workload } = connection;
  requireJoinable(network);
  if (!isAttached(connection)) {
    throw new IzaError('CONFLICT', `${workload.name} is not attached to ${network.name}.`);
  }
}

interface Connection {
  readonly network: NetworkRecord;
  readonly workload: WorkloadRecord;
  readonly attachments: readonly AttachmentRecord[];
}

function requireJoinable(network: NetworkRecord): void {
  if (network.joinable) return;
  const message = `${network.name} is the engine's own; workloads are on it from their creation or never.`;
  throw new IzaError('CONFLICT', message);
}

function isAttached({ workload, attachments }: Connection): boolean {
  return attachments.some((attachment) => attachment.workloadId === workload.id);
}
