import { escapeControls } from '#kernel/log.ts';
import { safeText } from './safe-text.ts';
import { showBytes } from './units.ts';

export interface ProgressState {
  readonly percent: number | null;
  readonly message: string | null;
  readonly bytesDone: number | string | null;
  readonly bytesTotal: number | string | null;
}

const BAR_WIDTH = 30;

/** Progress on standard error: one bar that moves on a terminal, one line per change of message elsewhere. */
export class Progress {
  readonly #isTerminal: boolean;
  readonly #write: (text: string) => void;
  #last = '';

  constructor(options: { readonly isTerminal: boolean; readonly write: (text: string) => void }) {
    this.#isTerminal = options.isTerminal;
    this.#write = options.write;
  }

  /** `onlyBar`: elsewhere than on a terminal nothing is written, as `line` tells it all. */
  show({ percent, message, bytesDone, bytesTotal }: ProgressState, { onlyBar = false } = {}): void {
    const text = escapeControls(message ?? '')
      .replaceAll('\n', ' ')
      .slice(0, 60);
    if (!this.#isTerminal) {
      if (text && text !== this.#last && !onlyBar) this.#write(`${text}\n`);
      this.#last = text;
      return;
    }
    const bytes =
      bytesTotal === null
        ? bytesDone === null
          ? ''
          : showBytes(bytesDone)
        : `${showBytes(bytesDone)} of ${showBytes(bytesTotal)}`;
    this.#write(`\r\u001b[K${bar(percent)} ${bytes} ${text}`);
    this.#last = text;
  }

  /** A line of its own, above the bar. */
  line(text: string): void {
    this.end();
    this.#write(`${safeText(text, { isTTY: this.#isTerminal })}\n`);
  }

  /** Ends the bar, so that what follows begins on a line of its own. */
  end(): void {
    if (this.#isTerminal && this.#last !== '') this.#write('\r\u001b[K');
    this.#last = '';
  }
}

function bar(percent: number | null): string {
  if (percent === null) return `[${'·'.repeat(BAR_WIDTH)}]`;
  const filled = Math.round((Math.min(100, Math.max(0, percent)) / 100) * BAR_WIDTH);
  return `[${'='.repeat(filled)}${' '.repeat(BAR_WIDTH - filled)}] ${percent.toFixed(0).padStart(3)}%`;
}
