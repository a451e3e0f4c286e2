/** A command as a shell completes it. */
export interface CommandWords {
  readonly name: string;
  readonly description: string;
  readonly flags: readonly { readonly name: string; readonly values: readonly string[] }[];
  /** What its argument may be, where that is a choice. */
  readonly values: readonly string[];
  /** Whether its arguments are containers, which the shell asks `iza-ctl ps` for. */
  readonly takesContainers: boolean;
  readonly commands: readonly CommandWords[];
}

/** Names of containers; silent and quick where no server answers. */
const CONTAINERS = `iza-ctl --timeout 2 ps --all -o json 2>/dev/null | sed -n 's/^    "name": "\\(.*\\)",\\{0,1\\}$/\\1/p'`;

export function bashCompletion(program: CommandWords): string {
  const paths = pathsOf(program);
  return `# iza-ctl completion for bash
_iza_ctl() {
  local word=\${COMP_WORDS[COMP_CWORD]} at= words= i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$at \${COMP_WORDS[i]}" in
      ${patternsOf(paths)}) at="$at \${COMP_WORDS[i]}" ;;
    esac
  done
  if [[ $word == -* ]]; then
    case $at in
${paths.map(({ path, command }) => `      '${path}') words='${flagNames(command)}' ;;`).join('\n')}
    esac
  else
    case $at in
${paths.flatMap(({ path, command }) => bashWords(path, command)).join('\n')}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _iza_ctl iza-ctl`;
}

export function zshCompletion(program: CommandWords): string {
  const paths = pathsOf(program);
  return `#compdef iza-ctl
# iza-ctl completion for zsh
_iza_ctl() {
  local at= i
  local -a list
  for ((i = 2; i < CURRENT; i++)); do
    case "$at $words[i]" in
      (${patternsOf(paths)}) at="$at $words[i]" ;;
    esac
  done
  if [[ $PREFIX == -* ]]; then
    case $at in
${paths.map(({ path, command }) => `      ('${path}') list=(${flagNames(command)}) ;;`).join('\n')}
    esac
    compadd -- $list
    return
  fi
  case $at in
${paths.flatMap(({ path, command }) => zshWords(path, command)).join('\n')}
    (*) _files ;;
  esac
}
if [[ $funcstack[1] == _iza-ctl ]]; then _iza_ctl "$@"; else compdef _iza_ctl iza-ctl; fi`;
}

export function fishCompletion(program: CommandWords): string {
  const lines = ['# iza-ctl completion for fish'];
  for (const { path, command } of pathsOf(program)) {
    const words = path.trim().split(' ').filter(Boolean);
    const children = command.commands.map(({ name }) => name).join(' ');
    const seen = words.map((word) => `__fish_seen_subcommand_from ${word}`);
    const open = children === '' ? [] : [`not __fish_seen_subcommand_from ${children}`];
    const condition = [...seen, ...open].join('; and ');
    const complete = `complete -c iza-ctl -n '${condition || 'true'}'`;
    for (const child of command.commands)
      lines.push(`${complete} -f -a ${child.name} -d '${quoted(child.description)}'`);
    for (const value of command.values) lines.push(`${complete} -f -a ${value}`);
    if (command.takesContainers)
      lines.push(`${complete} -f -a '(${CONTAINERS.replaceAll("'", String.raw`\'`)})'`);
    for (const { name, values } of command.flags)
      lines.push(`${complete} -l ${name.slice(2)}${values.length > 0 ? ` -x -a '${values.join(' ')}'` : ''}`);
  }
  return lines.join('\n');
}

interface Path {
  /** ` keys create`; empty for the program itself. */
  readonly path: string;
  readonly command: CommandWords;
}

function pathsOf(command: CommandWords, path = ''): Path[] {
  return [{ path, command }, ...command.commands.flatMap((child) => pathsOf(child, `${path} ${child.name}`))];
}

/** Shell patterns of all words that lead deeper. */
function patternsOf(paths: readonly Path[]): string {
  return paths
    .filter(({ path }) => path !== '')
    .map(({ path }) => `'${path}'`)
    .join('|');
}

/** A command with a default below it takes that one's flags too. */
function flagNames(command: CommandWords): string {
  const own = [
    command,
    ...command.commands.filter(({ name }) => command.name !== 'iza-ctl' && name === 'list'),
  ];
  return [...new Set(own.flatMap(({ flags }) => flags.map(({ name }) => name)))].join(' ');
}

function plainWords({ commands, values }: CommandWords): string {
  return [...commands.map(({ name }) => name), ...values].join(' ');
}

function bashWords(path: string, command: CommandWords): string[] {
  if (command.takesContainers) return [`      '${path}') words=$(${CONTAINERS}) ;;`];
  const words = plainWords(command);
  return words === '' ? [] : [`      '${path}') words='${words}' ;;`];
}

function zshWords(path: string, command: CommandWords): string[] {
  if (command.takesContainers) return [`    ('${path}') compadd -- \${(f)"$(${CONTAINERS})"} ;;`];
  if (command.commands.length > 0) {
    const described = command.commands.map(
      ({ name, description }) => `'${name}:${quoted(description).replaceAll(':', ' ')}'`,
    );
    return [`    ('${path}') list=(${described.join(' ')}); _describe command list ;;`];
  }
  return command.values.length === 0 ? [] : [`    ('${path}') compadd -- ${command.values.join(' ')} ;;`];
}

function quoted(text: string): string {
  return text.replaceAll("'", '');
}
