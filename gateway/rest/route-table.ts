import { IzaError } from '#kernel/errors.ts';

export interface Claim<T> {
  readonly method: string;
  /** `/containers/{id}`. */
  readonly path: string;
  readonly value: T;
}

export interface Match<T> {
  readonly value: T;
  /** Decoded texts of the placeholders. */
  readonly texts: readonly string[];
}

interface Branch<T> {
  readonly words: Map<string, Branch<T>>;
  placeholder: Branch<T> | undefined;
  readonly methods: Map<string, T>;
}

/** Finds values by method and path. A literal segment goes before a placeholder, unless only the latter knows the method. */
export class RouteTable<T> {
  readonly #root: Branch<T> = branch();

  constructor(claims: readonly Claim<T>[]) {
    for (const { method, path, value } of claims) {
      let at = this.#root;
      for (const segment of path.split('/').slice(1)) {
        if (segment.startsWith('{')) at = at.placeholder ??= branch();
        else {
          const next = at.words.get(segment) ?? branch<T>();
          at.words.set(segment, next);
          at = next;
        }
      }
      at.methods.set(method, value);
    }
  }

  /** What answers; `allow` when the path is known and the method is not, undefined for an unknown path. BAD_USER_INPUT for broken escapes. */
  find(method: string, path: string): Match<T> | { readonly allow: readonly string[] } | undefined {
    const allow = new Set<string>();
    const segments = path.split('/').slice(1);
    const walk = (at: Branch<T>, index: number, texts: readonly string[]): Match<T> | undefined => {
      const segment = segments[index];
      if (segment === undefined) {
        for (const known of at.methods.keys()) allow.add(known);
        const value = at.methods.get(method);
        return value === undefined ? undefined : { value, texts: texts.map(decode) };
      }
      const word = at.words.get(segment);
      const found = word && walk(word, index + 1, texts);
      if (found || !at.placeholder || segment === '') return found;
      return walk(at.placeholder, index + 1, [...texts, segment]);
    };
    const found = walk(this.#root, 0, []);
    if (found) return found;
    return allow.size > 0 ? { allow: [...allow] } : undefined;
  }
}

function branch<T>(): Branch<T> {
  return { words: new Map(), placeholder: undefined, methods: new Map() };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new IzaError(
      'BAD_USER_INPUT',
      `"${text.slice(0, 100)}" in the path is not correctly percent-encoded.`,
    );
  }
}
