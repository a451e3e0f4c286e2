import { checkName } from '../docker/names.ts';
import { chance } from './fingerprint.ts';
import type { EmbeddedVolume } from './records.ts';
import { conflict, EMBEDDED_LABEL, findVolume, type World } from './world.ts';

/** On volumes that got a name because none was given; they go with their container. */
const ANONYMOUS = 'com.docker.volume.anonymous';

export function createVolume(
  world: World,
  spec: { readonly name?: string; readonly labels?: Readonly<Record<string, string>> },
): EmbeddedVolume {
  const isAnonymous = !spec.name;
  const name = spec.name ? checkName(spec.name, 'name') : world.newId('volume', '');
  const existing = world.volumes.get(name);
  if (existing) return existing;
  const volume: EmbeddedVolume = {
    name,
    driver: 'local',
    mountPoint: `/var/lib/iza-embedded/volumes/${name}/_data`,
    sizeBytes: Math.round(1e6 + chance('volume size', name) * 5e9),
    createdAt: world.now(),
    labels: { ...spec.labels, ...(isAnonymous && { [ANONYMOUS]: '' }), ...EMBEDDED_LABEL },
  };
  world.volumes.put(volume);
  world.emit({ type: 'volume', action: 'create', subject: name });
  return volume;
}

/** Also `force` does not take a volume from a container, running or not. */
export function removeVolume(world: World, name: string): void {
  const volume = findVolume(world, name);
  const users = world.containers.by('volume', volume.name);
  if (users.length > 0) {
    throw conflict(world, `volume ${name} is in use by ${users.map((user) => user.name).join(', ')}`);
  }
  world.volumes.delete(volume.name);
  world.emit({ type: 'volume', action: 'destroy', subject: volume.name });
}

/** Removes those of `names` that were made without a name and that nothing uses any more. */
export function removeAnonymousVolumes(world: World, names: readonly string[]): void {
  for (const name of names) {
    const volume = world.volumes.get(name);
    if (volume?.labels[ANONYMOUS] !== undefined && world.containers.by('volume', name).length === 0)
      removeVolume(world, name);
  }
}
