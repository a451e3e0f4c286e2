import { hash } from 'node:crypto';
import { IzaError } from '#kernel/errors.ts';

const DIGEST_LENGTH = 16;
const WITH_DIGEST = new RegExp(`^(.*)~[\\w-]{${DIGEST_LENGTH}}$`);
/** What an entity tag may hold, https://www.rfc-editor.org/rfc/rfc9110#name-etag, in ASCII. */
const TAG_TEXT = /^[\x21\x23-\x7e]*$/;

/**
 * A strong tag over the body, `"<revision>~<digest>"` for an object with a revision: two selections of one object differ, and the revision can be
 * read back for a conditional change.
 */
export function entityTagOf(body: string, revision?: unknown): string {
  const digest = hash('sha256', body, 'base64url').slice(0, DIGEST_LENGTH);
  const isUsable = typeof revision === 'string' && revision !== '' && TAG_TEXT.test(revision);
  return isUsable ? `"${revision}~${digest}"` : `"${digest}"`;
}

/** Whether `If-None-Match` names the tag; weak comparison, as it asks for. */
export function matchesNone(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  return header.trim() === '*' || tagsOf(header).some((given) => given.replace(/^W\//, '') === tag);
}

/** Whether `If-Match` of a read names the tag. Strong comparison: weak tags never match. */
export function matchesSome(header: string, tag: string): boolean {
  return header.trim() === '*' || tagsOf(header).includes(tag);
}

/**
 * The revision that `If-Match` of a change asks for, from what a GET answered or from the bare revision in quotes; undefined for `*`. Throws
 * PRECONDITION_FAILED for weak tags, which may never match, and BAD_USER_INPUT for anything but one tag.
 */
export function revisionOfIfMatch(header: string): string | undefined {
  if (header.trim() === '*') return undefined;
  const tags = tagsOf(header);
  const [tag] = tags;
  if (tag === undefined || tags.length > 1)
    throw new IzaError(
      'BAD_USER_INPUT',
      'If-Match must be one entity tag: the ETag of a GET, or "REVISION".',
      {
        field: 'If-Match',
      },
    );
  if (tag.startsWith('W/'))
    throw new IzaError('PRECONDITION_FAILED', 'If-Match needs a strong entity tag.', { field: 'If-Match' });
  const text = tag.slice(1, -1);
  return WITH_DIGEST.exec(text)?.[1] ?? text;
}

function tagsOf(header: string): readonly string[] {
  return header.match(/(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"/g) ?? [];
}
