import { randomBytes } from 'node:crypto';

const KEPT = 1000;
const WAIT_MS = 20_000;

/** Revocations, handed to gateways in other processes as they ask for news: held back until there are some, 20 s at most. */
export class RevocationFeed implements Disposable {
  readonly #epoch = randomBytes(6).toString('hex');
  readonly #ids: string[] = [];
  readonly #stop: () => void;
  #dropped = 0;
  #news = Promise.withResolvers<void>();

  constructor(onRevoked: (listener: (id: string) => void) => () => void) {
    this.#stop = onRevoked((id) => {
      this.#ids.push(id);
      if (this.#ids.length > KEPT) {
        this.#ids.shift();
        this.#dropped++;
      }
      this.#news.resolve();
      this.#news = Promise.withResolvers();
    });
  }

  /** A cursor of another life, or from too long ago, gets everything that is kept. */
  async after(cursor: string | null): Promise<{ readonly cursor: string; readonly ids: readonly string[] }> {
    const end = this.#dropped + this.#ids.length;
    const [epoch, position] = (cursor ?? '').split('.');
    if (cursor === null) return { cursor: `${this.#epoch}.${end}`, ids: [] };
    const from = epoch === this.#epoch ? Number(position) : 0;
    if (from >= end) await this.#untilNews();
    return {
      cursor: `${this.#epoch}.${this.#dropped + this.#ids.length}`,
      ids: this.#ids.slice(Math.max(0, from - this.#dropped)),
    };
  }

  [Symbol.dispose](): void {
    this.#stop();
    this.#news.resolve();
  }

  async #untilNews(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, WAIT_MS).unref();
    await Promise.race([this.#news.promise, promise]);
    clearTimeout(timer);
  }
}
