const HEADER_BYTES = 8;
/** A frame is handed on whole up to this size, in pieces beyond it. */
const PIECE_BYTES = 256 * 1024;

export interface Piece {
  readonly stream: 'stdout' | 'stderr';
  readonly bytes: Buffer;
  /** The piece begins a frame. One log message is one frame. */
  readonly first: boolean;
}

/**
 * Takes apart the engine's multiplexed streams: frames of stream number, three zeros, length (big-endian), payload. Chunks may end
 * anywhere. Throws on a header that is none: the place in the stream is lost then. Holds at most one piece.
 */
export class Demultiplexer {
  #buffered: Buffer[] = [];
  #bufferedBytes = 0;
  #stream: Piece['stream'] = 'stdout';
  #left = 0;
  #first = false;

  push(chunk: Buffer): Piece[] {
    this.#buffered.push(chunk);
    this.#bufferedBytes += chunk.length;
    const pieces: Piece[] = [];
    for (;;) {
      if (this.#left === 0) {
        if (this.#bufferedBytes < HEADER_BYTES) return pieces;
        this.#readHeader(this.#take(HEADER_BYTES));
        continue;
      }
      const wanted = Math.min(this.#left, PIECE_BYTES);
      if (this.#bufferedBytes < wanted) return pieces;
      pieces.push({ stream: this.#stream, bytes: this.#take(wanted), first: this.#first });
      this.#first = false;
      this.#left -= wanted;
    }
  }

  #readHeader(header: Buffer): void {
    const stream = header[0]!;
    if (stream > 2 || header[1] !== 0 || header[2] !== 0 || header[3] !== 0) {
      throw new Error('the stream is not multiplexed');
    }
    this.#stream = stream === 2 ? 'stderr' : 'stdout';
    this.#left = header.readUInt32BE(4);
    this.#first = true;
  }

  #take(length: number): Buffer {
    const whole = this.#buffered.length === 1 ? this.#buffered[0]! : Buffer.concat(this.#buffered);
    this.#buffered = whole.length > length ? [whole.subarray(length)] : [];
    this.#bufferedBytes -= length;
    return whole.subarray(0, length);
  }
}
