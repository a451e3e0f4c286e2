import { IzaError } from '#kernel/errors.ts';

/** An image's name, taken apart and completed: `nginx` is `docker.io`, `library/nginx`, `latest`. */
export interface ImageReference {
  /** Host, and port where given. */
  readonly registry: string;
  readonly repository: string;
  /** `latest` unless a tag or a digest was given. */
  readonly tag?: string;
  readonly digest?: string;
  /** `docker.io/library/nginx`. */
  readonly name: string;
  /** Complete: `docker.io/library/nginx:latest`, `…@sha256:…`. */
  readonly canonical: string;
  /** As people write it: `nginx:latest`, `nginx@sha256:…`. */
  readonly familiar: string;
}

/**
 * The parts of an image reference by the grammar of the distribution project; BAD_USER_INPUT naming `field` for anything else. An engine
 * dials whatever registry a reference names, so none reaches it that is not exactly this. Which registries may be used is for policy.
 * https://pkg.go.dev/github.com/distribution/reference
 */
export function parseImageReference(text: string, field: string): ImageReference {
  const reference = tryParseImageReference(text);
  if (reference) return reference;
  const shown = text.slice(0, 120).replace(/[^\x20-\x7e]/g, '?');
  throw new IzaError(
    'BAD_USER_INPUT',
    `${field}: "${shown}" is not an image reference such as nginx:1.27 or ghcr.io/team/app@sha256:….`,
    {
      field,
    },
  );
}

const COMPONENT = '[a-z0-9]+(?:(?:[.]|__?|-+)[a-z0-9]+)*';
const PATH = new RegExp(`^${COMPONENT}(?:/${COMPONENT})*$`);
const DOMAIN =
  /^(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])(?:\.(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))*(?::\d{1,5})?$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/;

/** The same, or undefined for text that is no reference. */
export function tryParseImageReference(text: string): ImageReference | undefined {
  if (text.length > 512) return undefined;
  const [named, digest, more] = text.split('@');
  if (!named || more !== undefined || (digest !== undefined && !DIGEST.test(digest))) return undefined;
  const colon = named.lastIndexOf(':');
  const tagged = colon > named.lastIndexOf('/');
  const tag = tagged ? named.slice(colon + 1) : undefined;
  if (tag !== undefined && !TAG.test(tag)) return undefined;
  const { registry, path } = splitRegistry(tagged ? named.slice(0, colon) : named);
  if (!DOMAIN.test(registry) || !PATH.test(path) || /^[0-9a-f]{64}$/.test(path)) return undefined;
  const official = registry === 'docker.io';
  const repository = official && !path.includes('/') ? `library/${path}` : path;
  const name = `${registry}/${repository}`;
  if (name.length > 255) return undefined;
  const familiarName = official ? repository.replace(/^library\//, '') : name;
  const effectiveTag = tag ?? (digest === undefined ? 'latest' : undefined);
  const suffix = `${effectiveTag === undefined ? '' : `:${effectiveTag}`}${digest === undefined ? '' : `@${digest}`}`;
  return {
    registry,
    repository,
    ...(effectiveTag !== undefined && { tag: effectiveTag }),
    ...(digest !== undefined && { digest }),
    name,
    canonical: name + suffix,
    familiar: familiarName + suffix,
  };
}

/** The first component is a registry when it looks like a host: a dot, a port, `localhost`, or a capital letter. */
function splitRegistry(name: string): { registry: string; path: string } {
  const slash = name.indexOf('/');
  const first = slash === -1 ? '' : name.slice(0, slash);
  const isHost = /[.:A-Z]/.test(first) || first === 'localhost';
  if (!isHost) return { registry: 'docker.io', path: name };
  return { registry: first === 'index.docker.io' ? 'docker.io' : first, path: name.slice(slash + 1) };
}
