/** Texts of automatic persisted queries by hash, bounded by their total length; the least recently used goes first. */
export class TextStore {
  readonly #texts = new Map<string, string>();
  readonly #maxLength: number;
  #length = 0;

  constructor(maxLength = 4_000_000) {
    this.#maxLength = maxLength;
  }

  peek(hash: string): string | undefined {
    const text = this.#texts.get(hash);
    if (text === undefined) return undefined;
    this.#texts.delete(hash);
    this.#texts.set(hash, text);
    return text;
  }

  put(hash: string, text: string): void {
    this.remove(hash);
    this.#texts.set(hash, text);
    this.#length += text.length;
    for (const oldest of this.#texts.keys()) {
      if (this.#length <= this.#maxLength) break;
      this.remove(oldest);
    }
  }

  remove(hash: string): boolean {
    const text = this.#texts.get(hash);
    if (text === undefined) return false;
    this.#length -= text.length;
    return this.#texts.delete(hash);
  }
}
