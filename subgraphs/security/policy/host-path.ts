import { lstatSync, readlinkSync } from 'node:fs';
import { posix } from 'node:path';
import { quoted, type Place } from './check.ts';

/**
 * Judges a path of the host that a container is to see. On this machine links are resolved first, in the path and in the prefixes; of
 * another machine only the text is known. Between this look and the engine's a link can still be exchanged by someone who can write below
 * an allowed prefix: allow prefixes that containers do not share.
 */
export function judgeHostPath(path: string, place: Place): void {
  if (!path.startsWith('/') || path.includes('\0') || path.split('/').includes('..')) {
    place.report(
      'host-path',
      place.path,
      `${place.path} ${quoted(path)}: name an absolute path of the host, without "..".`,
    );
    return;
  }
  const resolve = place.localPaths ? resolveLinks : (text: string) => posix.normalize(text);
  const asked = withoutSlash(posix.normalize(path));
  const real = withoutSlash(resolve(asked));
  const shown = real === asked ? quoted(path) : `${quoted(path)} (which is ${quoted(real)})`;
  // The text as it was asked for is looked at, too: /proc/1/root is a link to / for this process, and something else for the engine.
  const hit = place.limits.protectedPaths.find((spot) =>
    [withoutSlash(posix.normalize(spot)), withoutSlash(resolve(spot))].some(
      (known) => touches(real, known) || touches(asked, known),
    ),
  );
  if (hit !== undefined) {
    place.report(
      'protected-path',
      place.path,
      `${place.path} ${shown} would show ${hit}; mount something else.`,
    );
    return;
  }
  const allowed = place.limits.allowedBindPaths.some((prefix) =>
    isBelow(real, withoutSlash(resolve(prefix))),
  );
  if (allowed) return;
  place.report(
    'host-path',
    place.path,
    `${place.path} ${shown} is not below an allowed path of the host; use a volume, or have it added to allowedBindPaths.`,
  );
}

const MAXIMUM_LINKS = 40;

/**
 * The path without links. What does not exist (yet) stays as it is written, the target of a dangling link included; realpath(3) would
 * give up there. A path that cannot be looked at, or goes in circles, becomes `/`, which nobody may mount.
 */
function resolveLinks(path: string): string {
  let resolved = '/';
  let links = 0;
  const rest = path.split('/');
  while (rest.length > 0) {
    const part = rest.shift()!;
    const next = posix.join(resolved, part);
    const target = part === '' || part === '.' || part === '..' ? undefined : linkAt(next);
    if (target === undefined) {
      resolved = next;
      continue;
    }
    if (target === false || ++links > MAXIMUM_LINKS) return '/';
    if (target.startsWith('/')) resolved = '/';
    rest.unshift(...target.split('/'));
  }
  return resolved;
}

/** Where the link points; undefined when it is none or nothing is there, false when it cannot be known. */
function linkAt(path: string): string | undefined | false {
  try {
    return lstatSync(path).isSymbolicLink() ? readlinkSync(path) : undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR' ? undefined : false;
  }
}

/** Whether one path holds the other. */
function touches(left: string, right: string): boolean {
  return isBelow(left, right) || isBelow(right, left);
}

function isBelow(path: string, prefix: string): boolean {
  return path === prefix || prefix === '' || path.startsWith(`${prefix}/`);
}

function withoutSlash(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : path;
}
