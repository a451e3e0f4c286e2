import { denied, isEmpty, malformed, mapOf, object, oneOf, quoted, text, type Check } from './check.ts';

export const localDriver = oneOf(['local'], 'volume-driver', 'use the local driver.');

/** Options of the local driver: mount(8) options in disguise. Only memory may be asked for. */
export const localDriverOptions: Check = (value, place) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return malformed(place, 'an object');
  const entries = Object.entries(value as Record<string, unknown>);
  const type = (value as Record<string, unknown>)['type'];
  for (const [name, option] of entries) {
    const path = `${place.path}.${name}`;
    if (name === 'type' && option === 'tmpfs') continue;
    // The device of a tmpfs is only a name; of anything else it is a part of the host.
    if (name === 'device' && type === 'tmpfs' && option === 'tmpfs') continue;
    if (name === 'o' && type === 'tmpfs' && typeof option === 'string') {
      tmpfsOptions(option, { ...place, path });
      continue;
    }
    if (isEmpty(option) && ['type', 'device', 'o'].includes(name)) continue;
    place.report(
      'volume-options',
      path,
      `${path}: this mounts a part of the host or of a network; leave it out, or use type=tmpfs.`,
    );
  }
};

const TMPFS_OPTION =
  /^((size|nr_inodes|nr_blocks)=\d+[kKmMgG%]?|mode=[0-7]{3,4}|(uid|gid)=\d+|ro|rw|exec|noexec|nosuid|nodev|noatime|relatime|nodiratime)?$/;

/** `size=64m,mode=1777,noexec`. */
export const tmpfsOptions: Check = (value, place) => {
  if (typeof value !== 'string') return malformed(place, 'text');
  const odd = value.split(',').find((option) => !TMPFS_OPTION.test(option.trim()));
  if (odd !== undefined)
    place.report('tmpfs-options', place.path, `${place.path} ${quoted(odd)}: this option is not allowed.`);
};

/** Body of `POST /volumes/create`. */
export const volumeCreate = object({
  Name: text,
  Driver: localDriver,
  DriverOpts: localDriverOptions,
  Labels: mapOf(text),
  ClusterVolumeSpec: denied('volume-driver', 'use the local driver.'),
});
