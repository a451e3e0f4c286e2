import { IzaError } from '#kernel/errors.ts';
import { parseImageReference } from './image-reference.ts';
import type { BuildSources } from './port.ts';

/**
 * What a Dockerfile makes an engine fetch from outside: base images (FROM, COPY --from) as canonical references, and addresses (ADD). The
 * engine dials them by itself, so policy must see them before the build; one that cannot be told beforehand is refused. `native` says
 * of a name whether it is the native id of an image that is there. BAD_USER_INPUT names `field` and the line.
 * https://docs.docker.com/reference/dockerfile/
 */
export function dockerfileSources(text: string, options: DockerfileOptions): BuildSources {
  const images = new Set<string>();
  const urls = new Set<string>();
  const stages = new Set<string>();
  const globals = new Map<string, string>();
  let scope = globals;
  let stageCount = 0;

  const refuse = (line: number, rule: string) => {
    const field = options.field;
    return new IzaError('BAD_USER_INPUT', `${field}, line ${line}: ${rule}.`, { field });
  };
  for (const { keyword, rest, line } of instructions(text, refuse)) {
    const fail = (rule: string) => refuse(line, rule);
    switch (keyword) {
      case 'FROM': {
        const [image, alias] = readFrom(rest);
        if (image === undefined || image === '') throw fail('FROM needs an image');
        const name = expand(image, globals);
        if (name === undefined)
          throw fail('the image of FROM cannot be told before the build; give its variables a value');
        if (name !== 'scratch' && !stages.has(name.toLowerCase())) addImage(name, line);
        if (alias !== undefined) stages.add(alias.toLowerCase());
        stageCount++;
        scope = new Map();
        break;
      }
      case 'ARG':
        for (const [name, value] of assignments(rest)) {
          const given =
            options.buildArguments.get(name) ??
            (value === undefined ? globals.get(name) : expand(value, scope));
          if (given !== undefined) scope.set(name, given);
        }
        break;
      case 'ENV':
        for (const [name, value] of assignments(rest)) {
          const known = value === undefined ? undefined : expand(value, scope);
          if (known === undefined) scope.delete(name);
          else scope.set(name, known);
        }
        break;
      case 'COPY':
      case 'ADD': {
        const { flags, words } = readWords(rest);
        const from = flags.get('from');
        if (from?.includes('$')) throw fail('--from must not contain variables');
        if (from !== undefined && !stages.has(from.toLowerCase()) && !isStageNumber(from, stageCount))
          addImage(from, line);
        if (keyword === 'ADD') for (const word of words.slice(0, -1)) addUrl(word, scope, fail);
        break;
      }
      default:
    }
  }
  return { images: [...images], urls: [...urls] };

  function addImage(name: string, line: number): void {
    if (!options.isNativeId(name))
      images.add(parseImageReference(name, `${options.field}, line ${line}`).canonical);
  }

  function addUrl(
    quoted: string,
    known: ReadonlyMap<string, string>,
    fail: (rule: string) => IzaError,
  ): void {
    const word = withoutQuoting(quoted);
    const source = expand(word, known);
    if (source !== undefined) {
      if (REMOTE.test(source)) urls.add(source);
      return;
    }
    const beginning = word.slice(0, word.indexOf('$')).toLowerCase();
    const mayBeRemote = PROTOCOLS.some(
      (protocol) => protocol.startsWith(beginning) || beginning.startsWith(protocol),
    );
    if (mayBeRemote)
      throw fail('a source of ADD cannot be told before the build; write it without variables');
  }
}

export interface DockerfileOptions {
  readonly field: string;
  readonly buildArguments: ReadonlyMap<string, string>;
  readonly isNativeId: (name: string) => boolean;
}

const REMOTE = /^(?:[a-z][a-z0-9+.-]*:\/\/|git@)/i;
const PROTOCOLS = ['http://', 'https://', 'git://', 'git@', 'ssh://', 'ftp://'];

interface Instruction {
  /** Upper case; the trigger's own for ONBUILD. */
  readonly keyword: string;
  readonly rest: string;
  readonly line: number;
}

/**
 * Instructions with continued lines joined, without comments: exactly as the engine's own parser joins them, for a line read otherwise
 * would be a line policy does not see. Where engines differ (two escapes at a line's end, here-documents) the file is refused.
 */
