import { IzaError } from '#kernel/errors.ts';

/**
 * The engine cleans paths and redirects to what is left of them, so nothing reaches a path that is not known to be one plain name
 * (or a reference, whose slashes separate plain names). Errors are BAD_USER_INPUT with `field`.
 */

const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,254}$/;
const IMAGE_ID = /^(?:sha256:[0-9a-f]{64}|[0-9a-f]{12,64})$/;

/** The grammar of references: github.com/distribution/reference. */
const HOST = String.raw`(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\[[0-9a-fA-F:]+\])`;
const PART = String.raw`[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*`;
const REFERENCE = new RegExp(
  String.raw`^((?:${HOST}(?::\d{1,5})?/)?${PART}(?:/${PART})*)(?::(\w[\w.-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?$`,
);

export interface ImageReference {
  /** With the registry's host when it was given: `127.0.0.1:5000/team/app`. */
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

export function checkName(name: string, field: string): string {
  if (NAME.test(name)) return name;
  throw invalid(field, 'must begin with a letter or digit and hold only letters, digits, "_", "." and "-"');
}

export function checkImage(image: string): string {
  if (IMAGE_ID.test(image)) return image;
  parseReference(image, 'image');
  return image;
}

export function parseReference(reference: string, field = 'reference'): ImageReference {
  const [, repository, tag, digest] = (reference.length <= 512 && REFERENCE.exec(reference)) || [];
  if (repository === undefined) {
    throw invalid(field, 'must be an image reference such as "nginx:1.27" or "registry.example/team/app:2"');
  }
  return { repository, ...(tag !== undefined && { tag }), ...(digest !== undefined && { digest }) };
}

function invalid(field: string, rule: string): IzaError {
  return new IzaError('BAD_USER_INPUT', `${field} ${rule}.`, { field });
}
