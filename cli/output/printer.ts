import Table from 'cli-table3';
import { stringify } from 'yaml';
import { IzaError } from '#kernel/errors.ts';
import { escapeControls } from '#kernel/log.ts';

export const FORMATS = ['table', 'wide', 'json', 'yaml'] as const;
export type Format = (typeof FORMATS)[number];

export interface Column<Row> {
  readonly title: string;
  readonly value: (row: Row) => string | number | null | undefined;
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

  /** A list: a table for people, tab-separated columns into a pipe, or data. */
  list<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): void {
    if (this.isData) return this.data(rows);
    const shown = columns.filter((column) => !column.wide || this.options.format === 'wide');
    const cells = rows.map((row) => shown.map((column) => cell(column.value(row))));
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

  /** One object as its members, one a line. */
  object(members: Readonly<Record<string, string | number | null | undefined>>): void {
    const width = Math.max(...Object.keys(members).map((name) => name.length));
    for (const [name, value] of Object.entries(members)) this.line(`${name.padEnd(width)}  ${cell(value)}`);
  }

  colour(text: string, colour: 'green' | 'yellow' | 'red' | 'dim'): string {
    const codes = { green: 32, yellow: 33, red: 31, dim: 2 };
    return this.options.colour ? `\u001b[${codes[colour]}m${text}\u001b[0m` : text;
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
const GAP = 3;

function cell(value: string | number | null | undefined): string {
  return value === null || value === undefined || value === ''
    ? '-'
    : escapeControls(String(value)).replaceAll('\t', ' ').replaceAll('\n', ' ');
}

/** Natural widths, the widest columns narrowed until the table fits. */
function fit(lines: readonly (readonly string[])[], width: number): number[] {
  const widths = (lines[0] ?? []).map(
    (_, index) => Math.max(...lines.map((line) => line[index]!.length)) + GAP,
  );
  while (widths.reduce((sum, one) => sum + one, 0) > width) {
    const widest = widths.indexOf(Math.max(...widths));
    if (widths[widest]! <= 12) break;
    widths[widest]!--;
  }
  return widths;
}
