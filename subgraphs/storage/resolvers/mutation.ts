import { IzaError } from '#kernel/errors.ts';
import { chooseEndpoint, requireLive } from '#schema/endpoint-view.ts';
import { requireTarget } from '#schema/find-target.ts';
import type { Idempotency } from '#schema/idempotency.ts';
import { performChange, requireRevision } from '#schema/perform-change.ts';
import { requireUnused, type VolumeRecord } from '../domain.ts';
import type { MutationResolvers, VolumeCreateInput } from '../generated/resolvers.ts';
import type { StoragePlatforms, VolumePlatform } from '../port.ts';
import { volumeSpec } from '../volume-spec.ts';

export function mutationResolvers(
  { volumes }: StoragePlatforms,
  idempotency: Idempotency,
): MutationResolvers {
  return {
    volumeCreate: (_root, { input }, context) =>
      performChange<VolumePayload>({
        context,
        idempotency,
        action: 'volumeCreate',
        input,
        audited: withoutOptionValues(input),
        prepare: () => {
          const spec = volumeSpec(input);
          const platform = chooseEndpoint(volumes, input.endpoint);
          requireLive(platform.view());
          if (spec.name !== undefined) requireNewName(platform, spec.name);
          const plan = platform.planCreate(spec);
          return {
            targets: [],
            admission: plan.admission,
            preview: { volume: null, dryRun: true },
            work: async () => {
              const volume = await plan.create();
              return { result: { volume, dryRun: false }, targets: [volume.id] };
            },
          };
        },
      }),

    volumeRemove: (_root, { input }, context) =>
      performChange<VolumeRemovePayload>({
        context,
        idempotency,
        action: 'volumeRemove',
        input,
        audited: input,
        prepare: () => {
          const { platform, volume } = findVolume(volumes, input.id);
          requireRevision(volume.revision, input.ifRevision);
          requireUnused(volume, platform.mountsOf(volume.name));
          return {
            targets: [volume.id],
            preview: { removedId: volume.id, dryRun: true },
            work: async () => {
              await platform.remove(volume, input.force ?? false);
              return { result: { removedId: volume.id, dryRun: false } };
            },
          };
        },
      }),
  };
}

interface VolumePayload {
  readonly volume: VolumeRecord | null;
  readonly dryRun: boolean;
}

interface VolumeRemovePayload {
  readonly removedId: string;
  readonly dryRun: boolean;
}

function findVolume(platforms: readonly VolumePlatform[], id: string) {
  const volume = requireTarget({
    text: id,
    types: ['Volume'],
    candidates: platforms.flatMap((platform) => platform.volumes()),
    field: 'input.id',
    noun: 'volume',
    prefixes: false,
  });
  const platform = platforms.find((candidate) => candidate.endpoint === volume.endpoint)!;
  requireLive(platform.view());
  return { platform, volume };
}

/** Engines answer a creation with the volume of that name there is, whoever made it and whatever is in it. */
function requireNewName(platform: VolumePlatform, name: string): void {
  if (!platform.volume(name)) return;
  const message = `input.name: ${platform.endpoint} has a volume "${name}" already.`;
  throw new IzaError('CONFLICT', message, { field: 'input.name' });
}

/** Option values are write-only: network file systems have their credentials there. */
function withoutOptionValues(input: VolumeCreateInput): unknown {
  const { options, ...rest } = input;
  return options ? { ...rest, options: options.map(({ key }) => ({ key })) } : rest;
}