function* instructions(
  text: string,
  refuse: (line: number, rule: string) => IzaError,
): Generator<Instruction> {
  const lines = text.split(/\r?\n/);
  const escape = escapeCharacter(lines) === '`' ? '`' : '\\\\';
  const continued = new RegExp(`${escape}[ \\t]*$`);
  const ambiguous = new RegExp(`${escape}${escape}[ \\t]*$`);
  let joined = '';
  let begin = 0;
  for (const [index, line] of lines.entries()) {
    if (/^\s*#/.test(line) || (joined !== '' && line.trim() === '')) continue;
    if (joined === '') begin = index + 1;
    if (ambiguous.test(line))
      throw refuse(begin, 'engines differ in how they read two escape characters at the end of a line');
    if (continued.test(line)) {
      joined += `${line.replace(continued, '')} `;
      continue;
    }
    joined += line;
    if (joined.trim() !== '') yield checked(instruction(joined.trim(), begin), refuse);
    joined = '';
  }
  if (joined.trim() !== '') yield checked(instruction(joined.trim(), begin), refuse);
}

function checked(found: Instruction, refuse: (line: number, rule: string) => IzaError): Instruction {
  if (HEREDOC_KEYWORDS.has(found.keyword) && /(?:^|\s)\d*<<-?["']?\w/.test(found.rest)) {
    throw refuse(found.line, 'here-documents are not supported');
  }
  return found;
}

const HEREDOC_KEYWORDS = new Set(['RUN', 'COPY', 'ADD']);

/** Parser directives are comments before everything else. */
function escapeCharacter(lines: readonly string[]): string {
  for (const line of lines) {
    const directive = /^\s*#\s*(\w+)\s*=\s*(\S+)/.exec(line);
    if (!directive) return '\\';
    if (directive[1]!.toLowerCase() === 'escape') return directive[2] === '`' ? '`' : '\\';
  }
  return '\\';
}

function instruction(text: string, line: number): Instruction {
  const [, keyword = '', rest = ''] = /^(\S+)\s*(.*)$/s.exec(text) ?? [];
  if (keyword.toUpperCase() === 'ONBUILD' && rest !== '') return instruction(rest, line);
  return { keyword: keyword.toUpperCase(), rest, line };
}

function readFrom(rest: string): readonly [string | undefined, string | undefined] {
  const { words } = readWords(rest);
  const [image, as, alias] = words;
  return [image, as?.toUpperCase() === 'AS' ? alias : undefined];
}

function readWords(rest: string): {
  readonly flags: ReadonlyMap<string, string>;
  readonly words: readonly string[];
} {
  const flags = new Map<string, string>();
  let text = rest.trim();
  for (let flag = FLAG.exec(text); flag; flag = FLAG.exec(text)) {
    flags.set(flag[1]!.toLowerCase(), flag[2] ?? '');
    text = text.slice(flag[0].length).trimStart();
  }
  return { flags, words: jsonWords(text) ?? text.split(/\s+/) };
}

const FLAG = /^--([\w-]+)(?:=(\S*))?(?=\s|$)/;

function jsonWords(text: string): readonly string[] | undefined {
  if (!text.startsWith('[')) return undefined;
  try {
    const words: unknown = JSON.parse(text);
    return Array.isArray(words) && words.every((word) => typeof word === 'string') ? words : undefined;
  } catch {
    return undefined;
  }
}

/** `NAME=value NAME2="v 2"`, `NAME`, and ENV's old form `NAME value`. */
function assignments(rest: string): readonly (readonly [string, string | undefined])[] {
  const old = /^([A-Za-z_]\w*)\s+([^=]*)$/.exec(rest);
  if (old) return [[old[1]!, withoutQuoting(old[2]!)]];
  const pairs = rest.matchAll(/([A-Za-z_]\w*)(?:=("(?:[^"\\]|\\.)*"|'[^']*'|(?:[^\s\\]|\\.)*))?/g);
  return Array.from(
    pairs,
    ([, name, value]) => [name!, value === undefined ? undefined : withoutQuoting(value)] as const,
  );
}

/** The engine takes quotes and escapes out wherever they stand: `ht""tp://a` is an address. */
function withoutQuoting(word: string): string {
  return word.replace(/["'\\`]/g, '');
}

/** With variables replaced; undefined when one is not known or the form is none of `$A`, `${A}`, `${A:-b}`, `${A-b}`, `${A:+b}`, `${A+b}`. */
function expand(text: string, known: ReadonlyMap<string, string>): string | undefined {
  let complete = true;
  const expanded = text.replace(
    /\$(?:\{([^{}]*)\}|([A-Za-z_]\w*)|)/g,
    (_whole, braced?: string, bare?: string) => {
      const value = variable(braced ?? bare ?? '', known);
      if (value === undefined) complete = false;
      return value ?? '';
    },
  );
  return complete && !expanded.includes('$') ? expanded : undefined;
}

function variable(expression: string, known: ReadonlyMap<string, string>): string | undefined {
  const [, name, operator, word = ''] = /^([A-Za-z_]\w*)(?:(:?[-+])(.*))?$/.exec(expression) ?? [];
  if (name === undefined) return undefined;
  const value = known.get(name);
  if (operator === undefined) return value;
  const set = operator.startsWith(':') ? value !== undefined && value !== '' : value !== undefined;
  if (operator.endsWith('-')) return set ? value : word;
  return set ? word : '';
}

function isStageNumber(text: string, stageCount: number): boolean {
  return /^\d{1,4}$/.test(text) && Number(text) < stageCount;
}
