import { closeSync, openSync, readSync } from 'node:fs';

/** Bytes taken from one file; `memory.stat` of large machines has about 5 KiB. One buffer serves all: reads are synchronous. */
const buffer = Buffer.allocUnsafe(64 * 1024);

/**
 * A kernel file that is read again and again. Its descriptor is kept, since opening costs more than reading; where descriptors
 * have run out it is opened for each read. A file that is missing at first stays missing.
 */
export class KeptFile implements Disposable {
  readonly #path: string;
  #descriptor: number | 'open each time' | undefined;

  constructor(path: string) {
    this.#path = path;
    this.#descriptor = open(path);
  }

  get exists(): boolean {
    return this.#descriptor !== undefined;
  }

  /** Contents now; undefined when there is no such file (any more). */
  read(): string | undefined {
    const kept = this.#descriptor;
    if (kept === undefined) return undefined;
    const descriptor = typeof kept === 'number' ? kept : open(this.#path);
    if (typeof descriptor !== 'number') return undefined;
    try {
      return buffer.toString('latin1', 0, readSync(descriptor, buffer, 0, buffer.length, 0));
    } catch {
      return undefined;
    } finally {
      if (kept !== descriptor) closeSync(descriptor);
    }
  }

  [Symbol.dispose](): void {
    if (typeof this.#descriptor === 'number') closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }
}

function open(path: string): number | 'open each time' | undefined {
  try {
    return openSync(path, 'r');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'EMFILE' || code === 'ENFILE' ? 'open each time' : undefined;
  }
}
