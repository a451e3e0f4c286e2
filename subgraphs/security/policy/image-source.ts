import { BlockList, isIP } from 'node:net';
import { malformed, quoted, type Check, type Place } from './check.ts';

const DEFAULT_REGISTRY = 'docker.io';

/** A reference of an image, judged by the registry it would come from. */
export const imageReference: Check = (value, place) => {
  if (typeof value !== 'string' || value === '') return malformed(place, 'the reference of an image');
  judgeImageSource(value, place);
};

function judgeImageSource(reference: string, place: Place): void {
  const { allowedRegistries } = place.limits;
  if (isImageId(reference)) {
    if (allowedRegistries.length === 0) return;
    place.report(
      'image-registry',
      place.path,
      `${place.path} is an id, which does not tell the registry; name the image by its reference.`,
    );
    return;
  }
  const registry = registryOf(reference);
  if (registry === undefined) return malformed(place, 'the reference of an image');
  if (allowedRegistries.some((allowed) => sameRegistry(allowed, registry))) return;
  if (isPrivateRegistry(registry)) {
    place.report(
      'private-registry',
      place.path,
      `${place.path} would have the engine call ${quoted(registry)}; have it added to allowedRegistries.`,
    );
  }
  if (allowedRegistries.length > 0) {
    place.report(
      'image-registry',
      place.path,
      `${place.path} comes from ${quoted(registry)}; allowed are ${allowedRegistries.join(', ')}.`,
    );
  }
}

/**
 * The registry's host, with its port if there is one, by the engine's rule: the part before the first slash is a host when it holds a dot
 * or colon, is `localhost`, or is not in lower case. https://pkg.go.dev/github.com/distribution/reference
 */
function registryOf(reference: string): string | undefined {
  if (!/^[\x21-\x7e]{1,512}$/.test(reference) || reference.includes('://') || reference.includes('..'))
    return undefined;
  const slash = reference.indexOf('/');
  const first = slash < 0 ? '' : reference.slice(0, slash);
  const isHost = /[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase();
  if (!isHost) return DEFAULT_REGISTRY;
  const host = first.toLowerCase();
  // Nothing that a URL would read as credentials, a query or a way around.
  if (!/^(\[[0-9a-f:.]+\]|[a-z0-9]([a-z0-9.-]*[a-z0-9])?)(:\d{1,5})?$/.test(host)) return undefined;
  return host === 'index.docker.io' || host === 'registry-1.docker.io' ? DEFAULT_REGISTRY : host;
}

/** Whether the name may lead to this machine or its own network: by its text, no name is looked up. */
function isPrivateRegistry(registry: string): boolean {
  const host = registry.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
  const family = isIP(host);
  if (family === 4) return PRIVATE.check(host, 'ipv4');
  if (family === 6) return PRIVATE.check(host, 'ipv6');
  const labels = host.split('.');
  const last = labels.at(-1) ?? '';
  // Names that only a private network has; and numbers in the forms that some resolvers take for an address (127.1, 0x7f.1).
  return (
    labels.length === 1 ||
    PRIVATE_DOMAINS.has(last) ||
    host.endsWith('home.arpa') ||
    /^(\d+|0x[0-9a-f]*)$/.test(last)
  );
}

function isImageId(reference: string): boolean {
  return /^(sha256:)?[0-9a-f]{12,64}$/.test(reference);
}

/** `ghcr.io` allows `ghcr.io`, `registry.local:5000` exactly that, `*.example.com` every host below. */
function sameRegistry(allowed: string, registry: string): boolean {
  const wanted = allowed.toLowerCase();
  return wanted.startsWith('*.') ? registry.endsWith(wanted.slice(1)) : wanted === registry;
}

const PRIVATE_DOMAINS: ReadonlySet<string> = new Set([
  'localhost',
  'local',
  'localdomain',
  'internal',
  'intranet',
  'lan',
  'home',
  'corp',
  'private',
  'svc',
]);

/** Addresses that are not on the public internet. https://www.iana.org/assignments/iana-ipv4-special-registry */
const PRIVATE = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  PRIVATE.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [
  ['::', 96],
  ['::ffff:0:0', 96],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const) {
  PRIVATE.addSubnet(network, prefix, 'ipv6');
}
