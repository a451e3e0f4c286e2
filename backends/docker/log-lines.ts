import type { LogLine } from './docker-endpoint.ts';
import type { Piece } from './multiplexed.ts';

/** Longest `line`; a longer one comes in pieces marked `partial`. */
export const MAX_LINE_LENGTH = 16_384;

/** Longest time stamp: `2026-01-02T03:04:05.123456789+00:00 `. */
const STAMP_BYTES = 40;

/**
 * Joins the pieces of a log into lines. The engine breaks long lines and characters between messages, and with `timestamps` sets
 * one before each message, also before those in the middle of a line.
 */
export class LogLines {
  readonly #timestamps: boolean;
  readonly #multiplexed: boolean;
  readonly #streams = { stdout: newStream(), stderr: newStream() };

  constructor(options: { readonly timestamps: boolean; readonly multiplexed: boolean }) {
    this.#timestamps = options.timestamps;
    this.#multiplexed = options.multiplexed;
  }

  push(piece: Piece): LogLine[] {
    const state = this.#streams[piece.stream];
    if (!this.#timestamps || !this.#multiplexed)
      return this.#append(piece.stream, state.decoder.decode(piece.bytes, { stream: true }));
    const stamp = piece.first ? readStamp(piece.bytes) : undefined;
    if (stamp && state.text === '') state.at = stamp.at;
    return this.#append(
      piece.stream,
      state.decoder.decode(piece.bytes.subarray(stamp?.length ?? 0), { stream: true }),
    );
  }

  /** What the log ended with, without a line end. */
  end(): LogLine[] {
    return (['stdout', 'stderr'] as const).flatMap((stream) => {
      const state = this.#streams[stream];
      const lines = this.#append(stream, state.decoder.decode());
      if (state.text !== '') lines.push(this.#line(stream, state.text));
      state.text = '';
      return lines;
    });
  }

  #append(stream: Piece['stream'], text: string): LogLine[] {
    const state = this.#streams[stream];
    const lines: LogLine[] = [];
    let rest = state.text + text;
    for (let end = rest.indexOf('\n'); end !== -1; end = rest.indexOf('\n')) {
      lines.push(...this.#whole(stream, rest.slice(0, end)));
      rest = rest.slice(end + 1);
    }
    while (rest.length > MAX_LINE_LENGTH + STAMP_BYTES) {
      const cut = cutBefore(rest, MAX_LINE_LENGTH);
      lines.push({ ...this.#line(stream, rest.slice(0, cut)), partial: true });
      rest = rest.slice(cut);
    }
    state.text = rest;
    return lines;
  }

  #whole(stream: Piece['stream'], text: string): LogLine[] {
    const lines: LogLine[] = [];
    let rest = text.endsWith('\r') ? text.slice(0, -1) : text;
    while (rest.length > MAX_LINE_LENGTH) {
      const cut = cutBefore(rest, MAX_LINE_LENGTH);
      lines.push({ ...this.#line(stream, rest.slice(0, cut)), partial: true });
      rest = rest.slice(cut);
    }
    lines.push(this.#line(stream, rest));
    return lines;
  }

  /** A terminal's log has no messages, so its stamps stand in the text. */
  #line(stream: Piece['stream'], text: string): LogLine {
    if (!this.#timestamps) return { stream, line: text };
    if (this.#multiplexed) {
      const { at } = this.#streams[stream];
      return { stream, ...(at && { at }), line: text };
    }
    const stamp = readStamp(Buffer.from(text.slice(0, STAMP_BYTES)));
    return stamp ? { stream, at: stamp.at, line: text.slice(stamp.length) } : { stream, line: text };
  }
}

function newStream(): { decoder: InstanceType<typeof TextDecoder>; text: string; at?: Date } {
  return { decoder: new TextDecoder(), text: '' };
}

function readStamp(bytes: Buffer): { readonly at: Date; readonly length: number } | undefined {
  const space = bytes.subarray(0, STAMP_BYTES).indexOf(0x20);
  if (space < 20) return undefined;
  const at = new Date(bytes.toString('latin1', 0, space));
  return Number.isNaN(at.getTime()) ? undefined : { at, length: space + 1 };
}

/** Where to cut so that no surrogate pair is. */
function cutBefore(text: string, length: number): number {
  const code = text.charCodeAt(length - 1);
  return code >= 0xd800 && code <= 0xdbff ? length - 1 : length;
}
