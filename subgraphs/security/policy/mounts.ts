import {
  denied,
  flag,
  isEmpty,
  listOf,
  malformed,
  mapOf,
  object,
  oneOf,
  quoted,
  text,
  whole,
  type Place,
} from './check.ts';
import { judgeHostPath } from './host-path.ts';
import { localDriver, localDriverOptions, tmpfsOptions } from './volume-settings.ts';

/** `HostConfig.Binds`: `source:target[:options]`, or a target alone for an unnamed volume. */
export const binds = listOf((value, place) => {
  if (typeof value !== 'string') return malformed(place, 'text');
  const [source = '', target, mode, ...more] = value.split(':');
  if (target === undefined) return;
  if (more.length > 0) return malformed(place, 'source:target[:options]');
  if (source.startsWith('/')) judgeHostPath(source, place);
  else if (!/^[a-zA-Z0-9][\w.-]*$/.test(source)) {
    place.report(
      'host-path',
      place.path,
      `${place.path} ${quoted(source)}: name a volume or an absolute path of the host.`,
    );
  }
  for (const option of (mode ?? '').split(',')) bindOption(option, place);
});

const BIND_OPTIONS: ReadonlySet<string> = new Set([
  '',
  'ro',
  'rw',
  'z',
  'Z',
  'nocopy',
  'consistent',
  'cached',
  'delegated',
]);
const QUIET_PROPAGATION = ['private', 'rprivate', 'slave', 'rslave'];

function bindOption(option: string, place: Place): void {
  if (BIND_OPTIONS.has(option)) return;
  propagation(option, place);
}

const propagation = oneOf(
  QUIET_PROPAGATION,
  'mount-propagation',
  `use one of ${QUIET_PROPAGATION.join(', ')}.`,
);

/** `HostConfig.Mounts`. Every member is judged whatever the type says: which of them the engine heeds is its business. */
export const mounts = listOf((value, place) => {
  mountMembers(value, place);
  if (typeof value !== 'object' || value === null) return;
  const { Type: type, Source: source } = value as { Type?: unknown; Source?: unknown };
  if (type === 'bind') {
    if (typeof source === 'string') judgeHostPath(source, { ...place, path: `${place.path}.Source` });
    else malformed({ ...place, path: `${place.path}.Source` }, 'text');
  } else if (type === 'volume') {
    if (!isEmpty(source) && !/^[a-zA-Z0-9][\w.-]*$/.test(String(source)))
      malformed({ ...place, path: `${place.path}.Source` }, "a volume's name");
  } else if (type !== 'tmpfs') {
    const path = `${place.path}.Type`;
    place.report('mount-type', path, `${path} ${quoted(String(type))}: use bind, volume or tmpfs.`);
  }
});

const mountMembers = object({
  Type: text,
  Source: text,
  Target: text,
  ReadOnly: flag,
  Consistency: text,
  BindOptions: object({
    Propagation: propagation,
    NonRecursive: flag,
    CreateMountpoint: flag,
    ReadOnlyNonRecursive: flag,
    ReadOnlyForceRecursive: flag,
  }),
  VolumeOptions: object({
    NoCopy: flag,
    Labels: mapOf(text),
    DriverConfig: object({ Name: localDriver, Options: localDriverOptions }),
    // A part of the volume, which the engine keeps inside it.
    Subpath: text,
  }),
  TmpfsOptions: object({
    SizeBytes: whole,
    Mode: whole,
    Options: listOf((value, place) => tmpfsOptions(Array.isArray(value) ? value.join('=') : value, place)),
  }),
  ClusterOptions: denied('mount-type', 'use bind, volume or tmpfs.'),
  ImageOptions: denied('mount-type', 'use bind, volume or tmpfs.'),
});

export const tmpfs = mapOf(tmpfsOptions);
