import { IzaError } from '#kernel/errors.ts';
import { tryDecodeId } from '#kernel/ids.ts';
import { chooseEndpoint, requireLive } from '#schema/endpoint-view.ts';
import { requireTarget } from '#schema/find-target.ts';
import type { Idempotency } from '#schema/idempotency.ts';
import { performChange, requireRevision } from '#schema/perform-change.ts';
import {
  requireConnectable,
  requireDisconnectable,
  requireRemovable,
  type NetworkRecord,
  type WorkloadRecord,
} from '../domain.ts';
import type { MutationResolvers, NetworkCreateInput } from '../generated/resolvers.ts';
import { aliasesOf, ipv4AddressOf, networkSpec } from '../network-spec.ts';
import type { NetworkPlatform, NetworkPlatforms } from '../port.ts';

export function mutationResolvers(
  { networks }: NetworkPlatforms,
  idempotency: Idempotency,
): MutationResolvers {
  return {
    networkCreate: (_root, { input }, context) =>
      performChange<NetworkPayload>({
        context,
        idempotency,
        action: 'networkCreate',
        input,
        audited: withoutOptionValues(input),
        prepare: () => {
          const spec = networkSpec(input);
          const platform = chooseEndpoint(networks, input.endpoint);
          requireLive(platform.view());
          requireNewName(platform, spec.name);
          const plan = platform.planCreate(spec);
          return {
            targets: [],
            admission: plan.admission,
            preview: { network: null, dryRun: true },
            work: async () => {
              const network = await plan.create();
              return { result: { network, dryRun: false }, targets: [network.id] };
            },
          };
        },
      }),

    networkConnect: (_root, { input }, context) =>
      performChange<NetworkPayload>({
        context,
        idempotency,
        action: 'networkConnect',
        input,
        audited: input,
        prepare: () => {
          const { platform, network, workload } = findPair(networks, input);
          requireConnectable({ network, workload, attachments: platform.attachmentsOf(network.nativeId) });
          const ipv4Address = ipv4AddressOf(input.ipv4Address, network.subnets);
          const aliases = aliasesOf(input.aliases);
          return {
            targets: [network.id, workload.id],
            preview: { network, dryRun: true },
            work: async () => {
              await platform.connect({ network, workload, ipv4Address, aliases });
              return { result: { network: platform.network(network.nativeId) ?? null, dryRun: false } };
            },
          };
        },
      }),

    networkDisconnect: (_root, { input }, context) =>
      performChange<NetworkPayload>({
        context,
        idempotency,
        action: 'networkDisconnect',
        input,
        audited: input,
        prepare: () => {
          const { platform, network, workload } = findPair(networks, input);
          requireDisconnectable({ network, workload, attachments: platform.attachmentsOf(network.nativeId) });
          return {
            targets: [network.id, workload.id],
            preview: { network, dryRun: true },
            work: async () => {
              await platform.disconnect({ network, workload, force: input.force ?? false });
              return { result: { network: platform.network(network.nativeId) ?? null, dryRun: false } };
            },
          };
        },
      }),

    networkRemove: (_root, { input }, context) =>
      performChange<NetworkRemovePayload>({
        context,
        idempotency,
        action: 'networkRemove',
        input,
        audited: input,
        prepare: () => {
          const { platform, network } = findNetwork(networks, input.id);
          requireRevision(network.revision, input.ifRevision);
          requireRemovable(network, platform.attachmentsOf(network.nativeId));
          return {
            targets: [network.id],
            preview: { removedId: network.id, dryRun: true },
            work: async () => {
              await platform.remove(network);
              return { result: { removedId: network.id, dryRun: false } };
            },
          };
        },
      }),
  };
}

interface NetworkPayload {
  readonly network: NetworkRecord | null;
  readonly dryRun: boolean;
}

interface NetworkRemovePayload {
  readonly removedId: string;
  readonly dryRun: boolean;
}

function findNetwork(platforms: readonly NetworkPlatform[], id: string) {
  const network = requireTarget({
    text: id,
    types: ['Network'],
    candidates: platforms.flatMap((platform) => platform.networks()),
    field: 'input.id',
    noun: 'network',
  });
  const platform = platforms.find((candidate) => candidate.endpoint === network.endpoint)!;
  requireLive(platform.view());
  return { platform, network };
}

/** A network, and a workload of the same endpoint. */
function findPair(
  platforms: readonly NetworkPlatform[],
  input: { readonly id: string; readonly workload: string },
): {
  readonly platform: NetworkPlatform;
  readonly network: NetworkRecord;
  readonly workload: WorkloadRecord;
} {
  const { platform, network } = findNetwork(platforms, input.id);
  const field = 'input.workload';
  const elsewhere = tryDecodeId(input.workload)?.endpoint;
  if (elsewhere !== undefined && elsewhere !== platform.endpoint) {
    const message = `${field} is on ${elsewhere}; the network ${network.name} is on ${platform.endpoint}.`;
    throw new IzaError('BAD_USER_INPUT', message, { field });
  }
  const workload = requireTarget({
    text: input.workload,
    types: ['Container'],
    candidates: platform.workloads(),
    field,
    noun: `workload on ${platform.endpoint} called`,
  });
  return { platform, network, workload };
}

/** Engines let two networks have one name, and then nobody can tell which is meant. */
function requireNewName(platform: NetworkPlatform, name: string): void {
  if (!platform.networks().some((network) => network.name === name)) return;
  const message = `input.name: ${platform.endpoint} has a network "${name}" already.`;
  throw new IzaError('CONFLICT', message, { field: 'input.name' });
}

/** Option values are the driver's affair and may be secret. */
function withoutOptionValues(input: NetworkCreateInput): unknown {
  const { options, ...rest } = input;
  return options ? { ...rest, options: options.map(({ key }) => ({ key })) } : rest;
}
