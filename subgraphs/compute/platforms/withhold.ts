/**
 * A platform's document without what may hold secrets, for `native`. Environment variables keep their names; values of driver and
 * log options and members named like a credential are replaced; what health checks printed is left out (it is log, and reading logs needs a
 * scope of its own). Labels are left as they are: they are public by their nature.
 */
export function withoutSecrets(document: unknown): unknown {
  return clean(document, '');
}

const WITHHELD = '(withheld)';

const SECRET_NAME =
  /pass(word|wd|phrase)?|secret|token|credential|api[-_]?key|private[-_]?key|identitytoken|registryauth/i;
const OPTION_MAPS = new Set(['Options', 'DriverOpts', 'DriverOptions', 'StorageOpt']);

function clean(value: unknown, name: string): unknown {
  if (Array.isArray(value)) {
    if (name === 'Env') return value.map((entry) => environmentName(String(entry)));
    return value.map((item) => clean(item, name === 'Log' ? 'HealthLog' : ''));
  }
  if (typeof value !== 'object' || value === null) return value;
  if (name === 'Labels') return value;
  const optionValues = OPTION_MAPS.has(name) || name === 'LogOptions';
  const members = Object.entries(value).flatMap(([key, inner]): [string, unknown][] => {
    if (name === 'HealthLog' && key === 'Output') return [];
    if (optionValues && inner !== null && typeof inner !== 'object') return [[key, WITHHELD]];
    // The command that made the last layer: it has build arguments and variables of the Dockerfile in it.
    if (name === 'ContainerConfig' && key === 'Cmd') return [[key, WITHHELD]];
    if (isSecret(key, inner)) return [[key, WITHHELD]];
    return [[key, clean(inner, name === 'LogConfig' && key === 'Config' ? 'LogOptions' : key)]];
  });
  return Object.fromEntries(members);
}

function isSecret(key: string, value: unknown): boolean {
  return SECRET_NAME.test(key) && typeof value === 'string' && value !== '';
}

/** `NAME=value` without the value. */
export function environmentName(entry: string): string {
  const equals = entry.indexOf('=');
  return equals === -1 ? entry : entry.slice(0, equals);
}
