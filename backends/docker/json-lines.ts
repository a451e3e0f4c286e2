/** Longest document accepted. An event or a progress line has a few kilobytes at most. */
const MAX_LINE_BYTES = 4 * 1024 * 1024;

/**
 * Cuts a byte stream into its JSON documents, one per line. Chunks may end anywhere, also inside a character. Throws on a line
 * that is no JSON or too long: the stream cannot be trusted after that.
 */
export class JsonLines {
  #rest: Buffer[] = [];
  #restBytes = 0;

  push(chunk: Buffer): unknown[] {
    const documents: unknown[] = [];
    let from = 0;
    for (let end = chunk.indexOf(0x0a); end !== -1; end = chunk.indexOf(0x0a, from)) {
      const line = this.#take(chunk.subarray(from, end));
      from = end + 1;
      if (line.trim() !== '') documents.push(JSON.parse(line));
    }
    if (from < chunk.length) {
      this.#rest.push(chunk.subarray(from));
      this.#restBytes += chunk.length - from;
      if (this.#restBytes > MAX_LINE_BYTES) throw new Error(`a line is longer than ${MAX_LINE_BYTES} bytes`);
    }
    return documents;
  }

  /** What came after the last line end; a whole document if the sender ends its last line without one. */
  end(): unknown[] {
    const line = this.#take(Buffer.alloc(0));
    return line.trim() === '' ? [] : [JSON.parse(line)];
  }

  #take(last: Buffer): string {
    if (this.#rest.length === 0) return last.toString();
    const line = Buffer.concat([...this.#rest, last]).toString();
    this.#rest = [];
    this.#restBytes = 0;
    return line;
  }
}
