import { Argument, type Command } from 'commander';
import type { CommandContext } from '../context.ts';

const SHELLS = ['bash', 'zsh', 'fish'] as const;
type Shell = (typeof SHELLS)[number];

export function addCompletion(program: Command, context: CommandContext): void {
  program
    .command('completion')
    .description('print a completion script: source <(iza-ctl completion bash)')
    .addArgument(new Argument('<shell>').choices(SHELLS))
    .action((shell: Shell) => context.printer().line(SCRIPTS[shell](describeCommands(program))));
}

interface CommandWords {
  readonly name: string;
  readonly description: string;
  readonly flags: readonly string[];
  /** Whether its arguments are containers, which the shell asks `iza-ctl ps` for. */
  readonly takesContainers: boolean;
}

function describeCommands(program: Command): CommandWords[] {
  return program.commands.map((command) => ({
    name: command.name(),
    description: command.description(),
    flags: [...command.options, ...program.options].flatMap(({ long }) => (long ? [long] : [])),
    takesContainers: command.registeredArguments[0]?.name() === 'container',
  }));
}

const SCRIPTS: Readonly<Record<Shell, (commands: readonly CommandWords[]) => string>> = {
  bash: (commands) => `# iza-ctl completion for bash
_iza_ctl() {
  local word=\${COMP_WORDS[COMP_CWORD]} command=\${COMP_WORDS[1]}
  if [[ $COMP_CWORD -eq 1 ]]; then COMPREPLY=($(compgen -W "${commands.map(({ name }) => name).join(' ')}" -- "$word")); return; fi
  case $command in
${commands.map(({ name, flags, takesContainers }) => `    ${name}) if [[ $word == -* ]]; then COMPREPLY=($(compgen -W "${flags.join(' ')}" -- "$word")); ${takesContainers ? `else COMPREPLY=($(compgen -W "$(iza-ctl ps -a -o json 2>/dev/null | sed -n 's/^    "name": "\\(.*\\)",$/\\1/p')" -- "$word")); ` : ''}fi ;;`).join('\n')}
  esac
}
complete -o default -F _iza_ctl iza-ctl`,
  zsh: (commands) => `#compdef iza-ctl
_iza_ctl() {
  local -a commands
  commands=(${commands.map(({ name, description }) => `'${name}:${description.replaceAll("'", '').replaceAll(':', ' ')}'`).join(' ')})
  if (( CURRENT == 2 )); then _describe command commands; return; fi
  case $words[2] in
${commands.map(({ name, flags }) => `    ${name}) _values flag ${flags.map((flag) => `'${flag}'`).join(' ')} ;;`).join('\n')}
  esac
}
compdef _iza_ctl iza-ctl`,
  fish: (commands) =>
    commands
      .flatMap(({ name, description, flags }) => [
        `complete -c iza-ctl -n __fish_use_subcommand -f -a ${name} -d '${description.replaceAll("'", '')}'`,
        ...flags.map(
          (flag) => `complete -c iza-ctl -n '__fish_seen_subcommand_from ${name}' -l ${flag.slice(2)}`,
        ),
      ])
      .join('\n'),
};
