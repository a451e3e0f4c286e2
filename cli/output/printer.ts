import { stripVTControlCharacters } from 'node:util';
import Table from 'cli-table3';
import { stringify } from 'yaml';
import { IzaError } from '#kernel/errors.ts';
import { escapeControls } from '#kernel/log.ts';

const FORMATS = ['table', 'wide', 'json', 'yaml'] as const;
export type Format = (typeof FORMATS)[number];

type Colour = 'green' | 'yellow' | 'red' | 'dim';
type Value = string | number | null | undefined;

export interface Column<Row> {
  readonly title: string;
  readonly value: (row: Row) => Value;
  readonly colour?: (row: Row) => Colour | undefined;
  /** Shown only with `-o wide`. */
  readonly wide?: boolean;
}

export interface PrinterOptions {
  readonly format: Format;
  readonly colour: boolean;
  readonly isTerminal: boolean;
  /** Width of the terminal, columns. */
  readonly width: number;
  readonly write: (text: string) => void;
}

/** Prints answers as the person or program wants them. Text that came from an engine has its control characters escaped. */
export class Printer {
  readonly options: PrinterOptions;

  constructor(options: PrinterOptions) {
    this.options = options;
  }

  get isData(): boolean {
    return this.options.format === 'json' || this.options.format === 'yaml';
  }

  line(text = ''): void {
    this.options.write(`${text}\n`);
  }

  data(value: unknown): void {
    this.options.write(
      this.options.format === 'yaml' ? stringify(value) : `${JSON.stringify(value, null, 2)}\n`,
    );
  }

  /** One of a stream of answers: a JSON object a line, or a YAML document. */
  event(value: unknown): void {
    this.options.write(
      this.options.format === 'yaml' ? `---\n${stringify(value)}` : `${JSON.stringify(value)}\n`,
    );
  }

  /** A list: a table for people, tab-separated columns into a pipe, or data. */
  list<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): void {
    if (this.isData) return this.data(rows);
    const shown = columns.filter((column) => !column.wide || this.options.format === 'wide');
    const cells = rows.map((row) =>
      shown.map(({ value, colour }) => this.#paint(cell(value(row)), colour?.(row))),
    );
    const titles = shown.map((column) => column.title);
    if (!this.options.isTerminal) {
      for (const line of [titles, ...cells]) this.line(line.join('\t'));
      return;
    }
    const table = new Table({
      head: titles,
      style: {
        head: this.options.colour ? ['bold'] : [],
        border: [],
        'padding-left': 0,
        'padding-right': 3,
        compact: true,
      },
      chars: NO_BORDERS,
      colWidths: fit([titles, ...cells], this.options.width),
      wordWrap: false,
    });
    table.push(...cells);
    this.line(table.toString().replace(/ +$/gm, ''));
  }

  /** One word a line, for `-q`. */
  words(words: readonly string[]): void {
    for (const word of words) this.line(cell(word));
  }

  /** One object as its members, one a line. */
  object(members: Readonly<Record<string, Value>>): void {
    const width = Math.max(...Object.keys(members).map((name) => name.length));
    for (const [name, value] of Object.entries(members)) this.line(`${name.padEnd(width)}  ${cell(value)}`);
  }

  /** After escaping, which would show the colour's own sequence. */
  #paint(text: string, colour: Colour | undefined): string {
    return this.options.colour && colour !== undefined ? `\u001b[${COLOURS[colour]}m${text}\u001b[0m` : text;
  }
}

export function readFormat(text: string): Format {
  const format = FORMATS.find((known) => known === text);
  if (!format)
    throw new IzaError('BAD_USER_INPUT', `output: "${text}" is not one of ${FORMATS.join(', ')}.`, {
      field: 'output',
    });
  return format;
}

const NO_BORDERS = Object.fromEntries(
  [
    'top',
    'top-mid',
    'top-left',
    'top-right',
    'bottom',
    'bottom-mid',
    'bottom-left',
    'bottom-right',
    'left',
    'left-mid',
    'mid',
    'mid-mid',
    'right',
    'right-mid',
    'middle',
  ].map((name) => [name, '']),
);
const COLOURS = { green: 32, yellow: 33, red: 31, dim: 2 } as const;
const GAP = 3;
const NARROWEST = 12;

function cell(value: Value): string {
  return value === null || value === undefined || value === ''
    ? '-'
    : escapeControls(String(value)).replaceAll('\t', ' ').replaceAll('\n', ' ');
}

/** Natural widths, the widest columns narrowed until the table fits. */
function fit(lines: readonly (readonly string[])[], width: number): number[] {
  const widths = (lines[0] ?? []).map(
    (_, index) => Math.max(...lines.map((line) => displayWidth(line[index]!))) + GAP,
  );
  while (widths.reduce((sum, one) => sum + one, 0) > width) {
    const widest = widths.indexOf(Math.max(...widths));
    if (widths[widest]! <= NARROWEST) break;
    widths[widest]!--;
  }
  return widths;
}

/** Terminal columns a text takes: two for wide characters of East Asia and pictures, none for combining marks. */
function displayWidth(text: string): number {
  let width = 0;
  for (const character of stripVTControlCharacters(text)) {
    if (/\p{Mark}/u.test(character)) continue;
    width += WIDE.test(character) ? 2 : 1;
  }
  return width;
}

const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]|\p{Emoji_Presentation}/u;
